import { setTimeout as delay } from 'node:timers/promises';
import { newKafka } from './kafkajs-client.ts';
import type { KafkaConnection } from './kafkajs-client.ts';
import type { MissingTopic } from './topic-admin.ts';

const RETRY = { initialRetryTime: 100, maxRetryTime: 500, retries: 2 };

// A broker that makes a topic because it was asked for it says at first that there is none.
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

/** Whether something failed because a topic is missing. */
export const isOfTopic = (error: unknown): boolean => chainOf(error).some((each) => reasonOf(each) !== undefined);

/** Those of these topics that the broker has not got and does not make when it is asked for them, or does not show to this user. Rejects as kafkajs does. */
export const findMissingTopics = async (
  connection: KafkaConnection,
  topics: readonly string[],
): Promise<readonly MissingTopic[]> => {
  // It never joins its group: only a consumer asks for topics one by one as whoever reads or writes them does, so that a broker that makes topics makes them.
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
