import { randomUUID } from 'node:crypto';
import { createKafkajsSink } from '@goldset/adapter-kafka';
import type { Sink } from '@goldset/adapter-kafka';
import { makeTopics } from '../packages/adapter-kafka/test/kafka-reader.ts';
import { startKafkaServer, whyNoKafka } from '../test/kafka-server.ts';
import { startDurablePostgres } from '../test/temporary-postgres.ts';
import { startGoldset } from './processes.ts';
import type { ServerProcess } from './processes.ts';

/** A broker, a PostgreSQL, and the servers that use them. */
export interface KafkaWorld {
  readonly brokers: readonly string[];
  readonly sink: Sink;
  /** Creates an empty database, and resolves to its URL. */
  newDatabase(): Promise<string>;
  /** Creates topics with a new prefix, and resolves to the prefix. */
  newTopics(partitions?: number): Promise<string>;
  /** Starts a server on a database, and resolves when it accepts requests. */
  start(databaseUrl: string, env: Readonly<Record<string, string>>): Promise<ServerProcess>;
  /** Stops everything and removes its data. */
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

/** Starts a PostgreSQL with durable settings and a broker, unless `KAFKA_BROKERS` names one. */
export const startKafkaWorld = async (): Promise<KafkaWorld> => {
  const { brokers, stop: stopBroker } = await brokersOf();
  const cluster = await startDurablePostgres().catch(async (error: unknown) => {
    await stopBroker();
    throw error;
  });
  const sink = createKafkajsSink({ brokers, clientId: 'goldset-benchmark' });
  const stops: (() => Promise<void>)[] = [];
  return {
    brokers,
    sink,
    newDatabase: cluster.newDatabase,
    newTopics: async (partitions = 1) => {
      const prefix = `benchmark-${randomUUID()}`;
      const inbound = ['items', 'predictions', 'annotations', 'tasks', 'commands'].flatMap((name) => [
        name,
        `${name}.dead-letter`,
      ]);
      await makeTopics(brokers, ...[...inbound, 'events'].map((name) => ({ topic: `${prefix}.${name}`, partitions })));
      return prefix;
    },
    start: async (databaseUrl, env) => {
      const server = await startGoldset(databaseUrl, { LOG_LEVEL: 'warn', ...env });
      stops.push(server.stop);
      return server;
    },
    stop: async () => {
      await Promise.all(stops.map((stop) => stop()));
      await sink.close();
      await cluster.stop();
      await stopBroker();
    },
  };
};
