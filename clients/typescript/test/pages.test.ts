import { expect, test } from 'vitest';
import { createClient } from '../src/index.ts';
import type { Client } from '../src/index.ts';

interface Page {
  readonly rows: readonly number[];
  readonly next: string | null;
}

const clientOf = (
  url: string,
  pages: readonly Page[],
): { readonly client: Client; readonly seen: readonly string[] } => {
  const seen: string[] = [];
  const fetch = async (request: Request): Promise<Response> => {
    const page = pages[seen.push(request.url) - 1];
    const items = page?.rows.map((n) => ({ external_id: `n${n}` }));
    // Fields may appear in an answer at any time.
    return Response.json({ others: [1], items, pagination: { per_page: 2, next: page?.next, prev: null } });
  };
  return { client: createClient({ url, fetch }), seen };
};

const PAGES: readonly Page[] = [
  { rows: [1, 2], next: '/v1/projects/p1/items?per_page=2&order=desc&cursor=a%2Bb' },
  { rows: [], next: '/v1/projects/p1/items?per_page=2&order=desc&cursor=c' },
  { rows: [3], next: '/v1/projects/p1/items?per_page=2&order=desc&cursor=d' },
  { rows: [], next: null },
];

const INIT = { path: { project_id: 'p1' }, query: { per_page: 2, order: 'desc' } } as const;

test('a list yields the rows of all its pages; short and empty ones are not the end', async () => {
  const { client, seen } = clientOf('http://example.org', PAGES);
  const rows: (string | null)[] = [];
  for await (const { external_id } of client.list('/projects/{project_id}/items', INIT)) rows.push(external_id);
  expect(rows).toEqual(['n1', 'n2', 'n3']);
  expect(seen).toEqual(
    ['per_page=2&order=desc', ...PAGES.slice(0, 3).map(({ next }) => next?.split('?')[1])].map(
      (search) => `http://example.org/v1/projects/p1/items?${search}`,
    ),
  );
});

test('pages are whole', async () => {
  const { client } = clientOf('http://example.org', PAGES);
  const lengths: number[] = [];
  for await (const { items, pagination } of client.pages('/projects/{project_id}/items', INIT))
    lengths.push(items.length + pagination.per_page);
  expect(lengths).toEqual([4, 2, 3, 2]);
});

test('filters on what has names of its own stand in the URL under these', async () => {
  const { client, seen } = clientOf('http://example.org', [{ rows: [], next: null }]);
  const query = { metadata: { 'metadata.lang': 'de', 'metadata.a.b=': 'x y' }, state: 'open' } as const;
  for await (const _ of client.list('/projects/{project_id}/items', { path: { project_id: 'p1' }, query }));
  expect(seen).toEqual(['http://example.org/v1/projects/p1/items?metadata.lang=de&metadata.a.b%3D=x+y&state=open']);
});

test('no page is asked for before it is needed', async () => {
  const { client, seen } = clientOf('http://example.org', PAGES);
  for await (const { external_id } of client.list('/projects/{project_id}/items', INIT))
    if (external_id === 'n2') break;
  expect(seen.length).toBe(1);
});

test('the server may stand below a path, and never sends its client elsewhere', async () => {
  const { client, seen } = clientOf('https://example.org/goldset/', [
    { rows: [], next: 'https://evil.example/v1/projects/p1/items?cursor=a' },
    { rows: [], next: null },
  ]);
  for await (const _ of client.list('/projects/{project_id}/items', INIT));
  expect(seen).toEqual([
    'https://example.org/goldset/v1/projects/p1/items?per_page=2&order=desc',
    'https://example.org/goldset/v1/projects/p1/items?cursor=a',
  ]);
});

test.each(['', '.', '..'])('"%s" is no id, and leads nowhere', async (project_id) => {
  const { client, seen } = clientOf('http://example.org', PAGES);
  await expect(client.get('/projects/{project_id}', { path: { project_id } })).rejects.toThrow(TypeError);
  expect(seen).toEqual([]);
});

test('an id stays within its place', async () => {
  const { client, seen } = clientOf('http://example.org', PAGES);
  await client.get('/projects/{project_id}', { path: { project_id: '../me?a#b/ü' } });
  expect(seen).toEqual(['http://example.org/v1/projects/..%2Fme%3Fa%23b%2F%C3%BC']);
});
