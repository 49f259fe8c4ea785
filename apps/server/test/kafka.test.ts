import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import {
  createKafkajsAdmin,
  createKafkajsSink,
  encodeBinary,
  encodeStructured,
  headerText,
} from '@goldset/adapter-kafka';
import type { OutgoingMessage, Sink } from '@goldset/adapter-kafka';
import type { ExportedItem } from '@goldset/core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { makeTopics, startReader } from '../../../packages/adapter-kafka/test/kafka-reader.ts';
import { until } from '../../../test/until.ts';
import type { Reader } from '../../../packages/adapter-kafka/test/kafka-reader.ts';
import { newPrefix, sharedBrokers, startOwnBroker, whyNoOwnBroker } from '../../../test/kafka.ts';
import type { KafkaServer } from '../../../test/kafka-server.ts';
import { createBlankDatabase } from '../../../test/postgres.ts';
import type { TestDatabase } from '../../../test/postgres.ts';
import { compareLag, describeGroup, lagIn } from './kafka-lag.ts';
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
  await Promise.all([
    ...servers.splice(0).map(({ ended }) => ended),
    ...readers.splice(0).map(({ source }) => source.stop()),
    sink.close(),
  ]);
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
  makeTopics(
    brokers,
    ...['items', 'predictions', 'annotations', 'tasks', 'commands'].flatMap((name) => [
      { topic: `${prefix}.${name}`, partitions },
      { topic: `${prefix}.${name}.dead-letter` },
    ]),
  );

