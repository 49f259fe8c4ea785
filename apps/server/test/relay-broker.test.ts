import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { createKafkajsSink, createPublisher } from '@goldset/adapter-kafka';
import type { Sink } from '@goldset/adapter-kafka';
import { openPostgres } from '@goldset/adapter-postgres';
import type { OutboxRelay, Postgres } from '@goldset/adapter-postgres';
import postgres from 'postgres';
import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeTopics, startReader } from '../../../packages/adapter-kafka/test/kafka-reader.ts';
import { until } from '../../../test/until.ts';
import type { Reader } from '../../../packages/adapter-kafka/test/kafka-reader.ts';
import type { KafkaServer } from '../../../test/kafka-server.ts';
import { newPrefix, startOwnBroker, whyNoOwnBroker } from '../../../test/kafka.ts';
import { createTestDatabase } from '../../../test/postgres.ts';
import type { TestDatabase } from '../../../test/postgres.ts';

const whyNot = await whyNoOwnBroker();

const clientId = 'goldset-test';

// A relay waits for every transaction of the server, those of other test files too, of which some write for many seconds.
const PATIENCE = 60_000;

const LEASE = 2_000;

let broker: KafkaServer;
let database: TestDatabase;
let sql: postgres.Sql;
let open: Postgres;

beforeAll(async () => {
  if (whyNot !== undefined) return;
  broker = await startOwnBroker();
  database = await createTestDatabase();
  sql = postgres(database.url, { max: 2, onnotice: () => undefined });
  open = openPostgres(database.url, { max: 12, notify: true });
}, 120_000);

afterAll(async () => {
  await open?.close();
  await sql?.end();
  await database?.drop();
  await broker?.stop();
});

interface Told {
  readonly id: string;
  readonly type: string;
  readonly subject: string;
  readonly source: string;
  readonly causationid?: string;
  readonly data: {
    readonly organization_id: string | null;
    readonly project_id: string | null;
    readonly sequence: number;
  };
}

const told = ({ messages }: Reader): readonly (Told & { readonly key: string })[] =>
  messages.map(({ key, value }) => ({
    ...(JSON.parse(Buffer.from(value ?? []).toString()) as Told),
    key: Buffer.from(key ?? []).toString(),
  }));

const distinct = (
  events: readonly (Told & { readonly key: string })[],
): readonly (Told & { readonly key: string })[] => {
  const seen = new Set<string>();
  return events.filter(({ id }) => !seen.has(id) && seen.add(id));
};

const expectOrder = (events: readonly (Told & { readonly key: string })[]): void => {
  const last = new Map<string, number>();
  for (const { key, data } of distinct(events)) {
    expect(data.sequence).toBeGreaterThan(last.get(key) ?? 0);
    last.set(key, data.sequence);
  }
};

/** Writes events of some projects, in transactions that overlap, until it is stopped; resolves to how many there are. */
const keepWriting = (projects: readonly string[]): (() => Promise<number>) => {
  const organization_id = v7();
  let isWriting = true;
  let written = 0;
  const writer = async (): Promise<void> => {
    while (isWriting) {
      const project_id = projects[Math.floor(Math.random() * projects.length)] ?? null;
      const count = 1 + Math.floor(Math.random() * 3);
      await open.store.transact({ organization_id, project_id }, async ({ outbox }) => {
        for (let one = 0; one < count; one += 1)
          await outbox.append({
            id: v7(),
            type: 'goldset.item.deleted',
            subject: v7(),
            time: new Date().toISOString(),
            causation_id: 'a-request',
            data: {},
          });
        if (Math.random() < 0.3) await delay(Math.random() * 10);
        return { ok: true, value: undefined } as const;
      });
      written += count;
      await delay(Math.random() * 5);
    }
  };
  const writers = Array.from({ length: 6 }, writer);
  return async () => {
    isWriting = false;
    await Promise.all(writers);
    return written;
  };
};

const isAllRelayed = async (): Promise<boolean> =>
  (await sql<{ left: number }[]>`select count(*)::int as left from outbox where published_at is null`)[0]?.left === 0;

const startRelay = (sink: Sink, prefix: string, faults: unknown[]): OutboxRelay => {
  const relay = open.relay({
    ...createPublisher(sink, { prefix }),
    holder: v7(),
    now: () => new Date(),
    onFault: (fault) => void faults.push(fault),
    lease: LEASE,
    idle: 100,
  });
  relay.start();
  return relay;
};

