import assert from 'node:assert/strict';
import { MAX_ANSWER_BYTES } from '../../adapter.ts';
import type { Control, Page, PageRequest } from '../../index.ts';
import { checked } from './checked.ts';
import { assertConsistent } from './consistency.ts';
import { at, upTo, valueOf, walk } from './expect.ts';
import type { ContractCase, ContractHarness } from './harness.ts';
import { newEmptyProject, newProject } from './world.ts';
import type { ProjectWorld } from './world.ts';

/** How many bytes the text of each row has: eight rows fit into one answer. The fifth is larger than any answer. */
const BYTES = 1_000_000;
const ROWS = 12;
const LARGE = 5;

const bytesOf = (n: number): number => (n === LARGE ? MAX_ANSWER_BYTES + 2 : BYTES);

// Of two bytes each, and the same over and over: kept, it takes a hundredth of that.
const textOf = (n: number): string => 'é'.repeat(bytesOf(n) / 2);

type List = (page: PageRequest) => Promise<Page<unknown>>;

interface Listed {
  readonly list: List;
  readonly rows: number;
}

/** A row, and what it has of bytes: what it begins with names it. */
interface Seen {
  readonly name: string;
  readonly bytes: number;
}

const seen = (row: unknown): Seen => {
  const json = JSON.stringify(row);
  return { name: json.slice(0, 60), bytes: Buffer.byteLength(json) };
};

const totalOf = (rows: readonly Seen[]): number => rows.reduce((sum, { bytes }) => sum + bytes, 0);

/** A case that walks a list of heavy rows to its end and back: no page holds too much but for one row that does alone, and none is skipped or repeated. */
const walks =
  (open: (harness: ContractHarness) => Promise<Listed>): ContractCase =>
  async (harness) => {
    const { list: read, rows } = await open(harness);
    const list = async (page: PageRequest): Promise<Page<Seen>> => {
      const found = await read(page);
      return { ...found, items: found.items.map(seen) };
    };
    const expected = await walk(list, { per_page: 1 });
    assert.equal(expected.length, rows);
    for (const order of ['asc', 'desc'] as const) {
      const pages = [await list({ per_page: 200, order })];
      for (let next = at(pages, 0).next; next !== null; next = at(pages, pages.length - 1).next)
        pages.push(await list({ per_page: 200, order, position: next }));
      const back = [at(pages, pages.length - 1)];
      for (let prev = at(back, 0).prev; prev !== null; prev = at(back, 0).prev)
        back.unshift(await list({ per_page: 200, order, position: prev }));
      for (const walked of [pages, back]) {
        assert.deepEqual(
          walked.flatMap(({ items }) => items),
          order === 'asc' ? expected : expected.toReversed(),
        );
        assert.ok(walked.length > 1);
        // What has a short bound is not counted.
        for (const { items } of walked)
          assert.ok(
            items.length === 1 || (items.length > 0 && totalOf(items) <= MAX_ANSWER_BYTES + 1_000 * items.length),
          );
      }
      // As many as fit, but for where the list ends.
      for (const [index, { items }] of pages.slice(0, -1).entries())
        assert.ok(totalOf([...items, ...at(pages, index + 1).items.slice(0, 1)]) > MAX_ANSWER_BYTES);
    }
  };

const heavyItems = (project: ProjectWorld, where: 'data' | 'metadata' = 'data') =>
  project.importItems(upTo(ROWS).map((n) => ({ external_id: `item-${n}`, data: {}, [where]: { text: textOf(n) } })));

const ESSAYS = upTo(50).map((n): Control => ({
  name: `essay-${n}`,
  kind: 'text',
  source: 'text',
  required: false,
  max_length: 65_536,
}));

/** What is answered with essays of 180 kB each. */
const essays = (n: number): Readonly<Record<string, string>> =>
  Object.fromEntries(ESSAYS.slice(0, n === LARGE ? 50 : 6).map(({ name }) => [name, '一'.repeat(60_000)]));

const projectOfEssays = async (harness: ContractHarness, count: number): Promise<ProjectWorld> => {
  const project = await newEmptyProject(harness);
  valueOf(
    await project.application.createAnnotationUI(project.admin, {
      project_id: project.project.id,
      name: 'Essays',
      controls: ESSAYS,
    }),
  );
  await project.publish();
  await project.importItems(upTo(count).map((n) => ({ external_id: `item-${n}`, data: { text: '' } })));
  return project;
};

