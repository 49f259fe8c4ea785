import { randomUUID } from 'node:crypto';
import { createPublisher, encodeStructured } from '@goldset/adapter-kafka';
import type { OutgoingMessage } from '@goldset/adapter-kafka';
import { migrate, openPostgres } from '@goldset/adapter-postgres';
import kafkajs from 'kafkajs';
import postgres from 'postgres';
import { until } from '../test/until.ts';
import { measureBeside } from './beside.ts';
import { openConnection } from './connection.ts';
import type { Connection } from './connection.ts';
import { startKafkaWorld } from './kafka-world.ts';
import type { KafkaWorld } from './kafka-world.ts';
import { requestOf } from './load.ts';
import { memoryRows, peakOf } from './memory.ts';
import type { Part, PartOptions } from './part.ts';
import { ADMIN_TOKEN } from './processes.ts';
import type { ServerProcess } from './processes.ts';
import { importNdjson, makeAnnotators, makeOrganization, makeProject } from './project.ts';
import type { Annotator } from './project.ts';
import { rowOf } from './row.ts';
import type { Row } from './row.ts';

const PATIENCE = 300_000;
// Polling more often would use processor time that is being measured, on a machine with two processors.
const LOOK_EVERY = 50;

const SENTENCES = [
  'the cast is phenomenal, but the plot is thin and the end comes an hour too late',
  'a film that nobody asked for and that everybody in the row behind me loved',
  'it begins well',
];

const itemOf = (n: number): object => ({
  external_id: `sentence-${n}`,
  data: { text: `${SENTENCES[n % SENTENCES.length]} (${n})`, url: `https://example.org/reviews/${n}` },
  metadata: { language: 'en', shard: n % 100 },
});

const encoder = new TextEncoder();

const newProject = async ({ url }: ServerProcess): Promise<string> =>
  makeProject(url, await makeOrganization(url), { max_claimed: 1_000 });

const openItems = async (sql: postgres.Sql, project: string): Promise<number> =>
  (
    await sql<
      { count: number }[]
    >`select coalesce(sum(items_open), 0)::int as count from counters where project_id = ${project}`
  )[0]?.count ?? 0;

/**
 * Measures how many items of a project arrive per second, from the moment when the first ones are seen until all are
 * there. The first ones are not counted, because their start is unknown.
 */
const rateOfArrival = async (sql: postgres.Sql, project: string, count: number): Promise<number> => {
  let seen = 0;
  await until(async () => (seen = await openItems(sql, project)) > 0, PATIENCE);
  const [first, began] = [seen, performance.now()];
  await until(async () => (await openItems(sql, project)) >= count, PATIENCE, LOOK_EVERY);
  return ((count - first) * 1000) / (performance.now() - began);
};

/** Sends items as events to the topic of items, in messages as large as those of a producer that batches. */
const produceItems = async ({ sink }: KafkaWorld, prefix: string, project: string, count: number): Promise<void> => {
  const key = encoder.encode(project);
  for (let from = 0; from < count; from += 2_000) {
    const messages = Array.from({ length: Math.min(2_000, count - from) }, (_, place): OutgoingMessage => {
      const n = from + place;
      return {
        key,
        ...encodeStructured({
          id: `${project}-${n}`,
          source: '/benchmark',
          type: 'goldset.item.import',
          extensions: {},
          data: { project_id: project, ...itemOf(n) },
        }),
      };
    });
    await sink.send(`${prefix}.items`, messages);
  }
};

const importItems = async ({ url }: ServerProcess, project: string, count: number): Promise<void> => {
  const lines = async function* (): AsyncGenerator<Uint8Array> {
    for (let from = 0; from < count; from += 500) {
      yield encoder.encode(
        Array.from(
          { length: Math.min(500, count - from) },
          (_, place) => `${JSON.stringify(itemOf(from + place))}\n`,
        ).join(''),
      );
    }
  };
  await importNdjson(url, project, ReadableStream.from(lines()), count);
};

const consumerOf = (world: KafkaWorld, database: string, prefix: string): Promise<ServerProcess> =>
  world.start(database, {
    ROLE: 'kafka',
    KAFKA_BROKERS: world.brokers.join(','),
    KAFKA_TOKEN: ADMIN_TOKEN,
    KAFKA_GROUP_ID: prefix,
    KAFKA_TOPIC_PREFIX: prefix,
  });

