import { fileURLToPath } from 'node:url';
import { createKafkajsSink } from '@goldset/adapter-kafka';
import type { OutgoingMessage, Sink } from '@goldset/adapter-kafka';
import { createClient } from '@goldset/client';
import type { Client } from '@goldset/client';
import postgres from 'postgres';
import { openKafkaAdmin } from '../../../../packages/adapter-kafka/test/kafka-admin.ts';
import type { KafkaAdmin } from '../../../../packages/adapter-kafka/test/kafka-admin.ts';
import { makeTopics, startReader } from '../../../../packages/adapter-kafka/test/kafka-reader.ts';
import type { Reader } from '../../../../packages/adapter-kafka/test/kafka-reader.ts';
import { newRandom } from '../../../../test/random.ts';
import { until } from '../../../../test/until.ts';
import { watchLag } from '../kafka-lag.ts';
import type { LagWatch } from '../kafka-lag.ts';
import { startServer } from '../server-process.ts';
import type { ServerProcess } from '../server-process.ts';

/** What a fault found. It holds when nothing is broken. */
export interface Finding {
  /** What was done and seen, with its figures, for people. */
  readonly figures: string;
  /** What should hold and does not, each as a sentence. */
  readonly broken: readonly string[];
}

/** Where a fault happens. */
export interface GroundOptions {
  readonly brokers: readonly string[];
  /** A database in which nothing is. */
  readonly databaseUrl: string;
  /** What no other topic or group of this broker begins with. */
  readonly prefix: string;
  /** Whether consumers and relays are missed after three seconds, and messages waited with for one (`quick-process.ts`). Else they are as they are delivered. */
  readonly isQuick: boolean;
  /** After how many milliseconds they are missed where they are quick, if not after three seconds. */
  readonly missedAfter?: number;
  /** What everything that is left to chance follows from. */
  readonly seed: number;
}

/** A Goldset in processes of its own, on a database and a broker. */
export interface Ground {
  readonly brokers: readonly string[];
  readonly prefix: string;
  readonly sink: Sink;
  readonly sql: postgres.Sql;
  readonly admin: KafkaAdmin;
  /** From 0 up to 1, always the same for a seed. */
  random(): number;
  /** Makes the topics that are read, with so many partitions, and `goldset.events`. */
  makeTopics(partitions: number): Promise<void>;
  /** The whole name of a topic: `items` is `<prefix>.items`. */
  topic(name: string): string;
  /** Starts a server for HTTP, or one that does all, and resolves when it serves: to the first user's client, and the server. */
  serve(
    role?: 'http' | 'all',
  ): Promise<{ readonly client: Client; readonly server: ServerProcess; as(token: string): Client }>;
  /** Starts a consumer, which acts as the first user unless another's token is given. */
  consume(token?: string): ServerProcess;
  /** Starts a relay. */
  relay(): ServerProcess;
  /** Starts to read a topic. */
  read(name: string): Reader;
  /** Writes messages to a topic, some at a time. */
  send(name: string, messages: readonly OutgoingMessage[]): Promise<void>;
  /** How many messages of topics the consumers have committed. */
  committed(...names: readonly string[]): Promise<number>;
  /** Resolves when the consumers have committed all that topics hold. */
  untilCommitted(...names: readonly string[]): Promise<void>;
  /** How many dead letters there are. */
  deadLetters(): Promise<number>;
  /** Compares all the while what the consumers say of their lag with what Kafka's own tool says. */
  readonly lag: LagWatch;
  /** Ends all that was started. */
  close(): Promise<void>;
}

/** Who the first user is. */
export const TOKEN = 'a-token-for-tests-that-is-long-enough';

/** For how many milliseconds anything is waited for at most. */
export const PATIENCE = 300_000;

/** The topics that are read. */
export const inbound = ['items', 'predictions', 'annotations', 'tasks', 'commands'] as const;

const AT_ONCE = 2_000;

const quick = fileURLToPath(new URL('quick-process.ts', import.meta.url));

