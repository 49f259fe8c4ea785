import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { conforming } from './conforming.ts';
import { operationsOf, readContract } from './contract.ts';

const ID = '0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a4e55';
const AT = '2026-11-22T09:30:00.000Z';
const JSON_HEADERS = { 'content-type': 'application/json', 'x-request-id': 'r' };
const THING_HEADERS = { ...JSON_HEADERS, etag: '"1"' };
const PROBLEM_HEADERS = { 'content-type': 'application/problem+json', 'x-request-id': 'r' };
const ME = {
  id: ID,
  kind: 'person',
  name: 'Ada',
  email: null,
  email_verified: false,
  revision: 1,
  created_at: AT,
  updated_at: AT,
};
const ORGANIZATION = {
  id: ID,
  name: 'Acme',
  revision: 1,
  created_by: { id: ID, name: 'Ada' },
  created_at: AT,
  updated_at: AT,
  member_count: 1,
};
const PROBLEM = {
  type: '/problems/not_acceptable',
  title: 'Not acceptable',
  status: 406,
  detail: 'No.',
  code: 'not_acceptable',
  request_id: 'r',
};

/** What the wrapper says of one answer to one request. */
const verdict = async (
  method: string,
  path: string,
  status: number,
  headers: Readonly<Record<string, string>>,
  body: unknown,
): Promise<string> => {
  const text = body === null || typeof body === 'string' ? body : JSON.stringify(body);
  const fetch = conforming(async () => new Response(text, { status, headers }));
  return fetch(new Request(`http://localhost${path}`, { method })).then(
    () => 'fits',
    (error: unknown) => (error as Error).message.split('\n')[0] ?? '',
  );
};

// What is invented here was answered by nobody.
let noted: string | undefined;
beforeEach(() => {
  noted = process.env['GOLDSET_CONTRACT_SEEN'];
  delete process.env['GOLDSET_CONTRACT_SEEN'];
});
afterEach(() => {
  if (noted !== undefined) process.env['GOLDSET_CONTRACT_SEEN'] = noted;
});