/** What every store promises of answers that are made of data: they hold 8 MiB, or one thing. */
export const answerSizeContract = checked({
  'a page of items ends where their data weighs too much': walks(async (harness) => {
    const project = await newEmptyProject(harness);
    await heavyItems(project);
    return {
      rows: ROWS,
      list: async (page) =>
        valueOf(await project.application.listItems(project.admin, { project_id: project.project.id, page })),
    };
  }),

  'a page of items ends where their metadata weighs too much, also where it is filtered': walks(async (harness) => {
    const project = await newEmptyProject(harness);
    await heavyItems(project, 'metadata');
    return {
      rows: ROWS,
      list: async (page) =>
        valueOf(
          await project.application.listItems(project.admin, { project_id: project.project.id, state: 'open', page }),
        ),
    };
  }),

  'a page of tasks ends where the data of their items weighs too much': walks(async (harness) => {
    const project = await newProject(harness, 0);
    await heavyItems(project);
    const ann = await project.annotator();
    for (const _ of upTo(ROWS)) await project.claimOne(ann);
    return {
      rows: ROWS,
      list: async (page) => valueOf(await project.application.listTasks(ann, { project_id: project.project.id, page })),
    };
  }),

  'a page of tasks in one state ends where the predictions that they offer weigh too much': walks(async (harness) => {
    const project = await projectOfEssays(harness, ROWS);
    valueOf(
      await project.application.updateProject(project.admin, {
        project_id: project.project.id,
        show_predictions: true,
      }),
    );
    await project.importPredictions(
      upTo(ROWS).map((n) => ({ external_id: `item-${n}`, model: 'm', model_version: '1', value: essays(n) })),
    );
    const ann = await project.annotator();
    for (const _ of upTo(ROWS)) valueOf(await project.skip(ann, await project.claimOne(ann)));
    return {
      rows: ROWS,
      list: async (page) =>
        valueOf(
          await project.application.listTasks(project.admin, {
            project_id: project.project.id,
            state: 'skipped',
            page,
          }),
        ),
    };
  }),

  'a claim hands out as many tasks as fit, each of which is answered, and leaves the others to the next claim': async (
    harness,
  ) => {
    const project = await newProject(harness, 0, { overlap: 2 });
    await heavyItems(project);
    const [ann, bob] = await project.annotators(2);
    assert.ok(ann && bob);
    const ids: string[] = [];
    for (const strategy of [undefined, 'queue', undefined] as const) {
      const { tasks } = await project.claimBy(ann, { count: 100, ...(strategy && { strategy }) });
      assert.ok(
        tasks.length > 0 && (tasks.length === 1 || totalOf(tasks.map(seen)) <= MAX_ANSWER_BYTES + 1_000 * tasks.length),
      );
      ids.push(...tasks.map(({ item }) => item.external_id ?? ''));
      assert.equal((await project.progress()).tasks.claimed, ids.length);
    }
    assert.deepEqual(ids.slice(0, 5), ['item-1', 'item-2', 'item-3', 'item-4', 'item-5']);
    assert.equal(new Set(ids).size, ROWS);
    assert.equal((await project.claim(ann, 100)).reason, 'exhausted');
    assert.equal((await project.claimBy(bob, { count: 100, strategy: 'random' })).tasks.length < ROWS, true);
    await assertConsistent(harness, project.scope);
  },

  'a claim of ended leases hands out as many as fit': async (harness) => {
    const project = await newProject(harness, 0);
    await heavyItems(project);
    const [ann, bob] = await project.annotators(2);
    assert.ok(ann && bob);
    for (const _ of upTo(ROWS)) await project.claimOne(ann);
    project.clock.advance(601);
    const { tasks } = await project.claim(bob, 100);
    assert.ok(tasks.length > 1 && tasks.length < ROWS);
    const { claimed, expired } = (await project.progress()).tasks;
    assert.equal(claimed, tasks.length);
    assert.equal(expired, ROWS);
    await assertConsistent(harness, project.scope);
  },

  'a page of annotations ends where their values weigh too much': walks(async (harness) => {
    const project = await projectOfEssays(harness, ROWS);
    await project.importAnswers(
      upTo(ROWS).map((n) => ({ external_id: `item-${n}`, annotator: 'a', value: essays(n) })),
    );
    return {
      rows: ROWS,
      list: async (page) =>
        valueOf(await project.application.listAnnotations(project.admin, { project_id: project.project.id, page })),
    };
  }),

  'a page of revisions ends where their values weigh too much': walks(async (harness) => {
    const project = await projectOfEssays(harness, 1);
    const ann = await project.annotator();
    const annotation = valueOf(
      await project.application.submitTask(ann, {
        project_id: project.project.id,
        task_id: (await project.claimOne(ann)).id,
        value: essays(1),
      }),
    );
    for (const n of upTo(ROWS).slice(1))
      valueOf(
        await project.application.reviseAnnotation(ann, {
          project_id: project.project.id,
          annotation_id: annotation.id,
          value: { ...essays(n), 'essay-1': `${n}` },
        }),
      );
    return {
      rows: ROWS,
      list: async (page) =>
        valueOf(
          await project.application.listAnnotationRevisions(ann, {
            project_id: project.project.id,
            annotation_id: annotation.id,
            page,
          }),
        ),
    };
  }),

  'a page of predictions ends where their values weigh too much': walks(async (harness) => {
    const project = await projectOfEssays(harness, ROWS);
    await project.importPredictions(
      upTo(ROWS).map((n) => ({ external_id: `item-${n}`, model: 'm', model_version: '1', value: essays(n) })),
    );
    return {
      rows: ROWS,
      list: async (page) =>
        valueOf(await project.application.listPredictions(project.admin, { project_id: project.project.id, page })),
    };
  }),

  'a page of annotation UIs ends where their controls weigh too much': walks(async (harness) => {
    const project = await newEmptyProject(harness);
    const options = upTo(1_000).map((n) => `${n} ${'o'.repeat(190)}`);
    const controls = upTo(5).map((n): Control => ({
      name: `control-${n}`,
      kind: 'choice',
      source: 'text',
      required: true,
      options,
    }));
    for (const _ of upTo(ROWS))
      valueOf(
        await project.application.createAnnotationUI(project.admin, {
          project_id: project.project.id,
          name: 'Much to choose from',
          controls,
        }),
      );
    return {
      rows: ROWS,
      list: async (page) =>
        valueOf(await project.application.listAnnotationUIs(project.admin, { project_id: project.project.id, page })),
    };
  }),

  'a page of guidelines ends where their texts weigh too much': walks(async (harness) => {
    const project = await newProject(harness, 0);
    const rows = 100;
    for (const _ of upTo(rows - 1))
      valueOf(
        await project.application.publishGuideline(project.admin, {
          project_id: project.project.id,
          text: 'é'.repeat(65_536),
        }),
      );
    return {
      rows,
      list: async (page) =>
        valueOf(await project.application.listGuidelines(project.admin, { project_id: project.project.id, page })),
    };
  }),
});
