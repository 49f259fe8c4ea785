import assert from 'node:assert/strict';
import { INSTALLATION, NIL_ID, personPermissions, requiredPermissions, roles, rolesByPermission } from '../../index.ts';
import type { Caller, OperationName, Permission, Role, Target } from '../../index.ts';
import { checked } from './checked.ts';
import { errorOf, only, valueOf } from './expect.ts';
import type { ContractHarness } from './harness.ts';
import { attemptsOn } from './operations.ts';
import type { Attempt, Subjects } from './operations.ts';
import { joinAs, newProject, newWorld } from './world.ts';
import type { ProjectWorld } from './world.ts';

const entries = (attempts: Readonly<Record<OperationName, Attempt>>): readonly (readonly [OperationName, Attempt])[] =>
  Object.entries(attempts) as [OperationName, Attempt][];

const rolesFor = (permission: Permission): readonly Role[] =>
  (rolesByPermission as Readonly<Partial<Record<Permission, readonly Role[]>>>)[permission] ?? [];

/** A project in which there is something of everything. */
const newFullProject = async (
  harness: ContractHarness,
): Promise<{ readonly project: ProjectWorld; readonly subjects: Subjects }> => {
  const project = await newProject(harness, 3);
  const { application, founder, organization } = project;
  const [ann, user_id] = [await project.annotator(), await project.hire()];
  const submitted = await project.claimOne(ann);
  const annotation = valueOf(await project.submit(ann, submitted));
  const task = await project.claimOne(ann);
  const admin = await project.inOrganization(founder);
  const token = valueOf(
    await application.createServiceAccountToken(admin, { organization_id: organization.id, user_id, name: 'token' }),
  );
  const target = { type: 'organization', id: organization.id } as const;
  const binding = valueOf(
    await application.createRoleBinding(admin, {
      organization_id: organization.id,
      user_id: await project.hire(),
      role: 'viewer',
      target,
    }),
  );
  const invitation = valueOf(
    await application.createInvitation(admin, { organization_id: organization.id, email: 'x@example.org', roles: [] }),
  );
  // One version more than other projects have, so that it is only here.
  valueOf(await project.createUi());
  await project.publish();
  await project.importPredictions([{ item_id: task.item.id, model: 'm', model_version: '1', value: {} }]);
  const prediction = only(await project.predictions());
  const subjects = {
    ...{
      organization_id: organization.id,
      project_id: project.project.id,
      item_id: task.item.id,
      task_id: task.id,
      prediction_id: prediction.id,
    },
    ...{
      annotation_id: annotation.id,
      version: 2,
      user_id,
      token_id: token.id,
      role_binding_id: binding.id,
      person_id: founder,
      invitation_id: invitation.id,
    },
  };
  return { project, subjects };
};

const callersOf = async (
  { caller, inOrganization, inProject }: ProjectWorld,
  userId: string,
): Promise<Readonly<Record<Target['type'], Caller>>> => ({
  installation: await caller(userId, INSTALLATION),
  organization: await inOrganization(userId),
  project: await inProject(userId),
});

