import { PLANNING, statements } from '@goldset/adapter-postgres';
import { INSTALLATION, NIL_ID } from '@goldset/core';
import { MAX_WALKED_ROWS } from '@goldset/core/adapter';
import type { Id, Page, PageRequest } from '@goldset/core';
import { newWorld, valueOf } from '@goldset/core/testing';
import type { World } from '@goldset/core/testing';
import type postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openPostgresHarness } from './postgres-harness.ts';
import type { PostgresHarness } from './postgres-harness.ts';

const MANY = 25_000;
// The rows of which the names say so, by their numbers.
const MARKED = [100, 12_000, 12_001, 24_990];

let harness: PostgresHarness;
let sql: postgres.Sql;
let world: World;

const idAt = `(lpad(to_hex(n), 8, '0') || '-0000-7000-8000-' || :tail)::uuid`;

/** Makes many people who are members, service accounts, external users and projects, of which a few are named otherwise. */
const fill = async ({ organization, founder }: World, tenant: 1 | 2): Promise<void> => {
  const tail = (first: string): string => `'${first}${tenant}0000000000'`;
  const [person, machine, external, project] = ['a', 'b', 'c', 'd'].map((first) =>
    idAt.replace(':tail', tail(first)),
  ) as [string, string, string, string];
  const named = `case when n = any(array[${MARKED.join(',')}]) then 'Marked 100%_' else 'Somebody ' end || n`;
  await harness.sql.unsafe(`
    insert into users (id, kind, name, email, email_key, created_at) select ${person}, 'person', ${named}, n || '@${organization.id}.example', n || '@${organization.id}.example', now() from generate_series(1, ${MANY}) n;
    insert into members (organization_id, user_id, added_by, created_at) select '${organization.id}', ${person}, '${founder}', now() from generate_series(1, ${MANY}) n;
    insert into users (id, kind, name, organization_id, created_by, created_at) select ${machine}, 'service', ${named}, '${organization.id}', '${founder}', now() from generate_series(1, ${MANY}) n;
    insert into members (organization_id, user_id, added_by, created_at) select '${organization.id}', ${machine}, '${founder}', now() from generate_series(1, ${MANY}) n where n <= 20;
    insert into external_users (organization_id, id, source, name, created_at) select '${organization.id}', ${external}, 'mturk', ${named}, now() from generate_series(1, ${MANY}) n;
    insert into projects (id, organization_id, name, description, overlap, lease_seconds, max_claimed, show_predictions, created_by, created_at, updated_at)
    select ${project}, '${organization.id}', ${named}, '', 1, 60, 10, false, '${founder}', now(), now() from generate_series(1, ${MANY}) n;
    insert into tokens (id, user_id, name, prefix, secret_hash, created_by, expires_at, created_at)
    select ${person}, '${founder}', 'x', 'x', '${organization.id}' || n, '${founder}', case when n = any(array[${MARKED.join(',')}]) then '2020-01-01'::timestamptz end, now() from generate_series(1, ${MANY}) n`);
};

beforeAll(async () => {
  harness = await openPostgresHarness();
  world = await newWorld(harness);
  await fill(world, 1);
  // Rows of another tenant, before and behind.
  await fill(await newWorld(harness), 2);
  await harness.sql`analyze`;
  sql = harness.sql;
});
afterAll(() => harness.close());

type List = (page: PageRequest) => Promise<Page<Id>>;

const idsOf = <Row>(idOf: (row: Row) => Id, { items, ...rest }: Page<Row>): Page<Id> => ({
  ...rest,
  items: items.map(idOf),
});

const lists: Readonly<Record<string, (name: string) => Promise<List>>> = {
  members: async (name) => {
    const [admin, organization_id] = [await world.inOrganization(world.founder), world.organization.id];
    return async (page) =>
      idsOf(
        ({ user }) => user.id,
        valueOf(await world.application.listMembers(admin, { organization_id, name, page })),
      );
  },
  users: async (name) => {
    const caller = await world.caller(world.founder, INSTALLATION);
    return async (page) => idsOf(({ id }) => id, valueOf(await world.application.listUsers(caller, { name, page })));
  },
  'external users': async (name) => {
    const [admin, organization_id] = [await world.inOrganization(world.founder), world.organization.id];
    return async (page) =>
      idsOf(({ id }) => id, valueOf(await world.application.listExternalUsers(admin, { organization_id, name, page })));
  },
  projects: async (name) => {
    const [admin, organization_id] = [await world.inOrganization(world.founder), world.organization.id];
    return async (page) =>
      idsOf(({ id }) => id, valueOf(await world.application.listProjects(admin, { organization_id, name, page })));
  },
  tokens: async (name) => {
    const caller = await world.caller(world.founder, INSTALLATION);
    return async (page) =>
      idsOf(
        ({ id }) => id,
        valueOf(await world.application.listOwnTokens(caller, { expired: name !== 'nobody' && name !== '%', page })),
      );
  },
};

