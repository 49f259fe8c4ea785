import assert from 'node:assert/strict';
import { Item, Organization, Project } from '../../index.ts';
import type { Event, ItemFilters, UpdateItem, UpdateProject } from '../../index.ts';
import { checked } from './checked.ts';
import { isOfType } from './events-fit.ts';
import { allowed, assertFits, at, errorOf, only, upTo, valueOf, walk } from './expect.ts';
import { enterProject, manyItems, MARK, newEmptyProject, newProject, newWorld } from './world.ts';
import type { ProjectWorld } from './world.ts';

const update =
  ({ application, project, inProject, founder }: ProjectWorld) =>
  async (item: Pick<Item, 'id'>, changes: UpdateItem, if_revision?: readonly number[]) =>
    application.updateItem(await inProject(founder), {
      project_id: project.id,
      item_id: item.id,
      ...changes,
      if_revision,
    });

const settle =
  ({ application, project, inProject, founder }: ProjectWorld) =>
  async (changes: UpdateProject, if_revision?: readonly number[]) =>
    application.updateProject(await inProject(founder), { project_id: project.id, ...changes, if_revision });

const updatedIn = (events: readonly Event[]): readonly (readonly string[])[] =>
  events.flatMap((event) => (isOfType(event, 'goldset.items.updated') ? [event.data.updated] : []));

const names = (items: readonly Item[]): readonly (string | null)[] => items.map(({ external_id }) => external_id);