const call = async (
  url: string,
  path: string,
  body?: unknown,
): Promise<{ readonly status: number; readonly body: Record<string, unknown> }> => {
  const response = await fetch(`${url}/v1${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      Authorization: `Bearer ${TOKEN}`,
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
};

const newProject = async (url: string): Promise<string> => {
  const organization = await call(url, '/organizations', { name: 'Acme' });
  return String(
    (await call(url, `/organizations/${String(organization.body['id'])}/projects`, { name: 'Reviews' })).body['id'],
  );
};

const namesIn = async (url: string, projectId: string): Promise<readonly string[]> => {
  const response = await fetch(`${url}/v1/projects/${projectId}/export`, {
    headers: { Authorization: `Bearer ${TOKEN}` },
  });
  const lines = (await response.text()).split('\n').filter((line) => line !== '');
  return lines.map((line) => String((JSON.parse(line) as { data: { n: unknown } }).data.n));
};

const keyOf = (text: string): Uint8Array => new TextEncoder().encode(text);

const itemMessage = (project_id: string, n: number, data: object = { project_id, data: { n } }): OutgoingMessage => {
  const event = { id: `event-${n}`, source: '/test', type: 'goldset.item.import', extensions: {}, data };
  return {
    key: keyOf(n % 2 === 0 ? project_id : `${project_id}-b`),
    ...(n % 3 === 0 ? encodeBinary(event) : encodeStructured(event)),
  };
};

const deadLetters = (topic: string): Reader => {
  const reader = startReader({ brokers, clientId: 'test' }, { groupId: `${prefix}-letters-${readers.length}` }, [
    `${topic}.dead-letter`,
  ]);
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
      env: {
        ...process.env,
        KAFKA_BROKERS: brokers.join(','),
        KAFKA_TOPIC_PREFIX: prefix,
        KAFKAJS_NO_PARTITIONER_WARNING: '1',
      },
      stdio: ['pipe', 'inherit', 'inherit'],
    });
    example.stdin.end('the cast is phenomenal\nbut the plot is thin\n');
    expect(await once(example, 'close')).toEqual([0, null]);
    await until(async () => ((await call(url, `/projects/${project}/items`)).body['items'] as unknown[]).length === 2);
    const items = (await call(url, `/projects/${project}/items`)).body['items'] as {
      readonly external_id: string;
      readonly data: unknown;
    }[];
    expect(items.map(({ external_id, data }) => [external_id, data])).toEqual([
      ['the cast is phenomenal', { text: 'the cast is phenomenal' }],
      ['but the plot is thin', { text: 'but the plot is thin' }],
    ]);
    expect((await call(readingUrl, `/projects/${project}/items`)).status).toBe(404);
    expect((await fetch(`${readingUrl}/readyz`)).status).toBe(200);
    await until(async () =>
      (await (await fetch(`${readingUrl}/metrics`)).text()).includes(
        `goldset_kafka_messages_total{topic="${prefix}.items"} 2`,
      ),
    );
  });

  it('sets aside what names a project that is on its way, says so, and does it once the project is there', async () => {
    await makeAll(1);
    const url = await start().serving;
    const project = await newProject(url);
    const organization_id = String(
      ((await call(url, `/projects/${project}`)).body['organization'] as { readonly id: string }).id,
    );
    const id = '0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0032';
    await sink.send(`${prefix}.items`, [itemMessage(id, 2), itemMessage(id, 4), itemMessage(project, 6)]);
    await until(async () => (await namesIn(url, project)).length === 1);
    const { kafka } = (await (await fetch(`${url}/readyz`)).json()) as {
      readonly kafka: { readonly consumer: { readonly state: string }; readonly waiting: unknown };
    };
    expect([kafka.consumer.state, kafka.waiting]).toMatchObject([
      'reading',
      {
        messages: 2,
        oldest: { topic: `${prefix}.items`, partition: 0, offset: '0', awaited: { type: 'project', id } },
      },
    ]);
    const metrics = async (): Promise<string> => (await fetch(`${url}/metrics`)).text();
    expect(await metrics()).toContain(`goldset_kafka_waiting_messages{topic="${prefix}.items"} 2`);
    const event = {
      id: 'create',
      source: '/test',
      type: 'goldset.project.create',
      extensions: {},
      data: { organization_id, id, name: 'Late' },
    };
    await sink.send(`${prefix}.commands`, [{ key: keyOf(organization_id), ...encodeStructured(event) }]);
    await until(
      async () => (await call(url, `/projects/${id}`)).status === 200 && (await namesIn(url, id)).length === 2,
    );
    await until(async () => (await metrics()).includes(`goldset_kafka_waiting_messages{topic="${prefix}.items"} 0`));
  });

  it('writes what hangs on an item with it, and gives up a line that brings what its user may not import', async () => {
    await makeAll(1);
    const url = await start({ ROLE: 'http' }).serving;
    const project = await newProject(url);
    const controls = [{ name: 'sentiment', kind: 'choice', source: 'text', options: ['positive', 'negative'] }];
    expect((await call(url, `/projects/${project}/annotation-uis`, { name: 'Sentiment', controls })).status).toBe(201);
    expect((await call(url, `/projects/${project}/guidelines`, { text: 'Judge the sentence.' })).status).toBe(201);
    const value = { sentiment: 'positive' };
    const annotations = [{ annotator: { name: 'w1' }, value, created_at: '2026-01-01T00:00:00Z' }];
    const predictions = [{ model: 'small', model_version: '1', value, annotation_ui_version: 1 }];
    const skips = [{ annotator: { name: 'w2' }, reason: 'blurred', skipped_at: '2026-01-02T00:00:00Z' }];
    const send = (...lines: readonly (readonly [n: number, parts: object])[]): Promise<void> =>
      sink.send(
        `${prefix}.items`,
        lines.map(([n, parts]) => ({
          ...itemMessage(project, n, { project_id: project, external_id: `item-${n}`, data: { n }, ...parts }),
          key: keyOf(project),
        })),
      );
    const exported = async (): Promise<readonly ExportedItem[]> => {
      const response = await fetch(`${url}/v1/projects/${project}/export`, {
        headers: { Authorization: `Bearer ${TOKEN}` },
      });
      return (await response.text())
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as ExportedItem);
    };

    const allowed = start({ ROLE: 'kafka' });
    await send([1, { annotations, predictions, skips }]);
    await until(async () => (await exported()).length === 1);
    const [item] = await exported();
    expect(item?.annotations.map((one) => [one.annotator.name, one.value, one.created_at])).toEqual([
      ['w1', value, '2026-01-01T00:00:00.000Z'],
    ]);
    expect(item?.predictions.map((one) => [one.model, one.value, one.annotation_ui_version])).toEqual([
      ['small', value, 1],
    ]);
    expect(item?.skips.map((one) => [one.annotator.name, one.reason, one.skipped_at])).toEqual([
      ['w2', 'blurred', '2026-01-02T00:00:00.000Z'],
    ]);
    allowed.kill('SIGTERM');
    await allowed.ended;

    const permissions = ['item:import', 'annotation:import', 'prediction:import'];
    const limited = await call(url, '/me/tokens', { name: 'limited', permissions });
    start({ ROLE: 'kafka', KAFKA_TOKEN: String(limited.body['secret']) });
    await send([2, { annotations, predictions }], [3, { annotations, skips }], [4, {}]);
    const letters = deadLetters(`${prefix}.items`);
    await until(() => letters.messages.length === 1);
    const [letter] = letters.messages;
    expect(headerText(letter?.headers ?? [], 'dead_letter_reason')).toBe('invalid');
    expect(JSON.parse(headerText(letter?.headers ?? [], 'dead_letter_errors') ?? '')).toEqual([
      { pointer: '/data/skips', code: 'forbidden', detail: expect.stringContaining('task:import') },
    ]);
    await until(async () => (await exported()).length === 3);
    expect(
      (await exported()).map(({ external_id, annotations: answers, predictions: guesses }) => [
        external_id,
        answers.length,
        guesses.length,
      ]),
    ).toEqual([
      ['item-1', 1, 1],
      ['item-2', 1, 1],
      ['item-4', 0, 0],
    ]);
  });

  it('replays dead letters by a command, once what was wrong is mended', async () => {
    await makeAll(1);
    const url = await start().serving;
    const project = await newProject(url);
    const patch = (state: string): Promise<Response> =>
      fetch(`${url}/v1/projects/${project}`, {
        method: 'PATCH',
        headers: { Authorization: `Bearer ${TOKEN}`, 'Content-Type': 'application/json' },
        body: JSON.stringify({ state }),
      });
    expect((await patch('archived')).status).toBe(200);
    const messages = [1, 2, 3].map((n) => itemMessage(project, n));
    await sink.send(`${prefix}.items`, messages);
    const letters = deadLetters(`${prefix}.items`);
    await until(() => letters.messages.length === 3);
    expect(letters.messages.map(({ headers }) => headerText(headers, 'dead_letter_reason'))).toEqual([
      'archived',
      'archived',
      'archived',
    ]);
    expect((await patch('active')).status).toBe(200);
    const replay = async (...args: readonly string[]): Promise<string> =>
      (
        await promisify(execFile)(
          process.execPath,
          [fileOf('../src/replay-dead-letters.ts'), `${prefix}.items`, ...args],
          { env: { ...process.env, ...environment() } },
        )
      ).stdout;
    const counted = `       3  archived  ${project}\n`;
    expect(await replay('--dry-run')).toBe(`3 dead letters would be sent to ${prefix}.items again.\n${counted}`);
    expect(await replay('--code', 'forbidden')).toBe(`0 dead letters were sent to ${prefix}.items again.\n`);
    expect(await namesIn(url, project)).toEqual([]);
    expect(await replay('--code', 'archived', '--project', project, '--since', '2026-01-01T00:00:00Z')).toBe(
      `3 dead letters were sent to ${prefix}.items again.\n${counted}`,
    );
    await until(async () => (await namesIn(url, project)).length === 3);
    expect([...(await namesIn(url, project))].sort()).toEqual(['1', '2', '3']);
    expect(await replay()).toBe(`0 dead letters were sent to ${prefix}.items again.\n`);
    await expect(replay('--since', 'yesterday')).rejects.toThrow('--since must be a time');
  });
});

const whyNot = await whyNoOwnBroker();

describe.skipIf(found === undefined || whyNot !== undefined)('the lag that a server says', { timeout: 120_000 }, () => {
  /** Resolves when the members' numbers are those of Kafka's own tool, and all partitions were compared; else to what does not agree. */
  const agree = async (
    members: readonly { readonly clientId: string; readonly url: string }[],
    partitions: number,
  ): Promise<void> => {
    const before = await describeGroup(brokers, prefix);
    const said = await Promise.all(members.map(async ({ clientId, url }) => [clientId, await lagIn(url)] as const));
    const after = await describeGroup(brokers, prefix);
    const compared = said.map(([clientId, lag]) => compareLag(clientId, lag, before, after));
    expect(compared.flatMap(({ faults }) => faults)).toEqual([]);
    expect(compared.reduce((sum, each) => sum + each.compared, 0)).toBe(partitions);
  };

  it('is what Kafka’s own tool says: while a partition waits, before anything is committed, and when partitions move there and back', async () => {
    await makeAll();
    const url = await start({ ROLE: 'http' }).serving;
    const project = await newProject(url);
    const first = start({ ROLE: 'kafka', KAFKA_CLIENT_ID: 'first' });
    const members = [{ clientId: 'first', url: await first.serving }];
    await first.said('partitions are assigned');
    // An item of this name never comes.
    const event = {
      id: 'late',
      source: '/test',
      type: 'goldset.prediction.import',
      extensions: {},
      data: { project_id: project, external_id: 'nobody', model: 'm', model_version: '1', value: {} },
    };
    await sink.send(
      `${prefix}.predictions`,
      Array.from({ length: 7 }, (_none, n) => ({
        key: keyOf(project),
        ...encodeStructured({ ...event, id: `late-${n}` }),
      })),
    );
    await first.said('a message is tried again');
    await sink.send(
      `${prefix}.items`,
      Array.from({ length: 500 }, (_none, n) => itemMessage(project, n)),
    );
    const lags = async (): Promise<readonly (readonly number[])[]> =>
      Promise.all(members.map(async (member) => [...(await lagIn(member.url)).values()]));
    // What was imported is committed a little later.
    await until(
      async () =>
        (await lags())
          .flat()
          .filter((messages) => messages > 0)
          .join() === '7',
    );
    await agree(members, 10);
    expect(await namesIn(url, project)).toHaveLength(500);

    const second = start({ ROLE: 'kafka', KAFKA_CLIENT_ID: 'second' });
    members.push({ clientId: 'second', url: await second.serving });
    await second.said('partitions are assigned');
    // Each hears for itself which ones it has.
    await until(async () => (await lags()).map(({ length }) => length).join() === '5,5');
    await agree(members, 10);
    await sink.send(
      `${prefix}.items`,
      Array.from({ length: 500 }, (_none, n) => itemMessage(project, 500 + n)),
    );
    await until(async () => (await lags()).flat().reduce((sum, messages) => sum + messages, 0) === 7);
    await agree(members, 10);
    expect(await namesIn(url, project)).toHaveLength(1_000);
    second.kill('SIGTERM');
    await second.ended;
    await until(async () => (await lagIn(members[0]?.url ?? '')).size === 10);
    await agree(members.slice(0, 1), 10);
  });
});

describe.skipIf(whyNot !== undefined)('topics that are not there', { timeout: 180_000 }, () => {
  let broker: KafkaServer;
  beforeAll(async () => {
    broker = await startOwnBroker({ 'auto.create.topics.enable': 'false' });
  }, 120_000);
  afterAll(() => broker?.stop());

  const details = async (
    url: string,
  ): Promise<{
    readonly consumer: { readonly state: string };
    readonly missing_topics: readonly { readonly topic: string }[];
  }> => ((await (await fetch(`${url}/readyz`)).json()) as { kafka: Awaited<ReturnType<typeof details>> }).kafka;

  const missing = async (url: string): Promise<readonly string[]> =>
    (await details(url)).missing_topics.map(({ topic }) => topic);

  it('are said by name, the others are read, and each is used once it appears', async () => {
    const own = createKafkajsSink({ brokers: [broker.address], clientId: 'test' });
    const server = start({ KAFKA_BROKERS: broker.address });
    const url = await server.serving;
    await until(async () => (await missing(url)).length === 11 && (await details(url)).consumer.state === 'no_topics');
    await server.said(`Kafka has not got the topic ${prefix}.items.dead-letter and does not make it by itself`);
    expect((await call(url, '/me')).status).toBe(200);

    await makeTopics(
      [broker.address],
      ...['items', 'predictions.dead-letter', 'events'].map((name) => ({ topic: `${prefix}.${name}` })),
    );
    const project = await newProject(url);
    await own.send(`${prefix}.items`, [itemMessage(project, 1)]);
    await until(async () => (await namesIn(url, project)).length === 1);
    await until(async () => (await missing(url)).length === 8);
    expect(await missing(url)).not.toContain(`${prefix}.items`);
    expect((await details(url)).consumer.state).toBe('reading');

    // A message for which there is no topic of dead letters yet waits, and is not lost.
    await own.send(`${prefix}.items`, [{ key: null, value: keyOf('{'), headers: [] }, itemMessage(project, 2)]);
    await server.said('a partition is tried again after a fault');
    const create = promisify(execFile);
    const script = [
      process.execPath,
      [fileOf('../src/create-topics.ts'), '--partitions', '3'],
      { env: { ...process.env, ...environment(), KAFKA_BROKERS: broker.address } },
    ] as const;
    const { stdout } = await create(...script);
    expect(stdout).toContain(`${prefix}.commands was made.\n`);
    expect(stdout).toContain(`${prefix}.items is there already, and was left as it is.\n`);
    await until(async () => (await namesIn(url, project)).length === 2);
    await until(async () => (await missing(url)).length === 0);
    await server.said(`Kafka has got the topic ${prefix}.commands now`);
    const id = '0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0031';
    const organization_id = String(
      ((await call(url, `/projects/${project}`)).body['organization'] as { readonly id: string }).id,
    );
    await own.send(`${prefix}.commands`, [
      {
        key: null,
        ...encodeStructured({
          id: 'c',
          source: '/test',
          type: 'goldset.project.create',
          extensions: {},
          data: { organization_id, id, name: 'Late' },
        }),
      },
    ]);
    await until(async () => (await call(url, `/projects/${id}`)).status === 200);

    const again = await create(...script);
    expect(
      again.stdout.split('\n').filter((line) => line.endsWith('is there already, and was left as it is.')),
    ).toHaveLength(11);
    await own.close();
    const admin = createKafkajsAdmin({ brokers: [broker.address], clientId: 'test' });
    expect(await admin.setting(`${prefix}.commands`, 'cleanup.policy')).toBe('delete');
    expect(await admin.setting(`${prefix}.commands`, 'retention.ms')).toBe('604800000');
    expect(Number(await admin.setting(`${prefix}.commands.dead-letter`, 'max.message.bytes'))).toBeGreaterThan(
      Number(await admin.setting(`${prefix}.commands`, 'max.message.bytes')),
    );
    await admin.close();
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
