import { createKafkajsSource } from '@goldset/adapter-kafka';
import kafkajs from 'kafkajs';
import type { Admin } from 'kafkajs';

const GROUPS = '__consumer_offsets';
const GROUP_METADATA = 2;

/** Asks a broker about groups and topics. */
export interface KafkaAdmin {
  /** How many messages stand in all partitions of topics, if none was removed. */
  size(...topics: readonly string[]): Promise<number>;
  /** How many of them a group has committed. */
  committed(group: string, ...topics: readonly string[]): Promise<number>;
  /** The state of a group, and the ids of its members. */
  members(group: string): Promise<{ readonly state: string; readonly ids: readonly string[] }>;
  close(): Promise<void>;
}

const newAdmin = (brokers: readonly string[]): Admin =>
  new kafkajs.Kafka({ brokers: [...brokers], logLevel: kafkajs.logLevel.NOTHING }).admin();

/** Connects to a broker to ask it. */
export const openKafkaAdmin = async (brokers: readonly string[]): Promise<KafkaAdmin> => {
  const admin = newAdmin(brokers);
  await admin.connect();
  return {
    size: async (...topics) => {
      const ends = await Promise.all(topics.map((topic) => admin.fetchTopicOffsets(topic)));
      return ends.flat().reduce((sum, { high }) => sum + Number(high), 0);
    },
    committed: async (group, ...topics) => {
      const offsets = await admin.fetchOffsets({ groupId: group, topics: [...topics] });
      // A partition of which nothing is committed says -1.
      return offsets
        .flatMap(({ partitions }) => partitions)
        .reduce((sum, { offset }) => sum + Math.max(0, Number(offset)), 0);
    },
    members: async (group) => {
      const [described] = (await admin.describeGroups([group])).groups;
      return { state: described?.state ?? '', ids: (described?.members ?? []).map(({ memberId }) => memberId) };
    },
    close: () => admin.disconnect(),
  };
};

/** The generations that a group with members ever had, each once, as the broker has written them down: one where nobody joined or left after the first. */
export const generationsOf = async (brokers: readonly string[], group: string): Promise<readonly number[]> => {
  const found = new Set<number>();
  const admin = newAdmin(brokers);
  await admin.connect();
  const unread = new Map(
    (await admin.fetchTopicOffsets(GROUPS)).map(({ partition, high }) => [partition, BigInt(high)]),
  );
  await admin.disconnect();
  const source = createKafkajsSource({ brokers, clientId: 'goldset-test' }, { groupId: `${group}-generations` });
  await new Promise<void>((resolve) => {
    const read = (partition: number, next: bigint): void => {
      if (next >= (unread.get(partition) ?? 0n)) unread.delete(partition);
      if (unread.size === 0) resolve();
    };
    for (const partition of unread.keys()) read(partition, 0n);
    source.start([GROUPS], {
      handle: async (batch) => {
        for (const { key, value } of batch.messages) {
          const [name, state] = [Buffer.from(key ?? []), Buffer.from(value ?? [])];
          if (
            name.length < 4 ||
            name.readInt16BE(0) !== GROUP_METADATA ||
            name.toString('utf8', 4) !== group ||
            state.length === 0
          )
            continue;
          // Version, then the type of the protocol as a string with its length, then the generation.
          found.add(state.readInt32BE(4 + state.readInt16BE(2)));
        }
        const next = (batch.messages.at(-1)?.offset ?? -1n) + 1n;
        await batch.commit(next);
        read(batch.partition, next);
      },
    });
  });
  await source.stop();
  // Before its first member a group is of generation 0.
  return [...found].filter((generation) => generation > 0).sort((a, b) => a - b);
};
