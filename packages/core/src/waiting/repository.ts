import type { Id, Timestamp } from '../kernel/index.ts';

/** What a message needs that is not there, or not for whoever reads the message. The installation is always there. */
export interface Awaited {
  readonly type: 'project' | 'organization' | 'installation';
  readonly id: Id;
}

/** Where a message stands: the text of its offset is a whole number. */
export interface MessagePlace {
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
}

/** A message that is set aside until what it needs is there. */
export interface WaitingMessage extends MessagePlace {
  /** Messages of one lane of a partition are handled one after the other, in the order of their offsets. */
  readonly lane: string;
  /** A UUID that follows from the source and the id of its event, and a hash of what it asks for. */
  readonly event: string;
  readonly content: number;
  readonly awaited: Awaited;
  /** The message, as whoever reads it writes it down. */
  readonly message: string;
}

/** What became of a message that was to be set aside: it is kept, its event was kept before, an event of this name asked for something else, or there is no room. */
export type SetAside = 'kept' | 'there' | 'mismatch' | 'full';

/** Something that a group waits for, and since when. */
export interface AwaitedSince extends Awaited {
  readonly since: Timestamp;
}

/** A lane of a partition in which messages wait. */
export interface WaitingLane {
  readonly lane: string;
  readonly messages: number;
}

/** Which messages of a partition are taken up next. */
export interface NextWaiting extends Omit<MessagePlace, 'offset'> {
  /** Only those of lanes whose first message needs one of these. */
  readonly awaited: readonly Awaited[];
  /** Lanes that are left out. */
  readonly except: readonly string[];
  /** How many at most. */
  readonly limit: number;
  /** How many bytes of `message` at most, in UTF-8; the first one comes whatever its size. */
  readonly bytes: number;
}

/** What waits in a group: how many messages, of which topics, and the one that waits longest. */
export interface WaitingSummary {
  readonly topics: readonly { readonly topic: string; readonly messages: number }[];
  readonly oldest: (MessagePlace & { readonly awaited: Awaited; readonly since: Timestamp }) | undefined;
}

/**
 * Messages that are set aside until what they need is there, so that those behind them go on. A group is any text: all processes of one share what waits.
 * What the same event brings again is found by its name.
 */
export interface WaitingMessagesRepository {
  /** Must note that something is missed at `at`, and resolve to since when it has been. What nobody missed since `forgotten`, and no message waits for, is missed anew. */
  miss(group: string, awaited: Awaited, at: Timestamp, forgotten: Timestamp): Promise<Timestamp>;
  /** Must forget that something was missed, unless a message waits for it. One that is added at the same time must be due nonetheless. */
  found(group: string, awaited: Awaited): Promise<void>;
  /**
   * Must keep messages, of which no two are of one event, in one statement, and resolve to what became of each, in their order. As long as the group has fewer than `limit` they are
   * kept; where one finds no room, neither do those behind it. Calls at the same time may exceed the limit by what each adds. What they need counts as missed since `at`, unless it was before.
   */
  add(group: string, messages: readonly WaitingMessage[], at: Timestamp, limit: number): Promise<readonly SetAside[]>;
  /** Which lanes of a partition have messages. */
  lanes(group: string, topic: string, partition: number): Promise<readonly WaitingLane[]>;
  /** What messages of the group need and is there by now, for whomever, or was missed at or before `over`. */
  due(group: string, over: Timestamp): Promise<readonly AwaitedSince[]>;
  /** Messages of a partition, in the order of their offsets: the first of those that are asked for. */
  next(group: string, which: NextWaiting): Promise<readonly WaitingMessage[]>;
  /** Must remove messages, named by their events. */
  remove(group: string, topic: string, events: readonly string[]): Promise<void>;
  summary(group: string): Promise<WaitingSummary>;
  /** Must remove at most `limit` messages, of all groups, that were set aside before a moment, with what was missed before it and no message waits for; resolves to how many messages these were. */
  removeOld(before: Timestamp, limit: number): Promise<number>;
}