/** What every store promises of changes to organizations, projects and items, of archived projects, and of the filters of items. */
export const updatesContract = checked({
  'an update changes the fields that it names, and no others': async (harness) => {
    const project = await newProject(harness, 1, { overlap: 2 });
    const before = await project.item('item-1');
    project.clock.advance(60);
    const updated_at = project.clock.now().toISOString();
    const changes = { data: { text: MARK }, metadata: { expected: MARK }, priority: 9, overlap: 3 };
    const after = valueOf(await update(project)(before, changes));
    assertFits(Item, after);
    assert.deepEqual(after, { ...before, ...changes, revision: 2, updated_at });
    assert.deepEqual(await project.item('item-1'), after);
    const cleared = valueOf(await update(project)(before, { metadata: {} }));
    assert.deepEqual(cleared, { ...after, metadata: {}, revision: 3 });
    assert.deepEqual(updatedIn(await project.projectEvents()), [[before.id], [before.id]]);
    assert.equal((await project.projectEvents()).at(-1)?.subject, project.project.id);
  },

  'an update that changes nothing leaves no trace': async (harness) => {
    const project = await newProject(harness, 1);
    const [item, events] = [await project.item('item-1'), await project.projectEvents()];
    project.clock.advance(60);
    const { data, metadata, priority, overlap } = item;
    for (const changes of [{}, { data }, { data, metadata, priority, overlap }])
      assert.deepEqual(valueOf(await update(project)(item, changes)), item);
    const { name, description, lease_seconds } = project.project;
    for (const changes of [{}, { name, description, lease_seconds, state: 'active' }] as const)
      assert.deepEqual(valueOf(await settle(project)(changes)), project.project);
    const organization = { organization_id: project.organization.id };
    const admin = await project.inOrganization(project.founder);
    const unchanged = valueOf(await project.application.updateOrganization(admin, organization));
    assert.deepEqual(
      valueOf(await project.application.updateOrganization(admin, { ...organization, name: unchanged.name })),
      unchanged,
    );
    assert.equal(unchanged.revision, 1);
    assert.deepEqual(await project.projectEvents(), events);
  },

  'data under a claim or an answer never changes by an update, and all else of the update neither': async (harness) => {
    const project = await newProject(harness, 3, { overlap: 2 });
    const ann = await project.annotator();
    const [claimed, submitted, released] = (await project.claim(ann, 3)).tasks;
    assert.ok(claimed && submitted && released);
    valueOf(await project.submit(ann, submitted));
    valueOf(await project.release(ann, released));
    const before = await project.items();
    for (const { item } of [claimed, submitted]) {
      assert.match(
        errorOf(await update(project)(item, { data: { other: 1 }, priority: 5 }), 'in_use').detail,
        /import/,
      );
    }
    assert.deepEqual(await project.items(), before);
    assert.deepEqual(valueOf(await update(project)(released.item, { data: { other: 1 } })).data, { other: 1 });
    assert.deepEqual(
      valueOf(await update(project)(claimed.item, { data: claimed.item.data, priority: 5 })).priority,
      5,
    );
  },

  'overlap falls to the answers and claims of an item, and never below': async (harness) => {
    const project = await newProject(harness, 1, { overlap: 4 });
    const [ann, bob] = await project.annotators(2);
    assert.ok(ann && bob);
    const { item } = await project.claimOne(ann);
    valueOf(await project.submit(bob, await project.claimOne(bob)));
    errorOf(await update(project)(item, { overlap: 1 }), 'in_use');
    assert.equal(valueOf(await update(project)(item, { overlap: 2 })).state, 'claimed');
    valueOf(await project.submit(ann, at(await project.tasks(), 0)));
    assert.equal((await project.item('item-1')).state, 'complete');
    const reopened = valueOf(await update(project)(item, { overlap: 3 }));
    assert.deepEqual([reopened.state, reopened.annotation_count], ['open', 2]);
    assert.deepEqual((await project.progress()).items, { open: 1, claimed: 0, complete: 0, exhausted: 0 });
  },

  'another priority moves an item to the end of its queue': async (harness) => {
    const project = await newProject(harness, 3);
    const [first, , third] = await project.items();
    assert.ok(first && third);
    valueOf(await update(project)(third, { priority: 5 }));
    valueOf(await update(project)(first, { priority: 5 }));
    const { tasks } = await project.claim(await project.annotator(), 3);
    assert.deepEqual(
      tasks.map(({ item }) => item.external_id),
      ['item-3', 'item-1', 'item-2'],
    );
  },

  'an annotator whose cursor has passed an item is given it once an update reopens it': async (harness) => {
    const project = await newProject(harness, 3);
    const [ann, bob] = await project.annotators(2);
    assert.ok(ann && bob);
    const [first] = (await project.claim(ann, 2)).tasks;
    assert.ok(first);
    await project.claimOne(bob);
    assert.deepEqual((await project.claim(bob)).tasks, []);
    valueOf(await update(project)(first.item, { overlap: 2 }));
    assert.equal((await project.claimOne(bob)).item.id, first.item.id);
    valueOf(await settle(project)({ overlap: 3, apply_to_items: true }));
    assert.equal((await project.claim(bob, 10)).tasks.length, 1);
    assert.equal((await project.claim(await project.annotator(), 10)).tasks.length, 3);
  },

  'an update of a stale revision changes nothing and says the current one': async (harness) => {
    const project = await newProject(harness, 1);
    const item = await project.item('item-1');
    for (const stale of [[], [0], [2, 3]])
      assert.equal(errorOf(await update(project)(item, { priority: 1 }, stale), 'stale').revision, 1);
    assert.equal(valueOf(await update(project)(item, { priority: 1 }, [7, 1])).revision, 2);
    // What is stale is said before what is in use, and even where nothing would change.
    assert.equal(errorOf(await update(project)(item, { priority: 1 }, [1]), 'stale').revision, 2);
    assert.equal(errorOf(await settle(project)({ name: 'x' }, [2]), 'stale').revision, 1);
    assert.equal(valueOf(await settle(project)({ name: `other ${MARK}` }, [1])).revision, 2);
    assert.equal(errorOf(await settle(project)({ overlap: 5, apply_to_items: true }, [1]), 'stale').revision, 2);
    assert.equal((await project.item('item-1')).overlap, 1);
    const organization_id = project.organization.id;
    const admin = await project.inOrganization(project.founder);
    const rename = (name: string, if_revision: readonly number[]) =>
      project.application.updateOrganization(admin, { organization_id, name, if_revision });
    assert.equal(errorOf(await rename('x', [9]), 'stale').revision, 1);
    assert.equal(valueOf(await rename(`other ${MARK}`, [1])).revision, 2);
    assert.equal(errorOf(await rename('x', [1]), 'stale').revision, 2);
  },

  'of updates of one revision at once, exactly one wins': async (harness) => {
    const project = await newProject(harness, 1);
    const item = await project.item('item-1');
    const organization_id = project.organization.id;
    const admin = await project.inOrganization(project.founder);
    const races = [
      await Promise.all(upTo(8).map((n) => update(project)(item, { metadata: { n } }, [1]))),
      await Promise.all(upTo(8).map((n) => settle(project)({ description: `${n}` }, [1]))),
      await Promise.all(
        upTo(8).map((n) =>
          project.application.updateOrganization(admin, { organization_id, name: `${n} ${MARK}`, if_revision: [1] }),
        ),
      ),
    ];
    for (const race of races) {
      assert.equal(only(race.filter(({ ok }) => ok)).ok, true);
      for (const result of race) if (!result.ok) assert.deepEqual(result.error, { code: 'stale', revision: 2 });
    }
    assert.equal(updatedIn(await project.projectEvents()).length, 1);
  },

  'updates of one item at once all count': async (harness) => {
    const project = await newProject(harness, 1);
    const item = await project.item('item-1');
    await Promise.all([
      ...upTo(5).map(async (n) => valueOf(await update(project)(item, { metadata: { n } }))),
      ...upTo(5).map(async (n) => valueOf(await update(project)(item, { overlap: 1 + n, priority: n }))),
    ]);
    assert.equal((await project.item('item-1')).revision, 11);
  },

  'a claim and an update of the data at once: the claimed data is the one that stays': async (harness) => {
    const project = await newProject(harness, 6);
    const items = await project.items();
    const ann = await project.annotator();
    const [{ tasks }] = await Promise.all([
      project.claim(ann, 6),
      ...items.map((item) => update(project)(item, { data: { text: `new ${MARK}` } })),
    ]);
    const now = new Map((await project.items()).map(({ id, data }) => [id, data]));
    for (const { item } of tasks) assert.deepEqual(item.data, now.get(item.id));
  },

  'an update of an item finds it in its project alone': async (harness) => {
    const [project, other] = [await newProject(harness, 1), await newProject(harness, 1)];
    const theirs = await other.item('item-1');
    errorOf(await update(project)(theirs, { priority: 3 }), 'not_found');
    assert.deepEqual(await other.item('item-1'), theirs);
    const scope = { organization_id: project.organization.id, project_id: null };
    const changed = { id: other.project.id, changes: { name: 'x' }, at: project.clock.now().toISOString() };
    assert.equal(await harness.store.within(scope).projects.update(changed), undefined);
  },

  'a project changes the fields that are named, and tells of it without them': async (harness) => {
    const project = await newProject(harness, 0);
    project.clock.advance(60);
    const changes = {
      name: `Other ${MARK}`,
      description: MARK,
      overlap: 7,
      lease_seconds: 10,
      max_claimed: 1000,
      show_predictions: true,
    } as const;
    const changed = valueOf(await settle(project)(changes));
    assertFits(Project, changed);
    assert.deepEqual(changed, {
      ...project.project,
      ...changes,
      revision: 2,
      updated_at: project.clock.now().toISOString(),
    });
    assert.deepEqual(
      valueOf(await project.application.getProject(project.admin, { project_id: project.project.id })),
      changed,
    );
    const told = (await project.projectEvents()).at(-1);
    assert.deepEqual(
      [told?.type, told?.subject, told?.data],
      ['goldset.project.updated', project.project.id, { revision: 2, state: 'active' }],
    );
  },

  'an organization changes its name, and its projects show it': async (harness) => {
    const project = await newProject(harness, 0);
    const admin = await project.inOrganization(project.founder);
    project.clock.advance(60);
    const name = `Renamed ${MARK}`;
    const changed = valueOf(
      await project.application.updateOrganization(admin, { organization_id: project.organization.id, name }),
    );
    assertFits(Organization, changed);
    assert.deepEqual(changed, {
      ...project.organization,
      name,
      revision: 2,
      updated_at: project.clock.now().toISOString(),
    });
    assert.equal(
      valueOf(await project.application.getProject(project.admin, { project_id: project.project.id })).organization
        .name,
      name,
    );
    const told = (await project.events()).at(-1);
    assert.deepEqual(
      [told?.type, told?.subject, told?.data],
      ['goldset.organization.updated', project.organization.id, { revision: 2 }],
    );
  },

  'the limit of tasks that one may hold counts from the next claim on': async (harness) => {
    const project = await newProject(harness, 5, { max_claimed: 2 });
    const ann = await project.annotator();
    assert.equal((await project.claim(ann, 5)).tasks.length, 2);
    assert.equal((await project.claim(ann, 5)).reason, 'holding');
    valueOf(await settle(project)({ max_claimed: 4 }));
    assert.equal((await project.claim(ann, 5)).tasks.length, 2);
  },

  'another overlap is of later items alone, unless it is applied to those that are there': async (harness) => {
    const project = await newProject(harness, 2);
    valueOf(await settle(project)({ overlap: 3 }));
    await project.importItems([{ external_id: 'later', data: {} }]);
    const overlaps = async (): Promise<readonly number[]> => (await project.items()).map(({ overlap }) => overlap);
    assert.deepEqual(await overlaps(), [1, 1, 3]);
    valueOf(await settle(project)({ overlap: 2, apply_to_items: true }));
    assert.deepEqual(await overlaps(), [2, 2, 2]);
    const [revisions, events] = [
      (await project.items()).map(({ revision }) => revision),
      await project.projectEvents(),
    ];
    assert.deepEqual(revisions, [2, 2, 2]);
    valueOf(await settle(project)({ overlap: 2, apply_to_items: true }));
    assert.deepEqual(await project.projectEvents(), events);
    assert.deepEqual(updatedIn(events), [(await project.items()).map(({ id }) => id)]);
  },

  'an overlap that is applied never falls below the answers and claims of an item': async (harness) => {
    const project = await newProject(harness, 3, { overlap: 4 });
    const [ann, bob] = await project.annotators(2);
    assert.ok(ann && bob);
    valueOf(await project.submit(ann, await project.claimOne(ann)));
    await project.claim(bob, 2);
    valueOf(await settle(project)({ overlap: 1, apply_to_items: true }));
    assert.deepEqual(
      (await project.items()).map(({ overlap, state }) => [overlap, state]),
      [
        [2, 'claimed'],
        [1, 'claimed'],
        [1, 'open'],
      ],
    );
    assert.deepEqual((await project.progress()).items, { open: 1, claimed: 2, complete: 0, exhausted: 0 });
  },

  'an overlap is applied to items in chunks, each told of once': async (harness) => {
    const project = await newProject(harness, 0);
    await project.importItems(manyItems(2_100));
    valueOf(await settle(project)({ overlap: 2, apply_to_items: true }));
    const items = await project.items();
    assert.deepEqual([...new Set(items.map(({ overlap }) => overlap))], [2]);
    const told = updatedIn(await project.projectEvents());
    assert.deepEqual(
      told.map((ids) => ids.length),
      [1000, 1000, 100],
    );
    assert.deepEqual(
      told.flat(),
      items.map(({ id }) => id),
    );
  },

  'what was cut while an overlap was applied is finished by doing it again': async (harness) => {
    const project = await newProject(harness, 0);
    await project.importItems(manyItems(1_500));
    const change = { at: project.clock.now().toISOString(), by: project.founder, causation_id: null };
    valueOf(await settle(project)({ overlap: 2 }));
    const { next } = allowed(
      await harness.store
        .within(project.scope)
        .items.applyOverlap({ overlap: 2, after: null, change, event_id: harness.newId() }),
    );
    assert.equal(next, (await project.items())[999]?.id);
    valueOf(await settle(project)({ overlap: 2, apply_to_items: true }));
    assert.ok((await project.items()).every(({ overlap, revision }) => overlap === 2 && revision === 2));
  },

  'claims go on while an overlap is applied, and the counters stay right': async (harness) => {
    const project = await newProject(harness, 30);
    const annotators = await project.annotators(4);
    await Promise.all([
      ...annotators.map((caller) => project.claim(caller, 20)),
      settle(project)({ overlap: 3, apply_to_items: true }),
      project.importItems(manyItems(30, { overlap: 2 }), { on_conflict: 'update' }),
    ]);
    assert.equal((await project.items()).length, 30);
  },

  'an archived project is read, finished and reopened, and all else is refused': async (harness) => {
    const project = await newProject(harness, 4);
    const [ann, bob] = await project.annotators(2);
    assert.ok(ann && bob);
    const [one, two, three] = (await project.claim(ann, 3)).tasks;
    assert.ok(one && two && three);
    const project_id = project.project.id;
    assert.equal((await project.archive(project_id)).state, 'archived');
    const there = await enterProject(project, project.project);
    const { application, admin, inProject } = there;
    const again = await inProject(ann.user_id);
    assert.deepEqual(await there.claim(again), {
      tasks: [],
      guidelines: [],
      annotation_uis: [],
      reason: 'archived',
      retry_after: null,
    });
    valueOf(await there.renew(again, one));
    valueOf(await there.submit(again, one));
    valueOf(await there.release(again, two));
    valueOf(await there.skip(again, three));
    const [item, ...others] = await there.items();
    assert.ok(item && others.length === 3);
    const events = await there.projectEvents();
    errorOf(await there.createUi(), 'archived');
    errorOf(await application.publishGuideline(admin, { project_id, text: 'x' }), 'archived');
    errorOf(
      await application.importItems(admin, {
        project_id,
        lines: (async function* () {})(),
        on_conflict: 'reject',
        on_error: 'continue',
      }),
      'archived',
    );
    errorOf(await update(there)(item, { priority: 1 }), 'archived');
    for (const changes of [
      { name: 'x' },
      { overlap: 1, apply_to_items: true },
      { overlap: 2, state: 'archived' },
    ] as const)
      errorOf(await settle(there)(changes), 'archived');
    assert.equal(valueOf(await settle(there)({})).state, 'archived');
    assert.deepEqual(await there.projectEvents(), events);
    assert.equal((await there.exported()).length, 4);
    assert.deepEqual((await there.progress()).tasks.submitted, 1);
    const reopened = valueOf(await settle(there)({ state: 'active', overlap: 2, apply_to_items: true }));
    assert.deepEqual([reopened.state, reopened.overlap, reopened.revision], ['active', 2, 3]);
    assert.equal((await (await enterProject(project, reopened)).claim(bob, 4)).tasks.length, 4);
  },

  'to archive a project and to change its items in one go is refused': async (harness) => {
    const project = await newProject(harness, 1);
    errorOf(await settle(project)({ state: 'archived', overlap: 2, apply_to_items: true }), 'archived');
    assert.equal(valueOf(await settle(project)({})).revision, 1);
    assert.equal((await project.item('item-1')).overlap, 1);
  },

  'who lacks the permission learns nothing of an archive': async (harness) => {
    const project = await newProject(harness, 0);
    await project.archive(project.project.id);
    const ann = await project.annotator();
    errorOf(
      await project.application.publishGuideline(ann, { project_id: project.project.id, text: 'x' }),
      'forbidden',
    );
    const stranger = await newWorld(harness);
    const caller = await stranger.caller(stranger.founder, { type: 'project', id: project.project.id });
    errorOf(
      await project.application.publishGuideline(caller, { project_id: project.project.id, text: 'x' }),
      'not_found',
    );
  },

  'a key of metadata with dots is that key, or leads through objects, at any dot': async (harness) => {
    const project = await newEmptyProject(harness);
    await project.importItems([
      { external_id: 'whole', data: {}, metadata: { 'a.b.c': 1 } },
      { external_id: 'deep', data: {}, metadata: { a: { b: { c: 1 } } } },
      { external_id: 'first', data: {}, metadata: { a: { 'b.c': '1' } } },
      { external_id: 'last', data: {}, metadata: { 'a.b': { c: true } } },
      { external_id: 'both', data: {}, metadata: { 'a.b': { c: 2 }, a: { b: { c: null }, 'b.c': 'x' } } },
      { external_id: 'list', data: {}, metadata: { a: [{ b: { c: 1 } }], 'a.b': [1] } },
      { external_id: 'text', data: {}, metadata: { a: '{"b":{"c":1}}', b: { c: 1 } } },
      { external_id: 'odd', data: {}, metadata: { '': { '': 1 }, a: { '': { b: 1 } }, 'x.': 1 } },
      { external_id: 'none', data: {} },
    ]);
    const fitting = async (metadata: Readonly<Record<string, string>>): Promise<readonly (string | null)[]> =>
      valueOf(
        await project.application.listItems(project.admin, {
          project_id: project.project.id,
          metadata,
          page: { per_page: 200, order: 'asc' },
        }),
      ).items.map(({ external_id }) => external_id);
    for (const [metadata, expected] of [
      [{ 'a.b.c': '1' }, ['whole', 'deep', 'first']],
      [{ 'a.b.c': 'true' }, ['last']],
      [{ 'a.b.c': '2' }, ['both']],
      [{ 'a.b.c': 'null' }, ['both']],
      [{ 'a.b.c': 'x', 'a.b.c.d': '1' }, []],
      [{ 'a.b.c': 'x' }, ['both']],
      [{ 'a.b': '{"c":1}' }, []],
      [{ 'a.0.b.c': '1' }, []],
      [{ '.': '1' }, ['odd']],
      [{ 'a..b': '1', 'x.': '1' }, ['odd']],
      [{ [Array.from({ length: 100 }, () => 'a').join('.')]: '1' }, []],
    ] as const)
      assert.deepEqual([metadata, await fitting(metadata)], [metadata, expected]);
  },

  'items are filtered by state, name, time and metadata, and by all that is given': async (harness) => {
    const project = await newEmptyProject(harness);
    valueOf(await project.createUi());
    await project.publish();
    const early = project.clock.now().toISOString();
    await project.importItems([
      { external_id: 'text', data: {}, metadata: { n: '5', lang: 'de' } },
      { external_id: 'number', data: {}, metadata: { n: 5, lang: 'de' } },
    ]);
    project.clock.advance(60);
    const late = project.clock.now().toISOString();
    await project.importItems([
      { external_id: 'true', data: {}, metadata: { n: true } },
      { external_id: 'null', data: {}, metadata: { n: null, toString: 'x' } },
      { external_id: 'none', data: {} },
      { external_id: 'list', data: {}, metadata: { n: ['5', 5, true, null] } },
    ]);
    const fitting = async (filters: ItemFilters): Promise<readonly (string | null)[]> =>
      names(
        await walk(
          async (page) =>
            valueOf(
              await project.application.listItems(project.admin, { project_id: project.project.id, page, ...filters }),
            ),
          { per_page: 2 },
        ),
      );
    const all = ['text', 'number', 'true', 'null', 'none', 'list'];
    assert.deepEqual(await fitting({}), all);
    assert.deepEqual(await fitting({ metadata: {} }), all);
    for (const [filters, expected] of [
      [{ state: 'open' }, all],
      [{ state: 'complete' }, []],
      [{ external_id: 'true' }, ['true']],
      [{ external_id: 'True' }, []],
      [{ created_after: early }, all.slice(2)],
      [{ created_before: late }, all.slice(0, 2)],
      [{ created_after: late }, []],
      [{ created_before: early }, []],
      [{ created_after: '2025-12-31T23:59:59.999Z', created_before: '2027-01-01T00:00:00.000Z' }, all],
      [{ metadata: { n: '5' } }, ['text', 'number']],
      [{ metadata: { n: '5.0' } }, ['number']],
      [{ metadata: { n: 'true' } }, ['true']],
      [{ metadata: { n: 'null' } }, ['null']],
      [{ metadata: { n: '["5",5,true,null]' } }, []],
      [{ metadata: { n: '5', lang: 'de' } }, ['text', 'number']],
      [{ metadata: { n: '5', lang: 'en' } }, []],
      [{ metadata: Object.fromEntries([['toString', 'x']]) }, ['null']],
      [{ metadata: { n: '5' }, external_id: 'text', state: 'open', created_before: late }, ['text']],
      [{ metadata: { n: '5' }, external_id: 'true' }, []],
    ] as const satisfies readonly (readonly [ItemFilters, readonly string[]])[]) {
      assert.deepEqual([filters, await fitting(filters)], [filters, expected]);
    }
    await project.claim(await project.annotator(), 1);
    assert.deepEqual(await fitting({ state: 'claimed' }), ['text']);
  },
});
