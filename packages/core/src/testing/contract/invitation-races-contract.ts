import assert from 'node:assert/strict';
import { createApplication } from '../../index.ts';
import type { Application, Caller, CreatedInvitation, Id, Store } from '../../index.ts';
import { checked } from './checked.ts';
import { errorOf, only, revealed, upTo, valueOf } from './expect.ts';
import type { ContractHarness } from './harness.ts';
import { addressOf, joinAs, newWorld, testDependencies } from './world.ts';
import type { World } from './world.ts';

const page = { per_page: 50, order: 'asc' } as const;

/** The application of a world, in which something happens just before its next transaction begins. */
export const interrupted = ({ harness, clock }: World, between: () => Promise<unknown>): Application => {
  let isDue = true;
  const transact: Store['transact'] = async (scope, work) => {
    if (isDue) {
      isDue = false;
      await between();
    }
    return harness.store.transact(scope, work);
  };
  return createApplication(testDependencies({ ...harness, store: { ...harness.store, transact } }, clock));
};

const newAddress = (harness: ContractHarness): string => `${harness.newId()}@example.org`;

const invite = ({ harness, organization }: World, application: Application, caller: Caller) =>
  application.createInvitation(caller, {
    organization_id: organization.id,
    email: newAddress(harness),
    roles: ['admin'],
  });

/** Another admin of the organization, as the caller that a token of theirs is. */
export const newInviter = async (
  harness: ContractHarness,
  world: World,
): Promise<{ readonly id: Id; readonly caller: Caller }> => {
  const id = await harness.person();
  await joinAs(harness, world, id, 'admin');
  const own = await world.caller(id, { type: 'installation' });
  const { secret } = revealed(valueOf(await world.application.createOwnToken(own, { name: 'inviting' })));
  return {
    id,
    caller: valueOf(
      await world.application.authenticate(secret, { type: 'organization', id: world.organization.id }, null),
    ),
  };
};

const openBy = async (world: World, inviter: Id): Promise<readonly Id[]> => {
  const { items } = valueOf(
    await world.application.listInvitations(await world.inOrganization(world.founder), {
      organization_id: world.organization.id,
      page,
    }),
  );
  return items.filter(({ created_by }) => created_by.id === inviter).map(({ id }) => id);
};

/** What takes the right to invite away from a member, and what a request that was let through before is answered then. */
export const endings = {
  unauthenticated: async (harness, world, inviter) =>
    valueOf(await world.application.issueToken({ email: await addressOf(harness, inviter), keep: false })),
  not_found: async (_, world, inviter) =>
    valueOf(
      await world.application.removeMember(await world.inOrganization(world.founder), {
        organization_id: world.organization.id,
        user_id: inviter,
      }),
    ),
  forbidden: async (_, { application, founder, organization, inOrganization }, inviter) => {
    const [admin, organization_id] = [await inOrganization(founder), organization.id];
    const { items } = valueOf(await application.listRoleBindings(admin, { organization_id, page }));
    const { id } = only(items.filter(({ user }) => user.id === inviter));
    return valueOf(await application.deleteRoleBinding(admin, { organization_id, role_binding_id: id }));
  },
} as const satisfies Readonly<
  Record<string, (harness: ContractHarness, world: World, inviter: Id) => Promise<unknown>>
>;

const accept = (application: Application, { secret }: CreatedInvitation) =>
  application.acceptInvitationWithoutToken({ secret: secret ?? '', name: 'Grace' }, null);

const whyNot = (result: Awaited<ReturnType<typeof accept>>): string => only(errorOf(result, 'invalid').errors).code;

/** What every store promises of invitations while the right to invite, or what they are to, goes. */
export const invitationRacesContract = checked({
  'who loses the token, the membership or the role after the guard let them through invites nobody': async (
    harness,
  ) => {
    for (const [code, end] of Object.entries(endings)) {
      const world = await newWorld(harness);
      const { id, caller } = await newInviter(harness, world);
      valueOf(await invite(world, world.application, caller));
      const application = interrupted(world, () => end(harness, world, id));
      const refused = await invite(world, application, caller);
      assert.equal(refused.ok ? 'invited' : refused.error.code, code);
      assert.deepEqual(await openBy(world, id), []);
    }
  },

  'no invitation that is made while the right to invite ends is left open': async (harness) => {
    for (const [code, end] of Object.entries(endings)) {
      for (const _ of upTo(4)) {
        const world = await newWorld(harness);
        const { id, caller } = await newInviter(harness, world);
        const [, ...made] = await Promise.all([
          end(harness, world, id),
          ...upTo(4).map(() => invite(world, world.application, caller)),
        ]);
        for (const result of made) if (!result.ok) assert.equal(result.error.code, code);
        assert.deepEqual(await openBy(world, id), []);
        const told = (await world.events()).map(({ type }) => type);
        assert.equal(
          told.filter((type) => type === 'goldset.invitation.revoked').length,
          made.filter(({ ok }) => ok).length,
        );
      }
    }
  },

  'one that is revoked while it is accepted is told as revoked': async (harness) => {
    const world = await newWorld(harness);
    const { application, founder, organization } = world;
    const admin = await world.inOrganization(founder);
    const revoke = (invitation_id: Id) =>
      application.revokeInvitation(admin, { organization_id: organization.id, invitation_id });
    const first = valueOf(await invite(world, application, admin));
    assert.equal(
      whyNot(
        await accept(
          interrupted(world, () => revoke(first.id)),
          first,
        ),
      ),
      'not_found',
    );
    const second = valueOf(await invite(world, application, admin));
    assert.equal(
      whyNot(
        await accept(
          interrupted(world, () => accept(application, second)),
          second,
        ),
      ),
      'already_exists',
    );
    for (const _ of upTo(6)) {
      const invitation = valueOf(await invite(world, application, admin));
      const [accepted, revoked] = await Promise.all([accept(application, invitation), revoke(invitation.id)]);
      assert.equal(accepted.ok, !revoked.ok);
      if (!accepted.ok) assert.equal(whyNot(accepted), 'not_found');
    }
  },

  'nobody joins an organization, and nobody is invited to one, that was deleted in the meantime': async (harness) => {
    const world = await newWorld(harness);
    const { application, founder, organization } = world;
    const admin = await world.inOrganization(founder);
    const remove = async () =>
      valueOf(await application.deleteOrganization(admin, { organization_id: organization.id }));
    const invitation = valueOf(await invite(world, application, admin));
    assert.equal(whyNot(await accept(interrupted(world, remove), invitation)), 'not_found');
    errorOf(await invite(world, application, admin), 'not_found');
    valueOf(await application.restoreOrganization(admin, { organization_id: organization.id }));
    const { items } = valueOf(await application.listMembers(admin, { organization_id: organization.id, page }));
    assert.equal(only(items).user.id, founder);
    // It is open again, as the organization is there again.
    valueOf(await accept(application, invitation));
  },
});