const startRelayProcess = async (prefix: string): Promise<ChildProcess> => {
  const child = spawn(
    process.execPath,
    [fileURLToPath(new URL('relay-process.ts', import.meta.url)), database.url, broker.address, prefix],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  await once(child.stdout, 'data');
  return child;
};

describe.skipIf(whyNot !== undefined)('events on a real broker', () => {
  it('are all there, and in order of sequence per project, though the broker is killed in the middle', async () => {
    const prefix = `${newPrefix()}restart`;
    const topic = `${prefix}.events`;
    await makeTopics([broker.address], { topic, partitions: 3 });
    const faults: unknown[] = [];
    const sink = createKafkajsSink({ brokers: [broker.address], clientId });
    const relay = startRelay(sink, prefix, faults);
    const reader = startReader({ brokers: [broker.address], clientId }, { groupId: topic, sessionTimeout: 3_000 }, [
      topic,
    ]);
    const projects = Array.from({ length: 8 }, () => v7());
    const stopWriting = keepWriting(projects);
    await until(() => reader.messages.length > 200, PATIENCE);
    await broker.kill();
    await until(() => faults.length > 0, PATIENCE);
    expect(relay.state().isFailing).toBe(true);
    // The writers do not know of it.
    await until(async () => (await open.backlog(new Date())).events > 50, PATIENCE);
    await broker.start();
    const before = reader.messages.length;
    await until(() => reader.messages.length > before + 200, 2 * PATIENCE);
    const written = await stopWriting();
    await until(isAllRelayed, PATIENCE);
    await until(() => distinct(told(reader)).length >= written, PATIENCE);
    const events = told(reader);
    expect(distinct(events)).toHaveLength(written);
    expectOrder(events);
    expect(faults.every((fault) => (fault as { kind?: string }).kind === 'away')).toBe(true);
    expect(events[0]).toMatchObject({
      type: 'goldset.item.deleted',
      source: '/goldset',
      causationid: 'a-request',
      datacontenttype: 'application/json',
      specversion: '1.0',
    });
    expect(events[0]?.key).toBe(events[0]?.data.project_id);
    expect(
      Buffer.from(reader.messages[0]?.headers.find(([name]) => name === 'content-type')?.[1] ?? []).toString(),
    ).toBe('application/cloudevents+json; charset=utf-8');
    await Promise.all([relay.stop(), reader.source.stop()]);
    await sink.close();
  }, 480_000);

  it('are all there, and in order of sequence per project, though of two relays one is killed', async () => {
    const prefix = `${newPrefix()}relays`;
    const topic = `${prefix}.events`;
    await makeTopics([broker.address], { topic, partitions: 3 });
    const faults: unknown[] = [];
    const sink = createKafkajsSink({ brokers: [broker.address], clientId });
    const killed = await startRelayProcess(prefix);
    const relay = startRelay(sink, prefix, faults);
    const reader = startReader({ brokers: [broker.address], clientId }, { groupId: topic, sessionTimeout: 3_000 }, [
      topic,
    ]);
    const stopWriting = keepWriting(Array.from({ length: 24 }, () => v7()));
    // Both have published some of what was read.
    const own = (): number => relay.state().published;
    await until(
      () => relay.state().slices === 8 && reader.messages.length > 300 && own() > 0 && own() < reader.messages.length,
      PATIENCE,
    );
    killed.kill('SIGKILL');
    await once(killed, 'exit');
    const died = Date.now();
    // What it held is given up when its lease is over, which is one of two seconds; the default would be ten.
    const leases = await sql<{ until: Date }[]>`select expires_at as until from relay_leases`;
    expect(Math.max(...leases.map((lease) => lease.until.getTime()))).toBeLessThan(died + 3 * LEASE);
    await until(() => relay.state().slices === 16, PATIENCE);
    const written = await stopWriting();
    await until(isAllRelayed, PATIENCE);
    await until(() => distinct(told(reader)).length >= written, PATIENCE);
    const events = told(reader);
    expect(distinct(events)).toHaveLength(written);
    expectOrder(events);
    expect(faults).toEqual([]);
    await Promise.all([relay.stop(), reader.source.stop()]);
    await sink.close();
  }, 360_000);
});
