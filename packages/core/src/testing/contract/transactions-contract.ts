import assert from 'node:assert/strict';
import { createApplication, err, INSTALLATION, ok } from '../../index.ts';
import type { DomainEvent, Result, Store } from '../../index.ts';
import type { Repositories } from '../../adapter.ts';
import { checked } from './checked.ts';
import { at, there, upTo, valueOf, walk } from './expect.ts';
import { newEmptyProject, newProject, newWorld, testDependencies } from './world.ts';
import type { ProjectWorld } from './world.ts';

const published = ({ harness, clock }: ProjectWorld, version: number): DomainEvent<'goldset.guideline.published'> => ({
  id: harness.newId(),
  type: 'goldset.guideline.published',
  subject: harness.newId(),
  time: clock.now().toISOString(),
  causation_id: null,
  data: { version, annotation_ui_version: 1 },
});

/** Adds a guideline and its event, as a service does. */
const publishIn = async (project: ProjectWorld, { guidelines, outbox }: Repositories): Promise<number> => {
  const { harness, clock, founder } = project;
  const guideline = await guidelines.add({
    id: harness.newId(),
    text: 'text',
    annotation_ui_version: 1,
    created_by: founder,
    created_at: clock.now().toISOString(),
  });
  const { version } = there(guideline);
  await outbox.append(published(project, version));
  return version;
};

const trace = async (project: ProjectWorld): Promise<unknown> => ({
  guidelines: await walk((page) => project.harness.store.within(project.scope).guidelines.list(page)),
  items: await project.items(),
  progress: await project.progress(),
  events: await project.projectEvents(),
});

/** A store in which no event can be written. */
const withoutOutbox = (store: Store, reason: Error): Store => ({
  ...store,
  transact: (scope, work) =>
    store.transact(scope, (repositories) =>
      work({ ...repositories, outbox: { append: () => Promise.reject(reason) } }),
    ),
});

