import assert from 'node:assert/strict';
import { createApplication, CreatedToken, err, INSTALLATION, Me, Token } from '../../index.ts';
import type { Caller, Id, Target } from '../../index.ts';
import type { NewToken } from '../../adapter.ts';
import { checked } from './checked.ts';
import { assertFits, at, errorOf, only, revealed, upTo, valueOf } from './expect.ts';
import type { ContractHarness } from './harness.ts';
import { testSecrets } from './test-secrets.ts';
import { addressOf, answer, enterProject, joinAs, manyItems, newWorld, testDependencies } from './world.ts';
import type { World } from './world.ts';

const page = { per_page: 50, order: 'asc' } as const;

const organizationOf = ({ organization }: World): Target => ({ type: 'organization', id: organization.id });

const later = ({ clock }: World, seconds: number): string =>
  new Date(clock.now().getTime() + seconds * 1000).toISOString();

interface Secret {
  readonly secret: string;
}

const createToken = async (
  world: World,
  request: { readonly permissions?: Token['permissions']; readonly expires_at?: string } = {},
): Promise<CreatedToken & Secret> => {
  const { permissions, expires_at } = request;
  const caller = await world.caller(world.founder, INSTALLATION);
  return revealed(
    valueOf(
      await world.application.createOwnToken(caller, {
        name: 'token',
        ...(permissions && { permissions }),
        ...(expires_at && { expires_at }),
      }),
    ),
  );
};

const signIn = async (
  { application }: World,
  token: Pick<CreatedToken, 'secret'>,
  target: Target = INSTALLATION,
): Promise<Caller> => valueOf(await application.authenticate(revealed(token).secret, target, 'request'));

/** Gives a person a token that only works in the world's organization, as an invitation will. */
const createLimitedToken = async (
  harness: ContractHarness,
  world: World,
  limits: Partial<NewToken> = {},
): Promise<CreatedToken & Secret> => {
  const { generate, hash } = testSecrets(harness.newId);
  const secret = generate();
  const token: NewToken = {
    ...{
      id: harness.newId(),
      user_id: world.founder,
      created_by: world.founder,
      name: 'limited',
      prefix: secret.slice(0, 8),
      secret_hash: hash(secret),
    },
    ...{
      organization_id: world.organization.id,
      permissions: null,
      expires_at: null,
      created_at: world.clock.now().toISOString(),
    },
    ...limits,
  };
  const added = await harness.store.transact(
    { organization_id: world.organization.id, project_id: null },
    async ({ tokens }) => ({ ok: true, value: await tokens.add(token) }) as const,
  );
  return { ...added.value, secret };
};

