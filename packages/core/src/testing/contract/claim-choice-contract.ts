import assert from 'node:assert/strict';
import { ClaimTasks, parse } from '../../index.ts';
import type { Caller, Claim, EmptyClaimReason } from '../../index.ts';
import { checked } from './checked.ts';
import { at, errorOf, only, upTo, valueOf } from './expect.ts';
import { manyItems, newEmptyProject, newProject } from './world.ts';
import type { ProjectWorld } from './world.ts';

const names = ({ tasks }: Claim): readonly string[] => tasks.map(({ item }) => item.external_id ?? '');

const numbered = (...numbers: readonly number[]): readonly string[] => numbers.map((n) => `item-${n}`);

const nothing = (reason: EmptyClaimReason, retry_after: number | null = null): Claim => ({
  tasks: [],
  guidelines: [],
  annotation_uis: [],
  reason,
  retry_after,
});

const random = { strategy: 'random' } as const;

/** Claims until there is nothing more, and says what came. */
const drain = async (
  project: ProjectWorld,
  caller: Caller,
  request: Partial<ClaimTasks>,
): Promise<readonly string[]> => {
  const given: string[] = [];
  for (
    let claim = await project.claimBy(caller, request);
    claim.tasks.length > 0;
    claim = await project.claimBy(caller, request)
  ) {
    given.push(...names(claim));
    for (const task of claim.tasks) valueOf(await project.submit(caller, task));
  }
  return given;
};

/** Claims once, answers what came, and says what it was. */
const answerSome = async (project: ProjectWorld, caller: Caller, count: number): Promise<readonly string[]> => {
  const claim = await project.claimBy(caller, { ...random, count });
  assert.ok(claim.tasks.length > 0, 'There was more to give.');
  for (const task of claim.tasks) valueOf(await project.submit(caller, task));
  return names(claim);
};

const itemId = async (project: ProjectWorld, n: number): Promise<string> => (await project.item(`item-${n}`)).id;

