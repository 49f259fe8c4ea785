import type { EventTime } from './event-time.ts';
import type { Id, Timestamp } from './id.ts';
import type { JsonObject } from './json.ts';

/**
 * A change of state. It is stored in the outbox in the transaction that made the change. `Type` has the form
 * `goldset.<thing>.<past verb>`.
 */
export interface Event<Type extends string = string, Data extends object = JsonObject> {
  /** Stable: an event that is published again has the same id. */
  readonly id: Id;
  readonly type: Type;
  /** The id of what changed. */
  readonly subject: Id;
  readonly time: Timestamp;
  /** The request or event that caused the change. */
  readonly causation_id: string | null;
  readonly organization_id: Id | null;
  readonly project_id: Id | null;
  /** Ids and small fields; never item data, answers, texts or secrets. */
  readonly data: Data;
}

/** What identifies an incoming event: a source gives no two events the same id (as in CloudEvents). */
export interface EventName {
  readonly source: string;
  readonly id: string;
}

/** The event that carries a line of an import. */
export interface LineEvent extends EventName {
  /**
   * When the event was made. With `on_conflict: 'update'`, the line is refused as `stale` if the stored state is newer.
   * Without a time, the event counts as made now.
   */
  readonly time?: EventTime | undefined;
}

/**
 * An event that takes effect once in its project, as a store records it: a hash of its name, and a hash of its content.
 */
export interface NotedEvent {
  /** 128 bits in hexadecimal digits. */
  readonly key: string;
  /** From `contentHash`: two contents under one name are a mistake of the source. */
  readonly content: number;
  /** When the event was made; `null` if that is not known. */
  readonly time?: EventTime | null | undefined;
}

/** An event that is to be published, with its position among the events of its key. */
export interface OutboxEvent extends Event {
  /**
   * Events of one key are ordered. The key is the project; without a project, the organization; without either, the
   * user.
   */
  readonly key: Id;
  /**
   * Grows within a key, not always by one. Two changes of the same thing are numbered in the order in which they took
   * effect.
   */
  readonly sequence: number;
}

/** Publishes events to their consumers. */
export interface EventPublisher {
  /**
   * Must resolve only when the receiver has stored every event. Events of one key must be published in the order given,
   * after those of earlier calls. If it rejects, some of the events may have been published; the caller then passes all
   * of them again.
   */
  publish(events: readonly OutboxEvent[]): Promise<void>;
}

/** Who makes a change, when, and the request or event that caused it: a parameter of every writing statement. */
export interface Change {
  readonly at: Timestamp;
  readonly by: Id;
  readonly causation_id: string | null;
}
