import { statements } from '@goldset/adapter-postgres';
import { NIL_ID } from '@goldset/core';
import { MAX_WALKED_ROWS } from '@goldset/core/adapter';
import type { Item, ItemFilters, Page, PageRequest } from '@goldset/core';
import { newEmptyProject } from '@goldset/core/testing';
import type { ProjectWorld } from '@goldset/core/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openPostgresHarness } from './postgres-harness.ts';
import type { PostgresHarness } from './postgres-harness.ts';

const BASE = Date.parse('2026-01-01T00:00:00.000Z');
const ITEMS = 25_000;

let harness: PostgresHarness;
let project: ProjectWorld;
let list: (page: PageRequest, filters?: ItemFilters) => Promise<Page<Item>>;

/** Makes items numbered from 1, one a second, as imports make them. */
const fill = async ({ scope }: ProjectWorld, count: number, marked: readonly number[]): Promise<void> => {
  await harness.sql`
    insert into items (project_id, id, external_id, data, metadata, priority, overlap, queue_position, created_at, updated_at)
    select ${scope.project_id}, (substr(x.hex, 1, 8) || '-' || substr(x.hex, 9) || '-7000-8000-000000000000')::uuid, n::text, '{}',
      case when n = any(${marked as number[]}::int[]) then '{"marked": true}' else '{}' end::jsonb, 0, 1, n, x.made, x.made
    from generate_series(1, ${count}::int) n
    cross join lateral (select lpad(to_hex(${BASE}::bigint + n * 1000), 12, '0') as hex, to_timestamp((${BASE}::bigint + n * 1000) / 1000.0) as made) x`;
};

const listOf =
  ({ scope }: ProjectWorld): typeof list =>
  (page, filters = { metadata: { marked: 'true' } }) =>
    harness.store.within(scope).items.list(page, '2026-01-01T00:00:00.000Z', filters);

const MARKED = [100, 12_000, 12_001, 12_002, 12_003, 20_000, 24_990];

beforeAll(async () => {
  harness = await openPostgresHarness();
  project = await newEmptyProject(harness);
  await fill(project, ITEMS, MARKED);
  list = listOf(project);
});
afterAll(() => harness.close());

/** The pages of a list from one on, in one direction. */
const pagesFrom = async (
  first: PageRequest,
  direction: 'next' | 'prev',
): Promise<readonly (readonly [PageRequest, readonly number[]])[]> => {
  const pages: [PageRequest, readonly number[]][] = [];
  for (let request: PageRequest | null = first; request !== null;) {
    const page: Page<Item> = await list(request);
    pages.push([request, page.items.map(({ external_id }) => Number(external_id))]);
    request = page[direction] && { ...first, position: page[direction] };
  }
  return pages;
};

