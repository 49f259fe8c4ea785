import assert from 'node:assert/strict';
import { Task } from '../../index.ts';
import type { Caller, TaskFilter, TaskState } from '../../index.ts';
import { checked } from './checked.ts';
import { assertFits, at, errorOf, only, saysWhy, upTo, valueOf } from './expect.ts';
import { MARK, newProject } from './world.ts';

/** What every store promises of `list`, `find`, `renew` and `giveBack`. */
export const tasksContract = checked({
  'renewing lets a lease end lease_seconds from now': async (harness) => {
    const project = await newProject(harness, 1, { lease_seconds: 60 });
    const ann = await project.annotator();
    const task = await project.claimOne(ann);
    project.clock.advance(30);
    const renewed = valueOf(await project.renew(ann, task));
    assertFits(Task, renewed);
    const now = project.clock.now();
    assert.deepEqual(renewed, {
      ...task,
      lease: { expires_at: new Date(now.getTime() + 60_000).toISOString() },
      updated_at: now.toISOString(),
    });
    assert.deepEqual(only(await project.tasks()), renewed);
  },

  'an ended lease that nobody took can be renewed, and holds again': async (harness) => {
    const project = await newProject(harness, 1);
    const [ann, bob] = await project.annotators(2);
    assert.ok(ann && bob);
    const task = await project.claimOne(ann);
    project.clock.advance(10_000);
    valueOf(await project.renew(ann, task));
    const { reason, retry_after } = await project.claim(bob);
    assert.deepEqual({ reason, retry_after }, { reason: 'leased', retry_after: 600 });
  },

  'a task that is claimed no more cannot be renewed': async (harness) => {
    const project = await newProject(harness, 4);
    const [ann, bob] = await project.annotators(2);
    assert.ok(ann && bob);
    const [submitted, released, skipped, taken] = (await project.claim(ann, 4)).tasks;
    assert.ok(submitted && released && skipped && taken);
    valueOf(await project.submit(ann, submitted));
    valueOf(await project.release(ann, released));
    valueOf(await project.skip(ann, skipped));
    await project.claim(bob, 2);
    project.clock.advance(600);
    await project.claim(bob, 4);
    errorOf(await project.renew(ann, submitted), 'already_submitted');
    for (const task of [released, skipped, taken]) errorOf(await project.renew(ann, task), 'lease_lost');
  },

  'releasing frees the place, for the same annotator as well, as a new task': async (harness) => {
    const project = await newProject(harness, 1);
    const ann = await project.annotator();
    const task = await project.claimOne(ann);
    assert.equal((await project.item('item-1')).state, 'claimed');
    project.clock.advance(5);
    const released = valueOf(await project.release(ann, task));
    assertFits(Task, released);
    assert.deepEqual(released, { ...task, state: 'released', updated_at: project.clock.now().toISOString() });
    assert.equal((await project.item('item-1')).state, 'open');
    const again = await project.claimOne(ann);
    assert.notEqual(again.id, task.id);
    assert.equal(again.item.id, task.item.id);
  },

  'skipping frees the place for others, and the annotator is not offered the item again': async (harness) => {
    const project = await newProject(harness, 1);
    const [ann, bob] = await project.annotators(2);
    assert.ok(ann && bob);
    const task = await project.claimOne(ann);
    const skipped = valueOf(await project.skip(ann, task, `unreadable ${MARK}`));
    assertFits(Task, skipped);
    assert.deepEqual(skipped, { ...task, state: 'skipped', skip_reason: `unreadable ${MARK}` });
    assert.equal((await project.claim(ann)).reason, 'exhausted');
    valueOf(await project.release(bob, await project.claimOne(bob)));
    assert.equal((await project.claim(ann)).reason, 'exhausted');
    assert.equal((await project.claimOne(bob)).item.id, task.item.id);
  },

  'the same release or skip again answers the same, and changes and tells nothing': async (harness) => {
    const project = await newProject(harness, 2);
    const ann = await project.annotator();
    const [first, second] = (await project.claim(ann, 2)).tasks;
    assert.ok(first && second);
    const released = valueOf(await project.release(ann, first));
    const skipped = valueOf(await project.skip(ann, second, 'why'));
    const events = await project.projectEvents();
    project.clock.advance(1);
    assert.deepEqual(valueOf(await project.release(ann, first)), released);
    assert.deepEqual(valueOf(await project.skip(ann, second, 'why')), skipped);
    assert.deepEqual(valueOf(await project.skip(ann, second, 'why not')), skipped);
    assert.deepEqual(await project.projectEvents(), events);
    // Also when the place is somebody else’s by now.
    await project.claim(await project.annotator(), 2);
    assert.deepEqual(valueOf(await project.release(ann, first)), released);
  },

  'what ended one way cannot be given back another way': async (harness) => {
    const project = await newProject(harness, 4);
    const [ann, bob] = await project.annotators(2);
    assert.ok(ann && bob);
    const [submitted, released, skipped, taken] = (await project.claim(ann, 4)).tasks;
    assert.ok(submitted && released && skipped && taken);
    valueOf(await project.submit(ann, submitted));
    valueOf(await project.release(ann, released));
    valueOf(await project.skip(ann, skipped));
    project.clock.advance(600);
    await project.claim(bob, 4);
    errorOf(await project.release(ann, submitted), 'already_submitted');
    errorOf(await project.skip(ann, submitted), 'already_submitted');
    errorOf(await project.skip(ann, released), 'lease_lost');
    errorOf(await project.release(ann, skipped), 'lease_lost');
    errorOf(await project.release(ann, taken), 'lease_lost');
    errorOf(await project.skip(ann, taken), 'lease_lost');
  },

  'an ended lease that nobody took can be given back': async (harness) => {
    const project = await newProject(harness, 2);
    const ann = await project.annotator();
    const [first, second] = (await project.claim(ann, 2)).tasks;
    assert.ok(first && second);
    project.clock.advance(600);
    assert.equal(valueOf(await project.release(ann, first)).state, 'released');
    assert.equal(valueOf(await project.skip(ann, second)).state, 'skipped');
  },

  'nobody renews or submits another one’s task': async (harness) => {
    const project = await newProject(harness, 1);
    const [ann, bob] = await project.annotators(2);
    assert.ok(ann && bob);
    const task = await project.claimOne(ann);
    errorOf(await project.renew(bob, task), 'not_found');
    errorOf(await project.submit(bob, task), 'not_found');
    for (const other of [
      await project.inProject(await project.hire('reviewer')),
      await project.inProject(await project.hire('manager')),
      project.admin,
    ]) {
      for (const refused of [await project.renew(other, task), await project.submit(other, task)]) {
        assert.match(saysWhy(errorOf(refused, 'forbidden')), /^Only the annotator who claimed this task /);
      }
    }
    assert.deepEqual(await project.tasks(), [task]);
  },

  'managers release and skip anybody’s task, others only their own': async (harness) => {
    const project = await newProject(harness, 2);
    const [ann, bob] = await project.annotators(2);
    assert.ok(ann && bob);
    const [first, second] = (await project.claim(ann, 2)).tasks;
    assert.ok(first && second);
    errorOf(await project.release(bob, first), 'not_found');
    errorOf(await project.skip(bob, first), 'not_found');
    const reviewer = await project.inProject(await project.hire('reviewer'));
    for (const refused of [await project.release(reviewer, first), await project.skip(reviewer, first)]) {
      assert.deepEqual(errorOf(refused, 'forbidden'), {
        code: 'forbidden',
        permission: 'task:release_any',
        because: 'roles',
      });
    }
    assert.equal((await project.tasks()).filter(({ state }) => state === 'claimed').length, 2);
    const manager = await project.inProject(await project.hire('manager'));
    const released = valueOf(await project.release(manager, first));
    assert.deepEqual(released.annotator, { id: ann.user_id, name: ann.name });
    assert.equal(valueOf(await project.skip(manager, second, 'no')).state, 'skipped');
    errorOf(await project.submit(ann, first), 'lease_lost');
    assert.deepEqual(valueOf(await project.release(ann, first)), released);
    assert.deepEqual(only((await project.claim(ann, 2)).tasks).item, first.item);
  },

  'who could read everybody’s tasks but has a token that may not, is told nothing of another one’s': async (
    harness,
  ) => {
    const project = await newProject(harness, 1);
    const task = await project.claimOne(await project.annotator());
    const reviewer = await project.inProject(await project.hire('reviewer'));
    for (const missing of ['task:read', 'task:read_all'] as const) {
      const limited = {
        ...reviewer,
        permissions: new Set([...reviewer.permissions].filter((permission) => permission !== missing)),
      };
      for (const refused of [
        await project.renew(limited, task),
        await project.submit(limited, task),
        await project.release(limited, task),
        await project.skip(limited, task),
      ]) {
        errorOf(refused, 'not_found');
      }
    }
  },

  'annotators see their own tasks, reviewers everybody’s': async (harness) => {
    const project = await newProject(harness, 4);
    const [ann, bob] = await project.annotators(2);
    assert.ok(ann && bob);
    const reviewer = await project.inProject(await project.hire('reviewer'));
    const { tasks: anns } = await project.claim(ann, 2);
    const { tasks: bobs } = await project.claim(bob, 2);
    const [application, project_id] = [project.application, project.project.id];
    const page = { per_page: 10, order: 'asc' } as const;
    assert.deepEqual(valueOf(await application.listTasks(ann, { project_id, page })).items, anns);
    assert.deepEqual(valueOf(await application.listTasks(bob, { project_id, page })).items, bobs);
    assert.deepEqual(valueOf(await application.listTasks(reviewer, { project_id, page })).items, [...anns, ...bobs]);
    const task_id = at(bobs, 0).id;
    errorOf(await application.getTask(ann, { project_id, task_id }), 'not_found');
    assert.deepEqual(valueOf(await application.getTask(bob, { project_id, task_id })), at(bobs, 0));
    assert.deepEqual(valueOf(await application.getTask(reviewer, { project_id, task_id })), at(bobs, 0));
    errorOf(await application.getTask(reviewer, { project_id, task_id: harness.newId() }), 'not_found');
  },

  'tasks are listed by state, item and annotator': async (harness) => {
    const project = await newProject(harness, 4, { overlap: 2 });
    const [ann, bob] = await project.annotators(2);
    assert.ok(ann && bob);
    const reviewer = await project.inProject(await project.hire('reviewer'));
    const [first, second, third] = (await project.claim(ann, 3)).tasks;
    const [other] = (await project.claim(bob, 1)).tasks;
    assert.ok(first && second && third && other);
    valueOf(await project.submit(ann, first));
    valueOf(await project.skip(ann, second));
    valueOf(await project.release(bob, other));
    const again = await project.claimOne(bob);
    const ids = async (caller: Caller, filter: TaskFilter): Promise<readonly string[]> =>
      valueOf(
        await project.application.listTasks(caller, {
          project_id: project.project.id,
          ...filter,
          page: { per_page: 9, order: 'asc' },
        }),
      ).items.map(({ id }) => id);
    const item_id = first.item.id;
    const all = { ann: [first.id, second.id, third.id], bob: [other.id, again.id] };
    assert.deepEqual(await ids(ann, {}), all.ann);
    assert.deepEqual(await ids(ann, { state: 'claimed' }), [third.id]);
    assert.deepEqual(await ids(ann, { state: 'submitted' }), [first.id]);
    assert.deepEqual(await ids(ann, { state: 'expired' }), []);
    assert.deepEqual(await ids(ann, { annotator_id: ann.user_id, state: 'skipped' }), [second.id]);
    assert.deepEqual(await ids(ann, { item_id }), [first.id]);
    assert.deepEqual(await ids(ann, { item_id, state: 'claimed' }), []);
    for (const filter of [{}, { state: 'released' }, { item_id }] as const)
      assert.deepEqual(await ids(ann, { ...filter, annotator_id: bob.user_id }), []);
    assert.deepEqual(await ids(reviewer, { annotator_id: bob.user_id }), all.bob);
    assert.deepEqual(await ids(reviewer, { annotator_id: bob.user_id, state: 'released' }), [other.id]);
    assert.deepEqual(await ids(reviewer, { state: 'claimed' }), [third.id, again.id]);
    assert.deepEqual(await ids(reviewer, { state: 'claimed', annotator_id: bob.user_id }), [again.id]);
    assert.deepEqual(await ids(reviewer, { item_id }), [first.id, other.id]);
    assert.deepEqual(await ids(reviewer, { item_id, annotator_id: bob.user_id, state: 'released' }), [other.id]);
    assert.deepEqual(await ids(reviewer, { item_id: harness.newId() }), []);
    assert.deepEqual(await ids(reviewer, { annotator_id: harness.newId(), state: 'claimed' }), []);
  },

  'an annotator finds their open work again, as it was given to them, and work whose lease has ended as expired':
    async (harness) => {
      const project = await newProject(harness, 3);
      const [ann, bob] = await project.annotators(2);
      assert.ok(ann && bob);
      const { tasks } = await project.claim(ann, 3);
      valueOf(await project.submit(ann, at(tasks, 1)));
      const { application } = project;
      const project_id = project.project.id;
      const listed = async (state: TaskState) =>
        valueOf(await application.listTasks(ann, { project_id, state, page: { per_page: 9, order: 'asc' } })).items;
      const [first, , third] = tasks;
      assert.ok(first && third);
      assert.deepEqual([await listed('claimed'), await listed('expired')], [[first, third], []]);
      project.clock.advance(600);
      const ended = [first, third].map((task) => ({ ...task, state: 'expired' }));
      assert.deepEqual([await listed('claimed'), await listed('expired')], [[], ended]);
      assert.deepEqual(valueOf(await application.getTask(ann, { project_id, task_id: first.id })), at(ended, 0));
      const taken = await project.claimOne(bob);
      assert.deepEqual(
        (await listed('expired')).map(({ id }) => id),
        [first.id, third.id],
      );
      // The one whose place nobody has taken is theirs again once it is renewed, the other one is not.
      const left = taken.item.id === first.item.id ? third : first;
      errorOf(await project.renew(ann, left === first ? third : first), 'lease_lost');
      assert.equal(valueOf(await project.renew(ann, left)).state, 'claimed');
      assert.deepEqual(
        (await listed('claimed')).map(({ id }) => id),
        [left.id],
      );
    },

  'a task that is not there is not found, whatever is wanted of it': async (harness) => {
    const project = await newProject(harness, 1);
    const id = harness.newId();
    for (const caller of [await project.annotator(), project.admin]) {
      errorOf(await project.renew(caller, { id }), 'not_found');
      errorOf(await project.release(caller, { id }), 'not_found');
      errorOf(await project.skip(caller, { id }), 'not_found');
      errorOf(await project.submit(caller, { id }), 'not_found');
    }
  },

  'of a release and a submit at once one wins': async (harness) => {
    const project = await newProject(harness, 20);
    const ann = await project.annotator();
    const { tasks } = await project.claim(ann, 20);
    await Promise.all(
      tasks.map(async (task) => {
        const [released, submitted] = await Promise.all([project.release(ann, task), project.submit(ann, task)]);
        if (released.ok) errorOf(submitted, 'lease_lost');
        else {
          errorOf(released, 'already_submitted');
          valueOf(submitted);
        }
      }),
    );
  },

  'the same release or skip many times at once answers the same and is told once': async (harness) => {
    const project = await newProject(harness, 2);
    const ann = await project.annotator();
    const [first, second] = (await project.claim(ann, 2)).tasks;
    assert.ok(first && second);
    const [releases, skips] = await Promise.all([
      Promise.all(upTo(6).map(() => project.release(ann, first))),
      Promise.all(upTo(6).map(() => project.skip(ann, second))),
    ]);
    for (const answers of [releases, skips])
      for (const answer of answers) assert.deepEqual(valueOf(answer), valueOf(at(answers, 0)));
    assert.equal((await project.projectEvents()).filter(({ type }) => /released|skipped/.test(type)).length, 2);
  },

  'of a claim that takes an ended lease and its owner’s submit or renewal at once one wins': async (harness) => {
    const project = await newProject(harness, 20);
    const [ann, bob] = await project.annotators(2);
    assert.ok(ann && bob);
    const { tasks } = await project.claim(ann, 20);
    project.clock.advance(600);
    const [taken, ...kept] = await Promise.all([
      project.claim(bob, 20),
      ...tasks.map((task, index) => (index % 2 === 0 ? project.submit(ann, task) : project.renew(ann, task))),
    ]);
    for (const [index, outcome] of kept.entries()) {
      const isTaken = taken.tasks.some(({ item }) => item.id === at(tasks, index).item.id);
      assert.equal(outcome.ok, !isTaken);
      if (!outcome.ok) assert.equal(outcome.error.code, 'lease_lost');
    }
  },
});
