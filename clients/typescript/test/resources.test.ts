import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { operationsDocument, resourceTypes } from '../scripts/resources.ts';
import { createGoldset } from '../src/index.ts';
import type { ResourceNode } from '../src/resource-calls.ts';
import { resources } from '../src/resources.ts';

type Values = Readonly<Record<string, unknown>>;

const contract = parse(readFileSync(fileURLToPath(new URL('../../../openapi.yaml', import.meta.url)), 'utf8')) as {
  readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly operationId: string }>>>>;
};

const operations = Object.entries(contract.paths).flatMap(([path, methods]) =>
  Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
);

const started = async (value: unknown): Promise<void> => {
  if (typeof value === 'object' && value !== null && Symbol.asyncIterator in value)
    for await (const _ of value as AsyncIterable<unknown>) break;
  else await value;
};

/** Calls everything that a resource has, with the names of parameters as ids. */
const callAll = async (resource: Values, { calls = {}, parts = {}, members = {} }: ResourceNode): Promise<void> => {
  expect(Object.keys(resource).toSorted()).toEqual(
    expect.arrayContaining([...Object.keys(calls), ...Object.keys(parts), ...Object.keys(members)].toSorted()),
  );
  for (const [name, [, kind]] of Object.entries(calls)) {
    const call = resource[name] as (first?: unknown) => unknown;
    await expect(started(kind === 'import' ? call([]) : kind === 'body' ? call({}) : call())).rejects.toMatchObject({
      code: 'not_found',
    });
  }
  for (const [name, part] of Object.entries(parts)) await callAll(resource[name] as Values, part);
  for (const [name, member] of Object.entries(members)) {
    const id = /\{(\w+)\}$/.exec(member.path)?.[1];
    await callAll((resource[name] as (id: unknown) => Values)(id), member);
  }
};

const recording = (): { readonly requests: string[]; readonly goldset: ReturnType<typeof createGoldset> } => {
  const requests: string[] = [];
  const goldset = createGoldset({
    url: 'http://localhost/base',
    retries: 0,
    fetch: async ({ method, url }) => {
      requests.push(`${method} ${decodeURIComponent(new URL(url).pathname)}`);
      return Response.json(
        { code: 'not_found', detail: 'There is no such thing.' },
        { status: 404, headers: { 'content-type': 'application/problem+json' } },
      );
    },
  });
  return { requests, goldset };
};

const withoutBraces = (operation: string): string => operation.replaceAll(/[{}]/g, '').replace(' ', ' /base/v1');

describe('the resources', () => {
  test('have exactly one call for each operation of the contract', async () => {
    const { requests, goldset } = recording();
    await callAll(goldset as unknown as Values, resources);
    expect(requests.toSorted()).toEqual(operations.map(withoutBraces).toSorted());
  });

  test('have the same calls where answers are values', async () => {
    const { requests, goldset } = recording();
    const answered = async (
      resource: Values,
      { calls = {}, parts = {}, members = {} }: ResourceNode,
    ): Promise<void> => {
      for (const name of Object.keys(calls))
        expect(await (resource[name] as () => Promise<unknown>)()).toMatchObject({
          status: 404,
          body: { code: 'not_found' },
        });
      for (const [name, part] of Object.entries(parts)) await answered(resource[name] as Values, part);
      for (const [name, member] of Object.entries(members))
        await answered((resource[name] as (id: unknown) => Values)(/\{(\w+)\}$/.exec(member.path)?.[1]), member);
    };
    await answered(goldset.answers as unknown as Values, resources);
    expect(requests.toSorted()).toEqual(operations.map(withoutBraces).toSorted());
  });

  test('send what they are given', async () => {
    const sent: { readonly line: string; readonly body: string; readonly headers: Headers }[] = [];
    const goldset = createGoldset({
      url: 'http://localhost',
      retries: 0,
      fetch: async (request) => {
        const { pathname, search } = new URL(request.url);
        sent.push({
          line: `${request.method} ${pathname}${search}`,
          body: await request.text(),
          headers: request.headers,
        });
        return Response.json({ items: [], pagination: { per_page: 50, next: null, prev: null } });
      },
    });
    const project = goldset.project('p/1');
    await project.tasks.claim({ count: 2 }, { headers: { 'Idempotency-Key': 'mine' } });
    await project.tasks.claim();
    await project.items
      .list({ metadata: { 'metadata.lang': 'de' }, per_page: 200 })
      .pages()
      .next();
    await project.annotations.import([{ external_id: 'n1', annotator: 'ann', value: {} }], {
      query: { on_conflict: 'reject' },
    });
    await project.items.import('text\nx\n', { format: 'tsv', query: { types: 'n:number' } });
    await project.annotationUi(3).jsonSchema.get();
    await goldset
      .organization('o')
      .externalUser('e')
      .link({ user_id: 'u' }, { query: { dry_run: true } });
    await project.task('t').renew({ headers: { 'X-Request-Id': 'r1' } });
    expect(sent.map(({ line, body }) => [line, body])).toEqual([
      ['POST /v1/projects/p%2F1/tasks/claim', '{"count":2}'],
      ['POST /v1/projects/p%2F1/tasks/claim', ''],
      ['GET /v1/projects/p%2F1/items?metadata.lang=de&per_page=200', ''],
      [
        'POST /v1/projects/p%2F1/annotations/import?on_conflict=reject',
        '{"external_id":"n1","annotator":"ann","value":{}}\n',
      ],
      ['POST /v1/projects/p%2F1/items?types=n%3Anumber', 'text\nx\n'],
      ['GET /v1/projects/p%2F1/annotation-uis/3/json-schema', ''],
      ['POST /v1/organizations/o/external-users/e/link?dry_run=true', '{"user_id":"u"}'],
      ['POST /v1/projects/p%2F1/tasks/t/renew', ''],
    ]);
    expect(sent[0]?.headers.get('idempotency-key')).toBe('mine');
    expect(sent[4]?.headers.get('content-type')).toBe('text/tab-separated-values');
    expect(sent[7]?.headers.get('x-request-id')).toBe('r1');
  });

  test('refuse an id that would lead elsewhere', async () => {
    const { goldset, requests } = recording();
    for (const id of ['', '.', '..'])
      await expect(goldset.project(id).get()).rejects.toThrow('cannot be the project_id of a path');
    expect(requests).toEqual([]);
  });

  test('are those that are committed', () => {
    for (const [file, text] of [
      ['../src/resources.ts', resourceTypes(contract)],
      ['../OPERATIONS.md', operationsDocument(contract)],
    ] as const) {
      expect(readFileSync(fileURLToPath(new URL(file, import.meta.url)), 'utf8')).toBe(text);
    }
  });
});