describe('an answer is refused', () => {
  test('unless it is what the contract says', async () => {
    expect(await verdict('GET', '/v1/me', 200, THING_HEADERS, ME)).toBe('fits');
    expect(
      await verdict(
        'POST',
        '/v1/organizations',
        201,
        { ...THING_HEADERS, location: '/v1/organizations/x' },
        ORGANIZATION,
      ),
    ).toBe('fits');
    expect(await verdict('GET', '/v1/me', 406, PROBLEM_HEADERS, PROBLEM)).toBe('fits');
    expect(await verdict('DELETE', `/v1/me/tokens/${ID}`, 204, { 'x-request-id': 'r' }, null)).toBe('fits');
  });

  test('with a wrong, missing or additional field, at any depth', async () => {
    expect(await verdict('GET', '/v1/me', 200, THING_HEADERS, { ...ME, kind: 'dog' })).toMatch(/does not fit/);
    expect(await verdict('GET', '/v1/me', 200, THING_HEADERS, { ...ME, email: undefined })).toMatch(/does not fit/);
    expect(await verdict('GET', '/v1/me', 200, THING_HEADERS, { ...ME, secret: 'x' })).toMatch(/does not fit/);
    const deeper = { ...ORGANIZATION, created_by: { id: ID, name: 'Ada', email: 'x' } };
    expect(await verdict('GET', `/v1/organizations/${ID}`, 200, THING_HEADERS, deeper)).toMatch(/does not fit/);
    const page = {
      organizations: [{ id: ID, name: 'Acme', owner: 'x' }],
      pagination: { per_page: 50, next: null, prev: null },
    };
    expect(await verdict('GET', '/v1/organizations', 200, JSON_HEADERS, page)).toMatch(/does not fit/);
  });

  test('with a status, a media type or a header that is not declared', async () => {
    expect(await verdict('GET', '/v1/me', 201, JSON_HEADERS, ME)).toMatch(/declared nowhere/);
    expect(await verdict('GET', '/v1/me', 500, PROBLEM_HEADERS, { ...PROBLEM, status: 500 })).toMatch(
      /declared nowhere/,
    );
    expect(await verdict('GET', '/v1/me', 200, { ...THING_HEADERS, 'content-type': 'text/plain' }, ME)).toMatch(
      /is text\/plain/,
    );
    expect(await verdict('GET', '/v1/me', 200, { 'content-type': 'application/json' }, ME)).toMatch(/no X-Request-Id/);
    expect(await verdict('POST', '/v1/organizations', 201, THING_HEADERS, ORGANIZATION)).toMatch(/no header Location/);
    expect(await verdict('GET', '/v1/me', 200, JSON_HEADERS, ME)).toMatch(/no header ETag/);
    expect(await verdict('GET', '/v1/me', 200, { ...JSON_HEADERS, etag: 'W/1' }, ME)).toMatch(
      /header ETag, does not fit/,
    );
    expect(
      await verdict('GET', '/v1/me', 401, PROBLEM_HEADERS, { ...PROBLEM, status: 401, code: 'unauthenticated' }),
    ).toMatch(/no header WWW-Authenticate/);
  });

  test('with a problem that is none, or has a code of another status', async () => {
    expect(await verdict('GET', '/v1/me', 406, PROBLEM_HEADERS, { ...PROBLEM, code: 'unavailable' })).toMatch(
      /does not fit/,
    );
    expect(await verdict('GET', '/v1/me', 406, PROBLEM_HEADERS, { ...PROBLEM, sql: 'x' })).toMatch(/does not fit/);
    expect(await verdict('GET', '/v1/me', 406, PROBLEM_HEADERS, { ...PROBLEM, request_id: 'another' })).toMatch(
      /another request id/,
    );
    expect(await verdict('GET', '/v1/nothing', 404, JSON_HEADERS, {})).toMatch(/not a problem/);
    expect(await verdict('GET', '/v1/nothing', 200, JSON_HEADERS, {})).toMatch(/no operation/);
  });

  test('with a line that does not fit, or a last line without its end', async () => {
    const headers = {
      ...JSON_HEADERS,
      'content-type': 'application/x-ndjson',
      'goldset-next-cursor': 'next',
      'content-disposition': 'attachment',
    };
    const [item] = Object.values(
      operationsOf(readContract()).find(({ operationId }) => operationId === 'exportProject')?.responses ?? {},
    ).flatMap((response) => ('content' in response ? Object.values(response.content ?? {}) : [])) as readonly {
      readonly example?: unknown;
    }[];
    const line = JSON.stringify(item?.example);
    expect(await verdict('GET', `/v1/projects/${ID}/export`, 200, headers, `${line}\n${line}\n`)).toBe('fits');
    expect(await verdict('GET', `/v1/projects/${ID}/export`, 200, headers, `${line}\n{}\n`)).toMatch(/does not fit/);
    expect(await verdict('GET', `/v1/projects/${ID}/export`, 200, headers, `${line}\n${line}`)).toMatch(/has no end/);
  });
});

describe('the coverage of the contract', () => {
  const root = fileURLToPath(new URL('../../../..', import.meta.url));

  const coverage = (pairs: readonly string[]): { readonly status: number | null; readonly output: string } => {
    const directory = mkdtempSync(join(tmpdir(), 'goldset-coverage-'));
    try {
      writeFileSync(join(directory, 'seen.txt'), `${pairs.join('\n')}\n`);
      const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/contract-coverage.ts'], {
        cwd: root,
        encoding: 'utf8',
        env: { ...process.env, GOLDSET_CONTRACT_SEEN: directory },
      });
      return { status, output: stdout + stderr };
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  };

  test('is complete when every declared status was seen, and not before', () => {
    const all = operationsOf(readContract()).flatMap(({ operationId, responses }) =>
      Object.keys(responses).map((status) => `${operationId} ${status}`),
    );
    const without500 = all.filter((pair) => !pair.endsWith('default'));
    expect(coverage(without500).status).toBe(0);
    const missing = coverage(without500.slice(1));
    expect([missing.status, missing.output]).toEqual([
      1,
      expect.stringContaining(`never seen in a test: ${without500[0]}`),
    ]);
    expect(coverage([]).status).toBe(1);
  });
});
