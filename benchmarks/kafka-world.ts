import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { createKafkajsSink } from '@goldset/adapter-kafka';
import type { Sink } from '@goldset/adapter-kafka';
import postgres from 'postgres';
import { startServer } from '../apps/server/test/server-process.ts';
import type { ServerProcess } from '../apps/server/test/server-process.ts';
import { makeTopics } from '../packages/adapter-kafka/test/kafka-reader.ts';
import { startKafkaServer, whyNoKafka } from '../test/kafka-server.ts';
import { startDurablePostgres } from '../test/durable-postgres.ts';

/** The first user's token. */
export const TOKEN = 'a-token-for-benchmarks-that-is-long-enough';

/** A server in a process of its own. */
export interface Server extends ServerProcess {
  readonly url: string;
  /** Stops it as a person would, and resolves when it has ended. */
  end(): Promise<void>;
}

/** A broker, a PostgreSQL, and the servers that are started on them. */
export interface KafkaWorld {
  readonly brokers: readonly string[];
  readonly sink: Sink;
  /** Makes a database in which nothing is, and resolves to its URL. */
  newDatabase(): Promise<string>;
  /** Makes topics whose names begin with a new prefix, and resolves to that. */
  newTopics(partitions?: number): Promise<string>;
  /** Starts a server and resolves when it serves. */
  start(env: Readonly<Record<string, string>>): Promise<Server>;
  /** Ends everything, and removes what it kept. */
  stop(): Promise<void>;
}

const brokersOf = async (): Promise<{ readonly brokers: readonly string[]; readonly stop: () => Promise<void> }> => {
  const given = process.env['KAFKA_BROKERS'] ?? '';
  if (given !== '') return { brokers: given.split(','), stop: async () => undefined };
  const reason = await whyNoKafka();
  if (reason !== undefined) throw new Error(`There is no Kafka broker: ${reason}. Name one in KAFKA_BROKERS.`);
  const { address, stop } = await startKafkaServer();
  return { brokers: [address], stop };
};

/** Starts a broker (the one of `KAFKA_BROKERS`, or one of its own) and a PostgreSQL with durable settings. */
export const startKafkaWorld = async (): Promise<KafkaWorld> => {
  const { brokers, stop: stopBroker } = await brokersOf();
  const cluster = await startDurablePostgres().catch(async (error: unknown) => {
    await stopBroker();
    throw error;
  });
  const sink = createKafkajsSink({ brokers, clientId: 'goldset-benchmark' });
  const ends = new Set<Server['end']>();
  return {
    brokers,
    sink,
    newDatabase: async () => {
      const name = `benchmark_${randomUUID().replaceAll('-', '')}`;
      const sql = postgres(cluster.url, { max: 1 });
      await sql`create database ${sql(name)}`;
      await sql.end();
      return Object.assign(new URL(cluster.url), { pathname: `/${name}` }).href;
    },
    newTopics: async (partitions = 1) => {
      const prefix = `benchmark-${randomUUID()}`;
      const inbound = ['items', 'predictions', 'annotations', 'commands'].flatMap((name) => [name, `${name}.dead-letter`]);
      await makeTopics(brokers, ...[...inbound, 'events'].map((name) => ({ topic: `${prefix}.${name}`, partitions })));
      return prefix;
    },
    start: async (env) => {
      const started = startServer({ GOLDSET_BOOTSTRAP_TOKEN: TOKEN, LOG_LEVEL: 'warn', ...env });
      const end = async (): Promise<void> => {
        started.kill('SIGTERM');
        await started.ended;
        ends.delete(end);
      };
      ends.add(end);
      return { ...started, url: await started.serving, end };
    },
    stop: async () => {
      await Promise.all([...ends].map((end) => end()));
      await sink.close();
      await cluster.stop();
      await stopBroker();
    },
  };
};

/** What a server answers; throws where it refuses. */
export const ask = async (server: Pick<Server, 'url'>, path: string, body: unknown, token = TOKEN): Promise<Record<string, unknown>> => {
  const response = await fetch(`${server.url}/v1${path}`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  const answer = (await response.json()) as Record<string, unknown>;
  if (!response.ok) throw new Error(`${path} answers ${response.status}: ${JSON.stringify(answer)}`);
  return answer;
};

/** Looks again every few milliseconds until something is so, or throws after `patience` milliseconds. */
export const until = async (isSo: () => boolean | Promise<boolean>, patience = 300_000): Promise<void> => {
  const deadline = performance.now() + patience;
  while (!(await isSo())) {
    if (performance.now() > deadline) throw new Error(`It did not come to pass: ${isSo.toString()}`);
    await delay(5);
  }
};
