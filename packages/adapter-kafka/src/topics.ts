import { consumedTopics } from './consumed-topics.ts';
import { deadLetterTopic } from './dead-letter.ts';
import type { NewTopic, TopicAdmin } from './topic-admin.ts';

/** What a process does with topics. */
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

/** How topics are to be made. */
export interface TopicPlan {
  readonly topicPrefix: string;
  /** Of the topics that are read and of the events; a topic of dead letters has one. */
  readonly partitions: number;
  /** `undefined` leaves it to the broker. */
  readonly replicationFactor: number | undefined;
}

const DAY = 86_400_000;

// An event is remembered for 14 days. With these two, what a group reads again from the beginning is not older than that.
const ONCE = { 'cleanup.policy': 'delete', 'retention.ms': String(7 * DAY), 'segment.ms': String(DAY) };

const KEPT_LONG = { 'cleanup.policy': 'delete', 'retention.ms': String(30 * DAY) };

const MESSAGE_SIZE = 'max.message.bytes';

const POLICY = 'cleanup.policy';

// For the headers that say why, which a message of the largest size has not room for.
const HEADROOM = 64 * 1024;

/** What became of a topic: it was made or was there before, and what is wrong with it, in a sentence. */
export interface MadeTopic {
  readonly topic: string;
  readonly isNew: boolean;
  readonly warning?: string;
}

/**
 * Makes the topics that are missing with what they need, and leaves those that are there as they are. None is compacted: each message counts, and the key of most is a
 * project, of which compaction would keep the last message alone. Yields each topic when it is there.
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
