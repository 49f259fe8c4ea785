import type { TopicPartition } from './source.ts';

/**
 * A topic that cannot be used, and why: the broker does not have it and does not create it by itself, or does not let
 * this user use it.
 */
export interface MissingTopic {
  readonly topic: string;
  readonly reason: 'absent' | 'forbidden';
}

/** How many messages of a partition a group still has to handle. */
export interface PartitionLag extends TopicPartition {
  readonly messages: number;
}

/** A topic to be created. */
export interface NewTopic {
  readonly topic: string;
  readonly partitions: number;
  /** `undefined` means the default of the broker. */
  readonly replicationFactor?: number | undefined;
  /** The settings of the topic, by their Kafka names. */
  readonly config: Readonly<Record<string, string>>;
}

/** Queries a broker for topics and groups, and creates topics. Rejects with a `TransportFault`. */
export interface TopicAdmin {
  /** Returns those of these topics that cannot be used. A broker that creates topics on request creates them now. */
  missing(topics: readonly string[]): Promise<readonly MissingTopic[]>;
  /**
   * The consumer lag of a group, as Kafka's own tools define it: how many messages of these partitions are after the
   * committed offset at this moment. If nothing was committed, all existing messages count.
   */
  lag(groupId: string, partitions: readonly TopicPartition[]): Promise<readonly PartitionLag[]>;
  /** Creates a topic. Resolves to `false` if it exists already, and leaves it unchanged. */
  create(topic: NewTopic): Promise<boolean>;
  /** The effective value of a setting of an existing topic; `undefined` if the broker does not report it. */
  setting(topic: string, name: string): Promise<string | undefined>;
  /** Closes every connection. Never rejects. */
  close(): Promise<void>;
}