/** What every store promises of `tokens` and of callers read by a token. */
export const tokensContract = checked({
  'a token says who its user is, on every target': async (harness) => {
    const world = await newWorld(harness);
    const token = await createToken(world);
    assertFits(CreatedToken, token);
    const caller = await signIn(world, token);
    const me = valueOf(await world.application.getMe(caller, {}));
    assertFits(Me, me);
    assert.deepEqual([me.id, me.kind], [world.founder, 'person']);
    assert.deepEqual(
      [caller.causation_id, caller.token],
      ['request', { organization_id: null, permissions: null, expires_at: null }],
    );
    const inOrganization = await signIn(world, token, organizationOf(world));
    assert.deepEqual(inOrganization.permissions, (await world.inOrganization(world.founder)).permissions);
  },

  'a secret is answered once and never listed': async (harness) => {
    const world = await newWorld(harness);
    const { secret, ...token } = await createToken(world, {
      permissions: ['me:read', 'own_token:read'],
      expires_at: later(world, 60),
    });
    const { items } = valueOf(
      await world.application.listOwnTokens(await world.caller(world.founder, INSTALLATION), { page }),
    );
    assert.deepEqual(items, [token]);
    assertFits(Token, only(items));
    assert.ok(secret.startsWith(token.prefix) && token.prefix.length < secret.length);
  },

  'an unknown secret is unauthenticated': async (harness) => {
    const world = await newWorld(harness);
    const { secret } = await createToken(world);
    for (const other of ['', ' ', secret.slice(0, -1), `${secret} `, secret.toUpperCase()]) {
      assert.deepEqual(
        await world.application.authenticate(other, INSTALLATION, null),
        err({ code: 'unauthenticated' }),
      );
    }
  },

  'a token is unauthenticated from its expiry on': async (harness) => {
    const world = await newWorld(harness);
    const { secret } = await createToken(world, { expires_at: later(world, 60) });
    world.clock.advance(59.999);
    valueOf(await world.application.authenticate(secret, INSTALLATION, null));
    world.clock.advance(0.001);
    errorOf(await world.application.authenticate(secret, INSTALLATION, null), 'unauthenticated');
    errorOf(await world.application.authenticate(secret, organizationOf(world), null), 'unauthenticated');
  },

  'a revoked token is unauthenticated at the next call, and gone': async (harness) => {
    const world = await newWorld(harness);
    const { application } = world;
    const [kept, revoked] = [await createToken(world), await createToken(world)];
    const caller = await signIn(world, kept);
    valueOf(await application.revokeOwnToken(caller, { token_id: revoked.id }));
    errorOf(await application.authenticate(revoked.secret, INSTALLATION, null), 'unauthenticated');
    assert.deepEqual(
      valueOf(await application.listOwnTokens(caller, { page })).items.map(({ id }) => id),
      [kept.id],
    );
    errorOf(await application.revokeOwnToken(caller, { token_id: revoked.id }), 'not_found');
    valueOf(await application.revokeOwnToken(caller, { token_id: kept.id }));
    errorOf(await application.authenticate(kept.secret, INSTALLATION, null), 'unauthenticated');
  },

  'a token is revoked once, also when several do it at once': async (harness) => {
    const world = await newWorld(harness);
    const token = await createToken(world);
    const caller = await world.caller(world.founder, INSTALLATION);
    const results = await Promise.all(
      upTo(5).map(() => world.application.revokeOwnToken(caller, { token_id: token.id })),
    );
    assert.equal(results.filter(({ ok }) => ok).length, 1);
    const events = await harness.events({ organization_id: null, project_id: null });
    assert.equal(
      events.filter(({ type, subject }) => type === 'goldset.token.revoked' && subject === token.id).length,
      1,
    );
  },

  'nobody lists or revokes another one’s tokens': async (harness) => {
    const [world, other] = [await newWorld(harness), await newWorld(harness)];
    const token = await createToken(world);
    const stranger = await other.caller(other.founder, INSTALLATION);
    assert.deepEqual(valueOf(await other.application.listOwnTokens(stranger, { page })).items, []);
    errorOf(await other.application.revokeOwnToken(stranger, { token_id: token.id }), 'not_found');
    await signIn(world, token);
  },

  'a token limited to permissions has no others, on no target': async (harness) => {
    const world = await newWorld(harness);
    const token = await createToken(world, { permissions: ['me:read', 'organization:read', 'project:read'] });
    // What the token is, whoever holds it may learn.
    assert.deepEqual([...(await signIn(world, token)).permissions], ['me:read', 'current_token:read']);
    assert.deepEqual(
      new Set((await signIn(world, token, organizationOf(world))).permissions),
      new Set(['organization:read', 'project:read']),
    );
    errorOf(await world.application.createOrganization(await signIn(world, token), { name: 'x' }), 'forbidden');
    errorOf(await world.application.createOwnToken(await signIn(world, token), { name: 'x' }), 'forbidden');
    const project = await world.createProject();
    const caller = await signIn(world, token, { type: 'project', id: project.id });
    valueOf(await world.application.getProject(caller, { project_id: project.id }));
    errorOf(await world.application.getProgress(caller, { project_id: project.id }), 'forbidden');
  },

  'a permission that its user does not have is worth nothing': async (harness) => {
    const [world, other] = [await newWorld(harness), await newWorld(harness)];
    const token = await createToken(world, { permissions: ['organization:read', 'member:read'] });
    const stranger = await signIn(world, token, organizationOf(other));
    assert.deepEqual([stranger.permissions.size, stranger.knows_target], [0, false]);
  },

  'a token made with a token has no more permissions and no later expiry': async (harness) => {
    const world = await newWorld(harness);
    const { application } = world;
    const expires_at = later(world, 600);
    const maker = await signIn(
      world,
      await createToken(world, { permissions: ['own_token:create', 'me:read'], expires_at }),
    );
    const same = valueOf(await application.createOwnToken(maker, { name: 'same' }));
    assert.deepEqual(
      [same.permissions, same.expires_at, same.organization_id],
      [['own_token:create', 'me:read'], expires_at, null],
    );
    const less = valueOf(
      await application.createOwnToken(maker, { name: 'less', permissions: ['me:read'], expires_at: later(world, 60) }),
    );
    assert.deepEqual([less.permissions, less.expires_at], [['me:read'], later(world, 60)]);
    const more = errorOf(
      await application.createOwnToken(maker, {
        name: 'more',
        permissions: ['me:read', 'own_token:read'],
        expires_at: later(world, 601),
      }),
      'invalid',
    );
    assert.deepEqual(
      more.errors.map(({ pointer, code }) => [pointer, code]),
      [
        ['/permissions/1', 'option'],
        ['/expires_at', 'range'],
      ],
    );
    assert.equal(
      valueOf(await application.listOwnTokens(await world.caller(world.founder, INSTALLATION), { page })).items.length,
      3,
    );
  },

  'a token cannot be made that has expired already': async (harness) => {
    const world = await newWorld(harness);
    const caller = await world.caller(world.founder, INSTALLATION);
    for (const expires_at of [later(world, -1), later(world, 0)]) {
      const refused = errorOf(await world.application.createOwnToken(caller, { name: 'x', expires_at }), 'invalid');
      assert.deepEqual(
        refused.errors.map(({ pointer, code }) => [pointer, code]),
        [['/expires_at', 'range']],
      );
    }
  },

  'a person’s token limited to one organization behaves as if they belonged to no other': async (harness) => {
    const world = await newWorld(harness);
    const { application } = world;
    const other = valueOf(
      await application.createOrganization(await world.caller(world.founder, INSTALLATION), { name: 'other' }),
    );
    const token = await createLimitedToken(harness, world);
    const caller = await signIn(world, token);
    assert.deepEqual(valueOf(await application.listMyOrganizations(caller, { page })).items, [
      { id: world.organization.id, name: world.organization.name, deleted_at: null },
    ]);
    errorOf(await application.createOrganization(caller, { name: 'x' }), 'forbidden');
    valueOf(
      await application.getOrganization(await signIn(world, token, organizationOf(world)), {
        organization_id: world.organization.id,
      }),
    );
    const outside = await signIn(world, token, { type: 'organization', id: other.id });
    errorOf(await application.getOrganization(outside, { organization_id: other.id }), 'not_found');
    const admin = await world.caller(world.founder, { type: 'organization', id: other.id });
    const project = valueOf(
      await application.createProject(admin, {
        organization_id: other.id,
        name: 'x',
        description: '',
        overlap: 1,
        lease_seconds: 60,
        max_claimed: 100,
        show_predictions: false,
      }),
    );
    errorOf(
      await application.getProject(await signIn(world, token, { type: 'project', id: project.id }), {
        project_id: project.id,
      }),
      'not_found',
    );
  },

  'a person’s token limited to one organization makes, lists and revokes only such tokens': async (harness) => {
    const world = await newWorld(harness);
    const { application } = world;
    const [limited, everywhere] = [await createLimitedToken(harness, world), await createToken(world)];
    const caller = await signIn(world, limited);
    const made = valueOf(await application.createOwnToken(caller, { name: 'made' }));
    assert.equal(made.organization_id, world.organization.id);
    assert.deepEqual(
      valueOf(await application.listOwnTokens(caller, { page })).items.map(({ id }) => id),
      [limited.id, made.id],
    );
    errorOf(await application.revokeOwnToken(caller, { token_id: everywhere.id }), 'not_found');
    await signIn(world, everywhere);
    valueOf(await application.revokeOwnToken(caller, { token_id: made.id }));
    assert.deepEqual(
      valueOf(await application.listOwnTokens(await signIn(world, everywhere), { page })).items.map(({ id }) => id),
      [limited.id, everywhere.id],
    );
    valueOf(await application.revokeOwnToken(await signIn(world, everywhere), { token_id: limited.id }));
    errorOf(await application.authenticate(limited.secret, INSTALLATION, null), 'unauthenticated');
  },

  'a service account’s token works only inside its organization': async (harness) => {
    const [world, other] = [await newWorld(harness), await newWorld(harness)];
    const { application } = world;
    const organization_id = world.organization.id;
    const user_id = await world.hire('manager');
    const admin = await world.inOrganization(world.founder);
    const token = valueOf(
      await application.createServiceAccountToken(admin, { organization_id, user_id, name: 'machine' }),
    );
    assertFits(CreatedToken, token);
    assert.equal(token.organization_id, organization_id);
    const caller = await signIn(world, token, organizationOf(world));
    assert.deepEqual([caller.user_id, caller.kind], [user_id, 'service']);
    valueOf(await application.getOrganization(caller, { organization_id }));
    errorOf(
      await application.getOrganization(await signIn(world, token, organizationOf(other)), {
        organization_id: other.organization.id,
      }),
      'not_found',
    );
    const above = await signIn(world, token);
    assert.equal(valueOf(await application.getMe(above, {})).id, user_id);
    assert.deepEqual(
      valueOf(await application.listMyOrganizations(above, { page })).items.map(({ id }) => id),
      [organization_id],
    );
    errorOf(await application.createOwnToken(above, { name: 'x' }), 'forbidden');
    errorOf(await application.createOrganization(above, { name: 'x' }), 'forbidden');
  },

  'a service account’s token has no more than the token it is made with': async (harness) => {
    const world = await newWorld(harness);
    const organization_id = world.organization.id;
    const user_id = await world.hire('admin');
    const expires_at = later(world, 60);
    const maker = await signIn(
      world,
      await createToken(world, { permissions: ['service_account_token:create'], expires_at }),
      organizationOf(world),
    );
    const token = valueOf(
      await world.application.createServiceAccountToken(maker, { organization_id, user_id, name: 'x' }),
    );
    assert.deepEqual([token.permissions, token.expires_at], [['service_account_token:create'], expires_at]);
    errorOf(
      await world.application.createServiceAccountToken(maker, {
        organization_id,
        user_id,
        name: 'x',
        permissions: ['organization:read'],
      }),
      'invalid',
    );
  },

  'new roles count at the next call of a token': async (harness) => {
    const world = await newWorld(harness);
    const organization_id = world.organization.id;
    const user_id = await world.hire();
    const admin = await world.inOrganization(world.founder);
    const token = valueOf(
      await world.application.createServiceAccountToken(admin, { organization_id, user_id, name: 'x' }),
    );
    assert.equal((await signIn(world, token, organizationOf(world))).permissions.has('project:create'), false);
    const target = { type: 'organization', id: organization_id } as const;
    valueOf(await world.application.createRoleBinding(admin, { organization_id, user_id, role: 'manager', target }));
    assert.equal((await signIn(world, token, organizationOf(world))).permissions.has('project:create'), true);
  },

  'when a token was used last is kept to a minute, all of them in one write, and never goes back': async (harness) => {
    const world = await newWorld(harness);
    const { application, clock } = world;
    const [first, second, revoked] = [await createToken(world), await createToken(world), await createToken(world)];
    const founder = await world.caller(world.founder, INSTALLATION);
    const lastUses = async (): Promise<readonly (string | null)[]> =>
      valueOf(await application.listOwnTokens(founder, { page })).items.map(({ last_used_at }) => last_used_at);
    assert.equal(await application.writeTokenUses(), 0);
    for (const token of [first, first, revoked]) await signIn(world, token);
    errorOf(await application.authenticate('nobody', INSTALLATION, null), 'unauthenticated');
    assert.deepEqual(await lastUses(), [null, null, null]);
    valueOf(await application.revokeOwnToken(founder, { token_id: revoked.id }));
    const start = clock.now().toISOString();
    // A token that is gone is not brought back.
    assert.equal(await application.writeTokenUses(), 1);
    assert.deepEqual(await lastUses(), [start, null]);
    clock.advance(59);
    for (const token of [first, second]) await signIn(world, token);
    assert.equal(await application.writeTokenUses(), 1);
    assert.deepEqual(await lastUses(), [start, clock.now().toISOString()]);
    clock.advance(1);
    await signIn(world, first);
    assert.equal(await application.writeTokenUses(), 1);
    assert.equal(await application.writeTokenUses(), 0);
    const latest = at(await lastUses(), 0);
    assert.equal(latest, clock.now().toISOString());
    const { tokens } = harness.store.within({ organization_id: null, project_id: null });
    assert.equal(await tokens.markUsed([{ id: first.id, at: start }]), 0);
    assert.equal(at(await lastUses(), 0), latest);
  },

  'uses of tokens that could not be written are written the next time': async (harness) => {
    const world = await newWorld(harness);
    let isAway = true;
    const within: typeof harness.store.within = (scope) => {
      if (isAway) throw new Error('The database is away.');
      return harness.store.within(scope);
    };
    const application = createApplication(
      testDependencies({ ...harness, store: { ...harness.store, within } }, world.clock),
    );
    const token = await createToken(world);
    valueOf(await application.authenticate(token.secret, INSTALLATION, null));
    await assert.rejects(application.writeTokenUses());
    isAway = false;
    assert.equal(await application.writeTokenUses(), 1);
  },

  'a person limits a token to an organization on purpose, one they are a member of': async (harness) => {
    const [world, other] = [await newWorld(harness), await newWorld(harness)];
    const { application, founder, organization } = world;
    const own = await world.caller(founder, INSTALLATION);
    const limited = revealed(
      valueOf(await application.createOwnToken(own, { name: 'limited', organization_id: organization.id })),
    );
    assert.equal(limited.organization_id, organization.id);
    const caller = await signIn(world, limited);
    errorOf(await application.createOrganization(caller, { name: 'x' }), 'forbidden');
    errorOf(await application.updateMe(caller, { name: 'x' }), 'forbidden');
    assert.equal(
      valueOf(await application.createOwnToken(caller, { name: 'same', organization_id: organization.id }))
        .organization_id,
      organization.id,
    );
    const faults = async (by: Caller, organization_id: Id) =>
      errorOf(await application.createOwnToken(by, { name: 'x', organization_id }), 'invalid').errors.map(
        ({ pointer, code }) => `${pointer} ${code}`,
      );
    assert.deepEqual(await faults(own, other.organization.id), ['/organization_id not_found']);
    assert.deepEqual(await faults(own, harness.newId()), ['/organization_id not_found']);
    await joinAs(harness, other, founder);
    assert.deepEqual(await faults(caller, other.organization.id), ['/organization_id option']);
    valueOf(await application.createOwnToken(own, { name: 'x', organization_id: other.organization.id }));
    // Who is removed loses those, and no others.
    valueOf(
      await application.removeMember(await other.inOrganization(other.founder), {
        organization_id: other.organization.id,
        user_id: founder,
      }),
    );
    const { items } = valueOf(await application.listOwnTokens(own, { page }));
    assert.deepEqual(
      items.map(({ organization_id }) => organization_id),
      [organization.id, organization.id],
    );
  },

  'a token that is revoked while it makes another one makes none': async (harness) => {
    const world = await newWorld(harness);
    const { application } = world;
    const maker = await createToken(world);
    const caller = await signIn(world, maker);
    valueOf(await application.createOwnToken(caller, { name: 'x' }));
    valueOf(await application.revokeOwnToken(caller, { token_id: maker.id }));
    errorOf(await application.createOwnToken(caller, { name: 'x' }), 'unauthenticated');
  },

  'the operator makes a token of anybody, which ends all others, or keeps them and proves nothing': async (harness) => {
    const world = await newWorld(harness);
    const { application, founder } = world;
    const email = await addressOf(harness, founder);
    const before = await createToken(world);
    const kept = valueOf(await application.issueToken({ email: ` ${email.toUpperCase()} `, keep: true }));
    assert.deepEqual(
      [kept.user.id, kept.is_first_proof, kept.revoked_tokens, kept.revoked_invitations],
      [founder, false, 0, 0],
    );
    const me = async (secret: string) => valueOf(await application.getMe(await signIn(world, { secret }), {}));
    assert.equal((await me(kept.secret)).email_verified, false);
    await me(before.secret);
    const issued = valueOf(await application.issueToken({ email, keep: false }));
    assert.deepEqual([issued.is_first_proof, issued.revoked_tokens], [true, 2]);
    assert.equal((await me(issued.secret)).email_verified, true);
    assert.equal((await signIn(world, issued)).token?.organization_id, null);
    for (const { secret } of [before, kept])
      errorOf(await application.authenticate(secret, INSTALLATION, null), 'unauthenticated');
    // The last token can be revoked, too: the operator makes another.
    const [token] = valueOf(await application.listOwnTokens(await signIn(world, issued), { page })).items;
    valueOf(await application.revokeOwnToken(await signIn(world, issued), { token_id: token?.id ?? '' }));
    await me(valueOf(await application.issueToken({ email, keep: false })).secret);
    errorOf(await application.issueToken({ email: `${harness.newId()}@example.org`, keep: false }), 'not_found');
    errorOf(await application.issueToken({ email: 'nobody', keep: false }), 'invalid');
    assert.deepEqual(await application.countOldTokens(), { tokens: 0, last_expires_at: null });
  },

  'no token that is made while the operator ends them all is left': async (harness) => {
    for (const _ of upTo(6)) {
      const world = await newWorld(harness);
      const { application, founder } = world;
      const email = await addressOf(harness, founder);
      const caller = await signIn(world, await createToken(world));
      const [issued, ...made] = await Promise.all([
        application.issueToken({ email, keep: false }),
        ...upTo(4).map((n) => application.createOwnToken(caller, { name: `${n}` })),
      ]);
      for (const result of made) if (!result.ok) assert.equal(result.error.code, 'unauthenticated');
      const { items } = valueOf(await application.listOwnTokens(await signIn(world, valueOf(issued)), { page }));
      assert.deepEqual(
        items.map(({ name }) => name),
        ['new-token'],
      );
    }
  },

  'it is said of which service accounts the account whose tokens the operator ends has made tokens that still work':
    async (harness) => {
      const [world, other] = [await newWorld(harness), await newWorld(harness)];
      const { application, clock } = world;
      const person = await harness.person();
      const email = await addressOf(harness, person);
      const made = async (of: World, limits: { readonly expires_at?: string } = {}): Promise<Id> => {
        const user_id = await of.hire('manager');
        valueOf(
          await application.createServiceAccountToken(await of.inOrganization(person), {
            organization_id: of.organization.id,
            user_id,
            name: 'ci',
            ...limits,
          }),
        );
        return user_id;
      };
      for (const joined of [world, other]) await joinAs(harness, joined, person, 'admin');
      const [here, there] = [await made(world), await made(other)];
      // What has expired, what others made, and what is gone is of no concern.
      await made(world, { expires_at: later(world, 1) });
      const admin = await world.inOrganization(world.founder);
      const organization_id = world.organization.id;
      valueOf(
        await application.createServiceAccountToken(admin, {
          organization_id,
          user_id: await world.hire(),
          name: 'ci',
        }),
      );
      valueOf(await application.deleteServiceAccount(admin, { organization_id, user_id: await made(world) }));
      // What the person is no member of any more concerns them as well.
      valueOf(
        await application.removeMember(await other.inOrganization(other.founder), {
          organization_id: other.organization.id,
          user_id: person,
        }),
      );
      clock.advance(1);
      assert.deepEqual(valueOf(await application.issueToken({ email, keep: true })).service_accounts, []);
      const { service_accounts } = valueOf(await application.issueToken({ email, keep: false }));
      assert.deepEqual(
        service_accounts.map(({ id, organization }) => [id, organization]),
        [
          [here, { id: organization_id, name: world.organization.name }],
          [there, { id: other.organization.id, name: other.organization.name }],
        ],
      );
    },

  'no token of a service account that is made while the operator ends those of its maker goes unsaid': async (
    harness,
  ) => {
    for (const _ of upTo(6)) {
      const world = await newWorld(harness);
      const { application, founder } = world;
      const email = await addressOf(harness, founder);
      const caller = await signIn(world, await createToken(world), organizationOf(world));
      const accounts = await Promise.all(upTo(4).map(() => world.hire()));
      const make = (user_id: Id) =>
        application.createServiceAccountToken(caller, { organization_id: world.organization.id, user_id, name: 'ci' });
      const [issued, ...made] = await Promise.all([
        application.issueToken({ email, keep: false }),
        ...accounts.map(make),
      ]);
      const successes = accounts.filter((_account, index) => made[index]?.ok);
      assert.deepEqual(
        valueOf(issued).service_accounts.map(({ id }) => id),
        successes.toSorted(),
      );
    }
  },

  'in an organization that a person founds, imports mean them by their address only where it is proved': async (
    harness,
  ) => {
    for (const isProved of [false, true]) {
      const world = await newWorld(harness);
      const { application, caller } = world;
      const founder = await harness.person();
      const email = await addressOf(harness, founder);
      valueOf(await application.issueToken({ email, keep: !isProved }));
      const organization = valueOf(
        await application.createOrganization(await caller(founder, INSTALLATION), { name: 'Founded' }),
      );
      const inOrganization = (userId: Id): Promise<Caller> =>
        caller(userId, { type: 'organization', id: organization.id });
      const fields = {
        name: 'P',
        description: '',
        overlap: 1,
        lease_seconds: 600,
        max_claimed: 100,
        show_predictions: false,
      };
      const made = valueOf(
        await application.createProject(await inOrganization(founder), { organization_id: organization.id, ...fields }),
      );
      const project = await enterProject({ ...world, founder, organization, inOrganization }, made);
      valueOf(await project.createUi());
      await project.publish();
      await project.importItems(manyItems(1));
      await project.importAnswers([{ external_id: 'item-1', annotator: email, value: answer() }]);
      assert.equal(only(await project.annotations()).annotator.id === founder, isProved);
    }
  },
});
