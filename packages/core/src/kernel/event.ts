import type { EventTime } from './event-time.ts';
import type { Id, Timestamp } from './id.ts';
import type { JsonObject } from './json.ts';

/** A change of state as it is kept in the outbox, in the transaction that made the change. `Type` is `goldset.<thing>.<past verb>`. */
export interface Event<Type extends string = string, Data extends object = JsonObject> {
  /** Stable: publishing the event again keeps it. */
  readonly id: Id;
  readonly type: Type;
  /** The id of the thing that changed. */
  readonly subject: Id;
  readonly time: Timestamp;
  /** The request or event that caused the change. */
  readonly causation_id: string | null;
  readonly organization_id: Id | null;
  readonly project_id: Id | null;
  /** Ids and small fields; never item data, answers, texts or secrets. */
  readonly data: Data;
}

/** What tells an event that comes in from all others: whoever is its source gives no two of them one id (as in CloudEvents). */
export interface EventName {
  readonly source: string;
  readonly id: string;
}

/** The event that brings a line of an import. */
export interface LineEvent extends EventName {
  /** When it was made: with `on_conflict: 'update'` it is refused as `stale` where what is there is newer. Without a time it is taken as made now. */
  readonly time?: EventTime | undefined;
}

/** An event that takes effect once in its project, as a store notes it: a hash of its name, and one of what it said. */
export interface NotedEvent {
  /** 128 bits in hexadecimal digits. */
  readonly key: string;
  /** From `contentHash`: one event with two contents is a mistake of its source. */
  readonly content: number;
  /** When it was made; `null` where that is not known. */
  readonly time?: EventTime | null | undefined;
}

/** An event on its way out, with its place among those of its key. */
export interface OutboxEvent extends Event {
  /** Events of one key have an order: the project, the organization where there is none, or the user where there is neither. */
  readonly key: Id;
  /** Grows within a key, not always by one: two changes of the same thing stand in the order in which they took effect. */
  readonly sequence: number;
}

/** Takes events to those who follow them. */
export interface EventPublisher {
  /**
   * Must resolve only when every one of them is kept by whoever takes them; events of one key in the order given, and after
   * those of earlier calls. Where it rejects, any of them may have been taken nevertheless: all of them are given again.
   */
  publish(events: readonly OutboxEvent[]): Promise<void>;
}

/** Who makes a change, when, and because of what: a parameter of every writing statement. */
export interface Change {
  readonly at: Timestamp;
  readonly by: Id;
  readonly causation_id: string | null;
}
