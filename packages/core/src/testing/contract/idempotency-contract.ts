import assert from 'node:assert/strict';
import { INSTALLATION } from '../../index.ts';
import { replayed } from '../../adapter.ts';
import type {
  Caller,
  Claim,
  DomainError,
  Event,
  Id,
  ImportLine,
  OnceRequest,
  OperationName,
  Result,
  Target,
} from '../../index.ts';
import { checked } from './checked.ts';
import { at, errorOf, only, revealed, upTo, valueOf } from './expect.ts';
import { answer, linesOf, manyItems, newProject, newWorld } from './world.ts';
import type { ProjectWorld, World } from './world.ts';

const DAY = 86_400;

/** Asks for one operation on one target, as one user, as often as it is called. */
interface Request {
  readonly operation: OperationName;
  readonly by: Id;
  readonly on: Target;
  readonly call: (caller: Caller) => Promise<Result<unknown, DomainError>>;
}

type Keyed = Partial<OnceRequest> & { readonly key: string };

const callerOf = async (
  { application }: World,
  { operation, by, on }: Omit<Request, 'call'>,
  once: Keyed,
): Promise<Caller> =>
  valueOf(await application.callerFor(by, on, 'test', { operation, request_hash: 'the request', ...once }));

const ask = async (world: World, request: Request, once: Keyed): Promise<Result<unknown, DomainError>> =>
  request.call(await callerOf(world, request, once));

const isReplayed = (result: Result<unknown, unknown>): boolean => result.ok && result.replayed === true;

/** Every event of the organization and the project, in no order. */
const told = async (project: ProjectWorld): Promise<readonly Event[]> => [
  ...(await project.events()),
  ...(await project.projectEvents()),
];

interface Requests {
  readonly [name: string]: Request;
}

