import assert from 'node:assert/strict';
import { RoleBinding, ServiceAccount } from '../../index.ts';
import { checked } from './checked.ts';
import { assertFits, at, errorOf, only, upTo, valueOf } from './expect.ts';
import { joinAs, newWorld } from './world.ts';

const page = { per_page: 50, order: 'asc' } as const;

/** What every store promises of `serviceAccounts` and `roleBindings`. */
export const serviceAccountsContract = checked({
  'a service account is a member with its roles from the start': async (harness) => {
    const world = await newWorld(harness);
    const { application, founder, organization } = world;
    const admin = await world.inOrganization(founder);
    const organization_id = organization.id;
    const account = valueOf(
      await application.createServiceAccount(admin, { organization_id, name: 'robot', roles: ['viewer', 'annotator'] }),
    );
    assertFits(ServiceAccount, account);
    assert.deepEqual(account, {
      id: account.id,
      name: 'robot',
      revision: 1,
      created_by: { id: founder, name: admin.name },
      created_at: world.clock.now().toISOString(),
      updated_at: world.clock.now().toISOString(),
    });
    const caller = await world.inOrganization(account.id);
    assert.deepEqual([caller.kind, caller.name], ['service', 'robot']);
    assert.deepEqual([caller.permissions.has('task:claim'), caller.permissions.has('item:read')], [true, false]);
    assert.deepEqual(valueOf(await application.listServiceAccounts(admin, { organization_id, page })).items, [account]);
  },

  'service accounts are listed in their organization alone': async (harness) => {
    const [world, other] = [await newWorld(harness), await newWorld(harness)];
    const ids: string[] = [];
    for (const _ of upTo(3)) ids.push(await world.hire());
    await other.hire();
    const listed = valueOf(
      await world.application.listServiceAccounts(await world.inOrganization(world.founder), {
        organization_id: world.organization.id,
        page,
      }),
    );
    assert.deepEqual(
      listed.items.map(({ id }) => id),
      ids,
    );
  },

  'the tokens of a service account are listed, without secrets, and revoked': async (harness) => {
    const world = await newWorld(harness);
    const { application } = world;
    const organization_id = world.organization.id;
    const [user_id, other] = [await world.hire('viewer'), await world.hire('viewer')];
    const admin = await world.inOrganization(world.founder);
    const [{ secret, ...first }, second] = [
      valueOf(await application.createServiceAccountToken(admin, { organization_id, user_id, name: 'first' })),
      valueOf(await application.createServiceAccountToken(admin, { organization_id, user_id, name: 'second' })),
    ];
    valueOf(await application.createServiceAccountToken(admin, { organization_id, user_id: other, name: 'other' }));
    const list = async () =>
      valueOf(await application.listServiceAccountTokens(admin, { organization_id, user_id, page })).items;
    assert.deepEqual(at(await list(), 0), first);
    assert.deepEqual(
      (await list()).map(({ id }) => id),
      [first.id, second.id],
    );
    errorOf(
      await application.revokeServiceAccountToken(admin, { organization_id, user_id: other, token_id: first.id }),
      'not_found',
    );
    valueOf(await application.revokeServiceAccountToken(admin, { organization_id, user_id, token_id: first.id }));
    errorOf(
      await application.authenticate(secret ?? '', { type: 'organization', id: organization_id }, null),
      'unauthenticated',
    );
    errorOf(
      await application.revokeServiceAccountToken(admin, { organization_id, user_id, token_id: first.id }),
      'not_found',
    );
    assert.equal(only(await list()).id, second.id);
  },

  'a person has no tokens as a service account': async (harness) => {
    const world = await newWorld(harness);
    const organization_id = world.organization.id;
    const admin = await world.inOrganization(world.founder);
    errorOf(
      await world.application.createServiceAccountToken(admin, { organization_id, user_id: world.founder, name: 'x' }),
      'not_found',
    );
    errorOf(
      await world.application.listServiceAccountTokens(admin, { organization_id, user_id: world.founder, page }),
      'not_found',
    );
  },

  'a role binding gives its role at the next call': async (harness) => {
    const world = await newWorld(harness);
    const { application, founder, organization, clock } = world;
    const user_id = await world.hire();
    const admin = await world.inOrganization(founder);
    const target = { type: 'organization', id: organization.id } as const;
    const binding = valueOf(
      await application.createRoleBinding(admin, {
        organization_id: organization.id,
        user_id,
        role: 'reviewer',
        target,
      }),
    );
    assertFits(RoleBinding, binding);
    const caller = await world.inOrganization(user_id);
    assert.deepEqual(binding, {
      id: binding.id,
      user: { id: user_id, name: caller.name },
      role: 'reviewer',
      target,
      created_by: { id: founder, name: admin.name },
      created_at: clock.now().toISOString(),
    });
    assert.equal(caller.permissions.has('item:read'), true);
  },

  'a role is given to one user on one target once, also when several do it at once': async (harness) => {
    const world = await newWorld(harness);
    const { application, founder, organization, caller } = world;
    const organization_id = organization.id;
    const [user_id, project] = [await world.hire(), await world.createProject()];
    for (const target of [
      { type: 'organization', id: organization_id },
      { type: 'project', id: project.id },
    ] as const) {
      const admin = await caller(founder, target);
      const before = (await world.events()).length;
      const results = await Promise.all(
        upTo(5).map(() => application.createRoleBinding(admin, { organization_id, user_id, role: 'viewer', target })),
      );
      assert.equal(results.filter(({ ok }) => ok).length, 1);
      for (const result of results) if (!result.ok) errorOf(result, 'already_exists');
      errorOf(
        await application.createRoleBinding(admin, { organization_id, user_id, role: 'viewer', target }),
        'already_exists',
      );
      valueOf(await application.createRoleBinding(admin, { organization_id, user_id, role: 'annotator', target }));
      if (target.type === 'organization') assert.equal((await world.events()).length, before + 2);
    }
  },

  'who is no member is given no role': async (harness) => {
    const [world, other] = [await newWorld(harness), await newWorld(harness)];
    const { application, founder, organization } = world;
    const organization_id = organization.id;
    const project = await world.createProject();
    for (const target of [
      { type: 'organization', id: organization_id },
      { type: 'project', id: project.id },
    ] as const) {
      const admin = await world.caller(founder, target);
      for (const user_id of [harness.newId(), other.founder, await other.hire('admin'), await harness.person()]) {
        const refused = errorOf(
          await application.createRoleBinding(admin, { organization_id, user_id, role: 'viewer', target }),
          'invalid',
        );
        assert.deepEqual(
          refused.errors.map(({ pointer, code }) => [pointer, code]),
          [['/user_id', 'not_found']],
        );
      }
    }
  },

  'a role is given on the organization that is named, or on a project of it': async (harness) => {
    const [world, other] = [await newWorld(harness), await newWorld(harness)];
    const { application, founder, caller } = world;
    const target = { type: 'project', id: (await world.createProject()).id } as const;
    const user_id = await world.hire();
    const wrong = { organization_id: other.organization.id, user_id, role: 'viewer', target } as const;
    errorOf(await application.createRoleBinding(await caller(founder, target), wrong), 'not_found');
    const elsewhere = { type: 'project', id: (await other.createProject()).id } as const;
    const right = { ...wrong, organization_id: world.organization.id, target: elsewhere };
    errorOf(await application.createRoleBinding(await caller(founder, elsewhere), right), 'not_found');
    errorOf(await application.createRoleBinding(await world.inOrganization(founder), right), 'not_found');
  },

  'an admin of a project, who is a person, gives roles on it, and none on the organization': async (harness) => {
    const world = await newWorld(harness);
    const { application, founder, caller, organization } = world;
    const organization_id = organization.id;
    const target = { type: 'project', id: (await world.createProject()).id } as const;
    const [local, user_id] = [await harness.person(), await world.hire()];
    await joinAs(harness, world, local);
    valueOf(
      await application.createRoleBinding(await caller(founder, target), {
        organization_id,
        user_id: local,
        role: 'admin',
        target,
      }),
    );
    valueOf(
      await application.createRoleBinding(await caller(local, target), {
        organization_id,
        user_id,
        role: 'manager',
        target,
      }),
    );
    const above = { type: 'organization', id: organization_id } as const;
    errorOf(
      await application.createRoleBinding(await caller(local, above), {
        organization_id,
        user_id,
        role: 'manager',
        target: above,
      }),
      'forbidden',
    );
    errorOf(
      await application.createRoleBinding(await caller(user_id, target), {
        organization_id,
        user_id,
        role: 'admin',
        target,
      }),
      'forbidden',
    );
    const machine = await world.hire('admin');
    for (const on of [target, above])
      errorOf(
        await application.createRoleBinding(await caller(machine, on), {
          organization_id,
          user_id,
          role: 'viewer',
          target: on,
        }),
        'forbidden',
      );
  },
});
