import { createKafkajsSink } from '@goldset/adapter-kafka';
import type { KafkaConnection, Sink } from '@goldset/adapter-kafka';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { kafkaUsers } from '../../../test/kafka-server.ts';
import type { KafkaServer } from '../../../test/kafka-server.ts';
import { newPrefix, startOwnBroker, whyNoOwnBroker } from '../../../test/kafka.ts';
import { keepAndCommit, makeTopics, startReader } from './kafka-reader.ts';
import { until } from '../../../test/until.ts';

const whyNot = await whyNoOwnBroker();

const clientId = 'goldset-test';
const content = (
  value: string,
): { readonly key: Uint8Array; readonly value: Uint8Array; readonly headers: readonly [] } => ({
  key: Buffer.from('k'),
  value: Buffer.from(value),
  headers: [],
});

let broker: KafkaServer;

beforeAll(async () => {
  if (whyNot === undefined) broker = await startOwnBroker();
}, 120_000);
afterAll(() => broker?.stop());

const sendOnce = async (connection: KafkaConnection, topic = `${newPrefix()}once`): Promise<void> => {
  const sink = createKafkajsSink(connection);
  try {
    await sink.send(topic, [content('a')]);
  } finally {
    await sink.close();
  }
};

const { plain, scram } = kafkaUsers;

describe.skipIf(whyNot !== undefined)('who connects', () => {
  it.each([
    ['plain', plain],
    ['scram-sha-256', scram],
    ['scram-sha-512', scram],
  ] as const)('may do so with %s, and is refused in a sentence with a wrong password', async (mechanism, user) => {
    const connection = { brokers: [broker.saslAddress], clientId };
    const topic = `${newPrefix()}sasl`;
    await makeTopics([broker.address], { topic });
    await sendOnce({ ...connection, sasl: { mechanism, ...user } }, topic);
    const wrong = { mechanism, ...user, password: 'secret-that-is-wrong' };
    await expect(sendOnce({ ...connection, sasl: wrong }, topic)).rejects.toMatchObject({
      kind: 'configuration',
      message: expect.stringContaining('refuses user and password'),
    });
    await expect(sendOnce({ ...connection, sasl: wrong }, topic)).rejects.not.toMatchObject({
      message: expect.stringContaining('secret'),
    });
    const reader = startReader({ ...connection, sasl: wrong }, { groupId: topic }, [topic]);
    await until(() => reader.faults.length > 0);
    expect(reader.faults[0]).toMatchObject({ kind: 'configuration' });
    await reader.source.stop();
    const allowed = startReader({ ...connection, sasl: { mechanism, ...user } }, { groupId: topic }, [topic]);
    await until(() => allowed.messages.length === 1);
    await allowed.source.stop();
    expect(allowed.faults).toEqual([]);
  });

  it('may do so with TLS where the authority is known', async () => {
    const topic = `${newPrefix()}tls`;
    await makeTopics([broker.address], { topic });
    await sendOnce({ brokers: [broker.tlsAddress], clientId, tls: { ca: broker.ca } }, topic);
    const reader = startReader({ brokers: [broker.tlsAddress], clientId, tls: { ca: broker.ca } }, { groupId: topic }, [
      topic,
    ]);
    await until(() => reader.messages.length === 1);
    await reader.source.stop();
    expect(reader.faults).toEqual([]);
  });

  it('is told in a sentence what is wrong with TLS', async () => {
    await expect(sendOnce({ brokers: [broker.tlsAddress], clientId, tls: true })).rejects.toMatchObject({
      kind: 'configuration',
      message: expect.stringContaining(`TLS with Kafka at ${broker.tlsAddress} fails`),
    });
    await expect(sendOnce({ brokers: [broker.address], clientId, tls: true })).rejects.toMatchObject({
      name: 'TransportFault',
    });
    await expect(sendOnce({ brokers: ['host.invalid:9092'], clientId })).rejects.toMatchObject({
      kind: 'configuration',
      message: expect.stringContaining('is not known'),
    });
  });
});

describe.skipIf(whyNot !== undefined)('a broker that is killed and started again', () => {
  it('is found again by a sink and a source: every message at least once, in order after the doubled ones are removed', async () => {
    const topic = `${newPrefix()}restart`;
    await makeTopics([broker.address], { topic });
    const sink: Sink = createKafkajsSink({ brokers: [broker.address], clientId });
    const reader = startReader(
      { brokers: [broker.address], clientId },
      { groupId: topic, sessionTimeout: 3_000 },
      [topic],
      async (batch) => {
        await batch.heartbeat();
        await keepAndCommit(batch);
      },
    );
    let sent = 0;
    let failed = 0;
    let isSending = true;
    const sending = (async () => {
      while (isSending) {
        const value = String(sent);
        try {
          await sink.send(topic, [content(value)]);
          sent += 1;
        } catch (error) {
          expect(error).toMatchObject({ kind: 'away' });
          failed += 1;
        }
      }
    })();
    await until(() => reader.messages.length > 20);
    await broker.kill();
    await until(() => failed > 0, 60_000);
    await broker.start();
    const before = sent;
    await until(() => sent > before + 20, 60_000);
    isSending = false;
    await sending;
    const values = (): readonly string[] => [
      ...new Set(reader.messages.map(({ value }) => Buffer.from(value ?? []).toString())),
    ];
    await until(() => values().length >= sent, 60_000);
    expect(values()).toEqual(Array.from({ length: sent }, (_none, index) => String(index)));
    expect(reader.faults.every((fault) => (fault as { kind?: string }).kind === 'away')).toBe(true);
    await Promise.all([reader.source.stop(), sink.close()]);
  }, 180_000);
});

describe.skipIf(whyNot !== undefined)('a broker that makes no topic by itself', () => {
  let strict: KafkaServer;
  beforeAll(async () => {
    strict = await startOwnBroker({ 'auto.create.topics.enable': 'false' });
  }, 120_000);
  afterAll(() => strict?.stop());

  it('has a member that says it has no partition while it joins again because a topic has appeared', async () => {
    const connection = { brokers: [strict.address], clientId };
    const [there, late] = [`${newPrefix()}there`, `${newPrefix()}late`];
    await makeTopics(connection.brokers, { topic: there });
    const reader = startReader(connection, { groupId: there }, [there, late]);
    await until(() => reader.assignments.length > 0);
    await makeTopics(connection.brokers, { topic: late });
    await until(() => reader.assignments.some((partitions) => partitions.length === 2));
    expect(reader.assignments.map((partitions) => partitions.map(({ topic }) => topic).toSorted())).toEqual([
      [there],
      [],
      [there, late].toSorted(),
    ]);
    await reader.source.stop();
    expect(reader.assignments.at(-1)).toEqual([]);
  });
});