/** What every store promises of `access`, and what the guard makes of it. */
export const accessContract = checked({
  'each role may do what the table of permissions says, on organizations and projects, and nothing else': async (
    harness,
  ) => {
    const { project, subjects } = await newFullProject(harness);
    for (const [kind, role] of (['service', 'person'] as const).flatMap((each) =>
      roles.map((one) => [each, one] as const),
    )) {
      const who = kind === 'service' ? await project.hire(role) : await harness.person();
      if (kind === 'person') await joinAs(harness, project, who, role);
      const callers = await callersOf(project, who);
      // Who has left, or has deleted the organization, finds nothing more.
      const last = ['leaveOrganization', 'deleteOrganization', 'restoreOrganization'];
      for (const [name, { on, call }] of entries(attemptsOn(subjects)).toSorted(
        ([a], [b]) => last.indexOf(a) - last.indexOf(b),
      )) {
        if (
          on === 'installation' ||
          (kind === 'person' && (name === 'deleteOrganization' || name === 'restoreOrganization'))
        )
          continue;
        const result = await call(project.application, callers[on]);
        const permission = requiredPermissions[name];
        const isForbidden = !result.ok && result.error.code === 'forbidden' && result.error.permission === permission;
        const isPersons = kind === 'service' && (personPermissions as readonly Permission[]).includes(permission);
        assert.equal(isForbidden, isPersons || !rolesFor(permission).includes(role), `${role} and ${name}`);
        if (isForbidden)
          assert.deepEqual(result.error, {
            code: 'forbidden',
            permission,
            because: isPersons ? 'service_account' : 'roles',
          });
      }
    }
  },

  'who has nothing to do with an organization finds nothing of it, whatever the operation': async (harness) => {
    const [{ project, subjects }, elsewhere] = [await newFullProject(harness), await newWorld(harness)];
    for (const userId of [await harness.person(), elsewhere.founder, await elsewhere.hire('admin')]) {
      const callers = await callersOf(project, userId);
      for (const [name, { on, call }] of entries(attemptsOn(subjects))) {
        if (on === 'installation') continue;
        const result = await call(project.application, callers[on]);
        assert.deepEqual(result, { ok: false, error: { code: 'not_found' } }, name);
      }
    }
  },

  'what is not there answers the same as what one may not know of': async (harness) => {
    const { project, subjects } = await newFullProject(harness);
    for (const id of [harness.newId(), NIL_ID, 'no-id']) {
      const attempts = attemptsOn({ ...subjects, organization_id: id, project_id: id });
      for (const [name, { on, call }] of entries(attempts)) {
        if (on === 'installation') continue;
        const result = await call(project.application, await project.caller(project.founder, { type: on, id }));
        assert.deepEqual(result, { ok: false, error: { code: 'not_found' } }, name);
      }
    }
  },

  'what is in another project or organization is not found in one’s own': async (harness) => {
    const [{ project }, { subjects }] = [await newFullProject(harness), await newFullProject(harness)];
    const { organization, project: own } = project;
    const [admin, annotator] = [
      await callersOf(project, project.founder),
      await callersOf(project, await project.hire('annotator')),
    ];
    const attempts = attemptsOn({ ...subjects, organization_id: organization.id, project_id: own.id, version: 9 });
    for (const [name, { on, namesPart, call }] of entries(attempts)) {
      if (!namesPart) continue;
      assert.deepEqual(await call(project.application, admin[on]), { ok: false, error: { code: 'not_found' } }, name);
      const asAnnotator = await call(project.application, annotator[on]);
      assert.ok(!asAnnotator.ok && ['not_found', 'forbidden'].includes(asAnnotator.error.code), name);
    }
  },

  'what is in another project of the same organization is not found either': async (harness) => {
    const { project, subjects } = await newFullProject(harness);
    const other = await project.createProject();
    const admin = await project.caller(project.founder, { type: 'project', id: other.id });
    for (const [name, { on, namesPart, call }] of entries(attemptsOn({ ...subjects, project_id: other.id }))) {
      if (on !== 'project' || !namesPart) continue;
      assert.deepEqual(await call(project.application, admin), { ok: false, error: { code: 'not_found' } }, name);
    }
  },

  'a caller read for another target counts as one without a role': async (harness) => {
    const { project, subjects } = await newFullProject(harness);
    const { application, founder, caller } = project;
    const [organization, other] = [await newWorld(harness), await project.createProject()];
    const strangers: readonly Caller[] = [
      await caller(founder, INSTALLATION),
      await caller(founder, { type: 'project', id: other.id }),
      await caller(founder, { type: 'organization', id: organization.organization.id }),
      await caller(founder, { type: 'project', id: subjects.organization_id }),
      await caller(founder, { type: 'organization', id: subjects.project_id }),
    ];
    const own = await callersOf(project, founder);
    for (const [name, { on, call }] of entries(attemptsOn(subjects))) {
      for (const stranger of [...strangers, ...Object.values(own)]) {
        if (stranger.target.type === on && (on === 'installation' || stranger === own[on])) continue;
        assert.deepEqual(
          await call(application, stranger),
          { ok: false, error: { code: 'not_found' } },
          `${name} by a caller on ${JSON.stringify(stranger.target)}`,
        );
      }
    }
  },

  'an operation acts on what its caller was read for, whatever else its input says': async (harness) => {
    const [mine, other] = [await newWorld(harness), await newWorld(harness)];
    const { application, founder, organization } = mine;
    const admin = await mine.inOrganization(founder);
    // No transport lets such an input through, but an embedder may.
    const crooked = { organization_id: other.organization.id, target: { type: 'organization', id: organization.id } };
    const page = { per_page: 10, order: 'asc' } as const;
    const look = async (): Promise<unknown> => {
      const caller = await other.inOrganization(other.founder);
      return [
        valueOf(await application.listProjects(caller, { organization_id: other.organization.id, page })),
        valueOf(await application.listServiceAccounts(caller, { organization_id: other.organization.id, page })),
        await other.events(),
      ];
    };
    const before = await look();
    const project = {
      ...crooked,
      name: 'x',
      description: '',
      overlap: 1,
      lease_seconds: 60,
      max_claimed: 100,
      show_predictions: false,
    };
    const account = { ...crooked, name: 'x', roles: [] };
    await application.createProject(admin, project).catch(() => undefined);
    await application.createServiceAccount(admin, account).catch(() => undefined);
    assert.deepEqual(await look(), before);
  },

  'a member without a role sees the organization and an empty list of projects, and no project': async (harness) => {
    const { project, subjects } = await newFullProject(harness);
    const callers = await callersOf(project, await project.hire());
    const allowed: readonly string[] = ['getOrganization', 'listProjects'];
    for (const [name, { on, call }] of entries(attemptsOn(subjects))) {
      if (on === 'installation') continue;
      const result = await call(project.application, callers[on]);
      if (on === 'project') assert.deepEqual(result, { ok: false, error: { code: 'not_found' } }, name);
      else if (allowed.includes(name)) valueOf(result);
      else errorOf(result, 'forbidden');
    }
    const organization_id = subjects.organization_id;
    const page = { per_page: 10, order: 'asc' } as const;
    assert.deepEqual(
      valueOf(await project.application.listProjects(callers.organization, { organization_id, page })).items,
      [],
    );
  },

  'a role on the organization holds in every project of it, also in later ones': async (harness) => {
    const world = await newWorld(harness);
    const viewer = await world.hire('viewer');
    const projects = [await world.createProject(), await world.createProject()];
    for (const { id } of projects) {
      const caller = await world.caller(viewer, { type: 'project', id });
      assert.equal(valueOf(await world.application.getProject(caller, { project_id: id })).id, id);
    }
    const page = { per_page: 10, order: 'asc' } as const;
    const listed = valueOf(
      await world.application.listProjects(await world.inOrganization(viewer), {
        organization_id: world.organization.id,
        page,
      }),
    );
    assert.deepEqual(listed.items, projects);
  },

  'a role on a project holds there and nowhere else': async (harness) => {
    const world = await newWorld(harness);
    const [mine, other] = [await world.createProject(), await world.createProject()];
    const user_id = await world.hire();
    const organization_id = world.organization.id;
    const target = { type: 'project', id: mine.id } as const;
    const { application, caller, founder } = world;
    valueOf(
      await application.createRoleBinding(await caller(founder, target), {
        organization_id,
        user_id,
        role: 'admin',
        target,
      }),
    );
    assert.equal(
      valueOf(await application.getProject(await caller(user_id, target), { project_id: mine.id })).id,
      mine.id,
    );
    errorOf(
      await application.getProject(await caller(user_id, { type: 'project', id: other.id }), { project_id: other.id }),
      'not_found',
    );
    const inOrganization = await world.inOrganization(user_id);
    const page = { per_page: 10, order: 'asc' } as const;
    assert.deepEqual(
      only(valueOf(await application.listProjects(inOrganization, { organization_id, page })).items),
      mine,
    );
    errorOf(await application.listServiceAccounts(inOrganization, { organization_id, page }), 'forbidden');
    assert.equal(valueOf(await application.getOrganization(inOrganization, { organization_id })).id, organization_id);
  },

  'roles on the organization and on the project add up': async (harness) => {
    const world = await newWorld(harness);
    const project = await world.createProject();
    const target = { type: 'project', id: project.id } as const;
    const user_id = await world.hire('viewer');
    const admin = await world.caller(world.founder, target);
    const permissions = async (): Promise<ReadonlySet<Permission>> => (await world.caller(user_id, target)).permissions;
    assert.equal((await permissions()).has('task:claim'), false);
    valueOf(
      await world.application.createRoleBinding(admin, {
        organization_id: world.organization.id,
        user_id,
        role: 'annotator',
        target,
      }),
    );
    const both = await permissions();
    assert.deepEqual([both.has('task:claim'), both.has('project:read'), both.has('item:read')], [true, true, false]);
    assert.equal((await world.inOrganization(user_id)).permissions.has('task:claim'), false);
  },

  'one user may be in many organizations, with other roles in each': async (harness) => {
    const [first, second] = [await newWorld(harness), await newWorld(harness)];
    const organization_id = second.organization.id;
    const target = { type: 'organization', id: organization_id } as const;
    const change = { added_by: second.founder, created_at: second.clock.now().toISOString() };
    await harness.store.transact({ organization_id, project_id: null }, async ({ members }) => {
      await members.add({ user_id: first.founder, ...change });
      return { ok: true, value: undefined } as const;
    });
    valueOf(
      await second.application.createRoleBinding(await second.inOrganization(second.founder), {
        organization_id,
        user_id: first.founder,
        role: 'viewer',
        target,
      }),
    );
    assert.equal((await first.inOrganization(first.founder)).permissions.has('member:read'), true);
    const there = await second.inOrganization(first.founder);
    assert.deepEqual([there.permissions.has('member:read'), there.permissions.has('organization:read')], [false, true]);
    const page = { per_page: 10, order: 'asc' } as const;
    const mine = valueOf(
      await first.application.listMyOrganizations(await first.caller(first.founder, INSTALLATION), { page }),
    );
    assert.deepEqual(
      mine.items.map(({ id }) => id),
      [first.organization.id, organization_id],
    );
  },

  'an unknown user is unauthenticated, on every target': async (harness) => {
    const world = await newWorld(harness);
    for (const userId of [harness.newId(), NIL_ID, 'no-id', '']) {
      for (const target of [
        INSTALLATION,
        { type: 'organization', id: world.organization.id },
        { type: 'project', id: harness.newId() },
      ] as const) {
        errorOf(await world.application.callerFor(userId, target, null), 'unauthenticated');
      }
    }
  },

  'a caller carries who they are and what causes their changes': async (harness) => {
    const world = await newWorld(harness);
    const machine = await world.hire('viewer');
    const target = { type: 'organization', id: world.organization.id } as const;
    const { user_id, kind, token, organization_id, causation_id } = valueOf(
      await world.application.callerFor(machine, target, 'cause-7'),
    );
    assert.deepEqual(
      { user_id, kind, token, organization_id, causation_id },
      {
        user_id: machine,
        kind: 'service',
        token: null,
        organization_id: world.organization.id,
        causation_id: 'cause-7',
      },
    );
    const person = await world.caller(world.founder, INSTALLATION);
    assert.deepEqual([person.kind, person.organization_id], ['person', null]);
    assert.equal(valueOf(await world.application.getMe(person, {})).id, world.founder);
  },

  'service accounts may neither create organizations nor handle tokens of their own': async (harness) => {
    const world = await newWorld(harness);
    const caller = await world.caller(await world.hire('admin'), INSTALLATION);
    const { application } = world;
    valueOf(await application.getMe(caller, {}));
    errorOf(await application.createOrganization(caller, { name: 'x' }), 'forbidden');
    errorOf(await application.createOwnToken(caller, { name: 'x' }), 'forbidden');
    errorOf(await application.listOwnTokens(caller, { page: { per_page: 1, order: 'asc' } }), 'forbidden');
    errorOf(await application.revokeOwnToken(caller, { token_id: harness.newId() }), 'forbidden');
  },

  'a user with every role is read once, with each role once': async (harness) => {
    const world = await newWorld(harness);
    const user_id = await world.hire(...roles);
    const target = { type: 'organization', id: world.organization.id } as const;
    const record = await harness.store.access.read({ user_id }, target, world.clock.now().toISOString());
    assert.ok(record);
    assert.deepEqual([...record.roles].sort(), [...roles].sort());
    assert.deepEqual([record.is_member, record.organization_id, record.kind], [true, target.id, 'service']);
  },
});
