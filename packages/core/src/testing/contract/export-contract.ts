import assert from 'node:assert/strict';
import { DeletedItem, ExportedItem, ExportOptions } from '../../index.ts';
import type { Control, Id } from '../../index.ts';
import type { ExportChunk } from '../../adapter.ts';
import { checked } from './checked.ts';
import { allowed, assertFits, at, upTo, valueOf, walk } from './expect.ts';
import { addressOf, ANSWERS, answer, joinAs, manyItems, newEmptyProject, newProject } from './world.ts';
import { linesOfExport } from './world.ts';
import type { ProjectWorld } from './world.ts';

const assertIsAllThereIs = async (project: ProjectWorld): Promise<void> => {
  const [items, annotations, lines] = [await project.items(), await project.annotations(), await project.exported()];
  for (const line of lines) assertFits(ExportedItem, line);
  const service = <User extends object>(user: User) => ({ ...user, kind: 'service' });
  assert.deepEqual(
    lines,
    items.map(({ deleted_at: _, ...item }) => ({
      ...item,
      skips: item.skips.map((skip) => ({ ...skip, annotator: service(skip.annotator) })),
      annotations: annotations
        .filter(({ item_id }) => item_id === item.id)
        .map((annotation) => ({ ...annotation, annotator: service(annotation.annotator), revisions: [] })),
      predictions: [],
    })),
  );
};

interface ChangedLines {
  readonly lines: readonly (ExportedItem | DeletedItem)[];
  readonly next: string;
}

interface Changes {
  /** The items that were named, in the order in which they were. */
  readonly names: readonly (string | null)[];
  readonly next: string;
}

/** Reads one export of the changes since a cursor. */
const linesSince = async (project: ProjectWorld, changed_since: string): Promise<ChangedLines> => {
  const begun = await project.beginExport({ changed_since });
  const lines = (await linesOfExport(begun)).map((line) => JSON.parse(line) as ExportedItem | DeletedItem);
  for (const line of lines) assertFits('data' in line ? ExportedItem : DeletedItem, line);
  return { lines, next: begun.next_cursor };
};

const namesIn = ({ lines, next }: ChangedLines): Changes => ({
  names: lines.map(({ external_id }) => external_id),
  next,
});

const changesSince = async (project: ProjectWorld, changed_since: string): Promise<Changes> =>
  namesIn(await linesSince(project, changed_since));

/** Goes on from a cursor, export by export, until so many changes were named: other transactions that are still going on can put some off. */
export const nextLines = async (project: ProjectWorld, changed_since: string, count: number): Promise<ChangedLines> => {
  let all: ChangedLines = { lines: [], next: changed_since };
  for (let round = 0; round < 10_000 && all.lines.length < count; round += 1) {
    const { lines, next } = await linesSince(project, all.next);
    all = { lines: [...all.lines, ...lines], next };
  }
  return all;
};

/**
 * Goes on from a cursor, export by export, until a line is as it is looked for. While other transactions are still going on, an export may name
 * nothing yet, or once more what was there before the cursor was made.
 */
export const changeThat = async (
  project: ProjectWorld,
  changed_since: string,
  isSo: (line: ExportedItem) => boolean,
  options: Partial<ExportOptions> = {},
): Promise<ExportedItem> => {
  let since = changed_since;
  for (let round = 0; round < 10_000; round += 1) {
    const begun = await project.beginExport({ ...options, changed_since: since });
    const found = (await linesOfExport(begun))
      .map((line) => JSON.parse(line) as ExportedItem | DeletedItem)
      .find((line): line is ExportedItem => 'data' in line && isSo(line));
    if (found !== undefined) return found;
    since = begun.next_cursor;
  }
  throw new assert.AssertionError({
    message: `No export of changes has named what was looked for: ${isSo.toString()}`,
  });
};

const nextChanges = async (project: ProjectWorld, changed_since: string, count: number): Promise<Changes> =>
  namesIn(await nextLines(project, changed_since, count));

