import type { Content } from './message.ts';
import type { MissingTopic } from './topic-admin.ts';

/** A part of a topic; its messages have an order. */
export interface TopicPartition {
  readonly topic: string;
  readonly partition: number;
}

/** A message as it was read. */
export interface IncomingMessage extends Content {
  /** Its place in its partition: each is greater than the one before it, though not always by one. */
  readonly offset: bigint;
  /** Milliseconds since 1970 UTC, given by the producer or the broker. */
  readonly timestamp: number;
}

/** Consecutive messages of one partition, at least one. */
export interface Batch extends TopicPartition {
  readonly messages: readonly IncomingMessage[];
  /** The offset that the next message written to the partition was to get when the last of these was read: minus the last offset of the batch, less one, it is what is still to be read. */
  readonly end: bigint;
  /**
   * The messages right behind, where they have been read already: from then on they belong to this batch, and so does
   * their `end`. `undefined` where none have, or none should be begun. It never waits.
   */
  more(): readonly IncomingMessage[] | undefined;
  /**
   * Aborts when there is no point in going on with this batch: the partition went to another member of the group, or
   * the source is stopping. What has been begun may be finished and committed (see `stop`), what has not should not be begun.
   */
  readonly signal: AbortSignal;
  /**
   * Tells the group that this member is alive; sends nothing when it did so a moment ago, so call it freely, between
   * pieces of work and at least every few seconds while waiting. Resolves also where the broker cannot be reached; where
   * the partition is no longer this member's it makes `signal` abort. Never rejects.
   */
  heartbeat(): Promise<void>;
  /**
   * Keeps that every message before `next` is done with, for the whole group; `next` is the last offset that is done,
   * plus one. Call it after the database has committed (and the dead letters are out), never before. Resolves when the
   * broker has kept it. Rejects with a `TransportFault`; then the messages may come again, here or elsewhere. Where the
   * partition is no longer this member's, it keeps nothing and resolves to `false`.
   */
  commit(next: bigint): Promise<boolean>;
}

/** What is done with what a source reads. */
export interface SourceListener {
  /**
   * Does the work of one batch, and commits as it goes. A partition has one call at a time, in order of offset;
   * partitions go side by side, up to `partitionsAtOnce` of the source, and who goes on for long keeps others waiting.
   *
   * When it settles, reading goes on after the last offset that it committed: messages that it did not commit are handed
   * over again. So it may end early at will. Where it resolves to a number, the partition is paused for so many
   * milliseconds first, while the others go on and the membership of the group is kept; a rejection is reported to
   * `onFault` and pauses the partition, too: 100 ms at first, doubled each time without a commit between, at most 30 s, with jitter.
   */
  handle(batch: Batch): Promise<number | void>;
  /** Is told which partitions this member has, each time that changes; before the first batch of a new one is handed over. None at the end. */
  onAssigned?(partitions: readonly TopicPartition[]): void;
  /** Is told whether this member is in its group, also where it has no partition. */
  onMember?(isMember: boolean): void;
  /** Is told which of the topics cannot be used, each time that changes. The others are read; one that appears is read from then on. */
  onMissingTopics?(missing: readonly MissingTopic[]): void;
  /** Is told of every fault that the source meets, of the broker (`TransportFault`) or of `handle` (anything). The source goes on by itself. */
  onFault?(fault: unknown): void;
}

/** What a source is told when it is made, beside where the broker is. */
export interface SourceOptions {
  /** Consumers of one group share the partitions and the offsets. */
  readonly groupId: string;
  /** Where a group begins that has committed nothing yet; default `earliest`. */
  readonly from?: 'earliest' | 'latest';
  /** How many partitions are worked on at the same time; default 4. */
  readonly partitionsAtOnce?: number;
  /** How many bytes of one partition are read at once at most, as stored, beside as many that are being worked on; a single message larger than this still comes. Default 1 MiB. */
  readonly maxBatchBytes?: number;
  /** After how many milliseconds without a sign of life the group gives this member's partitions to others; default 20,000. */
  readonly sessionTimeout?: number;
}

/** Reads topics as a member of a group. */
export interface Source {
  /**
   * Begins to join the group and to hand over batches of `topics`, and returns at once. Whatever happens to the broker
   * it goes on trying, with back-off and jitter, and tells `onFault`; it never throws and never gives up. Call it once.
   */
  start(topics: readonly string[], listener: SourceListener): void;
  /**
   * Aborts the signal of the batches in hand, waits until their handlers have settled (what they still commit is kept),
   * leaves the group and closes every connection. No timer, listener or handle is left when it resolves. Never rejects;
   * a second call waits for the first. May be called before `start`, and while the broker is away.
   */
  stop(): Promise<void>;
}
