import assert from 'node:assert/strict';
import type { AccessRemoval, Application, Caller, DomainError, Id, Result } from '../../index.ts';
import { checked } from './checked.ts';
import { errorOf, only, upTo, valueOf } from './expect.ts';
import type { ContractHarness } from './harness.ts';
import { endings, interrupted, newInviter } from './invitation-races-contract.ts';
import { joinAs, newWorld } from './world.ts';
import type { World } from './world.ts';

const page = { per_page: 200, order: 'asc' } as const;

type Give = (
  application: Application,
  caller: Caller,
  world: World,
  userId: Id,
) => Promise<Result<unknown, DomainError>>;

/** What gives somebody access to an organization, and the event that tells of it. */
const gifts = {
  'goldset.role_binding.created': (application, caller, { organization }, user_id) =>
    application.createRoleBinding(caller, {
      organization_id: organization.id,
      user_id,
      role: 'manager',
      target: { type: 'organization', id: organization.id },
    }),
  'goldset.token.created': (application, caller, { organization }, user_id) =>
    application.createServiceAccountToken(caller, { organization_id: organization.id, user_id, name: 'late' }),
  'goldset.service_account.created': (application, caller, { organization }) =>
    application.createServiceAccount(caller, { organization_id: organization.id, name: 'late', roles: ['admin'] }),
} as const satisfies Readonly<Record<string, Give>>;

const cases = Object.entries(gifts).flatMap(([type, give]) =>
  Object.entries(endings).map(([code, end]) => ({ type, give: give as Give, code, end })),
);

const told = async (world: World): Promise<readonly string[]> => (await world.events()).map(({ type }) => type);

/** An admin of one project alone, as a caller of the organization. */
const newLocalAdmin = async (
  harness: ContractHarness,
  world: World,
): Promise<{
  readonly id: Id;
  readonly caller: () => Promise<Caller>;
  readonly projectId: Id;
  readonly bindingId: Id;
}> => {
  const [id, organization_id, projectId] = [
    await harness.person(),
    world.organization.id,
    (await world.createProject()).id,
  ];
  await joinAs(harness, world, id);
  const founder = await world.inOrganization(world.founder);
  const bound = { organization_id, user_id: id, role: 'admin', target: { type: 'project', id: projectId } } as const;
  const { id: bindingId } = valueOf(await world.application.createRoleBinding(founder, bound));
  return { id, caller: () => world.inOrganization(id), projectId, bindingId };
};

/** What every store promises of those who give others access, while their own ends. */
export const accessRacesContract = checked({
  'who loses the token, the membership or the role after the guard let them through gives nobody access': async (
    harness,
  ) => {
    for (const { type, give, code, end } of cases) {
      const world = await newWorld(harness);
      const { id, caller } = await newInviter(harness, world);
      const account = await world.hire();
      valueOf(await give(world.application, caller, world, await world.hire()));
      const before = (await told(world)).filter((one) => one === type).length;
      const refused = await give(
        interrupted(world, () => end(harness, world, id)),
        caller,
        world,
        account,
      );
      assert.equal(refused.ok ? 'given' : refused.error.code, code, `${type}, where it is ${code}`);
      assert.equal((await told(world)).filter((one) => one === type).length, before);
    }
  },

  'what is given while the right to give it ends was given before': async (harness) => {
    for (const { type, give, code, end } of cases) {
      const world = await newWorld(harness);
      const { id, caller } = await newInviter(harness, world);
      const accounts = [await world.hire(), await world.hire(), await world.hire()];
      const [ended, ...given] = await Promise.all([
        end(harness, world, id),
        ...accounts.map((account) => give(world.application, caller, world, account)),
      ]);
      for (const result of given) if (!result.ok) assert.equal(result.error.code, code);
      const types = await told(world);
      const last = types.lastIndexOf(type);
      const gone = types.lastIndexOf(code === 'forbidden' ? 'goldset.role_binding.deleted' : 'goldset.member.removed');
      if (code !== 'unauthenticated' && given.some(({ ok }) => ok))
        assert.ok(last < gone, `${type} was told after the end.`);
      if (type !== 'goldset.token.created') continue;
      const known = new Set(
        (ended as Pick<AccessRemoval, 'service_accounts'>).service_accounts.map((account) => account.id),
      );
      for (const [index, result] of given.entries())
        assert.equal(known.has(accounts[index] ?? ''), result.ok, 'It is said whose secrets they may know.');
    }
  },

  'an admin of a project who loses that role gives nobody a role on it': async (harness) => {
    const world = await newWorld(harness);
    const { application, founder, organization } = world;
    const organization_id = organization.id;
    const { caller, projectId, bindingId } = await newLocalAdmin(harness, world);
    const admin = await world.inOrganization(founder);
    const end = async () =>
      valueOf(await application.deleteRoleBinding(admin, { organization_id, role_binding_id: bindingId }));
    const give = async (by: Application) =>
      by.createRoleBinding(await caller(), {
        organization_id,
        user_id: await world.hire(),
        role: 'manager',
        target: { type: 'project', id: projectId },
      });
    valueOf(await give(application));
    const late = valueOf(
      await application.createRoleBinding(admin, {
        organization_id,
        user_id: await world.hire(),
        role: 'viewer',
        target: { type: 'organization', id: organization_id },
      }),
    );
    const refused = await give(interrupted(world, end));
    assert.equal(refused.ok ? 'given' : refused.error.code, 'not_found');
    const { items } = valueOf(
      await application.listRoleBindings(admin, { organization_id, project_id: projectId, page }),
    );
    assert.equal(only(items).role, 'manager');
    errorOf(await give(application), 'not_found');
    valueOf(await application.getRoleBinding(admin, { organization_id, role_binding_id: late.id }));
  },

  'a service account that is deleted while a token of it is made has none afterwards': async (harness) => {
    const world = await newWorld(harness);
    const { application, founder, organization } = world;
    const organization_id = organization.id;
    const admin = await world.inOrganization(founder);
    const make = (by: Application, user_id: Id) =>
      by.createServiceAccountToken(admin, { organization_id, user_id, name: 'late' });
    const remove = async (user_id: Id) =>
      valueOf(await application.deleteServiceAccount(admin, { organization_id, user_id }));
    const gone = await world.hire();
    errorOf(
      await make(
        interrupted(world, () => remove(gone)),
        gone,
      ),
      'not_found',
    );
    for (const _ of upTo(4)) {
      const user_id = await world.hire();
      const [, ...made] = await Promise.all([remove(user_id), make(application, user_id), make(application, user_id)]);
      for (const result of made) {
        if (!result.ok) errorOf(result, 'not_found');
        else
          errorOf(
            await application.authenticate(
              result.value.secret ?? '',
              { type: 'organization', id: organization_id },
              null,
            ),
            'unauthenticated',
          );
      }
    }
  },
});
