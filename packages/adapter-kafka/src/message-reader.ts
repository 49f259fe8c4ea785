import type { Result } from '@goldset/core';
import type { Decoded } from './decode.ts';
import type { Refusal } from './refusal.ts';
import type { IncomingMessage } from './source.ts';

/** A message with what it was decoded to. */
export interface ReadMessage {
  readonly message: IncomingMessage;
  readonly decoded: Result<Decoded, Refusal>;
}

/** Reads messages one after the other, with a look ahead. */
export interface MessageReader {
  /** The next message, `undefined` at the end. */
  readonly peek: () => ReadMessage | undefined;
  /** Goes on behind the next message. */
  readonly take: () => void;
}

/** Reads messages, and then those that `more` gives, for as long as it gives any. Each is decoded once, when it is looked at. */
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
