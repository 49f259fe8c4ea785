import assert from 'node:assert/strict';
import { INSTALLATION, RoleBinding } from '../../index.ts';
import type { Id, Role } from '../../index.ts';
import { checked } from './checked.ts';
import { assertFits, errorOf, only, revealed, valueOf } from './expect.ts';
import type { ContractHarness } from './harness.ts';
import { joinAs, newWorld } from './world.ts';
import type { World } from './world.ts';

const page = { per_page: 50, order: 'asc' } as const;

interface Bound {
  readonly world: World;
  readonly project: Id;
  readonly other: Id;
  /** An admin of the one project alone, and somebody without a role. */
  readonly local: Id;
  readonly somebody: Id;
  readonly bind: (by: Id, userId: Id, role: Role, projectId?: Id) => Promise<RoleBinding>;
}

/** A world of two projects, the first with an admin of its own. Everyone asks as a caller of the organization. */
const newBound = async (harness: ContractHarness): Promise<Bound> => {
  const world = await newWorld(harness);
  const organization_id = world.organization.id;
  const [project, other] = [(await world.createProject()).id, (await world.createProject()).id];
  const [local, somebody] = [await harness.person(), await world.hire()];
  await joinAs(harness, world, local);
  const bind = async (by: Id, user_id: Id, role: Role, projectId?: Id): Promise<RoleBinding> => {
    const target =
      projectId === undefined
        ? ({ type: 'organization', id: organization_id } as const)
        : ({ type: 'project', id: projectId } as const);
    return valueOf(
      await world.application.createRoleBinding(await world.inOrganization(by), {
        organization_id,
        user_id,
        role,
        target,
      }),
    );
  };
  await bind(world.founder, local, 'admin', project);
  return { world, project, other, local, somebody, bind };
};

