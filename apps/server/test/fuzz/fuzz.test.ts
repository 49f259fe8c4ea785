import { gzipSync } from 'node:zlib';
import type { Application, Me } from '@goldset/core';
import { err, ok } from '@goldset/core';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormatsModule from 'ajv-formats';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PostgresHarness } from '../../../../packages/adapter-postgres/test/postgres-harness.ts';
import { compilerIn, operationsOf, readContract } from '../http/contract.ts';
import { newRefuses } from './acceptable.ts';
import { CANARY, fuzz } from './fuzz.ts';
import type { FuzzOptions } from './fuzz.ts';
import { newArbitraryOf } from './schema-arbitrary.ts';
import { resolveTree, textOf } from './tree.ts';

const ALL = 20_000;
// The same every time, so that a test that fails fails again; `FUZZ_SEED=random` tries requests that nobody has seen yet.
const SEED = 20_261_123;
const FEW = 1_000;

const { FUZZ_SEED, FUZZ_REQUESTS } = process.env;
const seed = FUZZ_SEED === 'random' ? Date.now() % 2 ** 31 : Number(FUZZ_SEED ?? SEED);
const requests = Number(FUZZ_REQUESTS ?? ALL);

const operationIds = operationsOf(readContract()).map(({ operationId }) => operationId);
const percent = (share: number): string => `${(100 * share).toFixed(0)} %`;

describe('whatever is sent', () => {
  test(
    'the answer is what the contract says, and nobody learns or changes anything of another tenant',
    { timeout: 600_000 },
    async () => {
      const report = await fuzz({ seed, requests });
      const { valid, 'near-valid': near, hostile } = report.successes;
      console.log(
        `${report.requests} requests from seed ${seed} in ${report.seconds.toFixed(0)} s; answered with 2xx: ${percent(valid)} of valid ones, ${percent(near)} of near-valid ones, ${percent(hostile)} of hostile ones`,
      );
      expect(report.requests).toBe(requests);
      // A part of the requests, played again, reaches a part of the operations.
      if (requests < ALL) return;
      const without = (isWanted: (status: number) => boolean): readonly string[] =>
        operationIds.filter((id) => !Object.keys(report.answers[id] ?? {}).some((status) => isWanted(Number(status))));
      expect(without((status) => status < 300)).toEqual([]);
      expect(without((status) => status >= 400)).toEqual([]);
      expect(valid).toBeGreaterThan(0.4);
    },
  );
});

const ME: Me = {
  id: '0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a4e55',
  kind: 'person',
  name: 'Ada',
  email: null,
  email_verified: false,
  revision: 1,
  created_at: '2026-11-22T09:30:00.000Z',
  updated_at: '2026-11-22T09:30:00.000Z',
};

/** What a run says when `getMe` answers this. */
const verdict = async (getMe: (harness: PostgresHarness) => Promise<unknown>, requests = FEW): Promise<string> => {
  const replace: FuzzOptions['replace'] = (harness) => ({ getMe: (() => getMe(harness)) as Application['getMe'] });
  return fuzz({ seed: SEED, requests, replace }).then(
    () => 'nothing',
    (error: unknown) => (error as Error).message,
  );
};

/** The organization that nobody may learn anything of. */
const firstOrganization = async (harness: PostgresHarness): Promise<string> => {
  const [organization] = await harness.sql<
    { id: string }[]
  >`select id from organizations order by created_at, id limit 1`;
  return organization?.id ?? '';
};

const someItemsOf = async (organizationId: string, harness: PostgresHarness): Promise<readonly string[]> => {
  const rows = await harness.sql<
    { id: string }[]
  >`select items.id from items join projects on projects.id = project_id where organization_id = ${organizationId} limit 4`;
  return rows.map(({ id }) => id);
};

