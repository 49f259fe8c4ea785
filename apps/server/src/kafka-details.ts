import type { WaitingSummary } from '@goldset/core/adapter';

/** What `/readyz` says of Kafka is read from this. */
export interface KafkaDetailSources {
  /** `undefined` where this process reads nothing. */
  readonly consumer: { state(): object; waitsUntil(since: Date): Date } | undefined;
  readonly watch: { missing(): readonly object[] };
  readonly summary: () => Promise<WaitingSummary>;
}

/** How reading Kafka and publishing to it fares: the state of the consumer, the topics that are missing, and what waits. `waiting` is `null` while the database does not answer, and where nothing is read. */
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
