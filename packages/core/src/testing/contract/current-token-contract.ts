import assert from 'node:assert/strict';
import { CurrentToken, INSTALLATION, roles } from '../../index.ts';
import type { Caller, CreatedToken, Id, Permission, Role, Target } from '../../index.ts';
import { checked } from './checked.ts';
import { assertFits, at, errorOf, only, revealed, valueOf } from './expect.ts';
import { joinAs, newWorld } from './world.ts';
import type { World } from './world.ts';

const signIn = async (
  { application }: World,
  { secret }: Pick<CreatedToken, 'secret'>,
  target: Target = INSTALLATION,
): Promise<Caller> => valueOf(await application.authenticate(secret ?? '', target, null));

const read = async (
  world: World,
  token: Pick<CreatedToken, 'secret'>,
  filter: { readonly organization_id?: Id; readonly project_id?: Id } = {},
): Promise<CurrentToken> => {
  const current = valueOf(await world.application.getCurrentToken(await signIn(world, token), filter));
  assertFits(CurrentToken, current);
  return current;
};

const bindOn = async (
  { application, founder, organization, inOrganization }: World,
  user_id: Id,
  role: Role,
  project: Id,
): Promise<void> =>
  void valueOf(
    await application.createRoleBinding(await inOrganization(founder), {
      organization_id: organization.id,
      user_id,
      role,
      target: { type: 'project', id: project },
    }),
  );

/** What is said of a token is what the guard lets it do. */
const assertTrue = async (world: World, token: Pick<CreatedToken, 'secret'>): Promise<void> => {
  const { access, own_permissions } = await read(world, token);
  assert.deepEqual(new Set(own_permissions), (await signIn(world, token)).permissions);
  for (const { organization, project, permissions } of access) {
    const target: Target =
      project === null ? { type: 'organization', id: organization.id } : { type: 'project', id: project.id };
    assert.deepEqual(new Set<Permission>(permissions), (await signIn(world, token, target)).permissions);
  }
};