/** Goes on until as many items were named as are expected, and asserts that they are those, each once. */
const changesThat = async (
  project: ProjectWorld,
  changed_since: string,
  expected: readonly string[],
): Promise<Changes> => {
  const changes = await nextChanges(project, changed_since, expected.length);
  assert.deepEqual(changes.names.toSorted(), expected.toSorted());
  return changes;
};

const NOW = '2026-01-01T00:00:00.000Z';

/** What every store promises of `export`. */
export const exportContract = checked({
  'a project in which nothing is exports nothing': async (harness) => {
    assert.deepEqual(await (await newEmptyProject(harness)).exported(), []);
    const project = await newEmptyProject(harness);
    assert.deepEqual(await harness.store.within(project.scope).export.chunk(null, null, NOW), {
      lines: [],
      next: null,
    });
  },

  'every item is exported once, in the order of the ids, with all its annotations': async (harness) => {
    const project = await newProject(harness, 5, { overlap: 3 });
    await project.importItems([{ data: { 'two\nlines': '\n\r\u2028' }, metadata: { m: [1] }, priority: 3 }]);
    for (const [index, annotator] of (await project.annotators(3)).entries()) {
      const { tasks } = await project.claim(annotator, 6);
      for (const task of tasks.slice(index)) valueOf(await project.submit(annotator, task, answer(1)));
      for (const task of tasks.slice(0, index)) if (index === 1) valueOf(await project.skip(annotator, task));
    }
    await assertIsAllThereIs(project);
  },

  'a revised annotation is exported with all its revisions, and who made each': async (harness) => {
    const project = await newProject(harness, 1, { overlap: 2 });
    const ann = await project.annotator();
    const own = valueOf(await project.submit(ann, await project.claimOne(ann), answer(0)));
    await project.importAnswers([{ external_id: 'item-1', annotator: 'w1', value: answer(0) }]);
    project.clock.advance(60);
    valueOf(await project.revise(ann, own, answer(1)));
    await project.importAnswers([{ external_id: 'item-1', annotator: 'w1', value: answer(1) }], {
      on_conflict: 'update',
    });
    project.clock.advance(60);
    valueOf(await project.revise(ann, own, answer(2)));
    const kindOf = ({ id }: { readonly id: Id }) =>
      id === ann.user_id ? 'service' : id === project.founder ? 'person' : 'external';
    const withKind = <User extends { readonly id: Id }>(user: User) => ({ ...user, kind: kindOf(user) });
    const line = at(await project.exported(), 0);
    assertFits(ExportedItem, line);
    const expected = (await project.annotations()).map(async (annotation) => {
      const revisions = await project.revisions(annotation);
      return {
        ...annotation,
        annotator: withKind(annotation.annotator),
        revisions: revisions.map((revision) => ({ ...revision, author: withKind(revision.author) })),
      };
    });
    assert.deepEqual(line.annotations, await Promise.all(expected));
    assert.deepEqual(
      line.annotations.map(({ revisions }) => revisions.map(({ author: { kind } }) => kind)),
      [
        ['service', 'service', 'service'],
        ['external', 'person'],
      ],
    );
  },

  'people are named by their addresses, and external users by their sources, for those alone who may read members':
    async (harness) => {
      const project = await newProject(harness, 1, { overlap: 5 });
      const {
        project: { id: project_id },
        application,
        founder,
      } = project;
      const [bob, left, manager] = [await harness.person(), await harness.person(), await harness.person()];
      for (const user of [bob, left]) await joinAs(harness, project, user, 'annotator');
      await joinAs(harness, project, manager, 'manager');
      const machine = await project.annotator();
      for (const caller of [await project.inProject(bob), await project.inProject(left), machine])
        valueOf(await project.submit(caller, await project.claimOne(caller)));
      const external_id = 'item-1';
      await project.importAnswers([
        { external_id, annotator: 'w1', source: 'vendor', value: answer() },
        { external_id, annotator: 'w1', value: answer() },
      ]);
      valueOf(
        await application.removeMember(await project.inOrganization(founder), {
          organization_id: project.organization.id,
          user_id: left,
        }),
      );
      const nameOf = new Map((await project.annotations()).map(({ annotator }) => [annotator.id, annotator.name]));
      const annotators = async (people: 'name' | 'email') =>
        at(await project.exported({ people }), 0).annotations.map(({ annotator }) => annotator);
      const [externals, named] = [await annotators('name'), await annotators('email')];
      for (const line of await project.exported({ people: 'email' })) assertFits(ExportedItem, line);
      const [vendors, plain] = named.slice(3);
      assert.deepEqual(named, [
        { id: bob, name: nameOf.get(bob), kind: 'person', email: await addressOf(harness, bob) },
        { id: left, name: nameOf.get(left), kind: 'person', email: null },
        { id: machine.user_id, name: nameOf.get(machine.user_id), kind: 'service' },
        { id: vendors?.id, name: 'w1', kind: 'external', source: 'vendor' },
        { id: plain?.id, name: 'w1', kind: 'external', source: null },
      ]);
      assert.deepEqual(
        externals,
        named.map(({ id, name, kind }) => ({ id, name, kind })),
      );
      assert.equal(
        await linesOfExport(await project.beginExport({ people: 'email', format: 'csv' })).then(({ length }) => length),
        6,
      );

      const { next_cursor } = await project.beginExport();
      valueOf(await project.requeue(at(await project.items(), 0), { overlap: 9 }));
      const changed = await changeThat(project, next_cursor, ({ requeued }) => requeued !== null, { people: 'email' });
      assert.deepEqual(changed.requeued?.by, {
        id: founder,
        name: changed.requeued?.by.name,
        kind: 'person',
        email: await addressOf(harness, founder),
      });

      const mayNot = await project.inProject(manager);
      const refused = await application.exportProject(mayNot, {
        project_id,
        ...ExportOptions.parse({ people: 'email' }),
      });
      assert.deepEqual(refused, {
        ok: false,
        error: { code: 'forbidden', permission: 'member:read', because: 'roles' },
      });
      valueOf(await application.exportProject(mayNot, { project_id, ...ExportOptions.parse({}) }));
    },

  'a long export comes in chunks of JSON texts that leave nothing out': async (harness) => {
    const project = await newProject(harness, 450);
    const ann = await project.annotator();
    for (const task of (await project.claim(ann, 50)).tasks) valueOf(await project.submit(ann, task));
    await assertIsAllThereIs(project);
    const { export: exports } = harness.store.within(project.scope);
    const lines: string[] = [];
    for (let after: string | null = null; ;) {
      const chunk: ExportChunk<Id> = allowed(await exports.chunk(null, after, NOW));
      assert.ok(chunk.lines.length > 0);
      lines.push(...chunk.lines);
      if (chunk.next === null) break;
      after = chunk.next;
    }
    assert.equal(lines.length, 450);
    for (const line of lines) assert.ok(!/[\n\r]/.test(line));
  },

  'a chunk holds a few megabytes at most, and one item at least': async (harness) => {
    const project = await newEmptyProject(harness);
    const text = 'x'.repeat(400_000);
    await project.importItems(manyItems(40, { data: { text } }));
    const { export: exports } = harness.store.within(project.scope);
    const sizes: number[] = [];
    let count = 0;
    for (
      let chunk = allowed(await exports.chunk(null, null, NOW));
      ;
      chunk = allowed(await exports.chunk(null, chunk.next, NOW))
    ) {
      sizes.push(chunk.lines.reduce((sum, line) => sum + line.length, 0));
      count += chunk.lines.length;
      if (chunk.next === null) break;
    }
    assert.equal(count, 40);
    assert.ok(Math.max(...sizes) <= 8 * 1024 * 1024, `A chunk of ${Math.max(...sizes)} characters.`);
  },

  'a chunk holds a few megabytes at most, whether of answers, of what they were before, or of predictions': async (
    harness,
  ) => {
    const project = await newEmptyProject(harness);
    const {
      application,
      admin,
      project: { id: project_id },
    } = project;
    valueOf(
      await application.createAnnotationUI(admin, {
        project_id,
        name: 'Long',
        controls: [{ name: 'text', kind: 'text', source: 'text', required: true, max_length: 60_000 }],
      }),
    );
    await project.publish();
    const long = (n: number) => ({ text: String(n).repeat(60_000) });
    const name = (n: number) => ({ external_id: `item-${n}` });
    await project.importItems(manyItems(60));
    const revisions = upTo(6).map((n) => ({ value: long(n), created_at: `2025-01-0${n}T00:00:00Z` }));
    await project.importAnswers([
      ...upTo(20).flatMap((n) => upTo(6).map((by) => ({ ...name(n), annotator: `w${by}`, value: long(by) }))),
      ...upTo(20).map((n) => ({ ...name(20 + n), annotator: 'w', revisions })),
    ]);
    await project.importPredictions(
      upTo(20).flatMap((n) =>
        upTo(6).map((version) => ({
          ...name(40 + n),
          model: 'm',
          model_version: String(version),
          value: long(version),
        })),
      ),
    );
    const { export: exports } = harness.store.within(project.scope);
    const sizes: number[] = [];
    let count = 0;
    for (let after: string | null = null; ;) {
      const chunk: ExportChunk<Id> = allowed(await exports.chunk(null, after, NOW));
      sizes.push(chunk.lines.reduce((sum, line) => sum + line.length, 0));
      count += chunk.lines.length;
      if (chunk.next === null) break;
      after = chunk.next;
    }
    assert.deepEqual([count, sizes.reduce((sum, size) => sum + size, 0) > 21_000_000], [60, true]);
    assert.ok(Math.max(...sizes) <= 8 * 1024 * 1024, `A chunk of ${Math.max(...sizes)} characters.`);
  },

  'items that are there throughout an export appear in it exactly once, whatever happens meanwhile': async (
    harness,
  ) => {
    const project = await newProject(harness, 300, { overlap: 2 });
    const [ann, bob] = await project.annotators(2);
    assert.ok(ann && bob);
    const there = await project.items();
    const seen: string[] = [];
    for await (const chunk of (await project.beginExport()).chunks) {
      seen.push(...chunk.map((line) => (JSON.parse(line) as ExportedItem).id));
      for (const annotator of [ann, bob])
        for (const task of (await project.claim(annotator, 5)).tasks) valueOf(await project.submit(annotator, task));
      await project.importItems([{ data: {} }]);
      await project.importItems(manyItems(300, { metadata: { round: seen.length } }), { on_conflict: 'update' });
    }
    assert.equal(new Set(seen).size, seen.length);
    assert.deepEqual(seen.toSorted(), seen);
    for (const { id } of there) assert.ok(seen.includes(id));
  },

  'each line shows its item and its annotations at one moment, also while answers come in': async (harness) => {
    const project = await newProject(harness, 60, { overlap: 3 });
    const annotators = await project.annotators(3);
    let isOver = false;
    const answering = Promise.all(
      annotators.map(async (annotator) => {
        for (const task of (await project.claim(annotator, 60)).tasks) valueOf(await project.submit(annotator, task));
      }),
    ).finally(() => {
      isOver = true;
    });
    for (let isLast = false; !isLast;) {
      isLast = isOver;
      for (const { annotations, annotation_count, overlap, state } of await project.exported()) {
        assert.equal(annotations.length, annotation_count);
        assert.equal(state === 'complete', annotation_count >= overlap);
      }
    }
    await answering;
    await assertIsAllThereIs(project);
  },

  'an export of one state has the items that are in it, and passes all others': async (harness) => {
    const project = await newProject(harness, 250, { overlap: 1 });
    const ann = await project.annotator();
    const { tasks } = await project.claim(ann, 6);
    for (const task of tasks.slice(0, 4)) valueOf(await project.submit(ann, task));
    const all = await project.exported();
    for (const state of ['open', 'claimed', 'complete'] as const) {
      assert.deepEqual(
        await project.exported({ state }),
        all.filter((line) => line.state === state),
      );
    }
    assert.equal((await project.exported({ state: 'complete' })).length, 4);
  },

  'exports of changes, each from where the last one began, name each item that changed once': async (harness) => {
    const project = await newProject(harness, 0, { overlap: 2 });
    const [ann, bob] = await project.annotators(2);
    assert.ok(ann && bob);
    const named = upTo(230).map((n) => `item-${n}`);
    const begun = await project.beginExport();
    await project.importItems(manyItems(230));
    const { next: start } = await changesThat(project, begun.next_cursor, named);
    const [first] = (await project.claim(ann, 2)).tasks;
    assert.ok(first);
    valueOf(await project.submit(ann, first));
    await project.importItems([{ external_id: 'item-230', data: {} }], { on_conflict: 'update' });
    const answered = await changesThat(project, start, ['item-1', 'item-230']);

    await project.importItems(manyItems(1, { metadata: { looked: 'at' } }), { on_conflict: 'update' });
    await project.importItems([{ external_id: 'new', data: {} }]);
    const later = await changesThat(project, answered.next, ['item-1', 'new']);
    valueOf(await project.submit(bob, await project.claimOne(bob), answer(1)));
    const last = await changesThat(project, later.next, ['item-1']);
    assert.deepEqual((await changesSince(project, last.next)).names, []);

    await project.importItems(manyItems(230, { priority: 1 }), { on_conflict: 'update' });
    const all = await changesThat(project, last.next, named);
    assert.deepEqual((await changesSince(project, all.next)).names, []);

    const {
      application,
      admin,
      project: { id: project_id },
    } = project;
    const item_id = (await project.item('item-9')).id;
    valueOf(await application.deleteItem(admin, { project_id, item_id }));
    const gone = await nextLines(project, all.next, 1);
    assert.deepEqual(gone.lines, [
      { id: item_id, external_id: 'item-9', deleted_at: project.clock.now().toISOString() },
    ]);
    valueOf(await application.restoreItem(admin, { project_id, item_id }));
    await changesThat(project, gone.next, ['item-9']);
  },

  'an item that changes while the changes are read is left to the next export': async (harness) => {
    const project = await newProject(harness, 1);
    const { next_cursor: start } = await project.beginExport();
    await project.importItems(manyItems(1200, { metadata: { round: 1 } }), { on_conflict: 'update' });
    await nextChanges(project, start, 1200);
    const begun = await project.beginExport({ changed_since: start });
    const seen: string[] = [];
    for await (const chunk of begun.chunks) {
      if (seen.length === 0)
        await project.importItems([{ external_id: 'item-1200', data: { text: 'other' } }], { on_conflict: 'update' });
      seen.push(...chunk.map((line) => (JSON.parse(line) as ExportedItem).external_id ?? ''));
    }
    assert.equal(seen.length, 1199);
    assert.equal(new Set([...seen, 'item-1200']).size, 1200);
    assert.deepEqual((await nextChanges(project, begun.next_cursor, 1)).names, ['item-1200']);
  },

  'a cursor goes on with its own project and state only': async (harness) => {
    const [project, other] = [await newProject(harness, 1), await newProject(harness, 1)];
    const { next_cursor } = await project.beginExport();
    const refusal = async (of: ProjectWorld, changed_since: string, state?: 'complete'): Promise<unknown> => {
      const { application, admin } = of;
      const options = {
        people: 'name',
        format: 'ndjson',
        formulas: 'escape',
        changed_since,
        ...(state && { state }),
      } as const;
      const result = await application.exportProject(admin, { project_id: of.project.id, ...options });
      return result.ok ? 'none' : result.error.code;
    };
    assert.equal(await refusal(project, next_cursor), 'none');
    const [database = '', transaction = '', ...rest] = next_cursor.split('.');
    const elsewhere = [`${database}x`, transaction, ...rest].join('.');
    const ahead = [database, `${transaction}0`, ...rest].join('.');
    for (const cursor of ['', 'x', `${next_cursor}x`, next_cursor.toUpperCase(), elsewhere, ahead])
      assert.equal(await refusal(project, cursor), 'malformed_cursor');
    assert.equal(await refusal(project, next_cursor, 'complete'), 'malformed_cursor');
    assert.equal(await refusal(other, next_cursor), 'malformed_cursor');
    project.clock.advance(30 * 86_400);
    assert.equal(await refusal(project, next_cursor), 'none');
    project.clock.advance(600);
    assert.equal(await refusal(project, next_cursor), 'malformed_cursor');
  },

  'the changes since an export name an item once when the end of a lease has opened it, and again when it is held again':
    async (harness) => {
      const project = await newProject(harness, 3, { overlap: 2 });
      const [ann, bob] = await project.annotators(2);
      assert.ok(ann && bob);
      const { tasks } = await project.claim(ann, 2);
      project.clock.advance(1);
      await project.claim(bob, 2);
      const [first, second] = tasks;
      assert.ok(first && second);
      const start = await project.beginExport();
      await linesOfExport(start);
      const states = ({ lines }: ChangedLines) =>
        lines.map((line) => ('data' in line ? `${line.external_id} ${line.state}` : '')).toSorted();
      // Once the last change is named, all before it are.
      await project.importItems(manyItems(3, { priority: 1 }).slice(2), { on_conflict: 'update' });
      let last: ChangedLines = { lines: [], next: start.next_cursor };
      while (!last.lines.some((line) => 'data' in line && line.priority === 1))
        last = await linesSince(project, last.next);
      project.clock.advance(600);
      const opened = await nextLines(project, last.next, 2);
      assert.deepEqual(states(opened), ['item-1 open', 'item-2 open']);
      assert.deepEqual((await linesSince(project, opened.next)).lines, []);
      valueOf(await project.renew(ann, first));
      assert.deepEqual(states(await nextLines(project, opened.next, 1)), ['item-1 open']);
    },

  'a table has a row per annotation, and a column for each control there ever was': async (harness) => {
    const project = await newProject(harness, 2, { overlap: 2 });
    const [ann, bob] = await project.annotators(2);
    assert.ok(ann && bob);
    valueOf(await project.submit(ann, await project.claimOne(ann)));
    const controls: readonly Control[] = [
      { name: 'labels', kind: 'choices', source: 'text', required: true, options: ['a', 'b'], min: 0 },
      { name: 'data', kind: 'number', source: 'text', required: true },
    ];
    const { application, admin } = project;
    valueOf(await application.createAnnotationUI(admin, { project_id: project.project.id, name: 'Later', controls }));
    await project.publish();
    const task = await project.claimOne(bob);
    valueOf(
      await application.submitTask(bob, {
        project_id: project.project.id,
        task_id: task.id,
        value: { labels: ['b', 'a'], data: -1 },
      }),
    );
    const [first, second] = await project.exported();
    assert.ok(first && second);
    const [one, two] = [...first.annotations, ...second.annotations];
    assert.ok(one && two);
    const data = (line: ExportedItem): string => `"${JSON.stringify(line.data).replaceAll('"', '""')}"`;
    assert.deepEqual(await linesOfExport(await project.beginExport({ format: 'csv' })), [
      'item_id,external_id,data,annotator_id,annotator,judgement,labels,value.data,guideline_version,annotation_ui_version,created_at',
      `${first.id},item-1,${data(first)},${ann.user_id},${one.annotator.name},${ANSWERS[0]},,,1,1,${one.created_at}`,
      `${first.id},item-1,${data(first)},${bob.user_id},${two.annotator.name},,"[""a"",""b""]",-1,2,2,${two.created_at}`,
    ]);
    const semicolons = await linesOfExport(await project.beginExport({ format: 'csv', delimiter: ';', bom: true }));
    assert.ok(at(semicolons, 0).startsWith('\ufeffitem_id;external_id;data;'));
    assert.ok(at(semicolons, 2).includes(';-1;2;2;'));
    const tabs = await linesOfExport(await project.beginExport({ format: 'tsv' }));
    assert.ok(at(tabs, 0).startsWith('item_id\texternal_id\tdata\t'));
    assert.equal((await linesOfExport(await project.beginExport({ format: 'csv', state: 'open' }))).length, 1);
  },

  'an export says what its project is called': async (harness) => {
    const project = await newProject(harness, 1);
    for (const format of ['ndjson', 'csv', 'tsv'] as const)
      assert.equal((await project.beginExport({ format })).project_name, project.project.name);
  },

  'an export escapes texts that begin like formulas or with the escape, unless it is told to keep them': async (
    harness,
  ) => {
    const project = await newEmptyProject(harness);
    const controls: readonly Control[] = [
      { name: '=note', kind: 'text', source: 'text', required: false, max_length: 10 },
    ];
    valueOf(
      await project.application.createAnnotationUI(project.admin, {
        project_id: project.project.id,
        name: 'Notes',
        controls,
      }),
    );
    await project.publish();
    await project.importItems([{ external_id: '@x', data: { text: 'x' } }]);
    await project.importAnswers([{ external_id: '@x', annotator: "'n'", value: { '=note': '-1' } }]);
    const [escaped, kept] = [
      await linesOfExport(await project.beginExport({ format: 'csv' })),
      await linesOfExport(await project.beginExport({ format: 'csv', formulas: 'keep' })),
    ];
    assert.deepEqual([at(escaped, 0).split(',')[5], at(kept, 0).split(',')[5]], ["'=note", '=note']);
    const [row, asIs] = [at(escaped, 1).split(','), at(kept, 1).split(',')];
    assert.deepEqual([row[1], row.at(-5), row.at(-4)], ["'@x", "''n'", "'-1"]);
    assert.deepEqual([asIs[1], asIs.at(-5), asIs.at(-4)], ['@x', "'n'", '-1']);
  },

  'an export refuses options that its format does not have': async (harness) => {
    const project = await newEmptyProject(harness);
    const faultsOf = async (options: Partial<ExportOptions>): Promise<readonly string[]> => {
      const refused = await project.application.exportProject(project.admin, {
        project_id: project.project.id,
        ...ExportOptions.parse(options),
      });
      return refused.ok || refused.error.code !== 'invalid'
        ? []
        : refused.error.errors.map(({ pointer, code }) => `${pointer} ${code}`);
    };
    assert.deepEqual(await faultsOf({ delimiter: ';' }), ['/delimiter option']);
    assert.deepEqual(await faultsOf({ format: 'tsv', delimiter: ';' }), ['/delimiter option']);
    assert.deepEqual(await faultsOf({ bom: true }), ['/bom option']);
    assert.deepEqual(await faultsOf({ format: 'tsv', changed_since: 'x' }), ['/format option']);
    assert.deepEqual(await faultsOf({ format: 'tsv', bom: true }), []);
  },

  'an export is of its project alone': async (harness) => {
    const project = await newProject(harness, 3);
    const other = await newProject(harness, 2);
    await assertIsAllThereIs(project);
    assert.equal((await other.exported()).length, 2);
    const page = await walk((request) => harness.store.within(other.scope).items.list(request, NOW));
    assert.deepEqual(
      page.map(({ external_id }) => external_id),
      upTo(2).map((n) => at(manyItems(n), n - 1).external_id),
    );
  },
});
