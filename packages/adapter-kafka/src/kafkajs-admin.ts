import { setTimeout as delay } from 'node:timers/promises';
import kafkajs from 'kafkajs';
import type { Admin } from 'kafkajs';
import { newKafka } from './kafkajs-client.ts';
import type { KafkaConnection } from './kafkajs-client.ts';
import { transportFault } from './kafkajs-fault.ts';
import { findMissingTopics, isOfTopic } from './kafkajs-topics.ts';
import type { TopicPartition } from './source.ts';
import type { PartitionLag, TopicAdmin } from './topic-admin.ts';
import { partitionName } from './topic-partition.ts';

// A broker may not know a topic at once that it has just created.
const KNOWN_AFTER = { times: 50, pause: 100 };

const RETRY = { initialRetryTime: 100, maxRetryTime: 500, retries: 2 };

/** A topic admin on kafkajs. It connects at the first call, and again after an error. */
export const createKafkajsAdmin = (connection: KafkaConnection): TopicAdmin => {
  let opened: Promise<Admin> | undefined;

  const open = async (): Promise<Admin> => {
    const admin = newKafka(connection, RETRY).admin();
    try {
      await admin.connect();
      return admin;
    } catch (error) {
      await admin.disconnect().catch(() => undefined);
      throw error;
    }
  };

  const drop = async (used: Promise<Admin> | undefined): Promise<void> => {
    if (opened === used) opened = undefined;
    await used?.then((admin) => admin.disconnect()).catch(() => undefined);
  };

  const asking = async <T>(ask: (admin: Admin) => Promise<T>): Promise<T> => {
    const used = (opened ??= open());
    try {
      return await ask(await used);
    } catch (error) {
      // After an error its connections may be broken.
      await drop(used);
      throw transportFault(error);
    }
  };

  const lagOf = async (
    admin: Admin,
    groupId: string,
    partitions: readonly TopicPartition[],
  ): Promise<readonly PartitionLag[]> => {
    const topics = [...new Set(partitions.map(({ topic }) => topic))];
    // The order matters: read the other way round, the committed offset could be beyond the end.
    const committed = new Map(
      (await admin.fetchOffsets({ groupId, topics })).flatMap(({ topic, partitions: each }) =>
        each.map(({ partition, offset }) => [partitionName({ topic, partition }), BigInt(offset)] as const),
      ),
    );
    const ends = new Map(
      (
        await Promise.all(
          topics.map(async (topic) =>
            (await admin.fetchTopicOffsets(topic)).map(
              ({ partition, low, high }) => [partitionName({ topic, partition }), [BigInt(low), BigInt(high)]] as const,
            ),
          ),
        )
      ).flat(),
    );
    return partitions.flatMap(({ topic, partition }) => {
      const [low, high] = ends.get(partitionName({ topic, partition })) ?? [];
      if (low === undefined || high === undefined) return [];
      const done = committed.get(partitionName({ topic, partition })) ?? -1n;
      return [{ topic, partition, messages: Number(high - (done < 0n ? low : done)) }];
    });
  };

  return {
    missing: async (topics) => {
      try {
        return await findMissingTopics(connection, topics);
      } catch (error) {
        throw transportFault(error);
      }
    },
    lag: (groupId, partitions) =>
      partitions.length === 0 ? Promise.resolve([]) : asking((admin) => lagOf(admin, groupId, partitions)),
    create: ({ topic, partitions, replicationFactor, config }) =>
      asking((admin) =>
        admin.createTopics({
          topics: [
            {
              topic,
              numPartitions: partitions,
              replicationFactor: replicationFactor ?? -1,
              configEntries: Object.entries(config).map(([name, value]) => ({ name, value })),
            },
          ],
          // The wait of kafkajs fails if the broker does not yet know the topic that it has just created.
          waitForLeaders: false,
        }),
      ),
    setting: (topic, name) =>
      asking(async (admin) => {
        for (let time = 1; ; time += 1) {
          try {
            const { resources } = await admin.describeConfigs({
              includeSynonyms: false,
              resources: [{ type: kafkajs.ConfigResourceTypes.TOPIC, name: topic, configNames: [name] }],
            });
            return resources[0]?.configEntries.find(({ configName }) => configName === name)?.configValue;
          } catch (error) {
            if (time === KNOWN_AFTER.times || !isOfTopic(error)) throw error;
            await delay(KNOWN_AFTER.pause);
          }
        }
      }),
    close: () => drop(opened),
  };
};
