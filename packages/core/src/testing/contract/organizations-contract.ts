import assert from 'node:assert/strict';
import { createApplication, INSTALLATION, ListedOrganization, Organization } from '../../index.ts';
import type { Caller } from '../../index.ts';
import { checked } from './checked.ts';
import { assertFits, errorOf, only, upTo, valueOf } from './expect.ts';
import { MARK, newWorld, testDependencies } from './world.ts';

const page = { per_page: 50, order: 'asc' } as const;

/** What every store promises of `organizations` and `members`. */
export const organizationsContract = checked({
  'who creates an organization is its first member and admin': async (harness) => {
    const world = await newWorld(harness);
    const { application, founder, organization } = world;
    assertFits(Organization, organization);
    const now = world.clock.now().toISOString();
    const caller = await world.inOrganization(founder);
    assert.deepEqual(organization, {
      id: organization.id,
      name: `Organization ${MARK}`,
      revision: 1,
      created_by: { id: founder, name: caller.name },
      created_at: now,
      updated_at: now,
      member_count: 1,
    });
    assert.deepEqual(
      valueOf(await application.getOrganization(caller, { organization_id: organization.id })),
      organization,
    );
    assert.equal(caller.permissions.has('member:remove'), true);
  },

  'members are counted': async (harness) => {
    const [world, other] = [await newWorld(harness), await newWorld(harness)];
    for (const _ of upTo(3)) await world.hire();
    const count = async ({ application, inOrganization, founder, organization }: typeof world): Promise<number> =>
      valueOf(await application.getOrganization(await inOrganization(founder), { organization_id: organization.id }))
        .member_count;
    assert.deepEqual([await count(world), await count(other)], [4, 1]);
  },

  'one lists the organizations one is a member of, and no others': async (harness) => {
    const [world, other] = [await newWorld(harness), await newWorld(harness)];
    const mine = async (userId: string) =>
      valueOf(await world.application.listMyOrganizations(await world.caller(userId, INSTALLATION), { page })).items;
    const second = valueOf(
      await world.application.createOrganization(await world.caller(world.founder, INSTALLATION), { name: 'second' }),
    );
    const listed = await mine(world.founder);
    for (const organization of listed) assertFits(ListedOrganization, organization);
    assert.deepEqual(listed, [
      { id: world.organization.id, name: world.organization.name, deleted_at: null },
      { id: second.id, name: 'second', deleted_at: null },
    ]);
    assert.equal(only(await mine(other.founder)).id, other.organization.id);
    assert.equal(only(await mine(await other.hire())).id, other.organization.id);
    assert.deepEqual(await mine(await harness.person()), []);
  },

  'two organizations may have one name': async (harness) => {
    const [first, second] = [await newWorld(harness), await newWorld(harness)];
    assert.equal(first.organization.name, second.organization.name);
    assert.notEqual(first.organization.id, second.organization.id);
  },

  'who may create organizations is the installation’s policy': async (harness) => {
    const world = await newWorld(harness);
    const [operator, somebody] = [await harness.person(), await harness.person()];
    const strict = createApplication(
      testDependencies(harness, world.clock, { organizationCreation: 'operators', operators: new Set([operator]) }),
    );
    const caller = async (userId: string): Promise<Caller> =>
      valueOf(await strict.callerFor(userId, INSTALLATION, null));
    assert.deepEqual(
      errorOf(await strict.createOrganization(await caller(somebody), { name: 'x' }), 'forbidden').permission,
      'organization:create',
    );
    const organization = valueOf(await strict.createOrganization(await caller(operator), { name: 'x' }));
    assert.equal(organization.created_by.id, operator);
    valueOf(
      await world.application.createOrganization(
        valueOf(await world.application.callerFor(somebody, INSTALLATION, null)),
        { name: 'x' },
      ),
    );
  },
});
