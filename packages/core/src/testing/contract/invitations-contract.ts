import assert from 'node:assert/strict';
import { AcceptedInvitation, CreatedInvitation, INSTALLATION, readEmailAddress } from '../../index.ts';
import type { Application, Id, Result, Role, Target } from '../../index.ts';
import { checked } from './checked.ts';
import { assertFits, errorOf, only, revealed, upTo, valueOf } from './expect.ts';
import { testSecrets } from './test-secrets.ts';
import { joinAs, MARK, newWorld, testDomains } from './world.ts';
import type { World } from './world.ts';

const page = { per_page: 50, order: 'asc' } as const;

const WEEK = 7 * 86_400;

const invite = async (
  { application, inOrganization, founder, organization }: World,
  email: string,
  ...roles: readonly Role[]
): Promise<CreatedInvitation & { readonly secret: string }> =>
  revealed(
    valueOf(
      await application.createInvitation(await inOrganization(founder), {
        organization_id: organization.id,
        email,
        roles,
      }),
    ),
  );

const addressOf = (id: Id): string => `${MARK}-${id}@example.org`;

const faultOf = (
  result: Awaited<ReturnType<Application['acceptInvitation' | 'acceptInvitationWithoutToken']>>,
): string => {
  const { pointer, code } = only(
    errorOf(
      result as Result<
        never,
        { readonly code: 'invalid'; readonly errors: readonly { pointer: string; code: string }[] }
      >,
      'invalid',
    ).errors,
  );
  return `${pointer} ${code}`;
};

