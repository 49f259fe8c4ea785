import type { Admin } from 'kafkajs';
import { deadLetterTopic } from './dead-letter.ts';
import { newKafka } from './kafkajs-client.ts';
import type { KafkaConnection } from './kafkajs-client.ts';
import { transportFault } from './kafkajs-fault.ts';
import type { LetterRange } from './replay-dead-letters.ts';

const RETRY = { initialRetryTime: 100, maxRetryTime: 1_000, retries: 6 };

const asking = async <T>(connection: KafkaConnection, ask: (admin: Admin) => Promise<T>): Promise<T> => {
  const admin = newKafka(connection, RETRY).admin();
  try {
    await admin.connect();
    return await ask(admin);
  } catch (error) {
    throw transportFault(error);
  } finally {
    await admin.disconnect().catch(() => undefined);
  }
};

/**
 * The dead letters of a topic that are still to be replayed: those from the offset on that the group of replays has
 * committed.
 */
export const letterRanges = (
  connection: KafkaConnection,
  groupId: string,
  topic: string,
): Promise<ReadonlyMap<number, LetterRange>> =>
  asking(connection, async (admin) => {
    const [ends, kept] = [
      await admin.fetchTopicOffsets(deadLetterTopic(topic)),
      await admin.fetchOffsets({ groupId, topics: [deadLetterTopic(topic)] }),
    ];
    const places = new Map(
      kept.flatMap(({ partitions }) => partitions.map(({ partition, offset }) => [partition, BigInt(offset)])),
    );
    return new Map(
      ends.map(({ partition, low, high }) => {
        const [lowest, place] = [BigInt(low), places.get(partition) ?? -1n];
        return [partition, { from: place > lowest ? place : lowest, end: BigInt(high) }];
      }),
    );
  });

/**
 * Commits the offsets from which a later replay must read, and deletes the groups that were made to read the dead
 * letters.
 */
export const keepReplayed = (
  connection: KafkaConnection,
  groupId: string,
  topic: string,
  next: ReadonlyMap<number, bigint>,
  groups: readonly string[],
): Promise<void> =>
  asking(connection, async (admin) => {
    const partitions = [...next].map(([partition, offset]) => ({ partition, offset: String(offset) }));
    if (partitions.length > 0) await admin.setOffsets({ groupId, topic: deadLetterTopic(topic), partitions });
    // A group that cannot be deleted is empty, and the broker removes it after a week.
    if (groups.length > 0) await admin.deleteGroups([...groups]).catch(() => undefined);
  });
