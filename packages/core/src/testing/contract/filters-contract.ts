import assert from 'node:assert/strict';
import { INSTALLATION } from '../../index.ts';
import type { Id, Page, PageRequest } from '../../index.ts';
import { checked } from './checked.ts';
import { errorOf, upTo, valueOf, walk } from './expect.ts';
import type { ContractHarness } from './harness.ts';
import { addressOf, answer, joinAs, newProject, newWorld } from './world.ts';
import type { World } from './world.ts';

const page: PageRequest = { per_page: 200, order: 'asc' };

/** Names, and which of them hold a text that is looked for, by their places. `%`, `_` and a backslash are no patterns. */
const NAMES = [
  'Ada Lovelace',
  'ADALBERT',
  'Grace_Hopper',
  'GraceXHopper',
  '100 % sure',
  'a\\b',
  'Straße',
  'ΟΔΟΣ',
  'Zoe\u0308',
  'नमस्ते',
  "Robert'); drop table users; --",
  '%',
];

const SOUGHT: readonly (readonly [string, readonly number[]])[] = [
  ['ada', [0, 1]],
  ['ADA', [0, 1]],
  ['lovelace', [0]],
  ['  Ada  ', [0, 1]],
  ['a l', [0]],
  ['e_h', [2]],
  ['exh', [3]],
  ['%', [4, 11]],
  ['0 %', [4]],
  ['\\', [5]],
  ['STRASSE', [6]],
  ['straße', [6]],
  ['οδος', [7]],
  ['οδοσ', [7]],
  ['zo\u00eb', [8]],
  ['ZO\u00cb', [8]],
  ['स्ते', [9]],
  ["'); DROP", [10]],
  ['_%', []],
  ['nobody', []],
];

interface Searched {
  /** The ids of what has the names, in their order. */
  readonly ids: readonly Id[];
  readonly find: (name: string, page: PageRequest) => Promise<Page<Id>>;
}

const idsOf = <Row>({ items, ...rest }: Page<Row>, idOf: (row: Row) => Id): Page<Id> => ({
  ...rest,
  items: items.map(idOf),
});

/** Finds what has these names, whatever else there is, on one page and on many. */
const assertFound = async ({ ids, find }: Searched): Promise<void> => {
  for (const [sought, places] of SOUGHT) {
    const expected = places.map((place) => ids[place]).toSorted();
    for (const per_page of [1, 200])
      assert.deepEqual(await walk((request) => find(sought, request), { per_page }), expected, sought);
    assert.deepEqual(
      await walk((request) => find(sought, request), { per_page: 2, order: 'desc' }),
      expected.toReversed(),
      sought,
    );
  }
};

/** People of these names who are members. */
const peopleIn = async (
  harness: ContractHarness,
  world: World,
  role: 'viewer' | 'annotator' = 'viewer',
): Promise<readonly Id[]> => {
  const ids: Id[] = [];
  for (const name of NAMES) {
    const id = await harness.person();
    await joinAs(harness, world, id, role);
    valueOf(await world.application.updateMe(await world.caller(id, INSTALLATION), { name }));
    ids.push(id);
  }
  return ids;
};