/** What every store promises of `transact`. */
export const transactionsContract = checked({
  'a transaction that resolves to an ok result is there, with its events in their order': async (harness) => {
    const project = await newProject(harness, 0);
    const before = (await project.projectEvents()).length;
    const result = await harness.store.transact(project.scope, async (repositories) => {
      const versions = [await publishIn(project, repositories), await publishIn(project, repositories)];
      assert.equal((await repositories.guidelines.find('latest'))?.version, 3);
      return ok(versions);
    });
    assert.deepEqual(result, ok([2, 3]));
    assert.deepEqual(
      (await project.projectEvents()).slice(before).map(({ data }) => data['version']),
      [2, 3],
    );
  },

  'an error result leaves no trace and reaches the caller': async (harness) => {
    const project = await newProject(harness, 1);
    const before = await trace(project);
    const result = await harness.store.transact(
      project.scope,
      async (repositories): Promise<Result<never, { readonly code: 'no' }>> => {
        await publishIn(project, repositories);
        await repositories.items.importBatch({
          lines: [{ id: harness.newId(), item: { data: {} } }],
          on_conflict: 'reject',
          restorable_since: '2025-12-01T00:00:00.000Z',
          change: { at: project.clock.now().toISOString(), by: project.founder, causation_id: null },
          newEventId: harness.newId,
        });
        return err({ code: 'no' });
      },
    );
    assert.deepEqual(result, err({ code: 'no' }));
    assert.deepEqual(await trace(project), before);
  },

  'a rejection leaves no trace and reaches the caller': async (harness) => {
    const project = await newProject(harness, 1);
    const before = await trace(project);
    const reason = new Error('No.');
    const work = async (repositories: Repositories): Promise<Result<never, never>> => {
      await publishIn(project, repositories);
      throw reason;
    };
    await assert.rejects(harness.store.transact(project.scope, work), reason);
    assert.deepEqual(await trace(project), before);
  },

  'a transaction that leaves no trace leaves no gap either': async (harness) => {
    const project = await newProject(harness, 0);
    const runs = upTo(12).map((n) =>
      harness.store.transact(project.scope, async (repositories): Promise<Result<number, string>> => {
        const version = await publishIn(project, repositories);
        return n % 2 === 0 ? ok(version) : err('changed my mind');
      }),
    );
    const versions = (await Promise.all(runs)).flatMap((result) => (result.ok ? [result.value] : []));
    assert.deepEqual(
      versions.toSorted((a, b) => a - b),
      [2, 3, 4, 5, 6, 7],
    );
    const { items } = await harness.store.within(project.scope).guidelines.list({ per_page: 50, order: 'asc' });
    assert.deepEqual(
      items.map(({ version }) => version),
      upTo(7),
    );
  },

  'transactions that want the same things in another order all end': async (harness) => {
    const project = await newProject(harness, 0);
    const { founder, clock } = project;
    const made = () => ({ id: harness.newId(), created_by: founder, created_at: clock.now().toISOString() });
    const addUi = async ({ annotationUis, outbox }: Repositories): Promise<void> => {
      const { id, version } = there(
        await annotationUis.add({
          name: 'ui',
          controls: [{ name: 'a', kind: 'choice', source: 'text', required: true, options: ['b'] }],
          ...made(),
        }),
      );
      const { time, ...event } = published(project, version);
      await outbox.append({ ...event, type: 'goldset.annotation_ui.created', subject: id, time, data: { version } });
    };
    const runs = upTo(10).map((n) =>
      harness.store.transact(project.scope, async (repositories) => {
        if (n % 2 === 0) await addUi(repositories);
        const version = await publishIn(project, repositories);
        if (n % 2 === 1) await addUi(repositories);
        return ok(version);
      }),
    );
    assert.deepEqual(
      (await Promise.all(runs)).map(valueOf).toSorted((a, b) => a - b),
      upTo(11).slice(1),
    );
    assert.equal((await harness.store.within(project.scope).annotationUis.find('latest'))?.version, 11);
  },

  'a change whose event cannot be written is not made': async (harness) => {
    const project = await newProject(harness, 0);
    const reason = new Error('The outbox is away.');
    const broken = createApplication({
      ...testDependencies(harness, project.clock),
      store: withoutOutbox(harness.store, reason),
    });
    const { application, founder, admin, organization } = project;
    const [organization_id, project_id] = [organization.id, project.project.id];
    const [inOrganization, above] = [
      await project.inOrganization(founder),
      await project.caller(founder, INSTALLATION),
    ];
    const machine = await project.hire();
    const page = { per_page: 200, order: 'asc' } as const;
    const all = async (): Promise<unknown> => [
      await trace(project),
      valueOf(await application.listMyOrganizations(above, { page })),
      valueOf(await application.listOwnTokens(above, { page })),
      valueOf(await application.listProjects(inOrganization, { organization_id, page })),
      valueOf(await application.listServiceAccounts(inOrganization, { organization_id, page })),
      valueOf(await application.getOrganization(inOrganization, { organization_id })),
      valueOf(await application.listAnnotationUIs(admin, { project_id, page })),
      await project.events(),
      (await project.inOrganization(machine)).permissions.size,
    ];
    const token = valueOf(await application.createOwnToken(above, { name: 'token' }));
    const before = await all();
    const attempts: readonly (() => Promise<unknown>)[] = [
      () => broken.createOrganization(above, { name: 'x' }),
      () => broken.createOwnToken(above, { name: 'x' }),
      () => broken.revokeOwnToken(above, { token_id: token.id }),
      () =>
        broken.createProject(inOrganization, {
          organization_id,
          name: 'x',
          description: '',
          overlap: 1,
          lease_seconds: 60,
          max_claimed: 100,
          show_predictions: false,
        }),
      () => broken.createServiceAccount(inOrganization, { organization_id, name: 'x', roles: ['admin'] }),
      () =>
        broken.createRoleBinding(inOrganization, {
          organization_id,
          user_id: machine,
          role: 'admin',
          target: { type: 'organization', id: organization_id },
        }),
      () =>
        broken.createAnnotationUI(admin, {
          project_id,
          name: 'x',
          controls: [{ name: 'a', kind: 'choice', source: 'b', required: true, options: ['c'] }],
        }),
      () => broken.publishGuideline(admin, { project_id, text: 'x' }),
    ];
    for (const attempt of attempts) await assert.rejects(attempt(), reason);
    assert.deepEqual(await all(), before);
  },

  'what a store hands out cannot be used to change it': async (harness) => {
    const project = await newProject(harness, 1);
    const data = { list: [1, { a: 'b' }] };
    await project.importItems([{ external_id: 'mine', data }]);
    data.list.push(2);
    assert.deepEqual((await project.item('mine')).data, { list: [1, { a: 'b' }] });
    const task = await project.claimOne(await project.annotator());
    try {
      (task.item.data as Record<string, unknown>)['text'] = 'changed';
    } catch {
      // A store may hand out what cannot be changed at all.
    }
    assert.notEqual((await project.item('item-1')).data['text'], 'changed');
  },

  'repositories see nothing outside their scope': async (harness) => {
    const [here, there] = [await newProject(harness, 2), await newProject(harness, 2)];
    const ann = await there.annotator();
    const task = await there.claimOne(ann);
    const annotation = valueOf(await there.submit(ann, task));
    const change = { at: there.clock.now().toISOString(), by: ann.user_id, causation_id: null };
    const of = { task_id: task.id, annotator_id: null };
    const { items, tasks, annotations, projects, serviceAccounts } = harness.store.within(here.scope);
    assert.equal(await items.find(task.item.id, change.at), undefined);
    assert.equal(await tasks.find(of, change.at), undefined);
    assert.equal(await tasks.findToSubmit(of), undefined);
    assert.equal(await tasks.renew(of, change, harness.newId()), undefined);
    assert.equal(await tasks.giveBack(of, { state: 'released' }, change, harness.newId()), undefined);
    const submission = {
      task_id: at(await there.tasks(), 0).id,
      item_id: task.item.id,
      annotation_id: harness.newId(),
      value: {},
    };
    assert.equal(await tasks.submit(submission, change, harness.newId()), undefined);
    assert.equal(await annotations.find({ annotator_id: null }, annotation.id), undefined);
    assert.equal(await projects.find(there.project.id), undefined);
    assert.equal(await serviceAccounts.find(ann.user_id), undefined);
    const empty = await newEmptyProject(harness);
    assert.deepEqual(await empty.items(), []);
    assert.deepEqual(await empty.tasks(), []);
    assert.deepEqual(await empty.annotations(), []);
  },

  'what one project does is not in another, also in one organization': async (harness) => {
    const world = await newWorld(harness);
    const [first, second] = [await world.createProject(), await world.createProject()];
    const scopeOf = (project_id: string) => ({ organization_id: world.organization.id, project_id });
    assert.deepEqual(
      (await harness.events(scopeOf(first.id))).map(({ subject }) => subject),
      [first.id],
    );
    assert.deepEqual(
      (await harness.events(scopeOf(second.id))).map(({ subject }) => subject),
      [second.id],
    );
  },
});
