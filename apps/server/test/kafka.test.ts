import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createKafkajsSink, encodeBinary, encodeStructured, headerText } from '@goldset/adapter-kafka';
import type { OutgoingMessage, Sink } from '@goldset/adapter-kafka';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeTopics, startReader } from '../../../packages/adapter-kafka/test/kafka-reader.ts';
import { until } from '../../../test/until.ts';
import type { Reader } from '../../../packages/adapter-kafka/test/kafka-reader.ts';
import { newPrefix, sharedBrokers } from '../../../test/kafka.ts';
import { createBlankDatabase } from '../../../test/postgres.ts';
import type { TestDatabase } from '../../../test/postgres.ts';
import { startServer } from './server-process.ts';
import type { ServerProcess } from './server-process.ts';

const found = await sharedBrokers();
const brokers = found ?? [];

const TOKEN = 'a-token-for-tests-that-is-long-enough';
const fileOf = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

let database: TestDatabase;
let prefix: string;
let scratch: string;
let sink: Sink;
const servers: ServerProcess[] = [];
const readers: Reader[] = [];

beforeEach(async () => {
  database = await createBlankDatabase();
  scratch = mkdtempSync(join(tmpdir(), 'goldset-kafka-'));
  prefix = newPrefix().replace(/\.$/, '');
  sink = createKafkajsSink({ brokers: brokers.length === 0 ? ['127.0.0.1:1'] : brokers, clientId: 'test' });
});

afterEach(async () => {
  for (const server of servers) server.kill('SIGTERM');
  await Promise.all([...servers.splice(0).map(({ ended }) => ended), ...readers.splice(0).map(({ source }) => source.stop()), sink.close()]);
  await database.drop();
  rmSync(scratch, { recursive: true, force: true });
});

const environment = (): Record<string, string> => ({
  DATABASE_URL: database.url,
  GOLDSET_BOOTSTRAP_TOKEN: TOKEN,
  KAFKA_BROKERS: brokers.join(','),
  KAFKA_TOKEN: TOKEN,
  KAFKA_GROUP_ID: prefix,
  KAFKA_TOPIC_PREFIX: prefix,
});

const start = (env: Readonly<Record<string, string>> = {}): ServerProcess => {
  const server = startServer({ ...environment(), ...env });
  servers.push(server);
  return server;
};

const makeAll = (partitions = 2): Promise<void> =>
  makeTopics(brokers, ...['items', 'predictions', 'annotations', 'commands'].flatMap((name) => [{ topic: `${prefix}.${name}`, partitions }, { topic: `${prefix}.${name}.dead-letter` }]));

