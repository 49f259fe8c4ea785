import type { Content } from './message.ts';
import type { MissingTopic } from './topic-admin.ts';

/** A partition of a topic. Its messages have an order. */
export interface TopicPartition {
  readonly topic: string;
  readonly partition: number;
}

/** A message that was read. */
export interface IncomingMessage extends Content {
  /** The offset in its partition. Each offset is greater than the one before, but not always by one. */
  readonly offset: bigint;
  /** Milliseconds since 1970 UTC, given by the producer or the broker. */
  readonly timestamp: number;
}

/** Consecutive messages of one partition, at least one. */
export interface Batch extends TopicPartition {
  readonly messages: readonly IncomingMessage[];
  /**
   * The offset of the next message to be written to the partition, at the time when the last of these messages was
   * read. The number of messages still to be read is `end`, minus the last offset of the batch, minus one.
   */
  readonly end: bigint;
  /**
   * The messages that follow, if they have been read already. From then on they belong to this batch, and so does their
   * `end`. `undefined` if none have been read or none should begin. It never waits.
   */
  more(): readonly IncomingMessage[] | undefined;
  /**
   * Aborts when the batch should not continue: the partition went to another member of the group, or the source is
   * stopping. Work that has begun may be finished and committed (see `stop`); no other work should begin.
   */
  readonly signal: AbortSignal;
  /**
   * Tells the group that this member is alive. It sends nothing if the last heartbeat was a moment ago, so call it
   * freely between pieces of work, and at least every few seconds while waiting. It also resolves if the broker cannot
   * be reached. If the partition is no longer assigned to this member, `signal` aborts. Never rejects.
   */
  heartbeat(): Promise<void>;
  /**
   * Commits for the whole group that every message before `next` is done; `next` is the last offset that is done, plus
   * one. Call it after the database has committed and the dead letters are written, never before. Resolves when the
   * broker has stored the offset. Rejects with a `TransportFault`; the messages may then be read again, here or
   * elsewhere. If the partition is no longer assigned to this member, it commits nothing and resolves to `false`.
   */
  commit(next: bigint): Promise<boolean>;
}

/** Handles what a source reads. */
export interface SourceListener {
  /**
   * Handles one batch, and commits as it goes. A partition has one call at a time, in order of offset. Partitions run
   * side by side, up to `partitionsAtOnce` of the source, so a long call makes other partitions wait.
   *
   * When it settles, reading continues after the last committed offset, and messages that were not committed are handed
   * over again. So it may end early at any time. If it resolves to a number, the partition first pauses for this many
   * milliseconds, while the others continue and the member stays in the group. A rejection is reported to `onFault` and
   * also pauses the partition: 100 ms at first, doubled each time without a commit in between, at most 30 s, with
   * jitter.
   */
  handle(batch: Batch): Promise<number | void>;
  /**
   * Called with the partitions of this member each time they change, before the first batch of a new one is handed
   * over. The list is empty at the end.
   */
  onAssigned?(partitions: readonly TopicPartition[]): void;
  /** Called with whether this member is in its group, even if it has no partition. */
  onMember?(isMember: boolean): void;
  /**
   * Called with the topics that cannot be used, each time they change. The other topics are read; a topic that appears
   * is read from then on.
   */
  onMissingTopics?(missing: readonly MissingTopic[]): void;
  /**
   * Called for every error of the broker (`TransportFault`) or of `handle` (anything). The source continues by itself.
   */
  onFault?(fault: unknown): void;
}

/** The options of a source, without the connection. */
export interface SourceOptions {
  /** The id of the group. Consumers of one group share the partitions and the offsets. */
  readonly groupId: string;
  /** Where a group begins that has no committed offset; default `earliest`. */
  readonly from?: 'earliest' | 'latest';
  /** How many partitions are handled at the same time; default 4. */
  readonly partitionsAtOnce?: number;
  /**
   * The maximum size of one read of a partition in bytes, as stored. As many bytes can be in work at the same time. A
   * single larger message is still read. Default 1 MiB.
   */
  readonly maxBatchBytes?: number;
  /**
   * After this many milliseconds without a heartbeat, the group assigns this member's partitions to others; default
   * 20,000.
   */
  readonly sessionTimeout?: number;
}

/** Reads topics as a member of a group. */
export interface Source {
  /**
   * Starts to join the group and to hand over batches of `topics`, and returns at once. If the broker fails, it retries
   * with back-off and jitter, and calls `onFault`. It never throws and never gives up. Call it once.
   */
  start(topics: readonly string[], listener: SourceListener): void;
  /**
   * Aborts the signal of the batches in hand, waits until their handlers have settled (what they still commit is
   * stored), leaves the group and closes every connection. When it resolves, no timer, listener or handle must be left.
   * Never rejects. A second call waits for the first. It may be called before `start`, and while the broker is
   * unavailable.
   */
  stop(): Promise<void>;
}
