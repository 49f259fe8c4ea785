import type { Result } from '@goldset/core';
import type { Decoded } from './decode.ts';
import type { Refusal } from './refusal.ts';
import type { IncomingMessage } from './source.ts';

/** A message and the result of decoding it. */
export interface ReadMessage {
  readonly message: IncomingMessage;
  readonly decoded: Result<Decoded, Refusal>;
}

/** Reads messages one by one, and can look at the next one first. */
export interface MessageReader {
  /** The next message; `undefined` at the end. */
  readonly peek: () => ReadMessage | undefined;
  /** Moves on to the message after the next one. */
  readonly take: () => void;
}

/**
 * Reads messages, and then those that `more` returns until it returns none. Each is decoded once, at the first `peek`.
 */
export const newMessageReader = (
  decode: (message: IncomingMessage) => Result<Decoded, Refusal>,
  from: readonly IncomingMessage[],
  more: () => readonly IncomingMessage[] | undefined = () => undefined,
): MessageReader => {
  let [messages, place] = [from, 0];
  let ahead: ReadMessage | undefined;
  return {
    peek: () => {
      if (place === messages.length) [messages, place] = [more() ?? [], 0];
      const message = messages[place];
      return (ahead ??= message && { message, decoded: decode(message) });
    },
    take: () => {
      place += 1;
      ahead = undefined;
    },
  };
};
