import assert from 'node:assert/strict';
import { AcceptedInvitation, CreatedInvitation, INSTALLATION, readEmailAddress } from '../../index.ts';
import type { Application, Id, Result, Role } from '../../index.ts';
import { checked } from './checked.ts';
import { assertFits, errorOf, only, revealed, upTo, valueOf } from './expect.ts';
import { MARK, newWorld, testDomains } from './world.ts';
import type { World } from './world.ts';

const page = { per_page: 50, order: 'asc' } as const;

const WEEK = 7 * 86_400;

const invite = async ({ application, inOrganization, founder, organization }: World, email: string, ...roles: readonly Role[]): Promise<CreatedInvitation & { readonly secret: string }> =>
  revealed(valueOf(await application.createInvitation(await inOrganization(founder), { organization_id: organization.id, email, roles })));

const addressOf = (id: Id): string => `${MARK}-${id}@example.org`;

const faultOf = (result: Awaited<ReturnType<Application['acceptInvitationWithoutToken']>>): string => {
  const { pointer, code } = only(errorOf(result as Result<never, { readonly code: 'invalid'; readonly errors: readonly { pointer: string; code: string }[] }>, 'invalid').errors);
  return `${pointer} ${code}`;
};

/** What every store promises of `invitations`, and of who accepts them. */
export const invitationsContract = checked({
  'who is new is made, joins with the roles, and gets a token of that organization': async (harness) => {
    const world = await newWorld(harness);
    const { application, organization, founder } = world;
    const email = addressOf(harness.newId());
    const created = await invite(world, email, 'reviewer', 'annotator');
    assertFits(CreatedInvitation, created);
    const { secret, ...invitation } = created;
    const admin = await world.inOrganization(founder);
    const open = async () => valueOf(await application.listInvitations(admin, { organization_id: organization.id, page })).items;
    assert.deepEqual(await open(), [invitation]);
    assert.equal(faultOf(await application.acceptInvitationWithoutToken({ secret }, null)), '/name required');
    assert.deepEqual(await open(), [invitation]);
    const accepted = valueOf(await application.acceptInvitationWithoutToken({ secret, name: `Grace ${MARK}` }, 'request'));
    assertFits(AcceptedInvitation, accepted);
    assert.deepEqual(await open(), []);
    assert.deepEqual(accepted.organization, { id: organization.id, name: organization.name });
    const target = { type: 'organization', id: organization.id } as const;
    const caller = valueOf(await application.authenticate(accepted.token?.secret ?? '', target, null));
    assert.deepEqual([caller.kind, caller.user_id, caller.token?.organization_id], ['person', accepted.user.id, organization.id]);
    assert.deepEqual([caller.permissions.has('item:read'), caller.permissions.has('member:read')], [true, false]);
    const told = (await world.events()).slice(-6).map(({ type }) => type.replace('goldset.', ''));
    assert.deepEqual(told, ['invitation.accepted', 'user.created', 'member.added', 'role_binding.created', 'role_binding.created', 'token.created']);
    assert.equal(faultOf(await application.acceptInvitationWithoutToken({ secret, name: 'x' }, null)), '/secret already_exists');
    errorOf(await application.revokeInvitation(admin, { organization_id: organization.id, invitation_id: invitation.id }), 'not_found');
  },

  'an invitation by one organization gains nothing that another one gave to the same address': async (harness) => {
    const [mine, theirs] = [await newWorld(harness), await newWorld(harness)];
    const { application } = mine;
    const email = addressOf(harness.newId());
    const first = valueOf(await application.acceptInvitationWithoutToken({ secret: (await invite(theirs, email, 'admin')).secret, name: 'Grace' }, null));
    // Whoever invites knows the secret, and can accept in the name of whom they invite.
    const second = valueOf(await application.acceptInvitationWithoutToken({ secret: (await invite(mine, email.toUpperCase(), 'admin')).secret, name: 'Mallory' }, null));
    assert.deepEqual(second.user, first.user);
    const secret = second.token?.secret ?? '';
    const project = await theirs.createProject();
    for (const target of [{ type: 'organization', id: theirs.organization.id }, { type: 'project', id: project.id }] as const) {
      const caller = valueOf(await application.authenticate(secret, target, null));
      assert.deepEqual([caller.knows_target, caller.permissions.size], [false, 0]);
    }
    const caller = valueOf(await application.authenticate(secret, INSTALLATION, null));
    assert.equal(only(valueOf(await application.listMyOrganizations(caller, { page })).items).id, mine.organization.id);
    assert.deepEqual(valueOf(await application.listUsers(caller, { page })).items.map(({ id }) => id), [mine.founder, first.user.id]);
    assert.equal(only(valueOf(await application.listOwnTokens(caller, { page })).items).id, second.token?.id);
    errorOf(await application.revokeOwnToken(caller, { token_id: first.token?.id ?? '' }), 'not_found');
    assert.equal(valueOf(await application.createOwnToken(caller, { name: 'x' })).organization_id, mine.organization.id);
    errorOf(await application.createOrganization(caller, { name: 'x' }), 'forbidden');
    errorOf(await application.acceptInvitation(caller, { secret: (await invite(theirs, addressOf(harness.newId()), 'admin')).secret }), 'forbidden');
    // Nor is what they had before touched.
    valueOf(await application.authenticate(first.token?.secret ?? '', { type: 'organization', id: theirs.organization.id }, null));
  },

  'with a token, its person joins, and gets no token': async (harness) => {
    const [world, other] = [await newWorld(harness), await newWorld(harness)];
    const { application } = world;
    const caller = await world.caller(other.founder, INSTALLATION);
    const { secret } = await invite(world, addressOf(harness.newId()), 'manager');
    const accepted = valueOf(await application.acceptInvitation(caller, { secret }));
    assert.deepEqual([accepted.user.id, accepted.token], [other.founder, null]);
    assert.equal((await world.inOrganization(other.founder)).permissions.has('item:import'), true);
    // Who is a member already gets the roles they do not have yet.
    const again = await invite(world, addressOf(harness.newId()), 'manager', 'viewer');
    valueOf(await application.acceptInvitation(caller, { secret: again.secret }));
    const { items } = valueOf(await application.listMembers(await world.inOrganization(world.founder), { organization_id: world.organization.id, page }));
    assert.deepEqual(items.find(({ user }) => user.id === other.founder)?.roles, ['manager', 'viewer']);
    const machine = await world.caller(await world.hire('admin'), INSTALLATION);
    errorOf(await application.acceptInvitation(machine, { secret }), 'forbidden');
  },

  'one that is unknown, revoked or expired cannot be accepted': async (harness) => {
    const world = await newWorld(harness);
    const { application, organization, clock } = world;
    const organization_id = organization.id;
    const accept = (secret: string) => application.acceptInvitationWithoutToken({ secret, name: 'x' }, null);
    assert.equal(faultOf(await accept('unknown')), '/secret not_found');
    const admin = await world.inOrganization(world.founder);
    const revoked = await invite(world, addressOf(harness.newId()));
    valueOf(await application.revokeInvitation(admin, { organization_id, invitation_id: revoked.id }));
    errorOf(await application.revokeInvitation(admin, { organization_id, invitation_id: revoked.id }), 'not_found');
    assert.equal(faultOf(await accept(revoked.secret)), '/secret not_found');
    const [late, early] = [await invite(world, addressOf(harness.newId())), await invite(world, addressOf(harness.newId()))];
    clock.advance(WEEK - 0.001);
    valueOf(await accept(early.secret));
    clock.advance(0.001);
    assert.equal(faultOf(await accept(late.secret)), '/secret not_found');
  },

  'it is accepted once, also by several at once, and an address makes one person': async (harness) => {
    const [world, other] = [await newWorld(harness), await newWorld(harness)];
    const { application } = world;
    for (const _ of upTo(4)) {
      const email = addressOf(harness.newId());
      const [first, second] = [await invite(world, email, 'viewer'), await invite(other, email, 'viewer')];
      const results = await Promise.all([first, first, second, second].map(({ secret }) => application.acceptInvitationWithoutToken({ secret, name: 'Grace' }, null)));
      const accepted = results.filter((result) => result.ok).map(valueOf);
      assert.equal(accepted.length, 2);
      assert.equal(new Set(accepted.map(({ user }) => user.id)).size, 1);
      for (const result of results) if (!result.ok) assert.equal(faultOf(result), '/secret already_exists');
    }
  },

  'an address is one however its domain and the case of its ASCII letters are written, and stays as it was given': async (harness) => {
    const world = await newWorld(harness);
    const { application } = world;
    const name = `ü-${harness.newId()}`;
    const first = await invite(world, ` ${name.toUpperCase().replace('Ü', 'ü')}@BÜCHER.example `, 'viewer');
    assert.equal(first.email, `${name.toUpperCase().replace('Ü', 'ü')}@BÜCHER.example`);
    const { user } = valueOf(await application.acceptInvitationWithoutToken({ secret: first.secret, name: 'Grace' }, null));
    const { users } = harness.store.within({ organization_id: null, project_id: null });
    assert.equal((await users.find(user.id))?.email, first.email);
    const key = (address: string): string => valueOf(readEmailAddress(address, testDomains)).email_key;
    for (const same of [`${name}@xn--bcher-kva.example`, `${name.replace('ü', 'u\u0308')}@Bu\u0308cher.Example`]) assert.deepEqual(await users.findByEmail(key(same)), user);
    for (const other of [`${name.replace('ü', 'Ü')}@bücher.example`, `${name}@bucher.example`]) assert.equal(await users.findByEmail(key(other)), undefined);
    const local = await invite(world, `${name}@localhost`, 'viewer');
    assert.notEqual(valueOf(await application.acceptInvitationWithoutToken({ secret: local.secret, name: 'x' }, null)).user.id, user.id);
  },

  'what is no address is refused': async (harness) => {
    const { application, inOrganization, founder, organization } = await newWorld(harness);
    for (const email of ['grace', 'grace@', 'grace@раypal.com', 'gr ace@example.org', 'grace@127.0.0.1']) {
      const { errors } = errorOf(await application.createInvitation(await inOrganization(founder), { organization_id: organization.id, email, roles: [] }), 'invalid');
      assert.deepEqual(errors.map(({ pointer, code }) => `${pointer} ${code}`), ['/email format']);
    }
  },
});
