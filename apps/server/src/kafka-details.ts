import type { WaitingSummary } from '@goldset/core/adapter';

/** The sources of the Kafka details in the response of `/readyz`. */
export interface KafkaDetailSources {
  /** `undefined` if this process does not read Kafka. */
  readonly consumer: { state(): object; waitsUntil(since: Date): Date } | undefined;
  readonly watch: { missing(): readonly object[] };
  readonly summary: () => Promise<WaitingSummary>;
}

/**
 * Returns the state of the Kafka consumer, the missing topics, and the messages that are set aside (`waiting`).
 * `waiting` is `null` if the database is unavailable or this process does not read Kafka.
 */
export const kafkaDetails = async ({ consumer, watch, summary }: KafkaDetailSources): Promise<object> => {
  const read = consumer === undefined ? undefined : await summary().catch(() => undefined);
  const oldest = read?.oldest;
  const waiting = consumer &&
    read && {
      messages: read.topics.reduce((sum, { messages }) => sum + messages, 0),
      topics: read.topics,
      oldest:
        oldest === undefined ? null : { ...oldest, until: consumer.waitsUntil(new Date(oldest.since)).toISOString() },
    };
  return { consumer: consumer?.state() ?? null, missing_topics: watch.missing(), waiting: waiting ?? null };
};