/** What every store promises of lists and deletions of `roleBindings`, and what the guard asks where. */
export const roleBindingsContract = checked({
  'the bindings of an organization are listed with those of its projects, those of a project alone': async (
    harness,
  ) => {
    const { world, project, other, local, somebody, bind } = await newBound(harness);
    const organization_id = world.organization.id;
    const [above, here, there] = [
      await bind(world.founder, somebody, 'viewer'),
      await bind(world.founder, somebody, 'annotator', project),
      await bind(world.founder, somebody, 'annotator', other),
    ];
    await newBound(harness);
    const admin = await world.inOrganization(world.founder);
    const all = valueOf(await world.application.listRoleBindings(admin, { organization_id, page })).items;
    for (const binding of all) assertFits(RoleBinding, binding);
    assert.deepEqual(all.slice(-3), [above, here, there]);
    assert.deepEqual(
      all.slice(0, -3).map(({ user, role, target }) => [user.id, role, target.type]),
      [
        [world.founder, 'admin', 'organization'],
        [local, 'admin', 'project'],
      ],
    );
    const ofProject = valueOf(
      await world.application.listRoleBindings(admin, { organization_id, project_id: other, page }),
    ).items;
    assert.deepEqual(ofProject, [there]);
  },

  'an admin of a project handles its bindings, and nothing of the organization or another project': async (harness) => {
    const { world, project, other, local, somebody, bind } = await newBound(harness);
    const { application } = world;
    const organization_id = world.organization.id;
    const caller = () => world.inOrganization(local);
    const [above, there] = [
      await bind(world.founder, somebody, 'viewer'),
      await bind(world.founder, somebody, 'viewer', other),
    ];
    const here = await bind(local, somebody, 'manager', project);
    const listed = valueOf(
      await application.listRoleBindings(await caller(), { organization_id, project_id: project, page }),
    ).items;
    assert.deepEqual(listed.at(-1), here);
    errorOf(await application.listRoleBindings(await caller(), { organization_id, page }), 'forbidden');
    errorOf(
      await application.listRoleBindings(await caller(), { organization_id, project_id: other, page }),
      'not_found',
    );
    const onOrganization = { type: 'organization', id: organization_id } as const;
    const onOther = { type: 'project', id: other } as const;
    errorOf(
      await application.createRoleBinding(await caller(), {
        organization_id,
        user_id: local,
        role: 'viewer',
        target: onOrganization,
      }),
      'forbidden',
    );
    errorOf(
      await application.createRoleBinding(await caller(), {
        organization_id,
        user_id: local,
        role: 'viewer',
        target: onOther,
      }),
      'not_found',
    );
    const forbidden = await application.deleteRoleBinding(await caller(), {
      organization_id,
      role_binding_id: above.id,
    });
    errorOf(forbidden, 'forbidden');
    // What they may not know of answers as what is not there.
    assert.deepEqual(
      await application.deleteRoleBinding(await caller(), { organization_id, role_binding_id: there.id }),
      forbidden,
    );
    assert.deepEqual(
      await application.deleteRoleBinding(await caller(), { organization_id, role_binding_id: harness.newId() }),
      forbidden,
    );
    valueOf(await application.deleteRoleBinding(await caller(), { organization_id, role_binding_id: here.id }));
    errorOf(await application.callerFor(harness.newId(), INSTALLATION, null), 'unauthenticated');
    assert.equal(
      (await world.caller(somebody, { type: 'project', id: project })).permissions.has('item:import'),
      false,
    );
  },

  'a token’s limits hold on the project that its caller is read for again': async (harness) => {
    const { world, project } = await newBound(harness);
    const { application, founder } = world;
    const organization_id = world.organization.id;
    const own = await world.caller(founder, INSTALLATION);
    const { secret } = revealed(
      valueOf(
        await application.createOwnToken(own, {
          name: 'limited',
          permissions: ['role_binding:read', 'organization:read'],
        }),
      ),
    );
    const caller = valueOf(await application.authenticate(secret, { type: 'organization', id: organization_id }, null));
    valueOf(await application.listRoleBindings(caller, { organization_id, project_id: project, page }));
    const target = { type: 'project', id: project } as const;
    errorOf(
      await application.createRoleBinding(caller, { organization_id, user_id: founder, role: 'viewer', target }),
      'forbidden',
    );
  },

  'a role that is taken is gone at the next call, and told': async (harness) => {
    const { world, project, somebody, bind } = await newBound(harness);
    const { application, organization, founder } = world;
    const organization_id = organization.id;
    for (const projectId of [undefined, project]) {
      const binding = await bind(founder, somebody, 'reviewer', projectId);
      const reader = () => world.caller(somebody, binding.target);
      assert.equal((await reader()).permissions.has('item:read'), true);
      const admin = await world.inOrganization(founder);
      valueOf(await application.deleteRoleBinding(admin, { organization_id, role_binding_id: binding.id }));
      assert.equal((await reader()).permissions.has('item:read'), false);
      errorOf(
        await application.deleteRoleBinding(admin, { organization_id, role_binding_id: binding.id }),
        'not_found',
      );
      const told = (await harness.events({ organization_id, project_id: projectId ?? null })).filter(
        ({ subject }) => subject === binding.id,
      );
      assert.deepEqual(
        told.map(({ type }) => type),
        ['goldset.role_binding.created', 'goldset.role_binding.deleted'],
      );
      assert.deepEqual(told[1]?.data, {
        user_id: somebody,
        role: 'reviewer',
        target_type: binding.target.type,
        target_id: binding.target.id,
      });
      assert.equal(told[1]?.organization_id, organization_id);
    }
  },

  'the bindings of another organization are not found, not even by its admin under this one’s path': async (
    harness,
  ) => {
    const [here, there] = [await newBound(harness), await newBound(harness)];
    const { application, organization, founder } = here.world;
    const organization_id = organization.id;
    const admin = await here.world.inOrganization(founder);
    const above = await there.bind(there.world.founder, there.somebody, 'viewer');
    const below = await there.bind(there.world.founder, there.somebody, 'viewer', there.project);
    await joinAs(harness, there.world, founder, 'admin');
    for (const { id } of [above, below])
      errorOf(await application.deleteRoleBinding(admin, { organization_id, role_binding_id: id }), 'not_found');
    errorOf(
      await application.listRoleBindings(admin, { organization_id, project_id: there.project, page }),
      'not_found',
    );
    const target = { type: 'project', id: there.project } as const;
    errorOf(
      await application.createRoleBinding(admin, { organization_id, user_id: founder, role: 'viewer', target }),
      'not_found',
    );
  },

  'the last admin who is a person keeps the role': async (harness) => {
    const { world, project, bind } = await newBound(harness);
    const { application, founder } = world;
    const organization_id = world.organization.id;
    // Neither a machine nor an admin of a project counts.
    const machine = await world.hire('admin');
    await bind(founder, founder, 'admin', project);
    const mine = async () =>
      valueOf(await application.listRoleBindings(await world.inOrganization(machine), { organization_id, page })).items;
    const own = only(
      (await mine()).filter(({ user, target }) => user.id === founder && target.type === 'organization'),
    );
    const before = await world.events();
    errorOf(
      await application.deleteRoleBinding(await world.inOrganization(founder), {
        organization_id,
        role_binding_id: own.id,
      }),
      'last_admin',
    );
    errorOf(
      await application.deleteRoleBinding(await world.inOrganization(machine), {
        organization_id,
        role_binding_id: own.id,
      }),
      'forbidden',
    );
    assert.deepEqual(await world.events(), before);
    assert.equal((await world.inOrganization(founder)).permissions.has('member:remove'), true);
    await joinAs(harness, world, await harness.person(), 'admin');
    valueOf(
      await application.deleteRoleBinding(await world.inOrganization(founder), {
        organization_id,
        role_binding_id: own.id,
      }),
    );
    assert.equal((await world.inOrganization(founder)).permissions.has('member:remove'), false);
  },

  'of two admins who demote each other at once, one stays': async (harness) => {
    for (let round = 0; round < 5; round += 1) {
      const world = await newWorld(harness);
      const { application, founder } = world;
      const organization_id = world.organization.id;
      const second = await harness.person();
      await joinAs(harness, world, second, 'admin');
      const { items } = valueOf(
        await application.listRoleBindings(await world.inOrganization(founder), { organization_id, page }),
      );
      const results = await Promise.all(
        [founder, second].map(async (by) => {
          const other = only(items.filter(({ user }) => user.id !== by));
          return application.deleteRoleBinding(await world.inOrganization(by), {
            organization_id,
            role_binding_id: other.id,
          });
        }),
      );
      // Whoever is read after the other one was done is no admin any more.
      assert.equal(results.filter(({ ok }) => ok).length, 1);
      for (const result of results)
        if (!result.ok) assert.ok(['last_admin', 'forbidden'].includes(result.error.code), result.error.code);
      const admins = await Promise.all(
        [founder, second].map(async (id) => (await world.inOrganization(id)).permissions.has('member:remove')),
      );
      assert.deepEqual(admins.toSorted(), [false, true]);
    }
  },
});