const items = async (world: KafkaWorld, { quick, say }: PartOptions): Promise<readonly Row[]> => {
  const [count, warmUp, rounds] = quick ? [15_000, 15_000, 3] : [150_000, 150_000, 5];
  const database = await world.newDatabase();
  const http = await world.start(database, { ROLE: 'http' });
  const sql = postgres(database, { max: 1 });
  try {
    // Both processes are new and have imported the same number of items before the measured ones: the code of a
    // consumer is fully compiled after about 120,000.
    const fromKafka = async (): Promise<number> => {
      const [warm, counted] = [await newProject(http), await newProject(http)];
      const prefix = await world.newTopics();
      await produceItems(world, prefix, warm, warmUp);
      await produceItems(world, prefix, counted, count);
      const consumer = await consumerOf(world, database, prefix);
      const rate = await rateOfArrival(sql, counted, count);
      await consumer.stop();
      say(`items from Kafka: ${rate.toFixed(0)}/s`);
      return rate;
    };
    const fromNdjson = async (): Promise<number> => {
      const server = await world.start(database, { ROLE: 'http' });
      const [warm, counted] = [await newProject(server), await newProject(server)];
      await importItems(server, warm, warmUp);
      const [rate] = await Promise.all([rateOfArrival(sql, counted, count), importItems(server, counted, count)]);
      await server.stop();
      say(`items from NDJSON: ${rate.toFixed(0)}/s`);
      return rate;
    };
    return [
      rowOf(
        'items from Kafka, beside the same ones from NDJSON over HTTP',
        '/s',
        '≥ 0.7',
        await measureBeside(rounds, fromKafka, fromNdjson),
      ),
    ];
  } finally {
    await sql.end();
    await http.stop();
  }
};

const MEMORY_MEGABYTES = 300;

const memory = async (world: KafkaWorld, { quick, say }: PartOptions): Promise<readonly Row[]> => {
  const count = quick ? 100_000 : 1_000_000;
  const database = await world.newDatabase();
  const http = await world.start(database, { ROLE: 'http' });
  const sql = postgres(database, { max: 1 });
  try {
    const project = await newProject(http);
    const prefix = await world.newTopics();
    await produceItems(world, prefix, project, count);
    const consumer = await consumerOf(world, database, prefix);
    let next = count / 10;
    await until(async () => {
      const seen = await openItems(sql, project);
      if (seen >= next) {
        say(`peak memory after ${seen} messages: ${(await peakOf(consumer.pid))?.toFixed(0) ?? 'unknown'} MB`);
        next += count / 10;
      }
      return seen >= count;
    }, PATIENCE);
    return memoryRows(
      `peak memory of a consumer over ${count.toLocaleString('en')} messages`,
      await peakOf(consumer.pid),
      MEMORY_MEGABYTES,
    );
  } finally {
    await sql.end();
    await http.stop();
  }
};

/** Fills an outbox with events as 100 projects with active annotators would. */
const fillOutbox = async (sql: postgres.Sql, count: number): Promise<void> => {
  await sql`
    insert into outbox (project_id, organization_id, id, type, subject, data, causation_id, created_at)
    select p.id, p.organization_id, uuidv7(), 'goldset.task.submitted', uuidv7(),
      jsonb_build_object('item_id', uuidv7(), 'annotator_id', p.organization_id, 'item_state', 'complete'), uuidv7()::text, now()
    from (select n, uuidv7() as id, uuidv7() as organization_id from generate_series(1, 100) n) p
    join generate_series(1, ${count}) e on e % 100 = p.n - 1
    order by e`;
  await sql`vacuum outbox`;
};

const relay = async (world: KafkaWorld, { quick, say }: PartOptions): Promise<readonly Row[]> => {
  const [count, rounds] = quick ? [10_000, 3] : [100_000, 4];
  let sent: (readonly OutgoingMessage[])[] = [];
  const ours = async (): Promise<number> => {
    const database = await world.newDatabase();
    await migrate(database);
    const prefix = await world.newTopics(4);
    const sql = postgres(database, { max: 1 });
    const open = openPostgres(database);
    sent = [];
    const send = async (topic: string, messages: readonly OutgoingMessage[]): Promise<void> => {
      sent.push(messages);
      await world.sink.send(topic, messages);
    };
    const { publish } = createPublisher({ ...world.sink, send }, { prefix });
    const running = open.relay({
      holder: randomUUID(),
      now: () => new Date(),
      publish,
      onFault: (fault) => say(String(fault)),
    });
    try {
      await fillOutbox(sql, count);
      const began = performance.now();
      running.start();
      await until(() => running.state().published >= count, PATIENCE);
      // The time includes the stop, after which all published events are also marked as such.
      await running.stop();
      const rate = (count * 1000) / (performance.now() - began);
      say(`the relay: ${rate.toFixed(0)}/s`);
      return rate;
    } finally {
      await running.stop();
      await open.close();
      await sql.end();
    }
  };
  const bare = async (): Promise<number> => {
    const prefix = await world.newTopics(4);
    const producer = new kafkajs.Kafka({ brokers: [...world.brokers], logLevel: kafkajs.logLevel.NOTHING }).producer({
      createPartitioner: kafkajs.Partitioners.DefaultPartitioner,
    });
    await producer.connect();
    const batches = sent.map((messages) =>
      messages.map(({ key, value, headers, timestamp }) => ({
        key: key && Buffer.from(key),
        value: value && Buffer.from(value),
        headers: Object.fromEntries(headers.map(([name, content]) => [name, Buffer.from(content ?? [])])),
        timestamp: String(timestamp),
      })),
    );
    await producer.send({ topic: `${prefix}.events`, messages: [{ value: 'first' }] });
    const began = performance.now();
    for (const messages of batches) await producer.send({ topic: `${prefix}.events`, messages, acks: -1 });
    const rate = (count * 1000) / (performance.now() - began);
    await producer.disconnect();
    say(`a bare producer: ${rate.toFixed(0)}/s`);
    return rate;
  };
  return [
    rowOf(
      'events from the outbox to Kafka, beside a bare producer of the same messages',
      '/s',
      '≥ 0.5',
      await measureBeside(rounds, ours, bare),
    ),
  ];
};