/** What every store promises of a claim from a random place, and of a claim of one item. */
export const claimChoiceContract = checked({
  'a random claim honours priorities, and takes each item once': async (harness) => {
    const project = await newProject(harness, 0);
    await project.importItems(manyItems(30).map((item, index) => ({ ...item, priority: at([0, 9, 4], index % 3) })));
    const ann = await project.annotator();
    const priorities = new Map((await project.items()).map(({ external_id, priority }) => [external_id, priority]));
    const given = await drain(project, ann, { ...random, count: 4 });
    assert.deepEqual(
      given.map((name) => priorities.get(name)),
      [9, 4, 0].flatMap((priority) => upTo(10).map(() => priority)),
    );
    assert.equal(new Set(given).size, 30);
    assert.deepEqual(await project.claimBy(ann, random), nothing('complete'));
  },

  'a random claim goes around: who claims at random alone is given everything once, also what others still may take':
    async (harness) => {
      const project = await newProject(harness, 0, { overlap: 3 });
      await project.importItems(manyItems(320));
      const ann = await project.annotator();
      const given: string[] = [];
      for (let count = 1; given.length < 320; count = (count % 9) + 1)
        given.push(...(await answerSome(project, ann, count)));
      assert.equal(new Set(given).size, 320);
      assert.deepEqual(await project.claimBy(ann, random), nothing('exhausted'));
      await project.importItems([{ external_id: 'late', data: {} }]);
      assert.deepEqual(names(await project.claimBy(ann, random)), ['late']);
    },

  'random claims of many annotators spread over the queue': async (harness) => {
    const project = await newProject(harness, 200, { overlap: 40 });
    const annotators = await project.annotators(40);
    const first = new Set(
      (await Promise.all(annotators.map((annotator) => project.claimBy(annotator, random)))).flatMap(names),
    );
    assert.ok(first.size >= 15, `Forty began with ${first.size} items.`);
    assert.ok(
      [...first].some((name) => Number(name.slice(5)) > 150) && [...first].some((name) => Number(name.slice(5)) <= 50),
      [...first].join(),
    );
  },

  'random claims spread also where a project was imported in parts, with much of other projects in between': async (
    harness,
  ) => {
    const [project, other] = [await newProject(harness, 100, { overlap: 100 }), await newProject(harness, 0)];
    for (const part of [1, 2, 3]) {
      await other.importItems(manyItems(1500, { external_id: undefined }));
      await project.importItems(
        manyItems(3).map((item) => ({ ...item, external_id: `part-${part}-${item.external_id}` })),
      );
    }
    const annotators = await project.annotators(100);
    const first = new Set<string>();
    for (const annotator of annotators)
      for (const name of names(await project.claimBy(annotator, random))) first.add(name);
    assert.ok(first.size >= 12, `A hundred began with ${first.size} items.`);
    assert.ok([...first].filter((name) => name.startsWith('item-')).length >= 10, [...first].join());
  },

  'a random claimer and a queue claimer together exhaust a project, and each sees each item once': async (harness) => {
    const project = await newProject(harness, 150, { overlap: 2 });
    const [ann, bob] = await project.annotators(2);
    assert.ok(ann && bob);
    const given = { ann: [] as string[], bob: [] as string[] };
    const turns = [
      { by: ann, to: given.ann, request: { ...random, count: 3 } },
      { by: bob, to: given.bob, request: { count: 4 } },
    ];
    for (let last = 1; last > 0;) {
      last = 0;
      for (const { by, to, request } of turns) {
        const { tasks } = await project.claimBy(by, request);
        last += tasks.length;
        for (const [index, task] of tasks.entries()) {
          // Some are given back, and come again at the end of the queue.
          if (index === 0 && to.length % 5 === 0) valueOf(await project.release(by, task));
          else {
            valueOf(await project.submit(by, task));
            to.push(task.item.external_id ?? '');
          }
        }
      }
    }
    for (const seen of Object.values(given)) assert.equal(new Set(seen).size, 150);
    assert.deepEqual([given.ann.length, given.bob.length], [150, 150]);
    assert.deepEqual((await project.progress()).items, { open: 0, claimed: 0, complete: 150, exhausted: 0 });
  },

  'random claims change nothing for a queue claim of the same annotator: it goes on in order with what is left': async (
    harness,
  ) => {
    const project = await newProject(harness, 40, { overlap: 2 });
    const ann = await project.annotator();
    const had = new Set<string>();
    for (const _ of upTo(5))
      for (const name of names(await project.claimBy(ann, { ...random, count: 3 }))) had.add(name);
    const left = numbered(...upTo(40)).filter((name) => !had.has(name));
    assert.deepEqual(names(await project.claim(ann, 10)), left.slice(0, 10));
    for (const name of names(await project.claimBy(ann, { ...random, count: 2 }))) had.add(name);
    const rest = left.slice(10).filter((name) => !had.has(name));
    assert.deepEqual(names(await project.claim(ann, 80)), rest);
  },

  'many at once with both strategies never exceed an overlap, and leave nothing': async (harness) => {
    const project = await newProject(harness, 60, { overlap: 3 });
    const annotators = await project.annotators(12);
    for (let answered = 1; answered > 0;) {
      const rounds = await Promise.all(
        annotators.map(async (annotator, index) => {
          const { tasks } = await project.claimBy(annotator, index % 2 === 0 ? { ...random, count: 4 } : { count: 4 });
          for (const task of tasks) valueOf(await project.submit(annotator, task));
          return tasks.length;
        }),
      );
      answered = rounds.reduce((sum, count) => sum + count);
    }
    assert.deepEqual((await project.progress()).items, { open: 0, claimed: 0, complete: 60, exhausted: 0 });
    assert.equal((await project.annotations()).length, 180);
  },

  'many random claims of one annotator at once give no item twice': async (harness) => {
    const project = await newProject(harness, 60, { overlap: 2 });
    const ann = await project.annotator();
    const given = (await Promise.all(upTo(8).map(() => project.claimBy(ann, { ...random, count: 6 })))).flatMap(names);
    for (
      let claim = await project.claimBy(ann, random);
      claim.tasks.length > 0;
      claim = await project.claimBy(ann, random)
    )
      given.push(...names(claim));
    assert.deepEqual(given.toSorted(), numbered(...upTo(60)).toSorted());
  },

  'a random claim takes ended leases after free places, and says why it gives nothing as any claim does': async (
    harness,
  ) => {
    const project = await newProject(harness, 3);
    const [ann, bob] = await project.annotators(2);
    assert.ok(ann && bob);
    await project.claim(ann, 2);
    assert.deepEqual(names(await project.claimBy(bob, { ...random, count: 3 })), numbered(3));
    assert.deepEqual(await project.claimBy(bob, random), nothing('leased', 600));
    project.clock.advance(600);
    assert.deepEqual([...names(await project.claimBy(bob, { ...random, count: 3 }))].sort(), numbered(1, 2, 3));
    await project.archive(project.project.id);
    assert.deepEqual(await project.claimBy(bob, random), nothing('archived'));
  },

  'a named item is claimed wherever it is in the queue, and the rest of the queue stays as it is': async (harness) => {
    const project = await newProject(harness, 5, { overlap: 2 });
    const ann = await project.annotator();
    const item_id = await itemId(project, 3);
    const claim = await project.claimBy(ann, { item_id });
    const task = only(claim.tasks);
    assert.deepEqual(
      [task.item.id, only(claim.guidelines).version, only(claim.annotation_uis).version, claim.reason],
      [item_id, 1, 1, null],
    );
    assert.deepEqual(await project.tasks(), [task]);
    assert.deepEqual(names(await project.claim(ann, 9)), numbered(1, 2, 4, 5));
    assert.deepEqual(names(await project.claim(await project.annotator(), 9)), numbered(1, 2, 3, 4, 5));
  },

  'a named item that is complete, leased or one’s own already gives nothing, and says so': async (harness) => {
    const project = await newProject(harness, 4, { overlap: 2 });
    const [ann, bob, eve] = await project.annotators(3);
    assert.ok(ann && bob && eve);
    const [first, second, third] = [await itemId(project, 1), await itemId(project, 2), await itemId(project, 3)];
    const own = only((await project.claimBy(ann, { item_id: first })).tasks);
    assert.deepEqual(await project.claimBy(ann, { item_id: first }), nothing('exhausted'));
    project.clock.advance(100);
    const other = only((await project.claimBy(bob, { item_id: first })).tasks);
    assert.deepEqual(await project.claimBy(eve, { item_id: first }), nothing('leased', 500));
    valueOf(await project.submit(ann, own));
    assert.deepEqual(await project.claimBy(ann, { item_id: first }), nothing('exhausted'));
    assert.deepEqual(await project.claimBy(eve, { item_id: first }), nothing('leased', 600));
    valueOf(await project.submit(bob, other));
    for (const caller of [ann, eve])
      assert.deepEqual(await project.claimBy(caller, { item_id: first }), nothing('complete'));
    valueOf(await project.skip(ann, only((await project.claimBy(ann, { item_id: second })).tasks)));
    assert.deepEqual(await project.claimBy(ann, { item_id: second }), nothing('exhausted'));
    valueOf(await project.release(ann, only((await project.claimBy(ann, { item_id: third })).tasks)));
    assert.equal((await project.claimBy(ann, { item_id: third })).tasks.length, 1);
  },

  'a named item’s ended lease is taken: one’s own first, then the one that ended first': async (harness) => {
    const project = await newProject(harness, 1, { overlap: 2 });
    const [ann, bob, eve] = await project.annotators(3);
    assert.ok(ann && bob && eve);
    const item_id = await itemId(project, 1);
    const anns = await project.claimOne(ann);
    project.clock.advance(1);
    const bobs = await project.claimOne(bob);
    project.clock.advance(599);
    const states = async () => new Map((await project.tasks()).map(({ id, state }) => [id, state]));
    const eves = only((await project.claimBy(eve, { item_id })).tasks);
    assert.deepEqual([(await states()).get(anns.id), (await states()).get(bobs.id)], ['expired', 'claimed']);
    project.clock.advance(1);
    const again = only((await project.claimBy(bob, { item_id })).tasks);
    assert.deepEqual(
      [(await states()).get(bobs.id), (await states()).get(eves.id), (await states()).get(again.id)],
      ['expired', 'claimed', 'claimed'],
    );
    valueOf(await project.submit(eve, eves));
    project.clock.advance(600);
    // Whoever has answered is not offered another one’s place.
    assert.deepEqual(await project.claimBy(eve, { item_id }), nothing('exhausted'));
    assert.equal((await project.claimBy(ann, { item_id })).tasks.length, 1);
  },

  'an item that is not there, or another project’s, is not found, before anything else': async (harness) => {
    const [project, other] = [await newProject(harness, 1), await newProject(harness, 1)];
    const ann = await project.annotator();
    const project_id = project.project.id;
    const attempt = (item_id: string) => project.application.claimTasks(ann, { project_id, count: 1, item_id });
    errorOf(await attempt(harness.newId()), 'not_found');
    errorOf(await attempt(await itemId(other, 1)), 'not_found');
    const own = await itemId(project, 1);
    await project.archive(project_id);
    errorOf(await attempt(harness.newId()), 'not_found');
    assert.deepEqual(await project.claimBy(ann, { item_id: own }), nothing('archived'));
    const empty = await newEmptyProject(harness);
    await empty.importItems(manyItems(1));
    errorOf(
      await empty.application.claimTasks(empty.admin, {
        project_id: empty.project.id,
        count: 1,
        item_id: await itemId(empty, 1),
      }),
      'not_ready',
    );
  },

  'who holds as much as one may is told so, whichever item is named': async (harness) => {
    const project = await newProject(harness, 101);
    const ann = await project.annotator();
    await project.claim(ann, 100);
    for (const n of [1, 101])
      assert.deepEqual(await project.claimBy(ann, { item_id: await itemId(project, n) }), nothing('holding'));
  },

  'of many who name one item at once as many get it as it has places, and the others are told to wait': async (
    harness,
  ) => {
    const project = await newProject(harness, 2, { overlap: 3 });
    const annotators = await project.annotators(10);
    const item_id = await itemId(project, 2);
    const claims = await Promise.all(annotators.map((annotator) => project.claimBy(annotator, { item_id })));
    assert.equal(claims.filter(({ tasks }) => tasks.length === 1).length, 3);
    for (const claim of claims) if (claim.tasks.length === 0) assert.deepEqual(claim, nothing('leased', 600));
  },

  'of many claims at once of one item by one annotator one gets it': async (harness) => {
    const project = await newProject(harness, 3, { overlap: 3 });
    const ann = await project.annotator();
    const item_id = await itemId(project, 2);
    const claims = await Promise.all([
      ...upTo(5).map(() => project.claimBy(ann, { item_id })),
      project.claim(ann, 3),
      project.claimBy(ann, { ...random, count: 3 }),
    ]);
    const given = claims.flatMap(names);
    assert.equal(new Set(given).size, given.length);
    assert.ok(given.includes('item-2'));
    for (const { reason, tasks } of claims.slice(0, 5)) if (tasks.length === 0) assert.equal(reason, 'exhausted');
  },

  'a named item is asked for alone': async () => {
    const item_id = '0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a4e55';
    const faults = (request: unknown): readonly string[] => {
      const parsed = parse(ClaimTasks, request);
      return parsed.ok ? [] : parsed.error.map(({ pointer, code }) => `${pointer} ${code}`);
    };
    assert.deepEqual(faults({ item_id }), []);
    assert.deepEqual(faults({ item_id, count: 1 }), []);
    assert.deepEqual(faults({ item_id, count: 2, strategy: 'queue' }), ['/count range', '/strategy option']);
    assert.deepEqual(faults({ strategy: 'rnadom' }), ['/strategy option']);
    assert.deepEqual(faults({ item_id: 'x' }), ['/item_id format']);
  },
});
