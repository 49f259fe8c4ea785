import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { ImportResult, Organization, Project } from '@goldset/core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp } from './http/server.ts';
import type { TestApp } from './http/server.ts';

const LINES = 100;
/** Items with little data, beside so many with much. */
const SMALL = 400;
const LINE_BYTES = 900_000;
const MEGABYTE = 1024 * 1024;
/** What may be alive beside what was alive before: a batch in the making, one being written, and their copies. */
const ALLOWED = 64 * MEGABYTE;

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** The bytes that are in use, garbage not counted. */
const inUse = (): number => {
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
};

/** Is called with every SQL statement that is sent. */
let onStatement = (): void => undefined;

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp({ onStatement: () => onStatement() });
});
afterAll(() => app.close());

const encoder = new TextEncoder();

const line = (n: number): Uint8Array<ArrayBuffer> =>
  encoder.encode(
    `${JSON.stringify({ external_id: `item ${n}`, data: { text: `${n} `.repeat(LINE_BYTES / 2).slice(0, LINE_BYTES) } })}\n`,
  );

/** A stream of so many lines, which looks at what is in use while it is read. */
const streamOf = (
  count: number,
  make: (n: number) => Uint8Array<ArrayBuffer>,
  every: number,
  look: () => void,
): ReadableStream<Uint8Array<ArrayBuffer>> => {
  let sent = 0;
  return new ReadableStream(
    {
      pull: (controller) => {
        if (sent === count) return controller.close();
        sent += 1;
        if (sent % every === 0) look();
        controller.enqueue(make(sent));
      },
    },
    { highWaterMark: 0 },
  );
};

test('an import and an export of any length take constant memory', { timeout: 240_000 }, async () => {
  const { api, token, fetch } = app;
  const organization = (await api.post<Organization>('/organizations', { name: 'O' })).body.id;
  const project = (await api.post<Project>(`/organizations/${organization}/projects`, { name: 'P' })).body.id;
  const before = inUse();
  let peak = 0;
  const look = (): void => {
    peak = Math.max(peak, inUse() - before);
  };

  const body = streamOf(LINES, line, 8, look);
  const imported = await api.request<ImportResult>('POST', `/projects/${project}/items`, {
    headers: { 'Content-Type': 'application/x-ndjson' },
    body,
  });
  expect(imported.body).toEqual({ created: LINES, updated: 0, unchanged: 0, rejected: 0, errors: [] });
  expect(peak).toBeGreaterThan(0);
  expect(peak).toBeLessThan(ALLOWED);

  peak = 0;
  const exported = await fetch(
    new Request(`http://localhost/v1/projects/${project}/export`, { headers: { Authorization: `Bearer ${token}` } }),
  );
  expect(exported.status).toBe(200);
  let received = 0;
  let newlines = 0;
  let chunks = 0;
  for await (const chunk of exported.body as ReadableStream<Uint8Array>) {
    received += chunk.byteLength;
    for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, at + 1)) newlines += 1;
    chunks += 1;
    if (chunks % 8 === 0) look();
  }
  expect(newlines).toBe(LINES);
  expect(received).toBeGreaterThan(LINES * LINE_BYTES);
  expect(chunks).toBeGreaterThan(8);
  expect(peak).toBeLessThan(ALLOWED);
});

test(
  'an import of annotations of any length takes constant memory, also where the data of their items is large',
  { timeout: 240_000 },
  async () => {
    const { api } = app;
    const organization = (await api.post<Organization>('/organizations', { name: 'O' })).body.id;
    const project = `/projects/${(await api.post<Project>(`/organizations/${organization}/projects`, { name: 'P' })).body.id}`;
    await api.post(`${project}/annotation-uis`, {
      name: 'U',
      controls: [{ name: 'c', kind: 'choice', source: 'text', options: ['a', 'b'] }],
    });
    await api.post(`${project}/guidelines`, { text: 'x' });
    const NDJSON = { 'Content-Type': 'application/x-ndjson' };
    // The last of what the first import held may go only while the second one runs.
    const before = inUse();
    const all = LINES + SMALL;
    const item = (n: number): Uint8Array<ArrayBuffer> =>
      n <= LINES
        ? line(n)
        : encoder.encode(`${JSON.stringify({ external_id: `item ${n}`, data: { text: 'small' } })}\n`);
    await api.request('POST', `${project}/items`, { headers: NDJSON, body: streamOf(all, item, all, () => undefined) });
    let peak = 0;
    const look = (): void => {
      peak = Math.max(peak, inUse() - before);
    };
    // Every batch is of 1,000 lines and names all of the items twice, whose data together is more than may be alive.
    const answer = (n: number): Uint8Array<ArrayBuffer> =>
      encoder.encode(
        `${JSON.stringify({ external_id: `item ${1 + (n % all)}`, annotator: `w${Math.floor(n / all)}`, value: { c: 'a' } })}\n`,
      );
    const count = 4 * all;
    // A batch is read in many parts, so what is in use shows between them.
    onStatement = look;
    const body = streamOf(count, answer, 100, look);
    const imported = await api.request<ImportResult>('POST', `${project}/annotations/import`, {
      headers: NDJSON,
      body,
    });
    onStatement = () => undefined;
    expect(imported.body).toEqual({ created: count, updated: 0, unchanged: 0, rejected: 0, errors: [] });
    expect(peak).toBeGreaterThan(0);
    expect(peak).toBeLessThan(ALLOWED);
  },
);