/** Prepares the ground for a fault; nothing of Goldset runs yet. */
export const openGround = async ({
  brokers,
  databaseUrl,
  prefix,
  isQuick,
  missedAfter,
  seed,
}: GroundOptions): Promise<Ground> => {
  const servers: ServerProcess[] = [];
  const readers: Reader[] = [];
  const sink = createKafkajsSink({ brokers, clientId: 'goldset-test' });
  const sql = postgres(databaseUrl, { max: 2, onnotice: () => undefined });
  const admin = await openKafkaAdmin(brokers);

  const environment = {
    DATABASE_URL: databaseUrl,
    GOLDSET_BOOTSTRAP_TOKEN: TOKEN,
    KAFKA_BROKERS: brokers.join(','),
    KAFKA_GROUP_ID: prefix,
    KAFKA_TOPIC_PREFIX: prefix,
    ...(isQuick ? { KAFKA_WAIT_SECONDS: '1' } : {}),
    ...(missedAfter === undefined ? {} : { MISSED_AFTER: String(missedAfter) }),
  };

  const start = (env: Readonly<Record<string, string>>, program?: string): ServerProcess => {
    const server = startServer(
      { ...environment, ...env },
      program === undefined ? undefined : [process.execPath, program],
    );
    servers.push(server);
    return server;
  };

  const lag = watchLag({ brokers, group: prefix });
  let consumers = 0;
  const startConsumer = (env: Readonly<Record<string, string>>, program?: string): ServerProcess => {
    const clientId = `consumer-${(consumers += 1)}`;
    const server = start({ KAFKA_CLIENT_ID: clientId, ...env }, program);
    lag.add({ clientId, url: server.serving, ended: server.ended, stderr: server.stderr });
    return server;
  };

  const topic = (name: string): string => `${prefix}.${name}`;

  const committed = (...names: readonly string[]): Promise<number> => admin.committed(prefix, ...names.map(topic));

  return {
    ...{ brokers, prefix, sink, sql, admin, topic, committed, lag },
    random: newRandom(seed).next,
    makeTopics: (partitions) =>
      makeTopics(
        brokers,
        { topic: topic('events'), partitions },
        ...inbound.flatMap((name) => [{ topic: topic(name), partitions }, { topic: topic(`${name}.dead-letter`) }]),
      ),
    serve: async (role = 'http') => {
      const server =
        role === 'all' ? startConsumer({ ROLE: role, KAFKA_TOKEN: TOKEN }) : start({ ROLE: role, LOG_LEVEL: 'warn' });
      const url = await server.serving;
      const as = (token: string): Client => createClient({ url, token, retries: 0 });
      return { server, as, client: as(TOKEN) };
    },
    consume: (token = TOKEN) => startConsumer({ ROLE: 'kafka', KAFKA_TOKEN: token }, isQuick ? quick : undefined),
    relay: () => start({ ROLE: 'relay' }, isQuick ? quick : undefined),
    read: (name) => {
      const reader = startReader(
        { brokers, clientId: 'goldset-test' },
        { groupId: `${prefix}-reader-${readers.length}`, sessionTimeout: 6_000 },
        [topic(name)],
      );
      readers.push(reader);
      return reader;
    },
    send: async (name, messages) => {
      for (let from = 0; from < messages.length; from += AT_ONCE)
        await sink.send(topic(name), messages.slice(from, from + AT_ONCE));
    },
    untilCommitted: (...names) =>
      until(async () => (await committed(...names)) === (await admin.size(...names.map(topic))), PATIENCE),
    deadLetters: () => admin.size(...inbound.map((name) => topic(`${name}.dead-letter`))),
    close: async () => {
      await lag.stop();
      for (const server of servers) server.kill('SIGKILL');
      await Promise.all([
        ...servers.map(({ ended }) => ended),
        ...readers.map(({ source }) => source.stop()),
        sink.close(),
        sql.end(),
        admin.close(),
      ]);
    },
  };
};

/** Does the work of a fault on a ground of its own, and clears it away. */
export const onGround = async (
  options: GroundOptions,
  work: (ground: Ground) => Promise<Finding>,
): Promise<Finding> => {
  const ground = await openGround(options);
  const { figures, broken } = await work(ground).finally(() => ground.close());
  const { compared, faults } = ground.lag;
  return {
    figures:
      compared === 0
        ? figures
        : `${figures}; the lag of partitions was compared with Kafka’s own ${many(compared)} times`,
    broken: [...broken, ...faults],
  };
};

/** Gathers what does not hold. */
export const newChecks = (): { readonly broken: readonly string[]; check(isSo: boolean, otherwise: string): void } => {
  const broken: string[] = [];
  return { broken, check: (isSo, otherwise) => void (isSo || broken.push(otherwise)) };
};

/** How many seconds ago that was, for people. */
export const secondsSince = (began: number): string => `${((performance.now() - began) / 1000).toFixed(1)} s`;

/** A number, for people. */
export const many = (count: number): string => count.toLocaleString('en');
