import type { Content } from './message.ts';

/** A message to be written. The partition follows from the key as for Java's producer (murmur2); one without a key goes to any. */
export interface OutgoingMessage extends Content {
  /** Milliseconds since 1970 UTC; default: when it is sent. */
  readonly timestamp?: number;
}

/** Writes messages. */
export interface Sink {
  /**
   * Writes messages to a topic, at least once, and resolves when every in-sync replica has all of them. Those of one key
   * stand in the topic in the order of `messages`, and after those of earlier calls that had settled. Connects by itself.
   *
   * Rejects with a `TransportFault`; then any of them may have been written nevertheless, so the right answer is to send
   * all of them again. It tries again by itself for some seconds before it rejects with kind `away`.
   */
  send(topic: string, messages: readonly OutgoingMessage[]): Promise<void>;
  /** Waits for the calls in flight and closes every connection. Never rejects. No timer or handle is left when it resolves. */
  close(): Promise<void>;
}
