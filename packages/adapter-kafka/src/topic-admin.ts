import type { TopicPartition } from './source.ts';

/** A topic that cannot be used, and why: the broker has not got it and does not make it by itself, or does not let this user use it. */
export interface MissingTopic {
  readonly topic: string;
  readonly reason: 'absent' | 'forbidden';
}

/** How many messages of a partition a group has still to do. */
export interface PartitionLag extends TopicPartition {
  readonly messages: number;
}

/** A topic that is to be made. */
export interface NewTopic {
  readonly topic: string;
  readonly partitions: number;
  /** `undefined` leaves it to the broker. */
  readonly replicationFactor?: number | undefined;
  /** The settings of the topic, by their names at the broker. */
  readonly config: Readonly<Record<string, string>>;
}

/** Asks a broker about topics and groups, and makes topics. Rejects with a `TransportFault`. */
export interface TopicAdmin {
  /** Those of these topics that cannot be used. A broker that makes topics by itself makes them now. */
  missing(topics: readonly string[]): Promise<readonly MissingTopic[]>;
  /**
   * How many messages stand behind what a group has committed of these partitions, as the broker has it at this moment: what its own tools call lag.
   * Where nothing was committed, all that are there count.
   */
  lag(groupId: string, partitions: readonly TopicPartition[]): Promise<readonly PartitionLag[]>;
  /** Makes a topic; resolves to `false` where it is there already, and leaves it as it is. */
  create(topic: NewTopic): Promise<boolean>;
  /** The value of a setting of a topic that is there, as it holds; `undefined` where the broker does not say. */
  setting(topic: string, name: string): Promise<string | undefined>;
  /** Closes every connection. Never rejects. */
  close(): Promise<void>;
}
