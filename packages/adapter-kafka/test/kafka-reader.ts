import { createKafkajsSource, TransportFault } from '@goldset/adapter-kafka';
import type {
  Batch,
  IncomingMessage,
  KafkaConnection,
  Source,
  SourceListener,
  SourceOptions,
  TopicPartition,
} from '@goldset/adapter-kafka';
import kafkajs from 'kafkajs';
import { until } from '../../../test/until.ts';

/** A member of a group that keeps what it reads. */
export interface Reader {
  readonly source: Source;
  readonly messages: (IncomingMessage & TopicPartition)[];
  /** Those it was told of, but for a broker that has to load its groups first, as one that has just started may. */
  readonly faults: unknown[];
  readonly assignments: (readonly TopicPartition[])[];
}

/** Keeps and commits every batch. */
export const keepAndCommit = async (batch: Batch): Promise<void> => {
  await batch.commit((batch.messages.at(-1)?.offset ?? -1n) + 1n);
};

const isLoading = (fault: unknown): boolean =>
  fault instanceof TransportFault &&
  (fault.cause as { readonly type?: string } | undefined)?.type === 'GROUP_LOAD_IN_PROGRESS';

/** Starts to read topics; every message is kept before `handle` is called with its batch. */
export const startReader = (
  connection: KafkaConnection,
  options: SourceOptions,
  topics: readonly string[],
  handle: SourceListener['handle'] = keepAndCommit,
): Reader => {
  const reader: Reader = {
    source: createKafkajsSource(connection, options),
    messages: [],
    faults: [],
    assignments: [],
  };
  reader.source.start(topics, {
    handle: async (batch) => {
      reader.messages.push(
        ...batch.messages.map((message) => ({ ...message, topic: batch.topic, partition: batch.partition })),
      );
      return handle(batch);
    },
    onAssigned: (partitions) => void reader.assignments.push(partitions),
    onFault: (fault) => void (isLoading(fault) || reader.faults.push(fault)),
  });
  return reader;
};

/** Makes topics. */
export const makeTopics = async (
  brokers: readonly string[],
  ...topics: readonly {
    readonly topic: string;
    readonly partitions?: number;
    readonly config?: Readonly<Record<string, string>>;
  }[]
): Promise<void> => {
  const admin = new kafkajs.Kafka({ brokers: [...brokers], logLevel: kafkajs.logLevel.NOTHING }).admin();
  await admin.connect();
  await admin.createTopics({
    topics: topics.map(({ topic, partitions = 1, config = {} }) => ({
      topic,
      numPartitions: partitions,
      configEntries: Object.entries(config).map(([name, value]) => ({ name, value })),
    })),
    // What waits for them there gives up where the broker does not yet know the topic that it has just made.
    waitForLeaders: false,
  });
  await until(async () => {
    const known = await admin.fetchTopicMetadata({ topics: topics.map(({ topic }) => topic) }).catch(() => undefined);
    return (
      known?.topics.every(
        ({ partitions }) => partitions.length > 0 && partitions.every(({ leader }) => leader >= 0),
      ) === true
    );
  });
  await admin.disconnect();
};