describe('the fuzzer finds', { timeout: 120_000 }, () => {
  test('nothing where nothing is wrong', async () => {
    expect(await verdict(async () => ok(ME))).toBe('nothing');
  });

  test('a 500, and says how to see it again', async () => {
    const said = await verdict(() => Promise.reject(new Error('boom')));
    expect(said).toMatch(/getMe, .*\n.*→ 500 is declared nowhere/);
    expect(said).toMatch(/curl -i -X GET 'http:\/\/localhost\/v1\/me/);
    expect(said).toMatch(/The server logged: .*"error"/);
    expect(said).toMatch(/FUZZ_SEED=\d+ FUZZ_REQUESTS=1000 plays these requests again; this was number \d+\./);
  });

  test('a status that is not declared', async () => {
    expect(await verdict(async () => err({ code: 'not_found' }))).toMatch(/→ 404 is declared nowhere/);
  });

  test('the smallest request at fault', async () => {
    const broken: Application['listUsers'] = async (_, { page }) =>
      page.per_page < 50 ? ok({ items: [], next: null, prev: null }) : Promise.reject(new Error('boom'));
    const said = await fuzz({ seed: SEED, requests: FEW, replace: () => ({ listUsers: broken }) }).catch(
      (error: unknown) => (error as Error).message,
    );
    expect(said).toMatch(
      /A smaller one:\nlistUsers, .*\n.*\ncurl -i -X GET 'http:\/\/localhost\/v1\/users(\?per_page=50)?' \\\n {2}-H 'authorization: [^']*'\n\n/,
    );
  });

  test('a field that is not declared', async () => {
    expect(await verdict(async () => ok({ ...ME, is_first: true }))).toMatch(
      /does not fit the contract: .*must NOT have additional properties/,
    );
  });

  test('a text and an id of another tenant', async () => {
    expect(await verdict(async () => ok({ ...ME, name: `Ada${CANARY}` }))).toMatch(/tells of another tenant/);
    expect(
      await verdict(async (harness) =>
        ok({ ...ME, name: (await someItemsOf(await firstOrganization(harness), harness)).join(' ') }),
      ),
    ).toMatch(/tells an id of another tenant/);
  });

  test('a change of another tenant', async () => {
    const change = async (harness: PostgresHarness): Promise<unknown> => {
      await harness.sql`update projects set description = 'changed' where organization_id = ${await firstOrganization(harness)}`;
      return ok(ME);
    };
    expect(await verdict(change)).toMatch(/A request of another tenant changed projects: .*"description": "changed"/);
  });

  test('a project that is no longer whole', async () => {
    const miscount = async (harness: PostgresHarness): Promise<unknown> => {
      await harness.sql`update counters set items_open = items_open + 1 where project_id not in (select id from projects where organization_id = ${await firstOrganization(harness)})`;
      return ok(ME);
    };
    expect(await verdict(miscount, 2 * FEW)).toMatch(/is no longer whole/);
  });
});

describe('the contract does not let succeed', () => {
  const refuses = newRefuses(readContract());
  const post = (
    path: string,
    body: string | Buffer,
    headers: Readonly<Record<string, string>> = {},
  ): string | undefined =>
    refuses({
      method: 'POST',
      url: `http://localhost/v1${path}`,
      headers: new Headers({ 'content-type': 'application/json', ...headers }),
      body: Buffer.from(body),
    });

  test('a request with a body that does not fit', () => {
    expect(post('/organizations', '{"name": "Acme"}')).toBeUndefined();
    expect(post('/organizations', gzipSync('{"name": "Acme"}'), { 'content-encoding': 'gzip' })).toBeUndefined();
    expect(post('/organizations', '{"name": ""}')).toMatch(/fewer than 1 characters/);
    expect(post('/organizations', '\ufeff{"name": "Acme"}')).toBeUndefined();
    expect(post('/organizations', '{"name": "Acme", "\\u006eame": "Acme"}')).toMatch(/name twice/);
    expect(post('/organizations', '{"name": "Acme", "id": 1}')).toMatch(/additional properties/);
    expect(post('/organizations', '')).toMatch(/must have required property 'name'/);
    expect(post('/organizations', '{}', { 'content-type': 'text/plain' })).toMatch(/media type text\/plain/);
  });

  test('a request with an unknown or repeated query parameter, or an id that is none', () => {
    expect(post('/organizations?per_page=1', '{"name": "Acme"}')).toMatch(/query parameter per_page/);
    const get = (path: string): string | undefined =>
      refuses({ method: 'GET', url: `http://localhost/v1${path}`, headers: new Headers(), body: undefined });
    expect(get('/users?per_page=1')).toBeUndefined();
    expect(get('/users?per_page=1&per_page=1')).toMatch(/twice/);
    expect(get('/users/me')).toMatch(/no id for user_id/);
    const items = '/projects/0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a4e55/items';
    expect([get(`${items}?metadata.a=1`), get(`${items}?metadata.a=1&metadata.b=2`)]).toEqual([undefined, undefined]);
    expect(get(`${items}?metadata=1`)).toMatch(/query parameter metadata$/);
    expect(get(`${items}?metadata.a=1&metadata.a=1`)).toMatch(/twice/);
  });
});

describe('documents made from a schema', () => {
  const contract = readContract();
  const arbitraryOf = newArbitraryOf(contract);
  const ajv = new Ajv2020({ strict: false, validateFormats: true });
  (addFormatsModule as unknown as (ajv: Ajv2020) => void)(ajv);
  const compile = compilerIn(ajv, contract);
  const bodies = operationsOf(contract).flatMap(({ operationId, requestBody }) =>
    Object.entries(requestBody?.content ?? {}).map(([mediaType, { schema }]) => ({ operationId, mediaType, schema })),
  );

  test.each(bodies)('$operationId $mediaType fit it', ({ schema }) => {
    const fits = compile(schema);
    const documents = fc
      .sample(arbitraryOf(schema), { seed: SEED, numRuns: 100 })
      .map((tree) => JSON.parse(textOf(resolveTree(tree, () => undefined))) as unknown);
    expect(documents.filter((document) => !fits(document))).toEqual([]);
    const named = contract.components.schemas[String(schema['$ref']).split('/').at(-1) ?? ''];
    const isEmpty =
      'properties' in (named ?? schema) && Object.keys((named ?? schema)['properties'] ?? {}).length === 0;
    expect(new Set(documents.map((document) => JSON.stringify(document))).size).toBeGreaterThan(isEmpty ? 0 : 10);
  });
});