/** What every store promises of lists that are filtered by a name, a user, or whatever else belongs to what they list. */
export const filtersContract = checked({
  'members and people are found by a part of their names': async (harness) => {
    const [world, other] = [await newWorld(harness), await newWorld(harness)];
    const { application, founder, organization } = world;
    const ids = await peopleIn(harness, world);
    await peopleIn(harness, other);
    const [admin, own] = [await world.inOrganization(founder), await world.caller(founder, INSTALLATION)];
    await assertFound({
      ids,
      find: async (name, request) =>
        idsOf(
          valueOf(await application.listMembers(admin, { organization_id: organization.id, name, page: request })),
          ({ user }) => user.id,
        ),
    });
    await assertFound({
      ids,
      find: async (name, request) =>
        idsOf(valueOf(await application.listUsers(own, { name, page: request })), ({ id }) => id),
    });
    // Each once, also who is in several organizations; machines are no people.
    await joinAs(harness, other, founder);
    for (const id of ids) await joinAs(harness, other, id);
    valueOf(
      await application.createServiceAccount(admin, {
        organization_id: organization.id,
        name: 'Ada the machine',
        roles: [],
      }),
    );
    const found = await walk(async (request) =>
      valueOf(await application.listUsers(own, { name: 'ada lovelace', page: request })),
    );
    assert.equal(found.length, 2);
    assert.equal(found.filter(({ id }) => id === ids[0]).length, 1);
  },

  'projects, service accounts and external users are found by a part of their names': async (harness) => {
    const project = await newProject(harness, 1);
    const { application, founder, organization } = project;
    const organization_id = organization.id;
    const admin = await project.inOrganization(founder);
    const [projects, accounts]: [Id[], Id[]] = [[], []];
    for (const name of NAMES) {
      projects.push((await project.createProject({ name })).id);
      accounts.push(valueOf(await application.createServiceAccount(admin, { organization_id, name, roles: [] })).id);
    }
    await assertFound({
      ids: projects,
      find: async (name, request) =>
        idsOf(valueOf(await application.listProjects(admin, { organization_id, name, page: request })), ({ id }) => id),
    });
    await assertFound({
      ids: accounts,
      find: async (name, request) =>
        idsOf(
          valueOf(await application.listServiceAccounts(admin, { organization_id, name, page: request })),
          ({ id }) => id,
        ),
    });
    await project.importItems(NAMES.map((_, n) => ({ external_id: `named-${n}`, data: { text: 'x' } })));
    await project.importAnswers(
      NAMES.map((annotator, n) => ({
        external_id: `named-${n}`,
        annotator,
        source: n % 2 === 0 ? 'even' : 'odd %',
        value: answer(),
      })),
    );
    const { items } = valueOf(await application.listExternalUsers(admin, { organization_id, page }));
    const externals = NAMES.map((name) => items.find((one) => one.name === name)?.id ?? '');
    await assertFound({
      ids: externals,
      find: async (name, request) =>
        idsOf(
          valueOf(await application.listExternalUsers(admin, { organization_id, name, page: request })),
          ({ id }) => id,
        ),
    });
    const bySource = async (source: string, name?: string) =>
      valueOf(await application.listExternalUsers(admin, { organization_id, source, name, page })).items.map(
        (one) => one.name,
      );
    assert.deepEqual((await bySource('even')).toSorted(), NAMES.filter((_, n) => n % 2 === 0).toSorted());
    assert.deepEqual(
      [await bySource('odd'), await bySource('EVEN'), await bySource('odd %', 'ada')],
      [[], [], ['ADALBERT']],
    );
  },

  'a project that one has no role on, or that is deleted, is found by no name': async (harness) => {
    const world = await newWorld(harness);
    const { application, founder, organization } = world;
    const organization_id = organization.id;
    const [admin, target] = [await world.inOrganization(founder), (id: Id) => ({ type: 'project', id }) as const];
    const [mine, , gone] = [
      await world.createProject({ name: 'Reviews, mine' }),
      await world.createProject({ name: 'Reviews' }),
      await world.createProject({ name: 'Reviews, gone' }),
    ];
    const user_id = await world.hire();
    for (const { id } of [mine, gone])
      valueOf(
        await application.createRoleBinding(admin, { organization_id, user_id, role: 'viewer', target: target(id) }),
      );
    valueOf(await application.deleteProject(await world.caller(founder, target(gone.id)), { project_id: gone.id }));
    const found = async (by: Id) =>
      valueOf(
        await application.listProjects(await world.inOrganization(by), { organization_id, name: 'reviews', page }),
      ).items.map(({ name }) => name);
    assert.deepEqual([await found(user_id), await found(founder)], [['Reviews, mine'], ['Reviews, mine', 'Reviews']]);
    errorOf(
      await application.listProjects(admin, { organization_id, name: 'reviews', deleted: true, page }),
      'invalid',
    );
  },

  'members are found by their address, role and kind, and by all at once': async (harness) => {
    const [world, other] = [await newWorld(harness), await newWorld(harness)];
    const { application, founder, organization } = world;
    const organization_id = organization.id;
    const admin = await world.inOrganization(founder);
    const [ann, bob, stranger] = [await harness.person(), await harness.person(), await harness.person()];
    await joinAs(harness, world, ann, 'annotator', 'reviewer');
    await joinAs(harness, world, bob, 'annotator');
    await joinAs(harness, other, stranger, 'annotator');
    const machine = await world.hire('annotator');
    const local = await world.hire();
    const { id } = await world.createProject();
    valueOf(
      await application.createRoleBinding(admin, {
        organization_id,
        user_id: local,
        role: 'annotator',
        target: { type: 'project', id },
      }),
    );
    const find = async (filters: object) =>
      valueOf(await application.listMembers(admin, { organization_id, ...filters, page })).items.map(
        ({ user }) => user.id,
      );
    assert.deepEqual(await find({ role: 'annotator' }), [ann, bob, machine]);
    assert.deepEqual(await find({ role: 'annotator', kind: 'person' }), [ann, bob]);
    assert.deepEqual(await find({ role: 'admin' }), [founder]);
    assert.deepEqual(await find({ kind: 'service' }), [machine, local]);
    assert.deepEqual(await find({ kind: 'external' }), []);
    const email = await addressOf(harness, ann);
    assert.deepEqual(
      [
        await find({ email }),
        await find({ email: email.toUpperCase() }),
        await find({ email, role: 'reviewer' }),
        await find({ email, role: 'viewer' }),
      ],
      [[ann], [ann], [ann], []],
    );
    assert.deepEqual(
      [await find({ email: await addressOf(harness, stranger) }), await find({ email: 'nobody@example.org' })],
      [[], []],
    );
    assert.deepEqual(
      [
        await find({ email, name: ann.slice(0, 8) }),
        await find({ email, name: 'nobody' }),
        await find({ email, kind: 'service' }),
      ],
      [[ann], [], []],
    );
    const invalid = errorOf(
      await application.listMembers(admin, { organization_id, email: 'no address', page }),
      'invalid',
    );
    assert.deepEqual(
      invalid.errors.map(({ pointer, code }) => [pointer, code]),
      [['/email', 'format']],
    );
  },

  'the role bindings of one member are listed, and those on one project': async (harness) => {
    const [world, other] = [await newWorld(harness), await newWorld(harness)];
    const { application, founder, organization } = world;
    const organization_id = organization.id;
    const admin = await world.inOrganization(founder);
    const [ann, bob] = [await harness.person(), await world.hire('viewer')];
    await joinAs(harness, world, ann, 'viewer');
    await joinAs(harness, other, ann, 'viewer');
    const projects = [
      (await world.createProject()).id,
      (await world.createProject()).id,
      (await world.createProject()).id,
    ];
    for (const id of projects) {
      for (const user_id of [ann, bob]) {
        for (const role of ['annotator', 'reviewer'] as const)
          valueOf(
            await application.createRoleBinding(admin, {
              organization_id,
              user_id,
              role,
              target: { type: 'project', id },
            }),
          );
      }
    }
    const [first, , gone] = projects;
    valueOf(
      await application.deleteProject(await world.caller(founder, { type: 'project', id: gone ?? '' }), {
        project_id: gone ?? '',
      }),
    );
    const all = valueOf(await application.listRoleBindings(admin, { organization_id, page })).items;
    for (const [filter, fits] of [
      [{ user_id: ann }, ({ user }) => user.id === ann],
      [{ user_id: bob }, ({ user }) => user.id === bob],
      [{ user_id: ann, project_id: first }, ({ user, target }) => user.id === ann && target.id === first],
      [{ user_id: await harness.person() }, () => false],
    ] as const satisfies readonly (readonly [object, (binding: (typeof all)[number]) => boolean])[]) {
      const expected = all.filter(fits);
      for (const per_page of [1, 2, 200]) {
        for (const order of ['asc', 'desc'] as const) {
          const found = await walk(
            async (request) =>
              valueOf(await application.listRoleBindings(admin, { organization_id, ...filter, page: request })),
            { per_page, order },
          );
          assert.deepEqual(found, order === 'asc' ? expected : expected.toReversed());
        }
      }
    }
    assert.equal(all.filter(({ user }) => user.id === ann).length, 5);
  },

  'tokens are listed that have expired, and that have not': async (harness) => {
    const world = await newWorld(harness);
    const { application, founder, organization, clock } = world;
    const organization_id = organization.id;
    const user_id = await world.hire();
    const [own, admin] = [await world.caller(founder, INSTALLATION), await world.inOrganization(founder)];
    const expires_at = new Date(clock.now().getTime() + 60_000).toISOString();
    const [lasting, ending]: [Id[], Id[]] = [[], []];
    for (const _ of upTo(3)) {
      lasting.push(valueOf(await application.createOwnToken(own, { name: 'lasting' })).id);
      ending.push(valueOf(await application.createOwnToken(own, { name: 'ending', expires_at })).id);
    }
    const account = { organization_id, user_id };
    const machines = [
      valueOf(await application.createServiceAccountToken(admin, { ...account, name: 'a' })).id,
      valueOf(await application.createServiceAccountToken(admin, { ...account, name: 'b', expires_at })).id,
    ];
    const find = async (expired: boolean) => [
      await walk(
        async (request) =>
          idsOf(valueOf(await application.listOwnTokens(own, { expired, page: request })), ({ id }) => id),
        { per_page: 2 },
      ),
      await walk(async (request) =>
        idsOf(
          valueOf(await application.listServiceAccountTokens(admin, { ...account, expired, page: request })),
          ({ id }) => id,
        ),
      ),
    ];
    assert.deepEqual(await find(true), [[], []]);
    assert.deepEqual(await find(false), [[...lasting, ...ending].toSorted(), machines]);
    clock.advance(60);
    assert.deepEqual(await find(true), [ending, machines.slice(1)]);
    assert.deepEqual(await find(false), [lasting, machines.slice(0, 1)]);
  },
});