/** What every store promises of `invitations`, and of who accepts them. */
export const invitationsContract = checked({
  'who is new is made, joins with the roles, and gets a token that works everywhere': async (harness) => {
    const world = await newWorld(harness);
    const { application, organization, founder } = world;
    const email = addressOf(harness.newId());
    const created = await invite(world, email, 'reviewer', 'annotator');
    assertFits(CreatedInvitation, created);
    const { secret, ...invitation } = created;
    const admin = await world.inOrganization(founder);
    const open = async () =>
      valueOf(await application.listInvitations(admin, { organization_id: organization.id, page })).items;
    assert.deepEqual(await open(), [invitation]);
    assert.equal(faultOf(await application.acceptInvitationWithoutToken({ secret }, null)), '/name required');
    assert.deepEqual(await open(), [invitation]);
    const accepted = valueOf(
      await application.acceptInvitationWithoutToken({ secret, name: `Grace ${MARK}` }, 'request'),
    );
    assertFits(AcceptedInvitation, accepted);
    assert.deepEqual(await open(), []);
    assert.deepEqual(accepted.organization, { id: organization.id, name: organization.name });
    const target = { type: 'organization', id: organization.id } as const;
    const token = accepted.token?.secret ?? '';
    const caller = valueOf(await application.authenticate(token, target, null));
    assert.deepEqual(
      [caller.kind, caller.user_id, caller.token],
      ['person', accepted.user.id, { organization_id: null, permissions: null, expires_at: null }],
    );
    assert.deepEqual([caller.permissions.has('item:read'), caller.permissions.has('member:read')], [true, false]);
    const above = valueOf(await application.authenticate(token, INSTALLATION, null));
    assert.equal(valueOf(await application.getMe(above, {})).email_verified, false);
    assert.equal(above.permissions.has('organization:create'), true);
    const told = (await world.events()).slice(-6).map(({ type }) => type.replace('goldset.', ''));
    assert.deepEqual(told, [
      'invitation.accepted',
      'user.created',
      'member.added',
      'role_binding.created',
      'role_binding.created',
      'token.created',
    ]);
    assert.equal(
      faultOf(await application.acceptInvitationWithoutToken({ secret, name: 'x' }, null)),
      '/secret already_exists',
    );
    assert.equal(faultOf(await application.acceptInvitation(above, { secret })), '/secret already_exists');
    errorOf(
      await application.revokeInvitation(admin, { organization_id: organization.id, invitation_id: invitation.id }),
      'not_found',
    );
  },

  'nobody becomes somebody else by an invitation: where there is an account, its person accepts with a token of it':
    async (harness) => {
      const [mine, theirs] = [await newWorld(harness), await newWorld(harness)];
      const { application } = mine;
      const email = addressOf(harness.newId());
      const first = valueOf(
        await application.acceptInvitationWithoutToken(
          { secret: (await invite(theirs, email, 'admin')).secret, name: `Grace ${MARK}` },
          null,
        ),
      );
      // Whoever invites knows the secret.
      const { secret } = await invite(mine, email.replace('example', 'EXAMPLE'), 'viewer');
      for (const name of [undefined, 'Mallory']) {
        const refused = errorOf(
          await application.acceptInvitationWithoutToken({ secret, name }, null),
          'unauthenticated',
        );
        assert.match(refused.detail ?? '', /Sign in/);
        // Neither who it is nor what they are called is told.
        assert.ok(![first.user.id, MARK].some((known) => JSON.stringify(refused).includes(known)));
      }
      const mallory = await mine.caller(mine.founder, INSTALLATION);
      const others = errorOf(await application.acceptInvitation(mallory, { secret }), 'forbidden');
      assert.ok(![first.user.id, MARK].some((known) => JSON.stringify(others).includes(known)));
      assert.deepEqual(
        valueOf(
          await application.listMembers(await mine.inOrganization(mine.founder), {
            organization_id: mine.organization.id,
            page,
          }),
        ).items.length,
        1,
      );
      const grace = valueOf(await application.authenticate(first.token?.secret ?? '', INSTALLATION, null));
      assert.equal(faultOf(await application.acceptInvitation(grace, { secret, name: 'Another' })), '/name option');
      const accepted = valueOf(await application.acceptInvitation(grace, { secret }));
      assert.deepEqual([accepted.user, accepted.token], [first.user, null]);
      assert.deepEqual(
        valueOf(await application.listMyOrganizations(grace, { page })).items.map(({ id }) => id),
        [mine.organization.id, theirs.organization.id].toSorted(),
      );
      errorOf(
        await application.createInvitation(await mine.inOrganization(mine.founder), {
          organization_id: mine.organization.id,
          email,
          roles: [],
        }),
        'already_exists',
      );
    },

  'a token that is limited, to an organization or to permissions, accepts nothing': async (harness) => {
    const [world, other] = [await newWorld(harness), await newWorld(harness)];
    const { application } = world;
    const { secret } = await invite(world, addressOf(harness.newId()));
    const own = await other.caller(other.founder, INSTALLATION);
    for (const limits of [
      { organization_id: other.organization.id },
      { permissions: ['invitation:accept', 'me:read'] as const },
      { permissions: ['me:read'] as const },
    ]) {
      const limited = revealed(
        valueOf(
          await application.createOwnToken(own, {
            name: 'limited',
            ...limits,
            ...(limits.permissions && { permissions: [...limits.permissions] }),
          }),
        ),
      );
      const refused = errorOf(
        await application.acceptInvitation(
          valueOf(await application.authenticate(limited.secret, INSTALLATION, null)),
          { secret },
        ),
        'forbidden',
      );
      assert.deepEqual(refused, { code: 'forbidden', permission: 'invitation:accept', because: 'token_limited' });
    }
    valueOf(await application.acceptInvitation(own, { secret }));
  },

  'with a token, its person joins where nobody has the address, and gets no token': async (harness) => {
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
    const { items } = valueOf(
      await application.listMembers(await world.inOrganization(world.founder), {
        organization_id: world.organization.id,
        page,
      }),
    );
    assert.deepEqual(items.find(({ user }) => user.id === other.founder)?.roles, ['manager', 'viewer']);
    const machine = await world.caller(await world.hire('admin'), INSTALLATION);
    errorOf(await application.acceptInvitation(machine, { secret }), 'forbidden');
  },

  'five failures of one invitation within an hour, also at once, are enough': async (harness) => {
    const [world, other] = [await newWorld(harness), await newWorld(harness)];
    const { application, clock } = world;
    const taken = addressOf(harness.newId());
    valueOf(
      await application.acceptInvitationWithoutToken(
        { secret: (await invite(other, taken)).secret, name: 'Grace' },
        null,
      ),
    );
    const [{ secret }, untouched] = [await invite(world, taken), await invite(world, addressOf(harness.newId()))];
    const fail = () => application.acceptInvitationWithoutToken({ secret, name: 'Mallory' }, null);
    clock.advance(1800);
    const codes = (await Promise.all(upTo(9).map(fail))).map((result) => (result.ok ? 'accepted' : result.error.code));
    assert.deepEqual(codes.toSorted(), [
      ...upTo(4).map(() => 'too_many_requests'),
      ...upTo(5).map(() => 'unauthenticated'),
    ]);
    const refused = errorOf(await fail(), 'too_many_requests');
    assert.equal(refused.retry_after, 3600);
    clock.advance(3599);
    assert.equal(errorOf(await fail(), 'too_many_requests').retry_after, 1);
    valueOf(await application.acceptInvitationWithoutToken({ secret: untouched.secret, name: 'Ada' }, null));
    clock.advance(1);
    errorOf(await fail(), 'unauthenticated');
  },

  'others who fail stop not whose address was invited, and every refusal that a guess gets counts': async (harness) => {
    const [world, other] = [await newWorld(harness), await newWorld(harness)];
    const { application, clock } = world;
    const email = addressOf(harness.newId());
    const made = valueOf(
      await application.acceptInvitationWithoutToken(
        { secret: (await invite(other, email)).secret, name: 'Grace' },
        null,
      ),
    );
    const grace = valueOf(await application.authenticate(made.token?.secret ?? '', INSTALLATION, null));
    const mallory = await world.caller(other.founder, INSTALLATION);
    const invitation = await invite(world, email, 'viewer');
    for (const _ of upTo(5))
      errorOf(await application.acceptInvitation(mallory, { secret: invitation.secret }), 'forbidden');
    errorOf(await application.acceptInvitation(mallory, { secret: invitation.secret }), 'too_many_requests');
    errorOf(
      await application.acceptInvitationWithoutToken({ secret: invitation.secret, name: 'x' }, null),
      'too_many_requests',
    );
    assert.equal(
      valueOf(await application.acceptInvitation(grace, { secret: invitation.secret })).user.id,
      made.user.id,
    );
    // Four failures, of whichever kinds, stop nobody.
    const fourth = await invite(world, addressOf(harness.newId()));
    for (const _ of upTo(4))
      assert.equal(
        faultOf(await application.acceptInvitationWithoutToken({ secret: fourth.secret }, null)),
        '/name required',
      );
    valueOf(await application.acceptInvitationWithoutToken({ secret: fourth.secret, name: 'Ada' }, null));
    // One whose inviter may no longer invite can be asked about no oftener.
    const secrets = testSecrets(harness.newId);
    const [secret, created_at] = [secrets.generate(), clock.now().toISOString()];
    const ended = {
      id: harness.newId(),
      email,
      roles: [],
      created_by: await harness.person(),
      created_at,
      expires_at: '2026-12-01T00:00:00.000Z',
      secret_hash: secrets.hash(secret),
    };
    await harness.store.transact(
      { organization_id: world.organization.id, project_id: null },
      async ({ invitations }) => {
        await invitations.add(ended);
        return { ok: true, value: undefined } as const;
      },
    );
    for (const _ of upTo(5))
      assert.equal(
        faultOf(await application.acceptInvitationWithoutToken({ secret, name: 'x' }, null)),
        '/secret not_found',
      );
    errorOf(await application.acceptInvitationWithoutToken({ secret, name: 'x' }, null), 'too_many_requests');
    // What is told to whose address it is stays what it is.
    assert.equal(faultOf(await application.acceptInvitation(grace, { secret })), '/secret not_found');
  },

  'who may no longer invite has invited nobody': async (harness) => {
    const world = await newWorld(harness);
    const { application, clock, organization } = world;
    const secrets = testSecrets(harness.newId);
    // As one that was made just when its inviter lost the right to.
    const [stranger, member, machine] = [await harness.person(), await harness.person(), await world.hire('admin')];
    await joinAs(harness, world, member, 'manager');
    for (const created_by of [stranger, member, machine]) {
      const [secret, at] = [secrets.generate(), clock.now().toISOString()];
      const invitation = {
        id: harness.newId(),
        email: addressOf(harness.newId()),
        roles: ['admin'] as const,
        created_by,
        created_at: at,
        expires_at: '2026-12-01T00:00:00.000Z',
      };
      await harness.store.transact({ organization_id: organization.id, project_id: null }, async ({ invitations }) => {
        await invitations.add({ ...invitation, secret_hash: secrets.hash(secret) });
        return { ok: true, value: undefined } as const;
      });
      assert.equal(
        faultOf(await application.acceptInvitationWithoutToken({ secret, name: 'x' }, null)),
        '/secret not_found',
      );
    }
  },

  'before and after a person proves their address, who invited them gets at nothing of theirs': async (harness) => {
    const [mine, theirs] = [await newWorld(harness), await newWorld(harness)];
    const { application } = mine;
    const email = addressOf(harness.newId());
    // Mallory makes an account for a stranger's address, and all that can be made with it.
    const made = valueOf(
      await application.acceptInvitationWithoutToken(
        { secret: (await invite(mine, email, 'admin')).secret, name: 'Mallory' },
        null,
      ),
    );
    const obtained = [made.token?.secret ?? ''];
    const as = async (secret: string, target: Target = INSTALLATION) =>
      valueOf(await application.authenticate(secret, target, null));
    const account = await as(obtained[0] ?? '');
    for (const limits of [{}, { organization_id: mine.organization.id }])
      obtained.push(revealed(valueOf(await application.createOwnToken(account, { name: 'spare', ...limits }))).secret);
    const here = { type: 'organization', id: mine.organization.id } as const;
    const founded = valueOf(await application.createOrganization(account, { name: 'Trap' }));
    const inFounded = await as(obtained[0] ?? '', { type: 'organization', id: founded.id });
    const asThem = [
      revealed(
        valueOf(
          await application.createInvitation(await as(obtained[0] ?? '', here), {
            organization_id: mine.organization.id,
            email: addressOf(harness.newId()),
            roles: ['admin'],
          }),
        ),
      ),
      revealed(
        valueOf(
          await application.createInvitation(inFounded, {
            organization_id: founded.id,
            email: addressOf(harness.newId()),
            roles: ['admin'],
          }),
        ),
      ),
    ];
    // The stranger is invited elsewhere: neither Mallory nor the account gets in without that invitation.
    const real = await invite(theirs, email, 'reviewer');
    for (const secret of obtained)
      assert.equal((await as(secret, { type: 'organization', id: theirs.organization.id })).knows_target, false);
    errorOf(
      await application.acceptInvitationWithoutToken({ secret: real.secret, name: 'Grace' }, null),
      'unauthenticated',
    );
    // The person asks the operator, whose word is the first proof.
    const issued = valueOf(await application.issueToken({ email: email.replace('example', 'EXAMPLE'), keep: false }));
    assert.deepEqual(
      [issued.user.id, issued.is_first_proof, issued.revoked_tokens, issued.revoked_invitations],
      [made.user.id, true, 3, 2],
    );
    const grace = await as(issued.secret);
    valueOf(await application.acceptInvitation(grace, { secret: real.secret }));
    for (const secret of obtained)
      errorOf(await application.authenticate(secret, INSTALLATION, null), 'unauthenticated');
    // A request that was on its way leaves nothing behind.
    errorOf(await application.createOwnToken(account, { name: 'late' }), 'unauthenticated');
    for (const { secret } of asThem)
      errorOf(await application.acceptInvitationWithoutToken({ secret, name: 'x' }, null), 'invalid');
    // Nor does what Mallory can do anew: as an admin, they see no more than the membership.
    const again = await application.createInvitation(await mine.inOrganization(mine.founder), {
      organization_id: mine.organization.id,
      email,
      roles: ['admin'],
    });
    errorOf(again, 'already_exists');
    valueOf(
      await application.removeMember(await mine.inOrganization(mine.founder), {
        organization_id: mine.organization.id,
        user_id: made.user.id,
      }),
    );
    const another = await invite(mine, email, 'admin');
    errorOf(
      await application.acceptInvitationWithoutToken({ secret: another.secret, name: 'Mallory' }, null),
      'unauthenticated',
    );
    errorOf(
      await application.acceptInvitation(await mine.caller(mine.founder, INSTALLATION), { secret: another.secret }),
      'forbidden',
    );
    // Memberships stay, and are shown to the person, who leaves what they did not join.
    const listed = valueOf(await application.listMyOrganizations(grace, { page })).items.map(({ id }) => id);
    assert.deepEqual(listed, [theirs.organization.id, founded.id].toSorted());
    const me = valueOf(await application.getMe(grace, {}));
    assert.deepEqual([me.email, me.email_verified, me.revision], [email, true, 2]);
    // What comes later is no first proof.
    assert.equal(valueOf(await application.issueToken({ email, keep: false })).is_first_proof, false);
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
    const [late, early] = [
      await invite(world, addressOf(harness.newId())),
      await invite(world, addressOf(harness.newId())),
    ];
    clock.advance(WEEK - 0.001);
    valueOf(await accept(early.secret));
    clock.advance(0.001);
    assert.equal(faultOf(await accept(late.secret)), '/secret not_found');
  },

  'it is accepted once, also by several at once, and an address makes one account': async (harness) => {
    const [world, other] = [await newWorld(harness), await newWorld(harness)];
    const { application } = world;
    for (const _ of upTo(4)) {
      const email = addressOf(harness.newId());
      const [first, second] = [await invite(world, email, 'viewer'), await invite(other, email, 'viewer')];
      const results = await Promise.all(
        [first, first, second, second].map(({ secret }) =>
          application.acceptInvitationWithoutToken({ secret, name: 'Grace' }, null),
        ),
      );
      assert.equal(results.filter((result) => result.ok).length, 1);
      // Who comes later is told that it was accepted, or that there is an account now.
      for (const result of results)
        if (!result.ok && result.error.code !== 'unauthenticated')
          assert.equal(faultOf(result), '/secret already_exists');
    }
  },

  'an address is one however its domain and the case of its ASCII letters are written, and stays as it was given':
    async (harness) => {
      const world = await newWorld(harness);
      const { application } = world;
      const name = `ü-${harness.newId()}`;
      const first = await invite(world, ` ${name.toUpperCase().replace('Ü', 'ü')}@BÜCHER.example `, 'viewer');
      assert.equal(first.email, `${name.toUpperCase().replace('Ü', 'ü')}@BÜCHER.example`);
      const { user } = valueOf(
        await application.acceptInvitationWithoutToken({ secret: first.secret, name: 'Grace' }, null),
      );
      const { users } = harness.store.within({ organization_id: null, project_id: null });
      assert.equal((await users.find(user.id))?.email, first.email);
      const key = (address: string): string => valueOf(readEmailAddress(address, testDomains)).email_key;
      for (const same of [`${name}@xn--bcher-kva.example`, `${name.replace('ü', 'u\u0308')}@Bu\u0308cher.Example`])
        assert.deepEqual(await users.findByEmail(key(same)), user);
      for (const other of [`${name.replace('ü', 'Ü')}@bücher.example`, `${name}@bucher.example`])
        assert.equal(await users.findByEmail(key(other)), undefined);
      const local = await invite(world, `${name}@localhost`, 'viewer');
      assert.notEqual(
        valueOf(await application.acceptInvitationWithoutToken({ secret: local.secret, name: 'x' }, null)).user.id,
        user.id,
      );
    },

  'what is no address is refused': async (harness) => {
    const { application, inOrganization, founder, organization } = await newWorld(harness);
    for (const email of ['grace', 'grace@', 'grace@раypal.com', 'gr ace@example.org', 'grace@127.0.0.1']) {
      const { errors } = errorOf(
        await application.createInvitation(await inOrganization(founder), {
          organization_id: organization.id,
          email,
          roles: [],
        }),
        'invalid',
      );
      assert.deepEqual(
        errors.map(({ pointer, code }) => `${pointer} ${code}`),
        ['/email format'],
      );
    }
  },
});
