import type { Id, Timestamp } from '../kernel/index.ts';

/**
 * What a message needs that does not exist, or that the consumer of the message may not see. The installation always
 * exists.
 */
export interface Awaited {
  readonly type: 'project' | 'organization' | 'installation';
  readonly id: Id;
}

/** The topic, partition and offset of a message. The offset is a whole number, written as text. */
export interface MessagePlace {
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
}

/** A message that is set aside until what it needs exists. */
export interface WaitingMessage extends MessagePlace {
  /** Messages of one lane of a partition are processed one after the other, in the order of their offsets. */
  readonly lane: string;
  /**
   * A UUID that is derived from the source and the id of the message's event; `content` is a hash of what the event
   * asks for.
   */
  readonly event: string;
  readonly content: number;
  readonly awaited: Awaited;
  /** The message, in the serialization of its consumer. */
  readonly message: string;
}

/**
 * What happened to a message that was to be set aside. `kept`: it was stored. `there`: its event was stored before.
 * `mismatch`: an event of the same name asked for something else. `full`: the group has reached its limit.
 */
export type SetAside = 'kept' | 'there' | 'mismatch' | 'full';

/** Something that a group waits for, and the time since when it has been missing. */
export interface AwaitedSince extends Awaited {
  readonly since: Timestamp;
}

/** A lane of a partition in which messages wait, and their number. */
export interface WaitingLane {
  readonly lane: string;
  readonly messages: number;
}

/** Which messages of a partition to read next. */
export interface NextWaiting extends Omit<MessagePlace, 'offset'> {
  /** Only messages of lanes whose first message needs one of these. */
  readonly awaited: readonly Awaited[];
  /** Lanes to skip. */
  readonly except: readonly string[];
  /** The maximum number of messages. */
  readonly limit: number;
  /**
   * The maximum number of bytes of `message` in all messages together, in UTF-8. The first message is returned whatever
   * its size.
   */
  readonly bytes: number;
}

/** A summary of the waiting messages of a group: their number by topic, and the one that has waited longest. */
export interface WaitingSummary {
  readonly topics: readonly { readonly topic: string; readonly messages: number }[];
  readonly oldest: (MessagePlace & { readonly awaited: Awaited; readonly since: Timestamp }) | undefined;
}

/**
 * The messages that are set aside until what they need exists, so that the messages after them can be processed. A
 * group is identified by any text; all its processes share the waiting messages. If the same event arrives again, it is
 * found by its name.
 */
export interface WaitingMessagesRepository {
  /**
   * Must record that something is missing at `at`, and resolve to the time since when it has been missing. This time
   * starts again at `at` if nothing has reported it missing since `forgotten` and no message waits for it.
   */
  miss(group: string, awaited: Awaited, at: Timestamp, forgotten: Timestamp): Promise<Timestamp>;
  /**
   * Must delete the record that something is missing, unless a message waits for it. A message that is added at the
   * same time must still become due.
   */
  found(group: string, awaited: Awaited): Promise<void>;
  /**
   * Must store messages, no two of which are of one event, in one statement, and resolve to the outcome of each, in
   * their order. Messages are stored while the group has fewer than `limit`; if one exceeds the limit, those after it
   * are not stored either. Concurrent calls may exceed the limit by the messages that each adds. What the messages need
   * counts as missing since `at`, unless it was recorded as missing before.
   */
  add(group: string, messages: readonly WaitingMessage[], at: Timestamp, limit: number): Promise<readonly SetAside[]>;
  /** Reads the lanes of a partition that have messages. */
  lanes(group: string, topic: string, partition: number): Promise<readonly WaitingLane[]>;
  /**
   * Reads what the waiting messages of the group need and what exists by now (whoever may see it), or has been missing
   * since `over` or earlier.
   */
  due(group: string, over: Timestamp): Promise<readonly AwaitedSince[]>;
  /** Reads messages of a partition, in the order of their offsets: the first of those that `which` selects. */
  next(group: string, which: NextWaiting): Promise<readonly WaitingMessage[]>;
  /** Must remove messages, identified by their events. */
  remove(group: string, topic: string, events: readonly string[]): Promise<void>;
  summary(group: string): Promise<WaitingSummary>;
  /**
   * Must remove at most `limit` messages, of all groups, that were set aside before a moment; also the records of what
   * was missing before it, if no message waits for it. Resolves to the number of messages removed.
   */
  removeOld(before: Timestamp, limit: number): Promise<number>;
}
