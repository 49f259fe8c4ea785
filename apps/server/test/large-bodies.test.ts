import type { Claim, Item, Organization, Project } from '@goldset/core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { longestStretch } from '../../../packages/adapter-http/test/longest-stretch.ts';
import { startTestApp } from './http/server.ts';
import type { TestApp } from './http/server.ts';

const MEBIBYTE = 1024 * 1024;
/**
 * How long one body may hold up everybody else at a stretch, in milliseconds of CPU. On a machine that does nothing else it is less than 50; beside other tests caches are cold, and the same work takes several
 * times as long. What is not done in slices takes seconds.
 */
const MOST_MILLISECONDS = 250;

let app: TestApp;
let path: string;
let item: string;
let task: string;

/** Makes a request, which is sent later. */
const send = (
  method: string,
  to: string,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): (() => Promise<number>) => {
  const bytes = new TextEncoder().encode(body);
  const all = {
    authorization: `Bearer ${app.token}`,
    'content-type': 'application/json',
    'content-length': String(bytes.length),
    ...headers,
  };
  const request = new Request(`http://localhost/v1${to}`, { method, headers: all, body: bytes });
  return async () => {
    const response = await app.fetch(request);
    await response.arrayBuffer();
    return response.status;
  };
};

const many = (count: number, make: (n: number) => string): string =>
  Array.from({ length: count }, (_, n) => make(n)).join();

const keys = (count: number, from = 0): string => `{${many(count, (n) => `"k${from + n}":1`)}}`;
const points = (count: number): string => `[${many(count, (n) => `[0.${100_000 + n},0.${900_000 - n}]`)}]`;
const lines = (elements: readonly string[]): string => elements.join('\n');
const list = (elements: readonly string[]): string => `{"items":[${elements.join()}]}`;
const NDJSON = { 'content-type': 'application/x-ndjson' };

beforeAll(async () => {
  app = await startTestApp();
  const organization = (await app.api.post<Organization>('/organizations', { name: 'O' })).body.id;
  path = `/projects/${(await app.api.post<Project>(`/organizations/${organization}/projects`, { name: 'P' })).body.id}`;
  await app.api.post(`${path}/annotation-uis`, {
    name: 'U',
    controls: [
      { name: 'p', kind: 'polygons', source: 'text', labels: ['x'] },
      { name: 'b', kind: 'boxes', source: 'text', labels: ['x'] },
    ],
  });
  await app.api.post(`${path}/guidelines`, { text: 'G' });
  await app.api.post(`${path}/items`, { items: [{ data: {} }, { data: {} }] });
  const claim = (await app.api.post<Claim>(`${path}/tasks/claim`, {})).body;
  task = claim.tasks[0]?.id ?? '';
  const items = (await app.api.get<{ items: readonly Item[] }>(`${path}/items?state=open`)).body.items;
  item = items[0]?.id ?? '';
});
afterAll(() => app.close());

const boxes = (count: number): string =>
  `[${many(count, (n) => `{"x":0.1,"y":0.${100_000 + n},"width":0.1,"height":0.1,"label":"x"}`)}]`;
const polygons = `[${many(8, () => `{"label":"x","points":${points(10_000)}}`)}]`;

const cases: readonly (readonly [name: string, status: number, make: () => () => Promise<number>])[] = [
  [
    'small items as JSON',
    200,
    () =>
      send(
        'POST',
        `${path}/items`,
        list(Array.from({ length: 100_000 }, (_, n) => `{"external_id":"a${n}","data":{"text":"${'x'.repeat(60)}"}}`)),
      ),
  ],
  [
    'small items as JSON, once',
    200,
    () =>
      send(
        'POST',
        `${path}/items`,
        list(Array.from({ length: 100_000 }, (_, n) => `{"external_id":"b${n}","data":{"text":"${'x'.repeat(60)}"}}`)),
        { 'idempotency-key': 'k' },
      ),
  ],
  [
    'items of many keys as JSON',
    200,
    () =>
      send('POST', `${path}/items`, list(Array.from({ length: 10 }, (_, n) => `{"data":${keys(59_000, n * 59_000)}}`))),
  ],
  [
    'items of many keys as NDJSON',
    200,
    () =>
      send(
        'POST',
        `${path}/items`,
        lines(Array.from({ length: 10 }, (_, n) => `{"data":${keys(59_000, n * 59_000)}}`)),
        NDJSON,
      ),
  ],
  [
    'items of many values as NDJSON',
    200,
    () =>
      send(
        'POST',
        `${path}/items`,
        lines(Array.from({ length: 10 }, () => `{"data":{"a":[${many(240_000, () => '[]')}]}}`)),
        NDJSON,
      ),
  ],
  [
    'an item of one long text as JSON',
    200,
    () => send('POST', `${path}/items`, list([`{"data":{"text":"${'x'.repeat(10 * MEBIBYTE - 100)}"}}`])),
  ],
  [
    'elements that are wrong',
    200,
    () => send('POST', `${path}/items`, list(Array.from({ length: 800_000 }, () => '{}'))),
  ],
  [
    'an annotation UI of many options',
    201,
    () =>
      send(
        'POST',
        `${path}/annotation-uis`,
        `{"name":"U","controls":[${many(50, (c) => `{"name":"c${c}","kind":"choice","source":"t","options":[${many(1_000, (n) => `"${n}${'x'.repeat(190)}"`)}]}`)}]}`,
      ),
  ],
  [
    'controls that are wrong',
    422,
    () =>
      send(
        'POST',
        `${path}/annotation-uis`,
        `{"name":"U","controls":[${many(50, (c) => `{"name":"c${c}","kind":"choice","source":"t","options":[${many(1_000, () => '0')}]}`)}]}`,
      ),
  ],
  ['unknown fields', 422, () => send('POST', `${path}/annotation-uis`, keys(60_000))],
  ['data of many keys', 200, () => send('PATCH', `${path}/items/${item}`, `{"data":${keys(59_000)}}`)],
  [
    'an answer of many points that is wrong',
    422,
    () => send('POST', `${path}/tasks/${task}/submit`, `{"value":{"p":${polygons},"b":[7]}}`),
  ],
  [
    'an answer of many points',
    422,
    () =>
      send('POST', `${path}/tasks/${task}/submit`, `{"value":{"p":${polygons},"b":[]}}`, { 'idempotency-key': 'p' }),
  ],
  [
    'an answer of many boxes',
    200,
    () => send('POST', `${path}/tasks/${task}/submit`, `{"value":{"p":[],"b":${boxes(10_000)}}}`),
  ],
];

test.each(cases)('%s let others have their turn', { timeout: 120_000 }, async (name, status, make) => {
  const run = make();
  await new Promise(setImmediate);
  let answered = 0;
  const milliseconds = await longestStretch(async () => {
    answered = await run();
  });
  if (process.env['PRINT_STRETCHES'] !== undefined) console.log(name, milliseconds.toFixed(0));
  expect(answered).toBe(status);
  expect(milliseconds).toBeLessThan(MOST_MILLISECONDS);
});