const requestsIn = async (project: ProjectWorld): Promise<Requests> => {
  const { application, founder, harness } = project;
  const [organization_id, project_id] = [project.organization.id, project.project.id];
  const [organization, inProject] = [
    { type: 'organization', id: organization_id } as const,
    { type: 'project', id: project_id } as const,
  ];
  const [machine, annotator] = [await project.hire(), (await project.annotator()).user_id];
  const claimed = async (): Promise<Id> => (await project.claimOne(await project.inProject(annotator))).id;
  const [renewed, released, skipped, submitted] = [await claimed(), await claimed(), await claimed(), await claimed()];
  await project.importAnswers([9, 10].map((n) => ({ external_id: `item-${n}`, annotator: 'w1', value: answer() })));
  await project.importPredictions(
    ['1', '2'].map((model_version) => ({ external_id: 'item-9', model: 'judge', model_version, value: answer() })),
  );
  const [annotation_id, prediction_id] = [at(await project.annotations(), 0).id, at(await project.predictions(), 0).id];
  valueOf(await project.deleteAnnotation({ id: annotation_id }));
  valueOf(await application.deletePrediction(project.admin, { project_id, prediction_id }));
  const admin = await project.inOrganization(founder);
  const invitation = revealed(
    valueOf(
      await application.createInvitation(admin, {
        organization_id,
        email: `${harness.newId()}@example.org`,
        roles: [],
      }),
    ),
  );
  const joiner = await harness.person();
  const request = (operation: OperationName, by: Id, on: Target, call: Request['call']): Request => ({
    operation,
    by,
    on,
    call,
  });
  const control = { name: 'a', kind: 'choice', source: 'b', required: true, options: ['c'] } as const;
  return {
    createOrganization: request('createOrganization', founder, INSTALLATION, (caller) =>
      application.createOrganization(caller, { name: 'x' }),
    ),
    createOwnToken: request('createOwnToken', founder, INSTALLATION, (caller) =>
      application.createOwnToken(caller, { name: 'x' }),
    ),
    createInvitation: request('createInvitation', founder, organization, (caller) =>
      application.createInvitation(caller, { organization_id, email: 'x@example.org', roles: ['viewer'] }),
    ),
    acceptInvitation: request('acceptInvitation', joiner, INSTALLATION, (caller) =>
      application.acceptInvitation(caller, { secret: invitation.secret }),
    ),
    createRoleBinding: request('createRoleBinding', founder, organization, (caller) =>
      application.createRoleBinding(caller, {
        organization_id,
        user_id: machine,
        role: 'viewer',
        target: organization,
      }),
    ),
    'createRoleBinding on a project': request('createRoleBinding', founder, organization, (caller) =>
      application.createRoleBinding(caller, { organization_id, user_id: machine, role: 'viewer', target: inProject }),
    ),
    createServiceAccount: request('createServiceAccount', founder, organization, (caller) =>
      application.createServiceAccount(caller, { organization_id, name: 'x', roles: ['viewer'] }),
    ),
    createServiceAccountToken: request('createServiceAccountToken', founder, organization, (caller) =>
      application.createServiceAccountToken(caller, { organization_id, user_id: machine, name: 'x' }),
    ),
    createProject: request('createProject', founder, organization, (caller) =>
      application.createProject(caller, {
        organization_id,
        name: 'x',
        description: '',
        overlap: 1,
        lease_seconds: 60,
        max_claimed: 100,
        show_predictions: false,
      }),
    ),
    createAnnotationUI: request('createAnnotationUI', founder, inProject, (caller) =>
      application.createAnnotationUI(caller, { project_id, name: 'x', controls: [control] }),
    ),
    publishGuideline: request('publishGuideline', founder, inProject, (caller) =>
      application.publishGuideline(caller, { project_id, text: 'x', annotation_ui_version: 1 }),
    ),
    importItems: request('importItems', founder, inProject, (caller) =>
      application.importItems(caller, {
        project_id,
        lines: linesOf([{ data: {} }, { data: 7 }]),
        on_conflict: 'reject',
        on_error: 'continue',
      }),
    ),
    deleteAnnotations: request('deleteAnnotations', founder, inProject, (caller) =>
      application.deleteAnnotations(caller, { project_id, filter: { source: 'import' }, expected_count: 1 }),
    ),
    restoreAnnotation: request('restoreAnnotation', founder, inProject, (caller) =>
      application.restoreAnnotation(caller, { project_id, annotation_id }),
    ),
    deletePredictions: request('deletePredictions', founder, inProject, (caller) =>
      application.deletePredictions(caller, { project_id, filter: { model: 'judge' }, expected_count: 1 }),
    ),
    restorePrediction: request('restorePrediction', founder, inProject, (caller) =>
      application.restorePrediction(caller, { project_id, prediction_id }),
    ),
    claimTasks: request('claimTasks', annotator, inProject, (caller) =>
      application.claimTasks(caller, { project_id, count: 2 }),
    ),
    renewTask: request('renewTask', annotator, inProject, (caller) => project.renew(caller, { id: renewed })),
    releaseTask: request('releaseTask', annotator, inProject, (caller) => project.release(caller, { id: released })),
    skipTask: request('skipTask', annotator, inProject, (caller) => project.skip(caller, { id: skipped }, 'no')),
    submitTask: request('submitTask', annotator, inProject, (caller) => project.submit(caller, { id: submitted })),
  };
};

const withoutSecret = (value: unknown): unknown =>
  Object.hasOwn(Object(value) as object, 'secret') ? { ...(value as object), secret: null } : value;

