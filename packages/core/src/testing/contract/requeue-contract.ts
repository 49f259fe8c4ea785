import assert from 'node:assert/strict';
import { Item } from '../../index.ts';
import type { Caller, Id, Page, PageRequest, Role } from '../../index.ts';
import { checked } from './checked.ts';
import { isOfType } from './events-fit.ts';
import { assertFits, at, errorOf, only, upTo, valueOf, walk } from './expect.ts';
import { addressOf, answer, joinAs, manyItems, newProject } from './world.ts';
import type { ProjectWorld } from './world.ts';

const names = (items: readonly { readonly external_id: string | null }[]): readonly (string | null)[] =>
  items.map(({ external_id }) => external_id);

/** The names of the items that are exhausted, which progress must count. */
const exhausted = async (project: ProjectWorld): Promise<readonly (string | null)[]> => {
  const { application, admin } = project;
  const listed = async (isExhausted: boolean) =>
    valueOf(
      await application.listItems(admin, {
        project_id: project.project.id,
        exhausted: isExhausted,
        page: { per_page: 200, order: 'asc' },
      }),
    ).items;
  const [found, others, { items }] = [await listed(true), await listed(false), await project.progress()];
  assert.deepEqual([items.exhausted, found.length + others.length], [found.length, (await project.items()).length]);
  assert.ok(items.exhausted <= items.open);
  return names(found);
};

/** Claims an item by name and skips it. */
const skip = async (project: ProjectWorld, caller: Caller, item: Pick<Item, 'id'>, reason?: string): Promise<void> => {
  valueOf(await project.skip(caller, only((await project.claimBy(caller, { item_id: item.id })).tasks), reason));
};

