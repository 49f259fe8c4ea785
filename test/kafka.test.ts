import { Kafka, logLevel } from 'kafkajs';
import { describe, expect, it } from 'vitest';
import { makeTopics } from '../packages/adapter-kafka/test/kafka-reader.ts';
import { newPrefix, sharedBrokers, startOwnBroker, whyNoOwnBroker } from './kafka.ts';

const brokers = await sharedBrokers();
const whyNot = await whyNoOwnBroker();

const adminOf = (addresses: readonly string[]): ReturnType<Kafka['admin']> =>
  new Kafka({ brokers: [...addresses], logLevel: logLevel.NOTHING }).admin();

describe.skipIf(brokers === undefined)('the broker that tests share', () => {
  it('makes topics', async () => {
    const admin = adminOf(brokers ?? []);
    await admin.connect();
    const topic = `${newPrefix()}topic`;
    await makeTopics(brokers ?? [], { topic, partitions: 3 });
    expect((await admin.fetchTopicMetadata({ topics: [topic] })).topics[0]?.partitions).toHaveLength(3);
    await admin.deleteTopics({ topics: [topic] });
    await admin.disconnect();
  });
});

describe.skipIf(whyNot !== undefined)('a broker of its own', () => {
  it('comes back with its data after it was killed', async () => {
    const broker = await startOwnBroker();
    try {
      await makeTopics([broker.address], { topic: 'kept' });
      await broker.kill();
      await broker.start();
      const again = adminOf([broker.address]);
      await again.connect();
      expect(await again.listTopics()).toContain('kept');
      await again.disconnect();
    } finally {
      await broker.stop();
    }
  }, 120_000);
});
