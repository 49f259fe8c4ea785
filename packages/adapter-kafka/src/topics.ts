import { consumedTopics } from './consumed-topics.ts';
import { deadLetterTopic } from './dead-letter.ts';
import type { NewTopic, TopicAdmin } from './topic-admin.ts';

/** Which topics a process uses. */
export interface TopicUse {
  readonly topicPrefix: string;
  readonly isConsumer: boolean;
  readonly isPublisher: boolean;
}

const eventsTopic = (prefix: string): string => `${prefix}.events`;

/** The topics that a process needs. */
export const neededTopics = ({ topicPrefix, isConsumer, isPublisher }: TopicUse): readonly string[] => [
  ...(isConsumer ? consumedTopics(topicPrefix).flatMap((topic) => [topic, deadLetterTopic(topic)]) : []),
  ...(isPublisher ? [eventsTopic(topicPrefix)] : []),
];

/** How topics should be created. */
export interface TopicPlan {
  readonly topicPrefix: string;
  /** The number of partitions of inbound topics and of the events topic. A dead-letter topic has one. */
  readonly partitions: number;
  /** `undefined` means the default of the broker. */
  readonly replicationFactor: number | undefined;
}

const DAY = 86_400_000;

// Inbox records are kept for 14 days. With these two settings, a group that reads again from the beginning finds
// nothing older.
const ONCE = { 'cleanup.policy': 'delete', 'retention.ms': String(7 * DAY), 'segment.ms': String(DAY) };

const KEPT_LONG = { 'cleanup.policy': 'delete', 'retention.ms': String(30 * DAY) };

const MESSAGE_SIZE = 'max.message.bytes';

const POLICY = 'cleanup.policy';

// Space for the headers with the reason, which a message of the maximum size has no space for.
const HEADROOM = 64 * 1024;

/** The result for one topic: whether it was created, and what is wrong with it, in a sentence. */
export interface MadeTopic {
  readonly topic: string;
  readonly isNew: boolean;
  readonly warning?: string;
}

/**
 * Creates the missing topics with the settings that they need, and leaves existing ones unchanged. No topic is
 * compacted: each message counts, and the key of most is a project, so compaction would delete all but the last message
 * of a project. Yields each topic when it exists.
 */
export const makeTopics = async function* (
  admin: TopicAdmin,
  { topicPrefix, partitions, replicationFactor }: TopicPlan,
): AsyncGenerator<MadeTopic> {
  const make = async (topic: NewTopic): Promise<MadeTopic> => {
    const isNew = await admin.create(topic);
    const policy = isNew ? undefined : await admin.setting(topic.topic, POLICY);
    const warning = `It is compacted, which removes messages that count: set its ${POLICY} to delete.`;
    return { topic: topic.topic, isNew, ...(policy?.includes('compact') === true ? { warning } : {}) };
  };
  for (const topic of consumedTopics(topicPrefix)) {
    yield await make({ topic, partitions, replicationFactor, config: ONCE });
    const largest = Number(await admin.setting(topic, MESSAGE_SIZE));
    const room: Readonly<Record<string, string>> =
      largest > 0 ? { [MESSAGE_SIZE]: String(Math.min(largest + HEADROOM, 2 ** 31 - 1)) } : {};
    yield await make({
      topic: deadLetterTopic(topic),
      partitions: 1,
      replicationFactor,
      config: { ...KEPT_LONG, ...room },
    });
  }
  yield await make({ topic: eventsTopic(topicPrefix), partitions, replicationFactor, config: ONCE });
};