const CONNECTIONS = 16;

/** Claims and submits tasks on 16 connections, and resolves to the number of these writes per second. */
const writesPerSecond = async (
  { url }: ServerProcess,
  annotators: readonly Annotator[],
  project: string,
  seconds: number,
): Promise<number> => {
  const connections = await Promise.all(annotators.map(() => openConnection(url)));
  const began = performance.now();
  const deadline = began + seconds * 1000;
  let writes = 0;
  const post = async (connection: Connection, token: string, path: string, content: object): Promise<unknown> => {
    const { status, body } = await connection.ask(
      requestOf('POST', `/v1/projects/${project}/tasks/${path}`, token, JSON.stringify(content)),
    );
    if (status > 299) throw new Error(`${path} was answered ${status}: ${body}`);
    return JSON.parse(body);
  };
  const answer = async ({ token }: Annotator, connection: Connection): Promise<void> => {
    while (performance.now() < deadline) {
      const { tasks } = (await post(connection, token, 'claim', { count: 1 })) as {
        readonly tasks: readonly { readonly id: string }[];
      };
      const [task] = tasks;
      if (task === undefined) throw new Error('There is nothing left to claim.');
      await post(connection, token, `${task.id}/submit`, { value: { sentiment: 'positive' } });
      writes += 2;
    }
  };
  try {
    await Promise.all(annotators.map((annotator, n) => answer(annotator, connections[n] as Connection)));
    return (writes * 1000) / (performance.now() - began);
  } finally {
    for (const connection of connections) connection.close();
  }
};

const writes = async (world: KafkaWorld, { quick, say }: PartOptions): Promise<readonly Row[]> => {
  const [seconds, rounds] = quick ? [2, 4] : [8, 6];
  const database = await world.newDatabase();
  const prefix = await world.newTopics(4);
  const kafka = { KAFKA_BROKERS: world.brokers.join(','), KAFKA_TOPIC_PREFIX: prefix };
  const plain = await world.start(database, { ROLE: 'http' });
  const told = await world.start(database, { ...kafka, ROLE: 'http' });
  const sql = postgres(database, { max: 1 });
  const organization = await makeOrganization(plain.url);
  const project = await makeProject(plain.url, organization, { max_claimed: 1_000 });
  await importItems(plain, project, quick ? 40_000 : 200_000);
  const annotators = await makeAnnotators(plain.url, organization, CONNECTIONS);
  const isAllPublished = async (): Promise<boolean> =>
    (await sql`select from outbox where published_at is null limit 1`).length === 0;
  try {
    for (const server of [plain, told]) await writesPerSecond(server, annotators, project, seconds / 2);
    const without = async (): Promise<number> => {
      const rate = await writesPerSecond(plain, annotators, project, seconds);
      say(`writes over HTTP without a relay: ${rate.toFixed(0)}/s`);
      return rate;
    };
    const beside = (role: 'relay' | 'all') => async (): Promise<number> => {
      const relaying = await world.start(database, { ...kafka, ROLE: role });
      await until(isAllPublished, PATIENCE);
      const rate = await writesPerSecond(role === 'all' ? relaying : told, annotators, project, seconds);
      const [left] = await sql<
        { count: number }[]
      >`select count(*)::int as count from outbox where published_at is null`;
      await until(isAllPublished, PATIENCE);
      await relaying.stop();
      say(
        `writes over HTTP with ROLE=${role}: ${rate.toFixed(0)}/s; ${left?.count ?? 0} events were not yet noted as published at the end`,
      );
      return rate;
    };
    const row = rowOf(
      'claims and submits over HTTP on 16 connections with a relay (ROLE=relay), beside those without',
      '/s',
      '≥ 0.9',
      await measureBeside(rounds, beside('relay'), without),
    );
    const { ratio } = await measureBeside(2, beside('all'), without);
    say(`with ROLE=all, where one process serves and relays, it is ${ratio.toFixed(2)}`);
    return [row];
  } finally {
    await sql.end();
  }
};

/** Measures how fast Kafka is read, how fast events are published, and how much that slows down concurrent writes. */
export const measureKafka: Part = async (options) => {
  const world = await startKafkaWorld();
  try {
    const rows: Row[] = [];
    for (const measure of [items, relay, writes, memory]) rows.push(...(await measure(world, options)));
    return rows;
  } finally {
    await world.stop();
  }
};