/** What every store promises of requests that are to take effect once. */
export const idempotencyContract = checked({
  'the same request again answers the same, without its secret, and does nothing': async (harness) => {
    const project = await newProject(harness, 10);
    for (const [name, request] of Object.entries(await requestsIn(project))) {
      const first = await ask(project, request, { key: name });
      assert.equal(isReplayed(first), false, name);
      const value = valueOf(first);
      const events = await told(project);
      project.clock.advance(1);
      for (const _ of upTo(2))
        assert.deepEqual(await ask(project, request, { key: name }), replayed(withoutSecret(value)), name);
      assert.deepEqual(await told(project), events, name);
    }
  },

  'what changes or removes something is done once too, and does not undo what came after it': async (harness) => {
    const project = await newProject(harness, 3);
    const { application, founder } = project;
    const [organization_id, project_id] = [project.organization.id, project.project.id];
    const [organization, inProject] = [
      { type: 'organization', id: organization_id } as const,
      { type: 'project', id: project_id } as const,
    ];
    const ann = await project.annotator();
    const annotation = valueOf(await project.submit(ann, await project.claimOne(ann)));
    await project.importPredictions([{ external_id: 'item-2', model: 'judge', model_version: '1', value: answer() }]);
    await project.importAnswers([{ external_id: 'item-2', annotator: 'w1', value: answer() }]);
    const [prediction, imported] = [
      at(await project.predictions(), 0),
      only((await project.annotations()).filter(({ source }) => source === 'import')),
    ];
    const admin = await project.inOrganization(founder);
    const item_id = (await project.item('item-3')).id;
    const [machine, member] = [await project.hire(), await project.hire()];
    const invitation = valueOf(
      await application.createInvitation(admin, { organization_id, email: 'x@example.org', roles: [] }),
    );
    const token = valueOf(
      await application.createServiceAccountToken(admin, { organization_id, user_id: machine, name: 'x' }),
    );
    const binding = valueOf(
      await application.createRoleBinding(admin, {
        organization_id,
        user_id: machine,
        role: 'viewer',
        target: organization,
      }),
    );
    const request = (operation: OperationName, on: Target, call: Request['call'], by = founder): Request => ({
      operation,
      by,
      on,
      call,
    });
    const requests: Requests = {
      updateOrganization: request('updateOrganization', organization, (caller) =>
        application.updateOrganization(caller, { organization_id, name: 'once' }),
      ),
      updateProject: request('updateProject', inProject, (caller) =>
        application.updateProject(caller, { project_id, name: 'once' }),
      ),
      'updateProject with its items': request('updateProject', inProject, (caller) =>
        application.updateProject(caller, { project_id, overlap: 7, apply_to_items: true }),
      ),
      updateItem: request('updateItem', inProject, (caller) =>
        application.updateItem(caller, { project_id, item_id, priority: 7 }),
      ),
      reviseAnnotation: request(
        'reviseAnnotation',
        inProject,
        (caller) => project.revise(caller, annotation, answer(1)),
        ann.user_id,
      ),
      deleteAnnotation: request('deleteAnnotation', inProject, (caller) =>
        application.deleteAnnotation(caller, { project_id, annotation_id: imported.id }),
      ),
      deletePrediction: request('deletePrediction', inProject, (caller) =>
        application.deletePrediction(caller, { project_id, prediction_id: prediction.id }),
      ),
      deleteRoleBinding: request('deleteRoleBinding', organization, (caller) =>
        application.deleteRoleBinding(caller, { organization_id, role_binding_id: binding.id }),
      ),
      revokeInvitation: request('revokeInvitation', organization, (caller) =>
        application.revokeInvitation(caller, { organization_id, invitation_id: invitation.id }),
      ),
      revokeServiceAccountToken: request('revokeServiceAccountToken', organization, (caller) =>
        application.revokeServiceAccountToken(caller, { organization_id, user_id: machine, token_id: token.id }),
      ),
      removeMember: request('removeMember', organization, (caller) =>
        application.removeMember(caller, { organization_id, user_id: member }),
      ),
    };
    const values = new Map<string, unknown>();
    for (const [name, once] of Object.entries(requests))
      values.set(name, valueOf(await ask(project, once, { key: name })));
    valueOf(await application.updateOrganization(admin, { organization_id, name: 'later' }));
    valueOf(
      await application.updateProject(project.admin, { project_id, name: 'later', overlap: 2, apply_to_items: true }),
    );
    valueOf(await application.updateItem(project.admin, { project_id, item_id, priority: 1 }));
    valueOf(await project.revise(ann, annotation, answer(2)));
    const all = async (): Promise<unknown> => [
      await told(project),
      await project.items(),
      await project.annotations(),
      valueOf(await application.getProject(project.admin, { project_id })),
    ];
    const before = await all();
    for (const [name, once] of Object.entries(requests))
      assert.deepEqual(await ask(project, once, { key: name }), replayed(values.get(name)), name);
    assert.deepEqual(await all(), before);
    for (const [name, once] of Object.entries(requests))
      errorOf(await ask(project, once, { key: name, request_hash: 'another request' }), 'idempotency_mismatch');
  },

  'a key counts for its caller, its operation and its target alone': async (harness) => {
    const project = await newProject(harness, 10, { overlap: 3 });
    const requests = await requestsIn(project);
    for (const [name, request] of Object.entries(requests))
      if (name !== 'createRoleBinding on a project')
        assert.equal(isReplayed(await ask(project, request, { key: 'k' })), false, name);
    const [ann, bob] = await project.annotators(2);
    assert.ok(ann && bob);
    const claim = at(
      Object.values(requests).filter(({ operation }) => operation === 'claimTasks'),
      0,
    );
    const claims = [
      valueOf(await ask(project, { ...claim, by: ann.user_id }, { key: 'k' })),
      valueOf(await ask(project, { ...claim, by: bob.user_id }, { key: 'k' })),
    ];
    assert.notDeepEqual(claims[0], claims[1]);
    const other = await newProject(harness, 1);
    const publish: Request = {
      ...{ operation: 'publishGuideline', by: other.founder, on: { type: 'project', id: other.project.id } },
      call: (caller) => other.application.publishGuideline(caller, { project_id: other.project.id, text: 'x' }),
    };
    assert.equal(isReplayed(await ask(other, publish, { key: 'k' })), false);
    assert.equal(isReplayed(await ask(other, publish, { key: 'K' })), false);
    assert.equal(isReplayed(await ask(other, publish, { key: 'k' })), true);
  },

  'the same key with another request is refused, and does nothing': async (harness) => {
    const project = await newProject(harness, 10);
    for (const [name, request] of Object.entries(await requestsIn(project))) {
      valueOf(await ask(project, request, { key: name }));
      const events = await told(project);
      errorOf(await ask(project, request, { key: name, request_hash: 'another request' }), 'idempotency_mismatch');
      assert.deepEqual(await told(project), events);
    }
  },

  'what is refused is not remembered, and may be asked for again': async (harness) => {
    const world = await newWorld(harness);
    const { application, founder } = world;
    const { id: project_id } = await world.createProject();
    const publish: Request = {
      ...{ operation: 'publishGuideline', by: founder, on: { type: 'project', id: project_id } },
      call: (caller) => application.publishGuideline(caller, { project_id, text: 'x' }),
    };
    errorOf(await ask(world, publish, { key: 'k' }), 'not_ready');
    const admin = await world.caller(founder, publish.on);
    const controls = [{ name: 'a', kind: 'choice', source: 'b', required: true, options: ['c'] }] as const;
    valueOf(await application.createAnnotationUI(admin, { project_id, name: 'x', controls }));
    const published = await ask(world, publish, { key: 'k', request_hash: 'another request' });
    assert.equal(isReplayed(published), false);
    assert.deepEqual(
      await ask(world, publish, { key: 'k', request_hash: 'another request' }),
      replayed(valueOf(published)),
    );
  },

  'what did nothing is remembered as well, but for a claim that gives nothing': async (harness) => {
    const project = await newProject(harness, 0);
    const { application } = project;
    const project_id = project.project.id;
    const ann = await project.annotator();
    const of = { by: ann.user_id, on: { type: 'project', id: project_id } } as const;
    const claim: Request = {
      ...of,
      operation: 'claimTasks',
      call: (caller) => application.claimTasks(caller, { project_id, count: 1 }),
    };
    assert.deepEqual((valueOf(await ask(project, claim, { key: 'k' })) as { tasks: unknown }).tasks, []);
    await project.importItems(manyItems(3));
    const given = await ask(project, claim, { key: 'k' });
    assert.equal(isReplayed(given), false);
    assert.equal(isReplayed(await ask(project, claim, { key: 'k' })), true);
    const task = only((valueOf(given) as { tasks: readonly { id: Id }[] }).tasks);
    valueOf(await project.submit(ann, task));
    const submit: Request = { ...of, operation: 'submitTask', call: (caller) => project.submit(caller, task) };
    const isKept = async (request: Request): Promise<void> => {
      const first = await ask(project, request, { key: 'k' });
      assert.equal(isReplayed(first), false, request.operation);
      assert.deepEqual(await ask(project, request, { key: 'k' }), replayed(valueOf(first)), request.operation);
    };
    await isKept(submit);
    const other = await project.claimOne(ann);
    valueOf(await project.release(ann, other));
    const release: Request = { ...of, operation: 'releaseTask', call: (caller) => project.release(caller, other) };
    await isKept(release);
    const skipped = await project.claimOne(ann);
    valueOf(await project.skip(ann, skipped));
    await isKept({ ...of, operation: 'skipTask', call: (caller) => project.skip(caller, skipped) });
    errorOf(
      await ask(project, { ...submit, call: (caller) => project.submit(caller, task, answer(1)) }, { key: 'another' }),
      'already_submitted',
    );
  },

  'restoring is done once: what is deleted again stays so, and the answer is the first one': async (harness) => {
    const project = await newProject(harness, 1);
    const { application, founder } = project;
    const [organization_id, project_id] = [project.organization.id, project.project.id];
    const item_id = (await project.item('item-1')).id;
    const [organization, inProject] = [
      { type: 'organization', id: organization_id } as const,
      { type: 'project', id: project_id } as const,
    ];
    const of = (operation: OperationName, on: Target, call: Request['call']): Request => ({
      operation,
      by: founder,
      on,
      call,
    });
    const restoreItem = of('restoreItem', inProject, (caller) =>
      application.restoreItem(caller, { project_id, item_id }),
    );
    const restores: Readonly<Record<string, readonly [restore: Request, remove: () => Promise<unknown>]>> = {
      item: [restoreItem, async () => application.deleteItem(project.admin, { project_id, item_id })],
      project: [
        of('restoreProject', inProject, (caller) => application.restoreProject(caller, { project_id })),
        async () => application.deleteProject(project.admin, { project_id }),
      ],
      organization: [
        of('restoreOrganization', organization, (caller) =>
          application.restoreOrganization(caller, { organization_id }),
        ),
        async () => application.deleteOrganization(await project.inOrganization(founder), { organization_id }),
      ],
    };
    // Also where the first one found that nothing was deleted.
    for (const isDeleted of [true, false]) {
      for (const [name, [restore, remove]] of Object.entries(restores)) {
        if (isDeleted) await remove();
        const key = `${name} ${isDeleted}`;
        const first = await ask(project, restore, { key });
        assert.equal(isReplayed(first), false, key);
        await remove();
        const events = await told(project);
        assert.deepEqual(await ask(project, restore, { key }), replayed(valueOf(first)), key);
        assert.deepEqual(await told(project), events, key);
        valueOf(await ask(project, restore, { key: `${key} again` }));
      }
    }
  },

  'of several at once with one key one takes effect, and all are answered the same': async (harness) => {
    const project = await newProject(harness, 60);
    for (const [name, request] of Object.entries(await requestsIn(project))) {
      const before = (await told(project)).length;
      // All of them were read before the first one began, as on several servers.
      const callers = await Promise.all(upTo(6).map(() => callerOf(project, request, { key: name })));
      const results = await Promise.all(callers.map((caller) => request.call(caller)));
      const after = await told(project);
      const values = results.map((result) => withoutSecret(valueOf(result)));
      for (const value of values) assert.deepEqual(value, values[0], name);
      assert.ok(results.filter((result) => !isReplayed(result)).length >= 1, name);
      assert.deepEqual(await ask(project, request, { key: name }), replayed(values[0]), name);
      assert.deepEqual(await told(project), after, name);
      // A claim of two tells two events, an import one, and so on: never those of a second time.
      const twice = await told(project);
      assert.ok(twice.length - before <= 3, name);
    }
    const claims = (await project.projectEvents()).filter(({ type }) => type === 'goldset.task.claimed');
    assert.equal(claims.length, 6);
  },

  'of several at once that want what is left, one has it, and no other is told that nothing is left': async (
    harness,
  ) => {
    const project = await newProject(harness, 1);
    const ann = await project.annotator();
    const project_id = project.project.id;
    const claim: Request = {
      ...{ operation: 'claimTasks', by: ann.user_id, on: { type: 'project', id: project_id } },
      call: (caller) => project.application.claimTasks(caller, { project_id, count: 1 }),
    };
    const callers = await Promise.all(upTo(8).map(() => callerOf(project, claim, { key: 'k' })));
    const results = await Promise.all(callers.map((caller) => claim.call(caller)));
    const tasksIn = (result: Result<unknown, DomainError>): readonly unknown[] => (valueOf(result) as Claim).tasks;
    const given = results.filter((result) => tasksIn(result).length > 0);
    const first = only(given.filter((result) => !isReplayed(result)));
    for (const result of given) assert.deepEqual(valueOf(result), valueOf(first));
    // Whoever looked while it was being given is told to ask again.
    for (const result of results.filter((other) => !given.includes(other)))
      assert.equal((valueOf(result) as Claim).reason, 'leased');
    assert.deepEqual(await ask(project, claim, { key: 'k' }), replayed(valueOf(first)));
    assert.equal((await project.tasks()).length, 1);
  },

  'of two different requests at once with one key one is refused': async (harness) => {
    const world = await newWorld(harness);
    const organization_id = world.organization.id;
    const create = (name: string): Request => ({
      ...{ operation: 'createServiceAccount', by: world.founder, on: { type: 'organization', id: organization_id } },
      call: (caller) => world.application.createServiceAccount(caller, { organization_id, name, roles: ['viewer'] }),
    });
    const callers = await Promise.all(
      ['a', 'b'].map(
        async (name) => [name, await callerOf(world, create(name), { key: 'k', request_hash: name })] as const,
      ),
    );
    const results = await Promise.all(callers.map(([name, caller]) => create(name).call(caller)));
    assert.equal(results.filter(({ ok }) => ok).length, 1);
    for (const result of results) if (!result.ok) errorOf(result, 'idempotency_mismatch');
    const page = { per_page: 10, order: 'asc' } as const;
    const admin = await world.inOrganization(world.founder);
    assert.equal(
      valueOf(await world.application.listServiceAccounts(admin, { organization_id, page })).items.length,
      1,
    );
  },

  'whoever may no longer ask gets no answer from before': async (harness) => {
    const project = await newProject(harness, 1);
    const { application, founder } = project;
    const organization_id = project.organization.id;
    const manager = await project.hire('manager');
    const organization = { type: 'organization', id: organization_id } as const;
    const create: Request = {
      ...{ operation: 'createProject', by: manager, on: organization },
      call: (caller) =>
        application.createProject(caller, {
          organization_id,
          name: 'x',
          description: '',
          overlap: 1,
          lease_seconds: 60,
          max_claimed: 100,
          show_predictions: false,
        }),
    };
    valueOf(await ask(project, create, { key: 'k' }));
    const admin = await project.inOrganization(founder);
    const page = { per_page: 50, order: 'asc' } as const;
    const bindings = valueOf(await application.listRoleBindings(admin, { organization_id, page })).items;
    const binding = only(bindings.filter(({ user }) => user.id === manager));
    valueOf(await application.deleteRoleBinding(admin, { organization_id, role_binding_id: binding.id }));
    errorOf(await ask(project, create, { key: 'k' }), 'forbidden');
    valueOf(await application.removeMember(admin, { organization_id, user_id: manager }));
    errorOf(await ask(project, create, { key: 'k' }), 'not_found');
  },

  'a caller who asks for one operation once is of no use for another': async (harness) => {
    const { application, caller, founder } = await newWorld(harness);
    const asked = valueOf(
      await application.callerFor(founder, INSTALLATION, 'test', { operation: 'createOwnToken', key: 'k' }),
    );
    await assert.rejects(application.createOrganization(asked, { name: 'x' }));
    valueOf(await application.createOwnToken(asked, { name: 'x' }));
    assert.equal(
      valueOf(
        await application.listOwnTokens(await caller(founder, INSTALLATION), { page: { per_page: 10, order: 'asc' } }),
      ).items.length,
      1,
    );
  },

  'who accepts an invitation without a token is answered again, without the token’s secret': async (harness) => {
    const world = await newWorld(harness);
    const { application, clock } = world;
    const organization_id = world.organization.id;
    const admin = await world.inOrganization(world.founder);
    const invite = async () =>
      revealed(
        valueOf(
          await application.createInvitation(admin, {
            organization_id,
            email: `${harness.newId()}@example.org`,
            roles: ['viewer'],
          }),
        ),
      );
    const once = { operation: 'acceptInvitation', key: 'k', request_hash: 'the request' };
    const { secret } = await invite();
    const accept = (asked: OnceRequest | undefined, name = 'Grace') =>
      application.acceptInvitationWithoutToken({ secret, name }, 'request', asked);
    const results = await Promise.all(upTo(4).map(() => accept(once)));
    const first = valueOf(only(results.filter((result) => !isReplayed(result))));
    assert.ok(first.token?.secret);
    const again = { ...first, token: { ...first.token, secret: null } };
    for (const result of results) if (isReplayed(result)) assert.deepEqual(result, replayed(again));
    clock.advance(6 * DAY);
    assert.deepEqual(await accept(once), replayed(again));
    errorOf(await accept({ ...once, request_hash: 'another request' }), 'idempotency_mismatch');
    errorOf(await accept({ ...once, key: 'another key' }), 'invalid');
    errorOf(await accept(undefined), 'invalid');
    const other = await invite();
    assert.equal(
      isReplayed(
        await application.acceptInvitationWithoutToken({ secret: other.secret, name: 'Ada' }, 'request', once),
      ),
      false,
    );
    const revoked = await invite();
    valueOf(await application.revokeInvitation(admin, { organization_id, invitation_id: revoked.id }));
    errorOf(
      await application.acceptInvitationWithoutToken({ secret: revoked.secret, name: 'Ada' }, 'request', once),
      'invalid',
    );
  },

  'an import that is asked for once is written as a whole, with what it answered': async (harness) => {
    const project = await newProject(harness, 0);
    const project_id = project.project.id;
    const importing = (
      lines: () => AsyncIterable<ImportLine>,
      on_error: 'continue' | 'abort' = 'continue',
    ): Request => ({
      ...{ operation: 'importItems', by: project.founder, on: { type: 'project', id: project_id } },
      call: (caller) =>
        project.application.importItems(caller, { project_id, lines: lines(), on_conflict: 'reject', on_error }),
    });
    const many = importing(() => linesOf([...manyItems(1500), { nothing: 1 }]));
    const first = await ask(project, many, { key: 'many' });
    assert.equal((valueOf(first) as { created: number }).created, 1500);
    assert.deepEqual(await ask(project, many, { key: 'many' }), replayed(valueOf(first)));
    assert.equal((await project.items()).length, 1500);

    // What is wrong with a line may be a character that nothing else can hold.
    const odd = importing(async function* () {
      yield { line: 1, bytes: 10, fault: { pointer: '/data/\0', code: 'encoding', detail: '\ud800' } };
    });
    const refused = await ask(project, odd, { key: 'odd' });
    assert.equal(only((valueOf(refused) as { errors: readonly { pointer: string }[] }).errors).pointer, '/data/\0');
    assert.deepEqual(await ask(project, odd, { key: 'odd' }), replayed(valueOf(refused)));

    const aborted = importing(() => linesOf([{ external_id: 'new', data: {} }, { nothing: 1 }]), 'abort');
    for (const _ of upTo(2)) errorOf(await ask(project, aborted, { key: 'aborted' }), 'invalid');
    const reason = new Error('The connection was cut.');
    const cut = importing(async function* () {
      yield { line: 1, bytes: 10, value: { external_id: 'new', data: {} } };
      throw reason;
    });
    await assert.rejects(ask(project, cut, { key: 'cut' }), reason);
    assert.equal((await project.items()).length, 1500);
    const whole = importing(() => linesOf([{ external_id: 'new', data: {} }]));
    assert.equal(isReplayed(await ask(project, whole, { key: 'cut' })), false);
  },

  'an answer is kept for a day, or for as long as was asked, and then removed in chunks': async (harness) => {
    const project = await newProject(harness, 0);
    const { clock, founder } = project;
    const project_id = project.project.id;
    const publish: Request = {
      ...{ operation: 'publishGuideline', by: founder, on: { type: 'project', id: project_id } },
      call: (caller) => project.application.publishGuideline(caller, { project_id, text: 'x' }),
    };
    const keys = upTo(5).map((n) => `key ${n}`);
    for (const key of keys) valueOf(await ask(project, publish, { key }));
    valueOf(await ask(project, publish, { key: 'longer', keep_seconds: 14 * DAY }));
    const isKept = async (key: string): Promise<boolean> => {
      const { once } = await callerOf(project, publish, { key });
      assert.ok(once);
      assert.deepEqual((await harness.store.idempotency.find(once)) ?? null, once.kept);
      return once.kept !== null;
    };
    const remove = async (): Promise<void> => {
      const now = clock.now().toISOString();
      for (let removed = 2; removed === 2;) {
        removed = await harness.store.idempotency.removeExpiredKeys(now, 2);
        assert.ok(removed <= 2);
      }
      assert.equal(await harness.store.idempotency.removeExpiredKeys(now, 2), 0);
      assert.equal(await project.application.forgetAnswers(), 0);
    };
    clock.advance(DAY - 0.001);
    await remove();
    for (const key of keys) assert.equal(await isKept(key), true);
    clock.advance(0.001);
    await remove();
    for (const key of keys) assert.equal(await isKept(key), false);
    assert.equal(await isKept('longer'), true);
    assert.equal(isReplayed(await ask(project, publish, { key: at(keys, 0) })), false);
    clock.advance(13 * DAY);
    await remove();
    assert.equal(await isKept('longer'), false);
  },

  'a transaction keeps what it resolves to, and nothing where it resolves to an error': async (harness) => {
    const project = await newProject(harness, 0);
    const caller = await callerOf(
      project,
      { operation: 'createProject', by: project.founder, on: { type: 'project', id: project.project.id } },
      { key: 'k' },
    );
    const { once } = caller;
    assert.ok(once);
    const scope = { ...project.scope, once };
    await harness.store.transact(scope, async () => ({ ok: false, error: 'no' }) as const);
    assert.equal(await harness.store.idempotency.find(once), undefined);
    valueOf(
      await harness.store.transact(
        scope,
        async () =>
          ({ ok: true, value: { n: 1, secret: 's', token: { secret: 't' }, data: { secret: 'mine' } } }) as const,
      ),
    );
    assert.deepEqual(await harness.store.idempotency.find(once), {
      request_hash: 'the request',
      answer: { n: 1, secret: null, token: { secret: null }, data: { secret: 'mine' } },
    });
    await assert.rejects(harness.store.transact(scope, async () => ({ ok: true, value: undefined }) as const));
    assert.deepEqual((await harness.store.idempotency.find(once))?.request_hash, 'the request');
  },
});
