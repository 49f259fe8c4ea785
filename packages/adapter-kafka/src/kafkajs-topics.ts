import { setTimeout as delay } from 'node:timers/promises';
import { newKafka } from './kafkajs-client.ts';
import type { KafkaConnection } from './kafkajs-client.ts';
import type { MissingTopic } from './topic-admin.ts';

const RETRY = { initialRetryTime: 100, maxRetryTime: 500, retries: 2 };

// A broker that creates topics on request first responds that the topic does not exist.
const ROUNDS = 3;
const BETWEEN_ROUNDS = 300;

const typeOf = (error: unknown): unknown => (error as { readonly type?: unknown } | null)?.type;

const reasonOf = (error: unknown): MissingTopic['reason'] | undefined => {
  const type = typeOf(error);
  if (type === 'UNKNOWN_TOPIC_OR_PARTITION') return 'absent';
  return type === 'TOPIC_AUTHORIZATION_FAILED' ? 'forbidden' : undefined;
};

const chainOf = (error: unknown): readonly unknown[] =>
  error instanceof Error && error.cause !== undefined ? [error, ...chainOf(error.cause)] : [error];

/** Whether an error was caused by a missing topic. */
export const isOfTopic = (error: unknown): boolean => chainOf(error).some((each) => reasonOf(each) !== undefined);

/**
 * Those of these topics that the broker does not have and does not create on request, or does not show to this user.
 * Rejects with the errors of kafkajs.
 */
export const findMissingTopics = async (
  connection: KafkaConnection,
  topics: readonly string[],
): Promise<readonly MissingTopic[]> => {
  // The consumer never joins its group. Only a consumer requests topics one by one, as readers and writers do, so that
  // a broker that creates topics creates them.
  const probe = newKafka(connection, RETRY).consumer({ groupId: connection.clientId });
  const ask = async (topic: string): Promise<MissingTopic | undefined> => {
    try {
      await probe.subscribe({ topics: [topic] });
      return undefined;
    } catch (error) {
      const reason = reasonOf(error);
      if (reason === undefined) throw error;
      return { topic, reason };
    }
  };
  try {
    await probe.connect();
    let missing: readonly MissingTopic[] = topics.map((topic) => ({ topic, reason: 'absent' }));
    for (let round = 1; round <= ROUNDS && missing.length > 0; round += 1) {
      if (round > 1) await delay(BETWEEN_ROUNDS);
      const asked: MissingTopic[] = [];
      for (const { topic } of missing) {
        const found = await ask(topic);
        if (found !== undefined) asked.push(found);
      }
      missing = asked;
    }
    return missing;
  } finally {
    await probe.disconnect().catch(() => undefined);
  }
};