/** What every store promises of the token that a caller came with. */
export const currentTokenContract = checked({
  'a token says what it is and what it may do, as the guard does, whoever’s it is': async (harness) => {
    const [world, other] = [await newWorld(harness), await newWorld(harness)];
    const { application, founder, organization, clock } = world;
    const organization_id = organization.id;
    await joinAs(harness, other, founder);
    const [first, second] = [
      await world.createProject({ name: 'first' }),
      await world.createProject({ name: 'second' }),
    ];
    await bindOn(world, founder, 'reviewer', second.id);
    const [own, admin] = [await world.caller(founder, INSTALLATION), await world.inOrganization(founder)];
    const machine = await world.hire('viewer', 'annotator');
    await bindOn(world, machine, 'manager', first.id);
    const unlimited = revealed(valueOf(await application.createOwnToken(own, { name: 'unlimited' })));
    const limited = revealed(
      valueOf(
        await application.createOwnToken(own, {
          name: 'limited',
          permissions: ['item:read', 'project:read', 'organization:create'],
          expires_at: new Date(clock.now().getTime() + 60_000).toISOString(),
        }),
      ),
    );
    const narrow = revealed(valueOf(await application.createOwnToken(own, { name: 'narrow', organization_id })));
    const robot = revealed(
      valueOf(await application.createServiceAccountToken(admin, { organization_id, user_id: machine, name: 'robot' })),
    );
    for (const token of [unlimited, limited, narrow, robot]) await assertTrue(world, token);

    const { secret: _, ...shown } = unlimited;
    const everywhere = await read(world, unlimited);
    assert.deepEqual({ ...everywhere, ...shown }, everywhere);
    assert.deepEqual(
      [everywhere.user, everywhere.organization, everywhere.is_complete],
      [{ id: founder, name: own.name, kind: 'person' }, null, true],
    );
    const here = { id: organization_id, name: organization.name };
    assert.deepEqual(
      everywhere.access.map(({ permissions: __, ...rest }) => rest),
      [
        { organization: here, project: null, roles: ['admin'] },
        { organization: here, project: { id: second.id, name: 'second' }, roles: ['reviewer', 'admin'] },
        { organization: { id: other.organization.id, name: other.organization.name }, project: null, roles: [] },
      ],
    );
    assert.deepEqual(at(everywhere.access, 2).permissions, ['organization:read', 'organization:leave', 'project:list']);

    const few = await read(world, limited);
    assert.deepEqual(few.own_permissions, ['organization:create', 'current_token:read']);
    assert.deepEqual(few.permissions, ['item:read', 'project:read', 'organization:create']);
    assert.deepEqual(
      [at(few.access, 0).permissions, at(few.access, 2).permissions],
      [['project:read', 'item:read'], []],
    );

    const inOne = await read(world, narrow);
    assert.deepEqual([inOne.organization, inOne.organization_id, inOne.access.length], [here, organization_id, 2]);
    assert.equal(inOne.own_permissions.includes('organization:create'), false);

    const robots = await read(world, robot);
    assert.deepEqual(
      [robots.user.kind, robots.own_permissions],
      ['service', ['me:read', 'user:read', 'current_token:read']],
    );
    assert.deepEqual(
      robots.access.map(({ project, roles: held }) => [project?.name ?? null, held]),
      [
        [null, ['viewer', 'annotator']],
        ['first', ['viewer', 'annotator', 'manager']],
      ],
    );
    for (const { permissions } of robots.access)
      assert.equal(
        permissions.some((permission) => permission.startsWith('role_binding:')),
        false,
      );
  },

  'a token says what it may do in one organization, or in one project': async (harness) => {
    const [world, other] = [await newWorld(harness), await newWorld(harness)];
    const { application, founder, organization } = world;
    await joinAs(harness, other, founder, 'viewer');
    const [project, elsewhere, hidden] = [
      await world.createProject(),
      await other.createProject(),
      await (await newWorld(harness)).createProject(),
    ];
    const token = revealed(
      valueOf(await application.createOwnToken(await world.caller(founder, INSTALLATION), { name: 't' })),
    );
    const places = async (filter: object) =>
      (await read(world, token, filter)).access.map((one) => [
        one.organization.id,
        one.project?.id ?? null,
        ...one.roles,
      ]);
    assert.deepEqual(await places({ organization_id: organization.id }), [[organization.id, null, 'admin']]);
    assert.deepEqual(await places({ organization_id: other.organization.id }), [
      [other.organization.id, null, 'viewer'],
    ]);
    assert.deepEqual(await places({ project_id: project.id }), [[organization.id, project.id, 'admin']]);
    assert.deepEqual(await places({ project_id: elsewhere.id }), [[other.organization.id, elsewhere.id, 'viewer']]);
    await bindOn(world, founder, 'annotator', project.id);
    assert.deepEqual(await places({ project_id: project.id }), [[organization.id, project.id, 'annotator', 'admin']]);
    assert.deepEqual(await places({ project_id: project.id, organization_id: organization.id }), [
      [organization.id, project.id, 'annotator', 'admin'],
    ]);
    const nothing = [
      { project_id: project.id, organization_id: other.organization.id },
      { project_id: hidden.id },
      { organization_id: harness.newId() },
      { project_id: harness.newId() },
    ];
    for (const filter of nothing) assert.deepEqual(await places(filter), []);
    const narrow = revealed(
      valueOf(
        await application.createOwnToken(await world.caller(founder, INSTALLATION), {
          name: 't',
          organization_id: organization.id,
        }),
      ),
    );
    assert.deepEqual((await read(world, narrow, { project_id: elsewhere.id })).access, []);
    valueOf(
      await application.deleteProject(await world.caller(founder, { type: 'project', id: project.id }), {
        project_id: project.id,
      }),
    );
    assert.deepEqual([await places({ project_id: project.id }), (await places({})).length], [[], 2]);
    valueOf(
      await application.deleteOrganization(await world.inOrganization(founder), { organization_id: organization.id }),
    );
    assert.deepEqual(await places({}), [[other.organization.id, null, 'viewer']]);
    const { organization: gone, organization_id } = await read(world, narrow);
    assert.deepEqual([gone, organization_id], [null, organization.id]);
  },

  'a caller without a token has none, and a token that is gone says nothing': async (harness) => {
    const world = await newWorld(harness);
    const { application, founder } = world;
    const own = await world.caller(founder, INSTALLATION);
    errorOf(await application.getCurrentToken(own, {}), 'unauthenticated');
    const token = revealed(valueOf(await application.createOwnToken(own, { name: 't' })));
    const caller = await signIn(world, token);
    valueOf(await application.revokeOwnToken(caller, { token_id: token.id }));
    errorOf(await application.getCurrentToken(caller, {}), 'unauthenticated');
    errorOf(await application.authenticate(token.secret, INSTALLATION, null), 'unauthenticated');
  },

  'no more places are read than are asked for, the first ones': async (harness) => {
    const world = await newWorld(harness);
    const { application, founder } = world;
    const own = await world.caller(founder, INSTALLATION);
    const token = valueOf(await application.createOwnToken(own, { name: 't' }));
    for (const role of roles.slice(0, 2)) await bindOn(world, founder, role, (await world.createProject()).id);
    const { tokens } = harness.store.within({ organization_id: null, project_id: null });
    const all = (await tokens.findWithRoles(token.id, {}, 10))?.held ?? [];
    assert.equal(all.length, 3);
    assert.deepEqual((await tokens.findWithRoles(token.id, {}, 2))?.held, all.slice(0, 2));
    assert.deepEqual(only((await tokens.findWithRoles(token.id, {}, 1))?.held ?? []), all[0]);
    assert.equal(await tokens.findWithRoles(harness.newId(), {}, 1), undefined);
  },
});