const call = async (url: string, path: string, body?: unknown): Promise<{ readonly status: number; readonly body: Record<string, unknown> }> => {
  const response = await fetch(`${url}/v1${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { Authorization: `Bearer ${TOKEN}`, ...(body === undefined ? {} : { 'Content-Type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
};

const newProject = async (url: string): Promise<string> => {
  const organization = await call(url, '/organizations', { name: 'Acme' });
  return String((await call(url, `/organizations/${String(organization.body['id'])}/projects`, { name: 'Reviews' })).body['id']);
};

const namesIn = async (url: string, projectId: string): Promise<readonly string[]> => {
  const response = await fetch(`${url}/v1/projects/${projectId}/export`, { headers: { Authorization: `Bearer ${TOKEN}` } });
  const lines = (await response.text()).split('\n').filter((line) => line !== '');
  return lines.map((line) => String((JSON.parse(line) as { data: { n: unknown } }).data.n));
};

const keyOf = (text: string): Uint8Array => new TextEncoder().encode(text);

const itemMessage = (project_id: string, n: number, data: object = { project_id, data: { n } }): OutgoingMessage => {
  const event = { id: `event-${n}`, source: '/test', type: 'goldset.item.import', extensions: {}, data };
  return { key: keyOf(n % 2 === 0 ? project_id : `${project_id}-b`), ...(n % 3 === 0 ? encodeBinary(event) : encodeStructured(event)) };
};

const deadLetters = (topic: string): Reader => {
  const reader = startReader({ brokers, clientId: 'test' }, { groupId: `${prefix}-letters-${readers.length}` }, [`${topic}.dead-letter`]);
  readers.push(reader);
  return reader;
};

describe.skipIf(found === undefined)('a server that reads Kafka', { timeout: 120_000 }, () => {
  it('imports what the example produces, and is told apart from one that only reads', async () => {
    await makeAll();
    const url = await start({ ROLE: 'http' }).serving;
    const project = await newProject(url);
    const reading = start({ ROLE: 'kafka' });
    const readingUrl = await reading.serving;
    const example = spawn(process.execPath, [fileOf('../../../examples/produce-items/src/main.ts'), project], {
      env: { ...process.env, KAFKA_BROKERS: brokers.join(','), KAFKA_TOPIC_PREFIX: prefix, KAFKAJS_NO_PARTITIONER_WARNING: '1' },
      stdio: ['pipe', 'inherit', 'inherit'],
    });
    example.stdin.end('the cast is phenomenal\nbut the plot is thin\n');
    expect(await once(example, 'close')).toEqual([0, null]);
    await until(async () => ((await call(url, `/projects/${project}/items`)).body['items'] as unknown[]).length === 2);
    const items = (await call(url, `/projects/${project}/items`)).body['items'] as { readonly external_id: string; readonly data: unknown }[];
    expect(items.map(({ external_id, data }) => [external_id, data])).toEqual([
      ['the cast is phenomenal', { text: 'the cast is phenomenal' }],
      ['but the plot is thin', { text: 'but the plot is thin' }],
    ]);
    expect((await call(readingUrl, `/projects/${project}/items`)).status).toBe(404);
    expect((await fetch(`${readingUrl}/readyz`)).status).toBe(200);
    await until(async () => (await (await fetch(`${readingUrl}/metrics`)).text()).includes(`goldset_kafka_messages_total{topic="${prefix}.items"} 2`));
  });

  it('replays dead letters by a command, once what was wrong is mended', async () => {
    await makeAll(1);
    const url = await start().serving;
    const project = await newProject(url);
    const patch = (state: string): Promise<Response> =>
      fetch(`${url}/v1/projects/${project}`, { method: 'PATCH', headers: { Authorization: `Bearer ${TOKEN}`, 'Content-Type': 'application/json' }, body: JSON.stringify({ state }) });
    expect((await patch('archived')).status).toBe(200);
    const messages = [1, 2, 3].map((n) => itemMessage(project, n));
    await sink.send(`${prefix}.items`, messages);
    const letters = deadLetters(`${prefix}.items`);
    await until(() => letters.messages.length === 3);
    expect(letters.messages.map(({ headers }) => headerText(headers, 'dead_letter_reason'))).toEqual(['archived', 'archived', 'archived']);
    expect((await patch('active')).status).toBe(200);
    const command = promisify(execFile)(process.execPath, [fileOf('../src/replay-dead-letters.ts'), `${prefix}.items`], { env: { ...process.env, ...environment() } });
    await until(async () => (await namesIn(url, project)).length === 3);
    expect((await command).stdout).toBe(`3 dead letters were sent to ${prefix}.items again.\n`);
    expect([...(await namesIn(url, project))].sort()).toEqual(['1', '2', '3']);
  });
});

describe('a server whose broker is away', () => {
  it('serves HTTP, and stops when it is told to', async () => {
    const server = start({ KAFKA_BROKERS: '127.0.0.1:1', LOG_LEVEL: 'warn' });
    const url = await server.serving;
    expect((await call(url, '/me')).status).toBe(200);
    await server.said('the broker does not do what it was asked to');
    expect((await call(url, '/organizations', { name: 'Acme' })).status).toBe(201);
    const began = performance.now();
    server.kill('SIGTERM');
    expect(await server.ended).toEqual({ code: 0, signal: null });
    expect(performance.now() - began).toBeLessThan(15_000);
    expect(server.stderr()).not.toContain(TOKEN);
  });
});
