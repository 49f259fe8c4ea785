import assert from 'node:assert/strict';
import { AnnotationUI, Claim, Guideline } from '../../index.ts';
import type { Caller, Task } from '../../index.ts';
import { checked } from './checked.ts';
import { assertConsistent } from './consistency.ts';
import { isOfType } from './events-fit.ts';
import { assertFits, at, errorOf, only, upTo, valueOf } from './expect.ts';
import { answer, manyItems, MARK, newEmptyProject, newProject } from './world.ts';
import type { ProjectWorld } from './world.ts';

const MAX_CLAIMED = 100;

const names = ({ tasks }: Claim): readonly (string | null)[] => tasks.map(({ item }) => item.external_id);

const numbered = (...numbers: readonly number[]): readonly string[] => numbers.map((n) => `item-${n}`);

const nothing = (reason: Claim['reason'], retry_after: number | null = null): Claim => ({
  tasks: [],
  guidelines: [],
  annotation_uis: [],
  reason,
  retry_after,
});

/** Claims until there is nothing, and says the items in the order in which they came. */
const drain = async ({ claim }: ProjectWorld, caller: Caller): Promise<readonly (string | null)[]> => {
  const all: (string | null)[] = [];
  for (;;) {
    const found = names(await claim(caller));
    if (found.length === 0) return all;
    all.push(...found);
  }
};

/** How many places claims have taken from leases that had ended. */
const takenOver = async ({ projectEvents }: ProjectWorld): Promise<number> =>
  (await projectEvents()).filter(({ type }) => type === 'goldset.task.expired').length;