const contractOf = (paths: Readonly<Record<string, readonly [method: string, operationId: string]>>): object => ({
  paths: Object.fromEntries(
    Object.entries(paths).map(([path, [method, operationId]]) => [
      path,
      { [method]: { operationId, summary: 'Do it', parameters: [], responses: { 204: {} } } },
    ]),
  ),
  components: { parameters: {}, schemas: {} },
});

describe('the names of resources', () => {
  test.each([
    ['/things/{thing_id}', 'get', 'getThing', 'goldset.thing(thing_id).get()'],
    [
      '/things/{thing_id}/categories/{category_id}',
      'delete',
      'removeCategory',
      'goldset.thing(thing_id).category(category_id).remove()',
    ],
    ['/big-things', 'post', 'createBigThing', 'goldset.bigThings.create()'],
    ['/things/{thing_id}/close', 'post', 'closeThing', 'goldset.thing(thing_id).close()'],
    ['/things/claim-next', 'post', 'claimNextThing', 'goldset.things.claimNext()'],
    ['/things/{thing_id}/closed', 'get', 'closeThing', 'goldset.thing(thing_id).closed.close()'],
    ['/things/newest', 'get', 'getNewestThing', 'goldset.things.newest.get()'],
  ])('%s %s %s is called %s', (path, method, operationId, call) => {
    expect(operationsDocument(contractOf({ [path]: [method, operationId] }))).toContain(
      `| \`${call}\` | \`${operationId}\` |`,
    );
  });

  test.each([
    [
      'two operations of one name',
      { '/things/close': ['post', 'closeThings'], '/things': ['delete', 'closeAll'] },
      'Two operations are called goldset.things.close; the second one is /things.',
    ],
    [
      'a call and a resource of one name',
      {
        '/things/{thing_id}/close': ['post', 'closeThing'],
        '/things/{thing_id}/close/reasons': ['get', 'listReasons'],
      },
      'Two operations are called goldset.thing(thing_id).close',
    ],
    [
      'a singular before an id',
      { '/staff/{staff_id}': ['get', 'getStaff'] },
      'The segment "staff" stands before an id, so it must be a plural.',
    ],
    [
      'an id without a plural',
      { '/{thing_id}': ['get', 'getThing'] },
      '/{thing_id} has an id that no plural stands before.',
    ],
    ['what a client has already', { '/lists/{list_id}': ['get', 'getList'] }, 'A client has list already'],
  ] as const)('cannot be made of %s', (_what, paths, message) => {
    expect(() => resourceTypes(contractOf(paths))).toThrow(message);
  });
});

describe('a bundle', () => {
  const bundled = async (program: string): Promise<{ readonly text: string; readonly gzipped: number }> => {
    const { outputFiles } = await build({
      stdin: { contents: program, resolveDir: fileURLToPath(new URL('.', import.meta.url)), loader: 'ts' },
      bundle: true,
      minify: true,
      format: 'esm',
      target: 'es2023',
      write: false,
    });
    const text = outputFiles[0]?.text ?? '';
    return { text, gzipped: gzipSync(text).byteLength };
  };

  test('of calls by path has no resources in it, and both are small', async () => {
    const paths = await bundled(
      `import { createClient } from '../src/index.ts'; console.log(createClient({ url: 'x' }));`,
    );
    const all = await bundled(
      `import { createGoldset } from '../src/index.ts'; console.log(createGoldset({ url: 'x' }));`,
    );
    expect(paths.text).not.toContain('/tasks/{task_id}');
    expect(all.text).toContain('/tasks/{task_id}');
    // The README gives these sizes: where they differ, it is to be brought up to date.
    const readme = readFileSync(fileURLToPath(new URL('../README.md', import.meta.url)), 'utf8');
    expect(readme).toContain(
      `is about ${Math.round(all.gzipped / 1000)} kB gzipped; with \`createClient\` alone, it is about ${Math.round(paths.gzipped / 1000)} kB`,
    );
  });
});
