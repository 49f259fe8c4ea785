import assert from 'node:assert/strict';
import { AnnotatorProgress, Progress } from '../../index.ts';
import type { ItemState, TaskState } from '../../index.ts';
import { checked } from './checked.ts';
import { assertConsistent } from './consistency.ts';
import { assertFits, at, errorOf, valueOf } from './expect.ts';
import { answer, manyItems, newEmptyProject, newProject } from './world.ts';

/** What every store promises of `progress`. Every case of the other suites ends with a recount, too. */
export const progressContract = checked({
  'a project in which nothing is has counters of 0': async (harness) => {
    const project = await newEmptyProject(harness);
    const progress = await project.progress();
    assertFits(Progress, progress);
    assert.deepEqual(progress, {
      items: { open: 0, claimed: 0, complete: 0, exhausted: 0 },
      tasks: { claimed: 0, submitted: 0, skipped: 0, released: 0, expired: 0 },
    });
  },

  'every action moves the counters, and they equal a recount after each': async (harness) => {
    const project = await newProject(harness, 4, { overlap: 2 });
    const [ann, bob] = await project.annotators(2);
    assert.ok(ann && bob);
    const seen: string[] = [];
    const look = async (): Promise<void> => {
      await assertConsistent(harness, project.scope);
      const { items, tasks } = await project.progress();
      seen.push(`${items.open} ${items.claimed} ${items.complete} | ${Object.values(tasks).join(' ')}`);
    };
    await look();
    const { tasks: anns } = await project.claim(ann, 4);
    await look();
    const { tasks: bobs } = await project.claim(bob, 3);
    await look();
    valueOf(await project.submit(ann, at(anns, 0)));
    valueOf(await project.submit(bob, at(bobs, 0)));
    await look();
    valueOf(await project.skip(ann, at(anns, 1)));
    await look();
    valueOf(await project.release(bob, at(bobs, 1)));
    await look();
    project.clock.advance(600);
    // Free places first: item 4, then item 2 whose places were given back; then the ended lease on item 3.
    assert.equal((await project.claim(bob, 4)).tasks.length, 3);
    await look();
    await project.importItems(manyItems(4, { overlap: 3 }), { on_conflict: 'update' });
    await look();
    await project.importItems([{ data: {} }]);
    await look();
    assert.deepEqual(seen, [
      '4 0 0 | 0 0 0 0 0',
      '4 0 0 | 4 0 0 0 0',
      '1 3 0 | 7 0 0 0 0',
      '1 2 1 | 5 2 0 0 0',
      '2 1 1 | 4 2 1 0 0',
      '2 1 1 | 3 2 1 1 0',
      // The other two leases have ended as well.
      '3 0 1 | 3 2 1 1 3',
      '4 0 0 | 3 2 1 1 3',
      '5 0 0 | 3 2 1 1 3',
    ]);
  },

  'progress by annotator counts the tasks and annotations of each, and shows nobody else': async (harness) => {
    const project = await newProject(harness, 4, { overlap: 2 });
    const [ann, bob, eve] = await project.annotators(3);
    assert.ok(ann && bob && eve);
    assert.deepEqual(await project.progressByAnnotator(), []);
    const { tasks } = await project.claim(ann, 4);
    valueOf(await project.submit(ann, at(tasks, 0)));
    valueOf(await project.skip(ann, at(tasks, 1)));
    valueOf(await project.release(project.admin, at(tasks, 2)));
    await project.claimOne(bob);
    project.clock.advance(600);
    await project.claim(bob, 4);
    const shown = await project.progressByAnnotator();
    for (const progress of shown) assertFits(AnnotatorProgress, progress);
    // The manager who imported and released has answered nothing, and who never claimed does not show.
    assert.deepEqual(shown, [
      {
        annotator: { id: ann.user_id, name: ann.name },
        tasks: { claimed: 0, submitted: 1, skipped: 1, released: 1, expired: 1 },
        annotations: 1,
      },
      {
        annotator: { id: bob.user_id, name: bob.name },
        tasks: { claimed: 4, submitted: 0, skipped: 0, released: 0, expired: 1 },
        annotations: 0,
      },
    ]);
    const caller = await project.inProject(await project.hire('annotator'));
    const page = { per_page: 1, order: 'asc' } as const;
    errorOf(
      await project.application.listAnnotatorProgress(caller, { project_id: project.project.id, page }),
      'forbidden',
    );
  },

  'a place whose lease has ended is free in progress, lists and export from that moment on, until it is renewed or taken':
    async (harness) => {
      const project = await newProject(harness, 2, { overlap: 2 });
      const [ann, bob] = await project.annotators(2);
      assert.ok(ann && bob);
      const [first] = (await project.claim(ann, 2)).tasks;
      await project.claimOne(bob);
      assert.ok(first);
      const { application, admin } = project;
      const project_id = project.project.id;
      const page = { per_page: 50, order: 'asc' } as const;
      const look = async () => {
        const { items, tasks } = await project.progress();
        const listed = async (state: ItemState) =>
          valueOf(await application.listItems(admin, { project_id, state, page })).items.map(
            ({ external_id }) => external_id,
          );
        const shown = await project.exported();
        assert.deepEqual(
          shown.map(({ state }) => state),
          (await project.items()).map(({ state }) => state),
        );
        for (const { id, state } of await project.items())
          assert.equal(valueOf(await application.getItem(admin, { project_id, item_id: id })).state, state);
        assert.deepEqual(
          (await project.exported({ state: 'open' })).map(({ external_id }) => external_id),
          await listed('open'),
        );
        const lengths = async (state: TaskState) =>
          valueOf(await application.listTasks(admin, { project_id, state, page })).items.length;
        assert.deepEqual([await lengths('claimed'), await lengths('expired')], [tasks.claimed, tasks.expired]);
        return { items, tasks, open: await listed('open'), claimed: await listed('claimed') };
      };
      const tasks = { claimed: 3, submitted: 0, skipped: 0, released: 0, expired: 0 };
      assert.deepEqual(await look(), {
        items: { open: 1, claimed: 1, complete: 0, exhausted: 0 },
        tasks,
        open: ['item-2'],
        claimed: ['item-1'],
      });
      project.clock.advance(599.999);
      assert.deepEqual((await look()).tasks, tasks);
      project.clock.advance(0.001);
      assert.deepEqual(await look(), {
        items: { open: 2, claimed: 0, complete: 0, exhausted: 0 },
        tasks: { ...tasks, claimed: 0, expired: 3 },
        open: ['item-1', 'item-2'],
        claimed: [],
      });
      valueOf(await project.renew(ann, first));
      // One of two places of it is held again.
      assert.deepEqual(await look(), {
        items: { open: 2, claimed: 0, complete: 0, exhausted: 0 },
        tasks: { ...tasks, claimed: 1, expired: 2 },
        open: ['item-1', 'item-2'],
        claimed: [],
      });
      assert.equal((await project.claimBy(bob, { item_id: first.item.id })).tasks.length, 1);
      assert.deepEqual(await look(), {
        items: { open: 1, claimed: 1, complete: 0, exhausted: 0 },
        tasks: { ...tasks, claimed: 2, expired: 2 },
        open: ['item-2'],
        claimed: ['item-1'],
      });
    },

  'where imported answers need all the places that are left, the end of a lease frees none': async (harness) => {
    const project = await newProject(harness, 1, { overlap: 3 });
    const [ann, bob, eve] = await project.annotators(3);
    assert.ok(ann && bob && eve);
    await project.claimOne(ann);
    project.clock.advance(1);
    const second = await project.claimOne(bob);
    await project.importAnswers(['x', 'y'].map((annotator) => ({ external_id: 'item-1', annotator, value: answer() })));
    const look = async () => [(await project.progress()).items, (await project.item('item-1')).state];
    assert.deepEqual(await look(), [{ open: 0, claimed: 1, complete: 0, exhausted: 0 }, 'claimed']);
    project.clock.advance(599);
    // Ann's lease has ended: of three places two are answered, and Bob holds the third for another second.
    assert.deepEqual(await look(), [{ open: 0, claimed: 1, complete: 0, exhausted: 0 }, 'claimed']);
    for (const annotator of [ann, eve]) {
      for (const claim of [
        await project.claim(annotator),
        await project.claimBy(annotator, { item_id: second.item.id }),
      ]) {
        assert.deepEqual([claim.tasks.length, claim.reason, claim.retry_after], [0, 'leased', 1]);
      }
    }
    project.clock.advance(1);
    assert.deepEqual(await look(), [{ open: 1, claimed: 0, complete: 0, exhausted: 0 }, 'open']);
    assert.equal((await project.claim(eve)).tasks.length, 1);
    assert.deepEqual(await look(), [{ open: 0, claimed: 1, complete: 0, exhausted: 0 }, 'claimed']);
  },

  'what changes nothing moves no counter': async (harness) => {
    const project = await newProject(harness, 2);
    const [ann, bob] = await project.annotators(2);
    assert.ok(ann && bob);
    const task = await project.claimOne(ann);
    await project.submit(ann, task);
    const before = await project.progress();
    await project.submit(ann, task);
    await project.release(ann, task);
    await project.skip(ann, task);
    await project.renew(ann, task);
    await project.submit(bob, task);
    await project.importItems(manyItems(2));
    await project.importItems(manyItems(2, { data: { other: true } }));
    assert.deepEqual(await project.progress(), before);
  },

  'projects are counted apart': async (harness) => {
    const [first, second] = [await newProject(harness, 2), await newProject(harness, 3)];
    await first.claimOne(await first.annotator());
    assert.deepEqual((await second.progress()).items, { open: 3, claimed: 0, complete: 0, exhausted: 0 });
    assert.deepEqual((await first.progress()).items, { open: 1, claimed: 1, complete: 0, exhausted: 0 });
  },
});
