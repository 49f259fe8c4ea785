import type { Content } from './message.ts';

/**
 * A message to be written. Its key determines the partition, as for Java's producer (murmur2). A message without a key
 * goes to any partition.
 */
export interface OutgoingMessage extends Content {
  /** Milliseconds since 1970 UTC; default: the time of sending. */
  readonly timestamp?: number;
}

/** Writes messages. */
export interface Sink {
  /**
   * Writes messages to a topic, at least once, and resolves when every in-sync replica has all of them. In the topic,
   * messages of one key must have the order of `messages`, and follow those of earlier calls that had settled. Connects
   * by itself.
   *
   * Rejects with a `TransportFault`. Any of the messages may have been written nevertheless, so the caller should send
   * all of them again. The sink itself retries for some seconds before it rejects with kind `away`.
   */
  send(topic: string, messages: readonly OutgoingMessage[]): Promise<void>;
  /**
   * Waits for the calls in flight and closes every connection. Never rejects. When it resolves, no timer or handle must
   * be left.
   */
  close(): Promise<void>;
}