/** What every store promises of `claim` and `whyEmpty`. */
export const claimContract = checked({
  'a claim hands out items in import order': async (harness) => {
    const project = await newProject(harness, 3);
    await project.importItems(manyItems(5));
    const ann = await project.annotator();
    assert.deepEqual(names(await project.claim(ann)), numbered(1));
    assert.deepEqual(names(await project.claim(ann, 3)), numbered(2, 3, 4));
    assert.deepEqual(names(await project.claim(ann, 3)), numbered(5));
  },

  'a claim hands out higher priorities first, and within a priority in import order': async (harness) => {
    const project = await newProject(harness, 0);
    await project.importItems(
      manyItems(6).map((item, index) => ({ ...item, priority: at([0, 5, 9, 5, 0, 9], index) })),
    );
    const ann = await project.annotator();
    assert.deepEqual(names(await project.claim(ann, 3)), numbered(3, 6, 2));
    await project.importItems([{ external_id: 'late', data: {}, priority: 9 }]);
    assert.deepEqual(await drain(project, ann), ['late', ...numbered(4, 1, 5)]);
  },

  'a claim keeps import order also where items have several places': async (harness) => {
    const project = await newProject(harness, 3, { overlap: 2 });
    const [ann, bob, eve] = await project.annotators(3);
    assert.ok(ann && bob && eve);
    assert.deepEqual(names(await project.claim(ann)), numbered(1));
    assert.deepEqual(names(await project.claim(bob)), numbered(1));
    assert.deepEqual(names(await project.claim(ann)), numbered(2));
    assert.deepEqual(names(await project.claim(eve, 3)), numbered(2, 3));
    assert.deepEqual(names(await project.claim(bob, 3)), numbered(3));
  },

  'a claim never gives an annotator an item twice, and never more places than an item has': async (harness) => {
    const project = await newProject(harness, 2, { overlap: 2 });
    const [ann, bob, eve] = await project.annotators(3);
    assert.ok(ann && bob && eve);
    assert.deepEqual(names(await project.claim(ann, 10)), numbered(1, 2));
    assert.deepEqual(names(await project.claim(ann, 10)), []);
    assert.deepEqual(names(await project.claim(bob, 10)), numbered(1, 2));
    assert.deepEqual(names(await project.claim(eve, 10)), []);
  },

  'an item’s own overlap counts, not the project’s': async (harness) => {
    const project = await newProject(harness, 0, { overlap: 3 });
    await project.importItems(manyItems(1, { overlap: 1 }));
    const [ann, bob] = await project.annotators(2);
    assert.ok(ann && bob);
    await project.claimOne(ann);
    assert.equal((await project.claim(bob)).reason, 'leased');
  },

  'a task holds what its annotator needs and nothing else': async (harness) => {
    const project = await newProject(harness, 0, { lease_seconds: 90 });
    const data = { text: `${MARK} ✓`, nested: { list: [1, 2.5, null, true] } };
    await project.importItems([{ external_id: 'one', data, metadata: { expected: 'the answer' }, priority: 3 }]);
    const ann = await project.annotator();
    const claim = await project.claim(ann, 5);
    assertFits(Claim, claim);
    const now = project.clock.now();
    const { id, ...task } = only(claim.tasks);
    assert.deepEqual(task, {
      state: 'claimed',
      item: { id: (await project.item('one')).id, external_id: 'one', data },
      annotator: { id: ann.user_id, name: ann.name },
      lease: { expires_at: new Date(now.getTime() + 90_000).toISOString() },
      guideline_version: 1,
      annotation_ui_version: 1,
      predictions: [],
      skip_reason: null,
      created_at: now.toISOString(),
      updated_at: now.toISOString(),
    });
    assert.deepEqual(await project.tasks(), claim.tasks);
    assert.ok(!JSON.stringify(claim).includes('the answer'));
    assert.deepEqual([claim.reason, claim.retry_after], [null, null]);
    assertFits(Guideline, only(claim.guidelines));
    assertFits(AnnotationUI, only(claim.annotation_uis));
    assert.deepEqual(await project.tasks().then(only), { id, ...task });
  },

  'the guideline in force and the annotation UI that it names come with the tasks, each once': async (harness) => {
    const project = await newProject(harness, 6);
    const ann = await project.annotator();
    valueOf(await project.createUi(['other']));
    const before = await project.claim(ann, 2);
    assert.deepEqual([only(before.guidelines).version, only(before.annotation_uis).version], [1, 1]);
    const second = await project.publish();
    const after = await project.claim(ann, 2);
    assert.deepEqual(after.guidelines, [second]);
    assert.equal(only(after.annotation_uis).version, 2);
    for (const { guideline_version, annotation_ui_version } of after.tasks)
      assert.deepEqual([guideline_version, annotation_ui_version], [2, 2]);
    await project.publish(1);
    const last = await project.claim(ann, 2);
    assert.deepEqual([only(last.guidelines).version, only(last.annotation_uis).version], [3, 1]);
  },

  'nothing can be claimed before there is a guideline': async (harness) => {
    const project = await newEmptyProject(harness);
    await project.importItems(manyItems(2));
    const ann = await project.annotator();
    const claim = () => project.application.claimTasks(ann, { project_id: project.project.id, count: 1 });
    errorOf(await claim(), 'not_ready');
    valueOf(await project.createUi());
    errorOf(await claim(), 'not_ready');
    assert.deepEqual(await project.tasks(), []);
    await project.publish();
    assert.equal(valueOf(await claim()).tasks.length, 1);
  },

  'an archived project gives nothing and says archived before anything else': async (harness) => {
    const [ready, unready] = [await newProject(harness, 3), await newEmptyProject(harness)];
    const ann = await ready.annotator();
    await ready.claimOne(ann);
    await ready.archive(ready.project.id);
    await unready.archive(unready.project.id);
    assert.deepEqual(await ready.claim(ann), nothing('archived'));
    assert.deepEqual(await unready.claim(unready.admin), nothing('archived'));
  },

  'with no item, or none that wants an answer, a claim says complete': async (harness) => {
    const project = await newProject(harness, 0);
    const [ann, bob] = await project.annotators(2);
    assert.ok(ann && bob);
    assert.deepEqual(await project.claim(ann), nothing('complete'));
    await project.importItems(manyItems(1));
    valueOf(await project.submit(ann, await project.claimOne(ann)));
    assert.deepEqual(await project.claim(ann), nothing('complete'));
    assert.deepEqual(await project.claim(bob), nothing('complete'));
    await project.importItems(manyItems(2));
    assert.deepEqual(names(await project.claim(bob)), numbered(2));
  },

  'who holds max_claimed tasks gets no more, and a claim says holding': async (harness) => {
    const project = await newProject(harness, MAX_CLAIMED + 10);
    const ann = await project.annotator();
    assert.equal((await project.claim(ann, 60)).tasks.length, 60);
    const rest = await project.claim(ann, 60);
    assert.deepEqual(names(rest), numbered(...upTo(MAX_CLAIMED).slice(60)));
    assert.deepEqual(await project.claim(ann), nothing('holding'));
    valueOf(await project.submit(ann, at(rest.tasks, 0)));
    valueOf(await project.skip(ann, at(rest.tasks, 1)));
    valueOf(await project.release(ann, at(rest.tasks, 2)));
    assert.equal((await project.claim(ann, 60)).tasks.length, 3);
    assert.deepEqual(await project.claim(ann), nothing('holding'));
  },

  'holding comes before leased and exhausted': async (harness) => {
    const project = await newProject(harness, MAX_CLAIMED + 1);
    const [ann, bob] = await project.annotators(2);
    assert.ok(ann && bob);
    await project.claim(ann, MAX_CLAIMED);
    assert.equal((await project.claim(bob, 5)).tasks.length, 1);
    assert.equal((await project.claim(ann)).reason, 'holding');
  },

  'ended leases do not count for holding': async (harness) => {
    const project = await newProject(harness, MAX_CLAIMED + 20);
    const ann = await project.annotator();
    await project.claim(ann, MAX_CLAIMED);
    project.clock.advance(600);
    const again = await project.claim(ann, 50);
    assert.deepEqual(names(again).slice(0, 20), numbered(...upTo(MAX_CLAIMED + 20).slice(MAX_CLAIMED)));
    assert.equal(new Set(names(again)).size, 50);
    assert.equal(await takenOver(project), 30);
    assert.deepEqual((await project.progress()).tasks, {
      claimed: 50,
      submitted: 0,
      skipped: 0,
      released: 0,
      expired: MAX_CLAIMED,
    });
    assert.equal((await project.claim(ann, 100)).tasks.length, 50);
    assert.equal((await project.claim(ann)).reason, 'holding');
  },

  'one project’s tasks do not count for holding in another': async (harness) => {
    const first = await newProject(harness, MAX_CLAIMED);
    const ann = await first.hire('annotator');
    const second = await first.createProject();
    const target = { type: 'project', id: second.id } as const;
    const admin = await first.caller(first.founder, target);
    valueOf(
      await first.application.createAnnotationUI(admin, {
        project_id: second.id,
        name: 'ui',
        controls: [{ name: 'a', kind: 'choice', source: 'text', required: true, options: ['b'] }],
      }),
    );
    valueOf(await first.application.publishGuideline(admin, { project_id: second.id, text: 'guideline' }));
    assert.equal((await first.claim(await first.inProject(ann), MAX_CLAIMED)).tasks.length, MAX_CLAIMED);
    const claim = valueOf(
      await first.application.claimTasks(await first.caller(ann, target), { project_id: second.id, count: 1 }),
    );
    assert.equal(claim.reason, 'complete');
  },

  'while others hold places that one could take, a claim says leased and when the first lease ends': async (
    harness,
  ) => {
    const project = await newProject(harness, 2);
    const [ann, bob, eve] = await project.annotators(3);
    assert.ok(ann && bob && eve);
    const first = await project.claimOne(ann);
    project.clock.advance(100.4);
    await project.claimOne(bob);
    assert.deepEqual(await project.claim(eve), nothing('leased', 500));
    valueOf(await project.renew(ann, first));
    project.clock.advance(100);
    assert.deepEqual(await project.claim(eve), nothing('leased', 500));
    project.clock.advance(499.8);
    assert.deepEqual(await project.claim(eve), nothing('leased', 1));
  },

  'leases on items that one has claimed, answered or skipped are none to wait for: a claim says exhausted': async (
    harness,
  ) => {
    const project = await newProject(harness, 4, { overlap: 2 });
    const [ann, bob] = await project.annotators(2);
    assert.ok(ann && bob);
    const [first, second] = (await project.claim(ann, 4)).tasks;
    assert.ok(first && second);
    valueOf(await project.submit(ann, first));
    valueOf(await project.skip(ann, second));
    // A free place on an item that one has had is none either.
    assert.deepEqual(await project.claim(ann), nothing('exhausted'));
    await project.claim(bob, 4);
    assert.deepEqual(await project.claim(ann), nothing('exhausted'));
  },

  'leased comes before exhausted': async (harness) => {
    const project = await newProject(harness, 2);
    const [ann, bob] = await project.annotators(2);
    assert.ok(ann && bob);
    await project.claimOne(ann);
    assert.deepEqual(await project.claim(ann, 2).then(names), numbered(2));
    assert.deepEqual(await project.claim(ann), nothing('exhausted'));
    assert.deepEqual(await project.claim(bob), nothing('leased', 600));
    project.clock.advance(10);
    valueOf(await project.skip(ann, at(await project.tasks(), 0)));
    await project.claimOne(bob);
    assert.deepEqual(await project.claim(ann), nothing('exhausted'));
    assert.deepEqual(await project.claim(bob), nothing('leased', 590));
  },

  'a lease that ended frees its place in the next claim, which ends the old task as expired': async (harness) => {
    const project = await newProject(harness, 1);
    const [ann, bob] = await project.annotators(2);
    assert.ok(ann && bob);
    const old = await project.claimOne(ann);
    project.clock.advance(599.999);
    assert.deepEqual(await project.claim(bob), nothing('leased', 1));
    project.clock.advance(0.001);
    assert.equal(at(await project.tasks(), 0).state, 'expired');
    assert.equal(await takenOver(project), 0);
    const task = await project.claimOne(bob);
    assert.equal(task.item.id, old.item.id);
    assert.notEqual(task.id, old.id);
    const told = (await project.projectEvents()).slice(-2);
    assert.deepEqual(
      told.map(({ type, subject, time }) => ({ type, subject, time })),
      [
        { type: 'goldset.task.expired', subject: old.id, time: project.clock.now().toISOString() },
        { type: 'goldset.task.claimed', subject: task.id, time: project.clock.now().toISOString() },
      ],
    );
    assert.equal(at(await project.tasks(), 0).state, 'expired');
    assert.deepEqual((await project.progress()).tasks, {
      claimed: 1,
      submitted: 0,
      skipped: 0,
      released: 0,
      expired: 1,
    });
  },

  'free places go before ended leases': async (harness) => {
    const project = await newProject(harness, 4);
    const [ann, bob] = await project.annotators(2);
    assert.ok(ann && bob);
    await project.claim(ann, 2);
    project.clock.advance(600);
    assert.deepEqual(names(await project.claim(bob)), numbered(3));
    const both = await project.claim(bob, 2);
    assert.equal(both.tasks.length, 2);
    assert.ok(names(both).includes('item-4'));
    assert.equal(await takenOver(project), 1);
  },

  'ended leases go in the order of their ends, whatever the queue says': async (harness) => {
    const project = await newProject(harness, 0);
    await project.importItems(manyItems(3).map((item, index) => ({ ...item, priority: 9 - index })));
    const [ann, bob] = await project.annotators(2);
    assert.ok(ann && bob);
    const first = await project.claimOne(ann);
    project.clock.advance(1);
    await project.claimOne(ann);
    project.clock.advance(1);
    await project.claimOne(ann);
    project.clock.advance(1);
    valueOf(await project.renew(ann, first));
    project.clock.advance(600);
    assert.deepEqual(await drain(project, bob), numbered(2, 3, 1));
  },

  'an annotator may take their own ended lease again, as a new task': async (harness) => {
    const project = await newProject(harness, 1);
    const ann = await project.annotator();
    const old = await project.claimOne(ann);
    project.clock.advance(600);
    const task = await project.claimOne(ann);
    assert.notEqual(task.id, old.id);
    assert.equal(task.item.id, old.item.id);
    errorOf(await project.submit(ann, old), 'lease_lost');
    valueOf(await project.submit(ann, task));
  },

  'who has an ended lease on an item takes that place again, not another one’s beside it': async (harness) => {
    const project = await newProject(harness, 1, { overlap: 3 });
    const [ann, bob] = await project.annotators(2);
    assert.ok(ann && bob);
    const others = await project.claimOne(bob);
    project.clock.advance(1);
    const own = await project.claimOne(ann);
    project.clock.advance(600);
    const claim = await project.claim(ann, 5);
    assert.equal(claim.tasks.length, 1);
    valueOf(await project.renew(bob, others));
    const states = new Map((await project.tasks()).map(({ id, state }) => [id, state]));
    assert.deepEqual([states.get(own.id), states.get(others.id)], ['expired', 'claimed']);
  },

  'of one item’s ended leases an annotator takes one': async (harness) => {
    const project = await newProject(harness, 1, { overlap: 2 });
    const [ann, bob, eve] = await project.annotators(3);
    assert.ok(ann && bob && eve);
    const first = await project.claimOne(ann);
    project.clock.advance(1);
    await project.claimOne(bob);
    project.clock.advance(600);
    assert.equal((await project.claim(eve, 5)).tasks.length, 1);
    assert.equal((await project.tasks()).find(({ id }) => id === first.id)?.state, 'expired');
    assert.equal(await takenOver(project), 1);
    assert.equal((await project.progress()).tasks.expired, 2);
  },

  'an ended lease is not offered to who has answered or skipped the item': async (harness) => {
    const project = await newProject(harness, 2, { overlap: 2 });
    const [ann, bob, eve] = await project.annotators(3);
    assert.ok(ann && bob && eve);
    const [first, second] = (await project.claim(ann, 2)).tasks;
    assert.ok(first && second);
    valueOf(await project.submit(ann, first));
    valueOf(await project.skip(ann, second));
    await project.claim(bob, 2);
    await project.claim(eve, 2);
    project.clock.advance(600);
    assert.deepEqual(await project.claim(ann, 5), nothing('exhausted'));
  },

  'an item whose place was given back goes to the end of its priority': async (harness) => {
    const project = await newProject(harness, 0);
    await project.importItems([...manyItems(3, { priority: 5 }), { external_id: 'last', data: {}, priority: 4 }]);
    const [ann, bob] = await project.annotators(2);
    assert.ok(ann && bob);
    valueOf(await project.release(ann, await project.claimOne(ann)));
    valueOf(await project.skip(ann, await project.claimOne(ann)));
    assert.deepEqual(await drain(project, bob), [...numbered(3, 1, 2), 'last']);
  },

  'an item goes to the end of its priority also when another place of it was free': async (harness) => {
    const project = await newProject(harness, 3, { overlap: 2 });
    const [ann, bob] = await project.annotators(2);
    assert.ok(ann && bob);
    valueOf(await project.release(ann, await project.claimOne(ann)));
    assert.deepEqual(await drain(project, bob), numbered(2, 3, 1));
    assert.deepEqual(await drain(project, ann), numbered(2, 3, 1));
  },

  'an item that is given back again and again is still given to whoever waits': async (harness) => {
    const project = await newProject(harness, 2, { overlap: 2 });
    const [ann, bob, eve] = await project.annotators(3);
    assert.ok(ann && bob && eve);
    for (const annotator of [ann, bob, eve]) {
      const { tasks } = await project.claim(annotator, 2);
      assert.equal(tasks.length, 2);
      for (const task of tasks) valueOf(await project.release(annotator, task));
    }
    for (const annotator of [ann, bob])
      for (const task of (await project.claim(annotator, 2)).tasks) valueOf(await project.submit(annotator, task));
    assert.equal((await project.claim(eve)).reason, 'complete');
  },

  'of annotators who claim at once each gets another place, and who loses a race is told to try again': async (
    harness,
  ) => {
    const project = await newProject(harness, 10, { overlap: 2 });
    let waiting = await project.annotators(20);
    while (waiting.length > 0) {
      const claims = await Promise.all(
        waiting.map(async (annotator) => ({ annotator, claim: await project.claim(annotator) })),
      );
      const lost = claims.filter(({ claim }) => claim.tasks.length === 0);
      assert.ok(lost.length < waiting.length, 'Nobody got anything.');
      for (const { claim } of lost) assert.equal(claim.reason, 'leased');
      waiting = lost.map(({ annotator }) => annotator);
    }
    assert.deepEqual((await project.progress()).items, { open: 0, claimed: 10, complete: 0, exhausted: 0 });
  },

  'an ended lease is taken by one of those who want it at once': async (harness) => {
    const project = await newProject(harness, 5);
    const [ann, ...others] = await project.annotators(11);
    assert.ok(ann);
    await project.claim(ann, 5);
    project.clock.advance(600);
    const claims = await Promise.all(others.map((other) => project.claim(other)));
    const taken = claims.flatMap(names);
    assert.equal(new Set(taken).size, taken.length);
    for (const other of others) taken.push(...names(await project.claim(other)));
    assert.deepEqual(taken.sort(), numbered(1, 2, 3, 4, 5));
    assert.equal((await project.progress()).tasks.expired, 5);
  },

  'many claims of one annotator at once never exceed max_claimed, and give no item twice': async (harness) => {
    const project = await newProject(harness, MAX_CLAIMED + 50, { overlap: 2 });
    const ann = await project.annotator();
    const claims = await Promise.all(upTo(12).map(() => project.claim(ann, 20)));
    const given = claims.flatMap(names);
    assert.ok(given.length <= MAX_CLAIMED, `${given.length} tasks at once.`);
    while (given.length < MAX_CLAIMED) {
      const more = names(await project.claim(ann, 20));
      assert.ok(more.length > 0);
      given.push(...more);
    }
    assert.equal(new Set(given).size, MAX_CLAIMED);
    assert.deepEqual(await project.claim(ann), nothing('holding'));
  },

  'many claims of one annotator at once retake their own ended leases once': async (harness) => {
    const project = await newProject(harness, 10, { overlap: 2 });
    const ann = await project.annotator();
    await project.claim(ann, 10);
    project.clock.advance(600);
    const claims = await Promise.all(upTo(8).map(() => project.claim(ann, 4)));
    const given = claims.flatMap(names);
    assert.equal(new Set(given).size, given.length);
    given.push(...names(await project.claim(ann, 20)));
    assert.deepEqual([...given].sort(), numbered(...upTo(10)).toSorted());
    assert.deepEqual((await project.progress()).tasks, {
      claimed: 10,
      submitted: 0,
      skipped: 0,
      released: 0,
      expired: 10,
    });
  },

  'fifty annotators with 200 items of overlap 3 give exactly 600 answers': async (harness) => {
    const project = await newProject(harness, 200, { overlap: 3 });
    const annotators = await project.annotators(50);
    for (let answered = 1; answered > 0;) {
      const rounds = await Promise.all(
        annotators.map(async (annotator) => {
          const { tasks } = await project.claim(annotator, 5);
          for (const task of tasks) valueOf(await project.submit(annotator, task, answer(0)));
          return tasks.length;
        }),
      );
      answered = rounds.reduce((sum, count) => sum + count);
    }
    assert.equal((await project.annotations()).length, 600);
    assert.deepEqual(await project.progress(), {
      items: { open: 0, claimed: 0, complete: 200, exhausted: 0 },
      tasks: { claimed: 0, submitted: 600, skipped: 0, released: 0, expired: 0 },
    });
    for (const annotator of annotators) assert.equal((await project.claim(annotator)).reason, 'complete');
  },

  'fifty annotators of whom a third walk away still give exactly 600 answers': async (harness) => {
    const project = await newProject(harness, 200, { overlap: 3 });
    const annotators = await project.annotators(50);
    const abandoned: { readonly annotator: Caller; readonly task: Task }[] = [];
    const round = async (walksAway: (annotator: number) => boolean): Promise<number> => {
      const answered = await Promise.all(
        annotators.map(async (annotator, index) => {
          const { tasks } = await project.claim(annotator, 5);
          if (walksAway(index)) abandoned.push(...tasks.map((task) => ({ annotator, task })));
          else for (const task of tasks) valueOf(await project.submit(annotator, task));
          return walksAway(index) ? 0 : tasks.length;
        }),
      );
      await assertConsistent(harness, project.scope);
      return answered.reduce((sum, count) => sum + count);
    };
    for (const third of [0, 1, 2]) {
      await round((annotator) => annotator % 3 === third);
      project.clock.advance(600);
    }
    // Some of those who walked away come back too late, while others take their places.
    const late = abandoned.filter((_, index) => index % 2 === 0);
    const [outcomes] = await Promise.all([
      Promise.all(late.map(({ annotator, task }) => project.submit(annotator, task))),
      round(() => false),
    ]);
    for (const outcome of outcomes) if (!outcome.ok) assert.equal(outcome.error.code, 'lease_lost');
    while ((await round(() => false)) > 0) project.clock.advance(1);
    const { items, tasks } = await project.progress();
    assert.deepEqual(items, { open: 0, claimed: 0, complete: 200, exhausted: 0 });
    assert.equal(tasks.submitted, 600);
    assert.equal(tasks.claimed, 0);
    assert.ok(tasks.expired > 0);
    const expired = (await project.projectEvents()).filter((event) => isOfType(event, 'goldset.task.expired'));
    assert.equal(expired.length, tasks.expired);
  },
});