const numberOf = (id: Id): number => Number.parseInt(id.slice(0, 8), 16);

/** The pages of a list, and what each holds. */
const pagesOf = async (list: List, order: 'asc' | 'desc'): Promise<readonly (readonly number[])[]> => {
  const pages: (readonly number[])[] = [];
  for (let page = await list({ per_page: 50, order }); ;) {
    pages.push(page.items.map(numberOf));
    if (page.next === null) return pages;
    page = await list({ per_page: 50, order, position: page.next });
  }
};

describe('a list with a filter that no index serves', () => {
  test.each(Object.entries(lists).filter(([name]) => name !== 'tokens'))(
    'of %s is walked whole, and looks at so many rows for each page',
    async (_name, open) => {
      for (const order of ['asc', 'desc'] as const) {
        const pages = await pagesOf(await open('marked 100%_'), order);
        expect(pages.flat()).toEqual(order === 'asc' ? MARKED : MARKED.toReversed());
        expect(pages.length).toBe(Math.floor(MANY / MAX_WALKED_ROWS) + 1);
        expect((await pagesOf(await open('nobody'), order)).flat()).toEqual([]);
      }
    },
  );

  test('of service accounts goes past those that were removed', async () => {
    const [admin, organization_id] = [await world.inOrganization(world.founder), world.organization.id];
    const list: List = async (page) =>
      idsOf(
        ({ id }) => id,
        valueOf(await world.application.listServiceAccounts(admin, { organization_id, name: 'SOMEBODY', page })),
      );
    const pages = await pagesOf(list, 'asc');
    expect(pages.flat()).toEqual(Array.from({ length: 20 }, (_, n) => n + 1));
  });

  test('of tokens is walked whole', async () => {
    const list = await (lists['tokens'] as (name: string) => Promise<List>)('expired');
    expect((await pagesOf(list, 'asc')).flat()).toEqual(MARKED);
  });
});

interface Node {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Actual Rows'?: number;
  readonly 'Actual Loops'?: number;
  readonly 'Rows Removed by Filter'?: number;
  readonly Plans?: readonly Node[];
}

const nodesOf = (node: Node): readonly Node[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)];

describe('of a tenant with many members', () => {
  const filtered = statements.filter(
    ({ names }) =>
      ['sought', 'expired', 'email_key'].some((name) => (names as readonly string[]).includes(name)) &&
      (names as readonly string[]).includes('from'),
  );
  const ofMember = statements.filter(({ text }) => /from role_bindings b\s+where[^]*\(b\.user_id, b\.id\)/.test(text));

  test('there are such statements', () => {
    expect([filtered.length, ofMember.length]).toEqual([16, 2]);
  });

  test.each(
    [...filtered, ...ofMember].map(
      (statement) => [statement.text.replaceAll(/\s+/g, ' ').trim().slice(0, 100), statement] as const,
    ),
  )('no table is read as a whole, and no more rows than a page may cost: %s', async (_name, { text, names }) => {
    const isDescending = /\bdesc\b/.test(text);
    const values: Readonly<Record<string, unknown>> = {
      ...{
        organization_id: world.organization.id,
        user_id: world.founder,
        known_to: world.founder,
        sought: 'NOBODY',
        source: null,
        role: null,
        kind: null,
        expired: true,
        at: '2019-01-01T00:00:00Z',
      },
      ...{
        email_key: `7@${world.organization.id}.example`,
        light: 100_000,
        limit: 51,
        from: isDescending ? NIL_ID.replaceAll('0', 'f') : NIL_ID,
        until: isDescending ? NIL_ID : NIL_ID.replaceAll('0', 'f'),
      },
    };
    const rows = await sql.begin(async (transaction) => {
      for (const [setting, value] of Object.entries(PLANNING))
        await transaction.unsafe(`set local ${setting} = ${value}`);
      return transaction.unsafe<{ 'QUERY PLAN': readonly { readonly Plan: Node }[] }[]>(
        `explain (analyze, format json) ${text}`,
        (names as readonly string[]).map((name) => values[name]) as never[],
        { prepare: true },
      );
    });
    const nodes = rows.flatMap((row) => row['QUERY PLAN']).flatMap(({ Plan }) => nodesOf(Plan));
    const large = nodes.filter(
      (node) =>
        node['Node Type'].endsWith('Scan') &&
        ['users', 'members', 'external_users', 'projects', 'tokens', 'role_bindings'].includes(
          node['Relation Name'] ?? '',
        ),
    );
    expect(large.length).toBeGreaterThan(0);
    expect(large.filter((node) => node['Node Type'] === 'Seq Scan')).toEqual([]);
    const looked = large.map(
      (node) => ((node['Actual Rows'] ?? 0) + (node['Rows Removed by Filter'] ?? 0)) * (node['Actual Loops'] ?? 1),
    );
    expect(Math.max(...looked)).toBeLessThanOrEqual(MAX_WALKED_ROWS + 1);
  });
});
