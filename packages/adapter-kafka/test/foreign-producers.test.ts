import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { createKafkajsSink, decodeCloudEvent } from '@goldset/adapter-kafka';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { javaWithKafka, whyNoKafka } from '../../../test/kafka-server.ts';
import { newPrefix, sharedBrokers } from '../../../test/kafka.ts';
import { pythonWith } from '../../../test/python.ts';
import { until } from '../../../test/until.ts';
import { makeTopics, startReader } from './kafka-reader.ts';
import type { Reader } from './kafka-reader.ts';

const brokers = (await sharedBrokers()) ?? [];
const found = brokers.length === 0 ? { reason: 'there is no broker' } : await pythonWith('confluent-kafka==2.16.1');
const noJava = brokers.length === 0 ? 'there is no broker' : await whyNoKafka();

const compressions = ['none', 'gzip', 'snappy', 'lz4', 'zstd'] as const;
const PARTITIONS = 8;
const KEYS = Array.from({ length: 12 }, (_, n) => `0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a00${String(n).padStart(2, '0')}`);
const ROUNDS = 20;

const fileOf = (name: string): string => fileURLToPath(new URL(`../../../test/kafka/${name}`, import.meta.url));

const connection = { brokers, clientId: 'foreign' };
const prefix = newPrefix();
const readers: Reader[] = [];

/** The event of a round of a key, large enough that its compression matters. */
const eventOf = (key: string, round: number): string =>
  JSON.stringify({
    specversion: '1.0',
    id: `${key}-${round}`,
    source: '/foreign',
    type: 'goldset.item.import',
    data: { project_id: key, data: { round, text: 'Wörter und 漢字 '.repeat(20) } },
  });

/** Lines for a foreign program: each key once in each round. */
const linesFor = (topic: string, ...fields: readonly string[]): string =>
  Array.from({ length: ROUNDS }, (_, round) =>
    KEYS.map((key) => `${[topic, ...fields, key, eventOf(key, round)].join('\t')}\n`).join(''),
  ).join('');

const feed = async (command: string, args: readonly string[], input: string): Promise<void> => {
  const child = spawn(command, args, { stdio: ['pipe', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => void (said += text));
  child.stdin.end(input);
  const [code] = (await once(child, 'close')) as [number | null];
  expect(code, said).toBe(0);
};

/** Where the sink of Goldset puts each key, which is where the Java client does. */
const ownPartitions = async (): Promise<ReadonlyMap<string, number>> => {
  const topic = `${prefix}own`;
  await makeTopics(brokers, { topic, partitions: PARTITIONS });
  const sink = createKafkajsSink(connection);
  await sink.send(
    topic,
    KEYS.map((key) => ({ key: new TextEncoder().encode(key), value: new Uint8Array(), headers: [] })),
  );
  await sink.close();
  // It writes at least once: a topic that was just made may make it write again.
  return partitionsIn((await read(topic, (messages) => partitionsIn(messages).size === KEYS.length)).messages);
};

const textOf = (bytes: Uint8Array | null): string => new TextDecoder().decode(bytes ?? new Uint8Array());

const partitionsIn = (messages: Reader['messages']): ReadonlyMap<string, number> =>
  new Map(messages.map(({ key, partition }) => [textOf(key), partition]));

/** Reads until that is enough; a message that comes again, as while a group forms, counts once. */
const read = async (
  topic: string,
  isEnough: (messages: Reader['messages']) => boolean,
): Promise<Pick<Reader, 'messages' | 'faults'>> => {
  const reader = startReader(connection, { groupId: `${topic}-reader` }, [topic]);
  readers.push(reader);
  const once = (): Reader['messages'] => [
    ...new Map(reader.messages.map((message) => [`${message.partition} ${message.offset}`, message])).values(),
  ];
  await until(() => isEnough(once()));
  return { messages: once(), faults: reader.faults };
};

/** Reads what a foreign program wrote: every event, each key in order and in one partition. Says which. */
const expectWhole = async (topic: string): Promise<ReadonlyMap<string, number>> => {
  const { messages, faults } = await read(topic, (all) => all.length >= KEYS.length * ROUNDS);
  expect(faults).toEqual([]);
  expect(messages).toHaveLength(KEYS.length * ROUNDS);
  for (const key of KEYS) {
    const ofKey = messages.filter((message) => textOf(message.key) === key);
    expect(new Set(ofKey.map(({ partition }) => partition)).size).toBe(1);
    const events = ofKey.map((message) => decodeCloudEvent(message));
    expect(events.map((event) => event.ok && event.value.id)).toEqual(
      Array.from({ length: ROUNDS }, (_, round) => `${key}-${round}`),
    );
    expect(events[0]).toMatchObject({
      ok: true,
      value: { type: 'goldset.item.import', data: { data: { round: 0, text: 'Wörter und 漢字 '.repeat(20) } } },
    });
  }
  return partitionsIn(messages);
};

let own: ReadonlyMap<string, number> = new Map();

describe.skipIf(brokers.length === 0)('foreign producers', { timeout: 120_000 }, () => {
  beforeAll(async () => {
    own = await ownPartitions();
  }, 60_000);

  afterAll(async () => {
    await Promise.all(readers.map(({ source }) => source.stop()));
  });

  it.skipIf('reason' in found)(
    `confluent-kafka: each compression and both partitioners are read; only murmur2 puts keys where the others do${'reason' in found ? `: ${found.reason}` : ''}`,
    async () => {
      const kinds = [
        ...compressions.map((compression) => ({ compression, partitioner: 'murmur2_random' })),
        { compression: 'zstd', partitioner: 'consistent_random' },
      ];
      const topics = kinds.map(({ compression, partitioner }) => ({
        topic: `${prefix}python-${compression}-${partitioner}`,
        partitions: PARTITIONS,
      }));
      await makeTopics(brokers, ...topics);
      const input = kinds
        .map(({ compression, partitioner }, place) => linesFor(topics[place]?.topic ?? '', compression, partitioner))
        .join('');
      await feed('python' in found ? found.python : '', [fileOf('foreign_producer.py'), brokers.join(',')], input);
      for (const [place, { partitioner }] of kinds.entries()) {
        const partitions = await expectWhole(topics[place]?.topic ?? '');
        if (partitioner === 'murmur2_random') expect(partitions).toEqual(own);
        else expect(partitions).not.toEqual(own);
      }
    },
  );

  it.skipIf(noJava !== undefined)(
    `the Java client: each compression is read, and keys are where Goldset puts them${noJava === undefined ? '' : `: ${noJava}`}`,
    async () => {
      const topics = compressions.map((compression) => ({
        topic: `${prefix}java-${compression}`,
        partitions: PARTITIONS,
      }));
      await makeTopics(brokers, ...topics);
      const input = compressions
        .map((compression, place) => linesFor(topics[place]?.topic ?? '', compression))
        .join('');
      await feed('java', [...javaWithKafka(), fileOf('ForeignProducer.java'), brokers.join(',')], input);
      for (const { topic } of topics) expect(await expectWhole(topic)).toEqual(own);
    },
  );
});
