import assert from 'node:assert/strict';
import type { z } from 'zod';
import {
  ExternalUser,
  INSTALLATION,
  Invitation,
  Member,
  Prediction,
  RoleBinding,
  ServiceAccount,
  Token,
} from '../../index.ts';
import type { Caller, Id, PageRequest, Result } from '../../index.ts';
import { checked } from './checked.ts';
import { assertFits, errorOf, only, revealed, valueOf } from './expect.ts';
import type { ContractHarness } from './harness.ts';
import { addressOf, answer, joinAs, MARK, newProject, newWorld } from './world.ts';

const page: PageRequest = { per_page: 200, order: 'asc' };

type Listed = readonly [
  z.ZodType,
  { readonly items: readonly { readonly id: Id }[] },
  (thing: { readonly id: Id }) => Promise<Result<object, { readonly code: string }>>,
];

const emailOf = (harness: ContractHarness): string => `${harness.newId()}@example.org`;

/** What every store promises of things that are read alone, and of those whose name can be another. */
export const singleThingsContract = checked({
  'what a list holds is read alone, as the list says it': async (harness) => {
    const project = await newProject(harness, 1);
    const { application, founder, organization } = project;
    const [organization_id, project_id] = [organization.id, project.project.id];
    const admin = await project.inOrganization(founder);
    const user_id = await project.hire('viewer');
    valueOf(await application.createInvitation(admin, { organization_id, email: emailOf(harness), roles: ['viewer'] }));
    valueOf(await application.createServiceAccountToken(admin, { organization_id, user_id, name: 'first' }));
    valueOf(
      await application.createRoleBinding(admin, {
        organization_id,
        user_id,
        role: 'annotator',
        target: { type: 'project', id: project_id },
      }),
    );
    const own = await project.caller(founder, INSTALLATION);
    valueOf(await application.createOwnToken(own, { name: 'first', organization_id }));
    await project.importPredictions([
      { external_id: 'item-1', model: 'm', model_version: '1', score: 0.5, value: answer() },
    ]);
    await project.importAnswers([{ external_id: 'item-1', annotator: 'elsewhere', source: 'mturk', value: answer() }]);
    const account = { organization_id, user_id };
    const lists: readonly Listed[] = [
      [
        Invitation,
        valueOf(await application.listInvitations(admin, { organization_id, page })),
        ({ id }) => application.getInvitation(admin, { organization_id, invitation_id: id }),
      ],
      [
        RoleBinding,
        valueOf(await application.listRoleBindings(admin, { organization_id, page })),
        ({ id }) => application.getRoleBinding(admin, { organization_id, role_binding_id: id }),
      ],
      [
        ServiceAccount,
        valueOf(await application.listServiceAccounts(admin, { organization_id, page })),
        ({ id }) => application.getServiceAccount(admin, { organization_id, user_id: id }),
      ],
      [
        Token,
        valueOf(await application.listServiceAccountTokens(admin, { ...account, page })),
        ({ id }) => application.getServiceAccountToken(admin, { ...account, token_id: id }),
      ],
      [
        Token,
        valueOf(await application.listOwnTokens(own, { page })),
        ({ id }) => application.getOwnToken(own, { token_id: id }),
      ],
      [
        ExternalUser,
        valueOf(await application.listExternalUsers(admin, { organization_id, page })),
        ({ id }) => application.getExternalUser(admin, { organization_id, external_user_id: id }),
      ],
      [
        Prediction,
        valueOf(await application.listPredictions(project.admin, { project_id, page })),
        ({ id }) => application.getPrediction(project.admin, { project_id, prediction_id: id }),
      ],
    ];
    for (const [schema, { items }, read] of lists) {
      assert.ok(items.length > 0);
      for (const item of items) {
        assertFits(schema, item);
        assert.deepEqual(valueOf(await read(item)), item);
      }
      for (const id of [harness.newId(), organization_id]) errorOf(await read({ id }), 'not_found');
    }
    for (const member of valueOf(await application.listMembers(admin, { organization_id, page })).items) {
      assertFits(Member, member);
      assert.deepEqual(
        valueOf(await application.getMember(admin, { organization_id, user_id: member.user.id })),
        member,
      );
    }
    errorOf(await application.getMember(admin, { organization_id, user_id: await harness.person() }), 'not_found');
  },

  'what is gone is not read, and neither is what belongs elsewhere': async (harness) => {
    const [world, other] = [await newWorld(harness), await newWorld(harness)];
    const { application, founder, organization } = world;
    const organization_id = organization.id;
    const admin = await world.inOrganization(founder);
    const [user_id, second] = [await world.hire('viewer'), await world.hire('viewer')];
    const { id: token_id } = valueOf(
      await application.createServiceAccountToken(admin, { organization_id, user_id, name: 't' }),
    );
    errorOf(
      await application.getServiceAccountToken(admin, { organization_id, user_id: second, token_id }),
      'not_found',
    );
    errorOf(
      await application.getServiceAccountToken(admin, { organization_id, user_id: founder, token_id }),
      'not_found',
    );
    // A person's token that works only here is nobody's but theirs.
    const own = await world.caller(founder, INSTALLATION);
    const limited = valueOf(await application.createOwnToken(own, { name: 'limited', organization_id }));
    for (const call of ['getServiceAccountToken', 'updateServiceAccountToken', 'revokeServiceAccountToken'] as const) {
      errorOf(await application[call](admin, { organization_id, user_id: founder, token_id: limited.id }), 'not_found');
    }
    errorOf(await application.getOwnToken(own, { token_id }), 'not_found');
    errorOf(await application.getServiceAccount(admin, { organization_id, user_id: founder }), 'not_found');
    errorOf(
      await application.getServiceAccount(await other.inOrganization(other.founder), {
        organization_id: other.organization.id,
        user_id,
      }),
      'not_found',
    );
    valueOf(await application.deleteServiceAccount(admin, { organization_id, user_id }));
    errorOf(await application.getServiceAccount(admin, { organization_id, user_id }), 'not_found');
    errorOf(await application.updateServiceAccount(admin, { organization_id, user_id, name: 'x' }), 'not_found');
    errorOf(await application.getMember(admin, { organization_id, user_id }), 'not_found');
    errorOf(await application.getServiceAccountToken(admin, { organization_id, user_id, token_id }), 'not_found');
    errorOf(
      await application.updateServiceAccountToken(admin, { organization_id, user_id, token_id, name: 'x' }),
      'not_found',
    );
    // A token limited to one organization reads and changes tokens of that one alone.
    const narrow: Caller = { ...own, token: { organization_id, permissions: null, expires_at: null } };
    const everywhere = valueOf(await application.createOwnToken(own, { name: 'everywhere' }));
    errorOf(await application.getOwnToken(narrow, { token_id: everywhere.id }), 'not_found');
    errorOf(await application.updateOwnToken(narrow, { token_id: everywhere.id, name: 'x' }), 'not_found');
    assert.equal(
      valueOf(await application.updateOwnToken(narrow, { token_id: limited.id, name: 'mine' })).name,
      'mine',
    );
  },

  'an expired invitation is read, an accepted and a revoked one is not': async (harness) => {
    const world = await newWorld(harness);
    const { application, founder, organization, clock } = world;
    const organization_id = organization.id;
    const admin = await world.inOrganization(founder);
    const invite = async () =>
      revealed(
        valueOf(await application.createInvitation(admin, { organization_id, email: emailOf(harness), roles: [] })),
      );
    const [expired, accepted, revoked] = [await invite(), await invite(), await invite()];
    valueOf(await application.acceptInvitationWithoutToken({ secret: accepted.secret, name: 'Grace' }, null));
    valueOf(await application.revokeInvitation(admin, { organization_id, invitation_id: revoked.id }));
    clock.advance(30 * 86_400);
    const { secret: _, ...shown } = expired;
    assert.deepEqual(
      valueOf(await application.getInvitation(admin, { organization_id, invitation_id: expired.id })),
      shown,
    );
    for (const { id } of [accepted, revoked])
      errorOf(await application.getInvitation(admin, { organization_id, invitation_id: id }), 'not_found');
  },

  'a role binding is read by who may read those on its target': async (harness) => {
    const world = await newWorld(harness);
    const { application, founder, organization } = world;
    const organization_id = organization.id;
    const [first, second] = [(await world.createProject()).id, (await world.createProject()).id];
    const [local, user_id] = [await harness.person(), await world.hire()];
    await joinAs(harness, world, local);
    const admin = await world.inOrganization(founder);
    const bind = async (userId: Id, role: 'admin' | 'viewer', target: RoleBinding['target']) =>
      valueOf(await application.createRoleBinding(admin, { organization_id, user_id: userId, role, target }));
    await bind(local, 'admin', { type: 'project', id: first });
    const [there, elsewhere, above] = [
      await bind(user_id, 'viewer', { type: 'project', id: first }),
      await bind(user_id, 'viewer', { type: 'project', id: second }),
      await bind(user_id, 'viewer', { type: 'organization', id: organization_id }),
    ];
    const read = async (by: Id, role_binding_id: Id) =>
      application.getRoleBinding(await world.inOrganization(by), { organization_id, role_binding_id });
    for (const binding of [there, elsewhere, above])
      assert.deepEqual(valueOf(await read(founder, binding.id)), binding);
    assert.deepEqual(valueOf(await read(local, there.id)), there);
    // Which project an unknown binding is of nobody can say, so the organization is asked.
    for (const id of [elsewhere.id, above.id, harness.newId()]) errorOf(await read(local, id), 'forbidden');
    errorOf(await read(founder, harness.newId()), 'not_found');
    valueOf(
      await application.deleteProject(await world.caller(founder, { type: 'project', id: second }), {
        project_id: second,
      }),
    );
    errorOf(await read(founder, elsewhere.id), 'not_found');
  },

  'a member is shown with their address to who may read members, and to nobody else': async (harness) => {
    const world = await newWorld(harness);
    const { application, founder, organization } = world;
    const organization_id = organization.id;
    const [person, machine] = [await harness.person(), await world.hire('admin')];
    await joinAs(harness, world, person, 'annotator');
    const email = await addressOf(harness, person);
    for (const by of [founder, machine]) {
      const admin = await world.inOrganization(by);
      const member = valueOf(await application.getMember(admin, { organization_id, user_id: person }));
      assert.deepEqual([member.email, member.email_verified, member.roles], [email, false, ['annotator']]);
      assert.deepEqual(
        valueOf(await application.listMembers(admin, { organization_id, email: email.toUpperCase(), page })).items,
        [member],
      );
      assert.equal(valueOf(await application.getMember(admin, { organization_id, user_id: machine })).email, null);
    }
    for (const role of ['viewer', 'annotator', 'reviewer', 'manager'] as const) {
      const by = await world.inOrganization(await world.hire(role));
      errorOf(await application.getMember(by, { organization_id, user_id: person }), 'forbidden');
      errorOf(await application.listMembers(by, { organization_id, email, page }), 'forbidden');
    }
    const own = await world.caller(founder, INSTALLATION);
    assert.equal(
      JSON.stringify([
        valueOf(await application.listUsers(own, { page })),
        valueOf(await application.getUser(own, { user_id: person })),
      ]).includes('@'),
      false,
    );
  },

  'a service account has another name, everywhere and at once': async (harness) => {
    const project = await newProject(harness, 2);
    const { application, founder, organization, clock } = project;
    const [organization_id, project_id] = [organization.id, project.project.id];
    const admin = await project.inOrganization(founder);
    const annotator = await project.annotator();
    const { user_id } = annotator;
    const submitted = await project.claimOne(annotator);
    valueOf(await project.submit(annotator, submitted));
    await project.claimOne(annotator);
    const before = valueOf(await application.getServiceAccount(admin, { organization_id, user_id }));
    assert.deepEqual([before.revision, before.updated_at], [1, before.created_at]);
    clock.advance(60);
    const update = (request: { readonly name?: string; readonly if_revision?: readonly number[] }) =>
      application.updateServiceAccount(admin, { organization_id, user_id, ...request });
    assert.equal(errorOf(await update({ name: 'x', if_revision: [2] }), 'stale').revision, 1);
    const told = (await project.events()).length;
    const name = `Model 7 ${MARK}`;
    const after = valueOf(await update({ name, if_revision: [1, 9] }));
    assertFits(ServiceAccount, after);
    assert.deepEqual(after, { ...before, name, revision: 2, updated_at: clock.now().toISOString() });
    clock.advance(60);
    for (const request of [{}, { name }, { name, if_revision: [2] }])
      assert.deepEqual(valueOf(await update(request)), after);
    assert.equal(errorOf(await update({ name: 'x', if_revision: [1] }), 'stale').revision, 2);
    assert.deepEqual(valueOf(await application.getServiceAccount(admin, { organization_id, user_id })), after);
    assert.deepEqual(
      (await project.events()).slice(told).map(({ type, subject, data }) => [type, subject, data]),
      [['goldset.service_account.updated', user_id, { revision: 2 }]],
    );
    const user = { id: user_id, name };
    assert.deepEqual(valueOf(await application.getMember(admin, { organization_id, user_id })).user, user);
    assert.equal((await project.inOrganization(user_id)).name, name);
    for (const { annotator: by } of [...(await project.tasks()), ...(await project.annotations())])
      assert.deepEqual(by, user);
    assert.deepEqual(only(await project.progressByAnnotator()).annotator, user);
    assert.deepEqual(
      valueOf(await application.getTask(project.admin, { project_id, task_id: submitted.id })).annotator,
      user,
    );
    // What is deleted is the account as it was read.
    assert.equal(
      errorOf(await application.deleteServiceAccount(admin, { organization_id, user_id, if_revision: [1] }), 'stale')
        .revision,
      2,
    );
    valueOf(await application.deleteServiceAccount(admin, { organization_id, user_id, if_revision: [2] }));
  },

  'a token has another name and does what it did': async (harness) => {
    const world = await newWorld(harness);
    const { application, founder, organization, clock } = world;
    const organization_id = organization.id;
    const user_id = await world.hire('viewer');
    const [own, admin] = [await world.caller(founder, INSTALLATION), await world.inOrganization(founder)];
    const personal = revealed(
      valueOf(await application.createOwnToken(own, { name: 'first', permissions: ['me:read'] })),
    );
    const machine = revealed(
      valueOf(await application.createServiceAccountToken(admin, { organization_id, user_id, name: 'first' })),
    );
    const ways = [
      [
        personal,
        founder,
        (request: object) => application.updateOwnToken(own, { token_id: personal.id, ...request }),
        (if_revision: number[]) => application.revokeOwnToken(own, { token_id: personal.id, if_revision }),
      ],
      [
        machine,
        user_id,
        (request: object) =>
          application.updateServiceAccountToken(admin, { organization_id, user_id, token_id: machine.id, ...request }),
        (if_revision: number[]) =>
          application.revokeServiceAccountToken(admin, { organization_id, user_id, token_id: machine.id, if_revision }),
      ],
    ] as const;
    for (const [{ secret, ...before }, ofUser, update, revoke] of ways) {
      clock.advance(60);
      assert.equal(errorOf(await update({ name: 'x', if_revision: [3] }), 'stale').revision, 1);
      const after = valueOf(await update({ name: `second ${MARK}`, if_revision: [1] }));
      assertFits(Token, after);
      assert.deepEqual(after, {
        ...before,
        name: `second ${MARK}`,
        revision: 2,
        updated_at: clock.now().toISOString(),
      });
      for (const request of [{}, { name: `second ${MARK}` }]) assert.deepEqual(valueOf(await update(request)), after);
      const caller = valueOf(await application.authenticate(secret, INSTALLATION, null));
      assert.deepEqual([caller.user_id, caller.token?.permissions], [ofUser, before.permissions]);
      const scopes = [
        { organization_id: null, project_id: null },
        { organization_id, project_id: null },
      ];
      const told = (await Promise.all(scopes.map((scope) => harness.events(scope))))
        .flat()
        .filter(({ type, subject }) => type === 'goldset.token.updated' && subject === before.id);
      assert.deepEqual(
        told.map(({ data }) => data),
        [{ user_id: ofUser, revision: 2 }],
      );
      assert.equal(errorOf(await revoke([1]), 'stale').revision, 2);
      valueOf(await revoke([2]));
      errorOf(await update({ name: 'x' }), 'not_found');
      errorOf(await application.authenticate(secret, INSTALLATION, null), 'unauthenticated');
    }
  },

  'of two changes of a name from one revision, one is stale': async (harness) => {
    const world = await newWorld(harness);
    const { application, founder, organization } = world;
    const organization_id = organization.id;
    const [own, admin] = [await world.caller(founder, INSTALLATION), await world.inOrganization(founder)];
    const user_id = await world.hire();
    const { id: token_id } = valueOf(await application.createOwnToken(own, { name: 'first' }));
    const names = ['a', 'b', 'c', 'd'];
    for (const update of [
      (name: string) => application.updateServiceAccount(admin, { organization_id, user_id, name, if_revision: [1] }),
      (name: string) => application.updateOwnToken(own, { token_id, name, if_revision: [1] }),
    ]) {
      const results = await Promise.all(names.map((name) => update(name)));
      assert.equal(results.filter(({ ok }) => ok).length, 1);
      for (const result of results) if (!result.ok) assert.equal(errorOf(result, 'stale').revision, 2);
    }
  },
});