describe('a list with a filter that no index serves', () => {
  test.each(['asc', 'desc'] as const)(
    'looks at so many rows per page, and is walked whole in both directions: %s',
    async (order) => {
      const expected = order === 'asc' ? MARKED : MARKED.toReversed();
      for (const per_page of [1, 2, 3, 50]) {
        const forth = await pagesFrom({ per_page, order }, 'next');
        expect(forth.flatMap(([, found]) => found)).toEqual(expected);
        const back = await pagesFrom(forth.at(-1)?.[0] ?? { per_page, order }, 'prev');
        expect(back.toReversed().flatMap(([, found]) => found)).toEqual(expected);
        // Back to the end again, from wherever the way back came to.
        const again = await pagesFrom(back.at(-1)?.[0] ?? { per_page, order }, 'next');
        expect(again.flatMap(([, found]) => found)).toEqual(expected);
      }
    },
  );

  test('has pages that are short, and go on', async () => {
    const pages = await pagesFrom({ per_page: 50, order: 'asc' }, 'next');
    expect(pages.map(([, found]) => found)).toEqual([[100], [12_000, 12_001, 12_002, 12_003, 20_000], [24_990]]);
    expect(pages[1]?.[0].position).toEqual({ after: expect.stringMatching(/^[0-9a-f-]{36}$/) as unknown });
  });

  test('has pages that are empty, and go on', async () => {
    const empty = await list({ per_page: 50, order: 'asc' }, { metadata: { marked: 'false' } });
    expect([empty.items, empty.prev]).toEqual([[], null]);
    expect(empty.next).not.toBeNull();
    let [pages, page] = [1, empty];
    for (; page.next !== null; pages += 1)
      page = await list({ per_page: 50, order: 'asc', position: page.next }, { metadata: { marked: 'false' } });
    expect([pages, page.items]).toEqual([3, []]);
    for (; page.prev !== null; pages -= 1)
      page = await list({ per_page: 50, order: 'asc', position: page.prev }, { metadata: { marked: 'false' } });
    expect(page.next).not.toBeNull();
  });

  test('ends where the rows end, also where these are as many as it looks at', async () => {
    for (const [count, more] of [
      [MAX_WALKED_ROWS - 1, false],
      [MAX_WALKED_ROWS, false],
      [MAX_WALKED_ROWS + 1, true],
    ] as const) {
      const other = await newEmptyProject(harness);
      await fill(other, count, []);
      for (const order of ['asc', 'desc'] as const) {
        const first = await listOf(other)({ per_page: 1, order });
        expect([count, first.items, first.next !== null, first.prev]).toEqual([count, [], more, null]);
      }
    }
  });

  test('looks at deleted items as well, so that they too are a bounded number', async () => {
    const other = await newEmptyProject(harness);
    await fill(other, MAX_WALKED_ROWS + 5, [MAX_WALKED_ROWS + 5]);
    await harness.sql`update items set deleted_at = now() where project_id = ${other.project.id} and metadata = '{}'`;
    const first = await listOf(other)({ per_page: 5, order: 'asc' });
    expect([first.items, first.next]).toEqual([[], expect.anything()]);
    const second = await listOf(other)({ per_page: 5, order: 'asc', position: first.next ?? { after: NIL_ID } });
    expect([second.items.length, second.next]).toEqual([1, null]);
  });

  test('looks only at rows of the time that is asked for', async () => {
    const at = (n: number): string => new Date(BASE + n * 1000).toISOString();
    const numbers = async (filters: ItemFilters, order: 'asc' | 'desc' = 'asc'): Promise<readonly unknown[]> => {
      const { items, next } = await list({ per_page: 50, order }, filters);
      return [items.map(({ external_id }) => Number(external_id)), next];
    };
    const metadata = { marked: 'true' };
    expect(await numbers({ metadata, created_after: at(19_999) })).toEqual([[20_000, 24_990], null]);
    expect(await numbers({ metadata, created_after: at(20_000) })).toEqual([[24_990], null]);
    expect(await numbers({ metadata, created_before: at(12_001) }, 'desc')).toEqual([[12_000], expect.anything()]);
    expect(await numbers({ metadata, created_after: at(11_999), created_before: at(12_003) }, 'desc')).toEqual([
      [12_002, 12_001, 12_000],
      null,
    ]);
    expect(await numbers({ created_after: at(12_000), created_before: at(12_003) })).toEqual([[12_001, 12_002], null]);
    expect(await numbers({ external_id: '20000', metadata })).toEqual([[20_000], null]);
  });

  test('stops at a full page: it does not look at the rest', async () => {
    const ascending = statements.find(
      ({ text, names }) =>
        text.includes('with found as') &&
        text.includes('i.id > $') &&
        !text.includes('one.id') &&
        (names as readonly string[]).includes('metadata'),
    );
    if (ascending === undefined) throw new Error('There is such a statement.');
    const { project_id } = project.scope;
    const values: Readonly<Record<string, unknown>> = {
      light: 100_000,
      project_id,
      at: '2026-01-01T00:00:00.000Z',
      organization_id: project.scope.organization_id,
      exhausted: null,
      state: 'open',
      created_after: null,
      created_before: null,
      metadata: null,
      from: NIL_ID,
      until: NIL_ID.replaceAll('0', 'f'),
      limit: 3,
    };
    const plan = await harness.sql.unsafe<{ 'QUERY PLAN': readonly { readonly Plan: Node }[] }[]>(
      `explain (analyze, format json) ${ascending.text}`,
      (ascending.names as readonly string[]).map((name) => values[name]) as never[],
    );
    const scans = nodesOf(plan[0]?.['QUERY PLAN'][0]?.Plan).filter((node) => node['Relation Name'] === 'items');
    expect(scans.map((node) => node['Actual Rows']).toSorted()).toEqual([0, 3]);
  });
});

interface Node {
  readonly 'Relation Name'?: string;
  readonly 'Actual Rows': number;
  readonly Plans?: readonly Node[];
}

const nodesOf = (node: Node | undefined): readonly Node[] =>
  node === undefined ? [] : [node, ...(node.Plans ?? []).flatMap(nodesOf)];