/** What every store promises of `requeue`, and of the items that nobody could be given. */
export const requeueContract = checked({
  'an item that was skipped is offered again to those who skipped it; who skipped it, and why, stays in the item, the export and the event':
    async (harness) => {
      const project = await newProject(harness, 2);
      const [ann, bob] = await project.annotators(2);
      assert.ok(ann && bob);
      const item = await project.item('item-1');
      await skip(project, ann, item, 'not in English');
      project.clock.advance(1);
      await skip(project, bob, item);
      const skips = (await project.item('item-1')).skips;
      assert.deepEqual(
        skips.map(({ annotator, reason, requeued_at }) => [annotator.id, reason, requeued_at]),
        [
          [ann.user_id, 'not in English', null],
          [bob.user_id, null, null],
        ],
      );
      assert.equal((await project.claimBy(ann, { item_id: item.id })).reason, 'exhausted');
      project.clock.advance(1);
      const now = project.clock.now().toISOString();
      const requeued = valueOf(await project.requeue(item, { reason: 'The guideline says what to do.' }));
      assertFits(Item, requeued);
      assert.deepEqual(requeued, {
        ...item,
        skips: skips.map((one) => ({ ...one, requeued_at: now })),
        requeued: {
          by: { id: project.founder, name: requeued.requeued?.by.name },
          reason: 'The guideline says what to do.',
          at: now,
        },
        revision: item.revision + 1,
        updated_at: now,
      });
      assert.deepEqual(await project.item('item-1'), requeued);
      const { deleted_at: _, ...exported } = requeued;
      assert.deepEqual(at(await project.exported(), 0), {
        ...exported,
        skips: exported.skips.map((one) => ({ ...one, annotator: { ...one.annotator, kind: 'service' } })),
        requeued: { ...exported.requeued, by: { ...exported.requeued?.by, kind: 'person' } },
        annotations: [],
        predictions: [],
      });
      const event = at(await project.projectEvents(), -1 + (await project.projectEvents()).length);
      assert.ok(isOfType(event, 'goldset.item.requeued'));
      assert.deepEqual(
        [event.subject, event.data],
        [
          item.id,
          {
            ...{
              reason: 'The guideline says what to do.',
              requeued_by: project.founder,
              item_state: 'open',
              overlap: null,
            },
            released: skips.map(({ task_id, annotator, reason }) => ({
              task_id,
              annotator_id: annotator.id,
              skip_reason: reason,
            })),
          },
        ],
      );
      assert.deepEqual((await project.progress()).tasks, {
        claimed: 0,
        submitted: 0,
        skipped: 0,
        released: 2,
        expired: 0,
      });
      for (const caller of [ann, bob])
        assert.deepEqual(
          names((await project.claim(caller, 1)).tasks.map((task) => task.item)),
          caller === ann ? ['item-2'] : ['item-1'],
        );
    },

  'a requeued item is at the end of its priority, and no cursor has passed it, whichever way is claimed': async (
    harness,
  ) => {
    const project = await newProject(harness, 0, { overlap: 2 });
    await project.importItems([...manyItems(3, { priority: 5 }), { external_id: 'low', data: {} }]);
    const [ann, bob, eve] = await project.annotators(3);
    assert.ok(ann && bob && eve);
    for (const caller of [ann, bob])
      for (const task of (await project.claim(caller, 4)).tasks) valueOf(await project.skip(caller, task));
    for (const caller of [ann, bob]) assert.equal((await project.claim(caller)).reason, 'exhausted');
    for (const name of ['low', 'item-1']) valueOf(await project.requeue(await project.item(name)));
    assert.deepEqual(names((await project.claim(ann, 5)).tasks.map(({ item }) => item)), ['item-1', 'low']);
    assert.deepEqual(
      names((await project.claimBy(bob, { count: 5, strategy: 'random' })).tasks.map(({ item }) => item)),
      ['item-1', 'low'],
    );
    assert.deepEqual(names((await project.claim(eve, 5)).tasks.map(({ item }) => item)), ['item-2', 'item-3']);
  },

  'a complete item needs an overlap above its answers, and those who have answered it are not asked again': async (
    harness,
  ) => {
    const project = await newProject(harness, 1);
    const [ann, bob] = await project.annotators(2);
    assert.ok(ann && bob);
    valueOf(await project.submit(ann, await project.claimOne(ann)));
    const item = await project.item('item-1');
    const before = await project.projectEvents();
    for (const request of [{}, { overlap: 1 }, { reason: 'again' }]) {
      assert.deepEqual(
        errorOf(await project.requeue(item, request), 'invalid').errors.map(({ pointer, code }) => [pointer, code]),
        [['/overlap', 'range']],
      );
    }
    assert.deepEqual([await project.item('item-1'), await project.projectEvents()], [item, before]);
    const again = valueOf(await project.requeue(item, { overlap: 2 }));
    assert.deepEqual([again.state, again.overlap, again.skips], ['open', 2, []]);
    assert.equal((await project.claim(ann)).reason, 'exhausted');
    assert.equal((await project.claimOne(bob)).item.id, item.id);
    assert.deepEqual(
      errorOf(await project.requeue(item, { overlap: 1 }), 'invalid').errors.map(({ pointer, code }) => [
        pointer,
        code,
      ]),
      [['/overlap', 'range']],
    );
  },

  'an overlap below the answers and claims of an item is refused': async (harness) => {
    const project = await newProject(harness, 1, { overlap: 3 });
    for (const caller of await project.annotators(2)) await project.claimOne(caller);
    assert.deepEqual(
      errorOf(await project.requeue(await project.item('item-1'), { overlap: 1 }), 'invalid').errors.map(
        ({ pointer, code }) => [pointer, code],
      ),
      [['/overlap', 'in_use']],
    );
    assert.equal(valueOf(await project.requeue(await project.item('item-1'), { overlap: 2 })).state, 'claimed');
  },

  'where there is nothing to do nothing changes, and what is not there is not found': async (harness) => {
    const project = await newProject(harness, 1);
    const ann = await project.annotator();
    await project.claimOne(ann);
    const [item, events] = [await project.item('item-1'), await project.projectEvents()];
    project.clock.advance(1);
    for (const request of [{}, { reason: 'x' }, { overlap: 1 }])
      assert.deepEqual(valueOf(await project.requeue(item, request)), item);
    assert.deepEqual(await project.projectEvents(), events);
    errorOf(await project.requeue({ id: harness.newId() }), 'not_found');
    valueOf(await project.application.deleteItem(project.admin, { project_id: project.project.id, item_id: item.id }));
    errorOf(await project.requeue(item), 'not_found');
  },

  'who skipped and was put back can skip again; each is kept': async (harness) => {
    const project = await newProject(harness, 1);
    const ann = await project.annotator();
    const item = await project.item('item-1');
    for (const reason of ['first', 'second']) {
      await skip(project, ann, item, reason);
      project.clock.advance(1);
      valueOf(await project.requeue(item));
    }
    await skip(project, ann, item, 'third');
    assert.deepEqual(
      (await project.item('item-1')).skips.map(({ reason, requeued_at }) => [reason, requeued_at !== null]),
      [
        ['first', true],
        ['second', true],
        ['third', false],
      ],
    );
  },

  'more skips than one event can tell of are taken back, each told of once': async (harness) => {
    const project = await newProject(harness, 1);
    const item = await project.item('item-1');
    const callers = await project.annotators(105);
    for (const [index, caller] of callers.entries())
      await skip(project, caller, item, index < 12 ? '\u0001'.repeat(1000) : undefined);
    const requeued = valueOf(await project.requeue(item));
    assert.deepEqual(
      [requeued.skips.length, requeued.skips.filter(({ requeued_at }) => requeued_at === null)],
      [20, []],
    );
    assert.equal(at(await project.exported(), 0).skips.length, 105);
    const events = (await project.projectEvents()).filter((event) => isOfType(event, 'goldset.item.requeued'));
    assert.deepEqual(
      new Set(events.flatMap(({ data }) => data.released.map(({ annotator_id }) => annotator_id))),
      new Set(callers.map(({ user_id }) => user_id)),
    );
    for (const event of events) assert.ok(JSON.stringify(event).length < 65_536);
    assert.equal((await project.progress()).tasks.skipped, 0);
  },

  'managers and admins put items back, and nobody in an archived project': async (harness) => {
    const project = await newProject(harness, 1);
    const item_id = (await project.item('item-1')).id;
    const project_id = project.project.id;
    const as = async (role: Role) =>
      project.application.requeueItem(await project.inProject(await project.hire(role)), { project_id, item_id });
    for (const role of ['viewer', 'annotator', 'reviewer'] as const) errorOf(await as(role), 'forbidden');
    for (const role of ['manager', 'admin'] as const) valueOf(await as(role));
    await project.archive(project_id);
    errorOf(await as('manager'), 'archived');
  },

  'an action on a skipped, released or expired task says what became of it, and what to do': async (harness) => {
    const project = await newProject(harness, 3);
    const [ann, bob] = await project.annotators(2);
    assert.ok(ann && bob);
    const [skipped, released, taken] = (await project.claim(ann, 3)).tasks;
    assert.ok(skipped && released && taken);
    valueOf(await project.skip(ann, skipped));
    valueOf(await project.release(ann, released));
    project.clock.advance(600);
    await project.claim(bob, 3);
    for (const [task, word] of [
      [skipped, /skipped.*requeue/s],
      [released, /released/],
      [taken, /lease.*ended/],
    ] as const) {
      const results = [
        await project.renew(ann, task),
        await project.submit(ann, task),
        ...(task === skipped ? [] : [await project.skip(ann, task)]),
        ...(task === released ? [] : [await project.release(project.admin, task)]),
      ];
      for (const result of results) assert.match(errorOf(result, 'lease_lost').detail, word);
    }
  },

  'an open item is exhausted when somebody skipped it and all who may claim hold it, have answered it or have skipped it':
    async (harness) => {
      const project = await newProject(harness, 4, { overlap: 3 });
      const ann = await project.annotator();
      const [first, second] = [await project.item('item-1'), await project.item('item-2')];
      await skip(project, ann, first);
      // The founder may claim as well.
      assert.deepEqual(await exhausted(project), []);
      await skip(project, project.admin, first);
      assert.deepEqual(await exhausted(project), ['item-1']);
      // An answer and a claim bar as a skip does; where nobody skipped, nobody needs to hear of it.
      await skip(project, ann, second);
      const task = only((await project.claimBy(project.admin, { item_id: second.id })).tasks);
      assert.deepEqual(await exhausted(project), ['item-1', 'item-2']);
      project.clock.advance(600);
      // Whose lease has ended may be given the item again.
      assert.deepEqual(await exhausted(project), ['item-1']);
      valueOf(await project.submit(project.admin, task));
      assert.deepEqual(await exhausted(project), ['item-1', 'item-2']);
      const third = (await project.item('item-3')).id;
      for (const caller of [ann, project.admin])
        valueOf(await project.submit(caller, only((await project.claimBy(caller, { item_id: third })).tasks)));
      assert.deepEqual(await exhausted(project), ['item-1', 'item-2']);
      for (const caller of [ann, project.admin])
        assert.deepEqual(names((await project.claim(caller, 9)).tasks.map(({ item }) => item)), ['item-4']);
      assert.equal((await project.claim(ann)).reason, 'exhausted');
      // Somebody new could be given all of them; a viewer could not.
      await project.hire('viewer');
      assert.deepEqual(await exhausted(project), ['item-1', 'item-2']);
      const target = { type: 'project', id: project.project.id } as const;
      const reviewer = await project.hire();
      valueOf(
        await project.application.createRoleBinding(project.admin, {
          organization_id: project.organization.id,
          user_id: reviewer,
          role: 'reviewer',
          target,
        }),
      );
      assert.deepEqual(await exhausted(project), []);
      valueOf(
        await project.application.removeMember(await project.inOrganization(project.founder), {
          organization_id: project.organization.id,
          user_id: reviewer,
        }),
      );
      assert.deepEqual(await exhausted(project), ['item-1', 'item-2']);
      valueOf(await project.requeue(first));
      assert.deepEqual(await exhausted(project), ['item-2']);
    },

  'an imported answer bars its annotator, a role on another project lets nobody claim here, and a complete or deleted item is not exhausted':
    async (harness) => {
      const project = await newProject(harness, 3, { overlap: 2 });
      const elsewhere = await project.createProject();
      const stranger = await project.hire();
      const target = { type: 'project', id: elsewhere.id } as const;
      valueOf(
        await project.application.createRoleBinding(await project.caller(project.founder, target), {
          organization_id: project.organization.id,
          user_id: stranger,
          role: 'annotator',
          target,
        }),
      );
      const person: Id = await harness.person();
      await joinAs(harness, project, person, 'annotator');
      for (const { id } of await project.items()) await skip(project, project.admin, { id });
      assert.deepEqual(await exhausted(project), []);
      const line = (name: string, annotator: string) => ({ external_id: name, annotator, value: answer() });
      await project.importAnswers([line('item-1', await addressOf(harness, person)), line('item-2', 'somebody')]);
      assert.deepEqual(await exhausted(project), ['item-1']);
      const kim = await project.inProject(person);
      for (const name of ['item-2', 'item-3']) await skip(project, kim, await project.item(name));
      assert.deepEqual(await exhausted(project), ['item-1', 'item-2', 'item-3']);
      await project.importAnswers([line('item-1', 'x')]);
      valueOf(
        await project.application.deleteItem(project.admin, {
          project_id: project.project.id,
          item_id: (await project.item('item-2')).id,
        }),
      );
      assert.deepEqual(await exhausted(project), ['item-3']);
    },

  'exhausted items are listed page by page, in both directions and with other filters': async (harness) => {
    const project = await newProject(harness, 12, { overlap: 2 });
    await project.importItems(manyItems(6, { metadata: { lang: 'de' } }), { on_conflict: 'update' });
    for (const task of (await project.claim(project.admin, 9)).tasks) valueOf(await project.skip(project.admin, task));
    valueOf(await project.requeue(await project.item('item-4')));
    const { application, admin } = project;
    const read = async (order: 'asc' | 'desc', filters = {}): Promise<readonly (string | null)[]> => {
      const list = async (page: PageRequest): Promise<Page<Item>> =>
        valueOf(
          await application.listItems(admin, { project_id: project.project.id, exhausted: true, ...filters, page }),
        );
      return names(await walk(list, { per_page: 2, order }));
    };
    const all = upTo(9)
      .filter((n) => n !== 4)
      .map((n) => `item-${n}`);
    assert.deepEqual([await read('asc'), await read('desc')], [all, all.toReversed()]);
    assert.deepEqual(
      [
        await read('asc', { metadata: { lang: 'de' } }),
        await read('asc', { state: 'claimed' }),
        await read('asc', { external_id: 'item-9' }),
      ],
      [all.slice(0, 5), [], ['item-9']],
    );
  },

  'of claims, skips and requeues at once nothing is lost': async (harness) => {
    const project = await newProject(harness, 6, { overlap: 2 });
    const callers = await project.annotators(4);
    for (const round of upTo(4)) {
      await Promise.all([
        ...callers.map(async (caller) => {
          for (const task of (await project.claim(caller, 3)).tasks)
            await (task.id < harness.newId() && round % 2 === 0
              ? project.skip(caller, task)
              : project.release(caller, task));
        }),
        ...(await project.items()).map((item) => project.requeue(item)),
      ]);
    }
    for (const item of await project.items()) valueOf(await project.requeue(item));
    // Everybody is offered everything again, whatever their cursor had passed.
    for (const caller of callers) {
      const { tasks } = await project.claim(caller, 9);
      assert.equal(tasks.length, 6);
      for (const task of tasks) valueOf(await project.release(caller, task));
    }
  },
});
