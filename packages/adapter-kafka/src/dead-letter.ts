import { headerText, textHeader } from './message.ts';
import type { Header } from './message.ts';
import type { Refusal } from './refusal.ts';
import type { OutgoingMessage, Sink } from './sink.ts';
import type { IncomingMessage, TopicPartition } from './source.ts';
import { TransportFault } from './transport-fault.ts';

/** The dead-letter topic of a topic. */
export const deadLetterTopic = (topic: string): string => `${topic}.dead-letter`;

/** The headers that a dead letter has in addition to those of its message, all of them UTF-8 text. */
export const deadLetterHeaders = {
  /** The stable code of the reason: a `RefusalCode`. */
  reason: 'dead_letter_reason',
  /** The reason as text for people. */
  detail: 'dead_letter_detail',
  /** The validation errors as JSON, at most ten: `[{pointer, code, detail}]`. */
  errors: 'dead_letter_errors',
  topic: 'dead_letter_topic',
  partition: 'dead_letter_partition',
  offset: 'dead_letter_offset',
  /** When the message became a dead letter, in RFC 3339. */
  time: 'dead_letter_time',
  /** How often the message has become a dead letter, this time included. */
  attempts: 'dead_letter_attempts',
  /**
   * When the message was first written, in milliseconds since 1970. A replay preserves it, because an event without a
   * `time` counts as made then.
   */
  timestamp: 'dead_letter_timestamp',
  /**
   * `value` if the message with these headers is too large for the broker. The value is then only in the original
   * topic.
   */
  omitted: 'dead_letter_omitted',
} as const;

const names: ReadonlySet<string> = new Set(Object.values(deadLetterHeaders));

/** The headers without those of a dead letter. */
export const withoutDeadLetterHeaders = (headers: readonly Header[]): readonly Header[] =>
  headers.filter(([name]) => !names.has(name));

const countIn = (headers: readonly Header[], name: string): number | undefined => {
  const count = Number(headerText(headers, name) ?? Number.NaN);
  return Number.isSafeInteger(count) && count >= 0 ? count : undefined;
};

/** How often a message has become a dead letter. */
export const attemptsOf = ({ headers }: Pick<IncomingMessage, 'headers'>): number =>
  countIn(headers, deadLetterHeaders.attempts) ?? (headerText(headers, deadLetterHeaders.reason) === undefined ? 0 : 1);

/** When a message was first written, in milliseconds since 1970. A dead letter preserves this time. */
export const writtenAt = ({ headers, timestamp }: Pick<IncomingMessage, 'headers' | 'timestamp'>): number =>
  countIn(headers, deadLetterHeaders.timestamp) ?? timestamp;

const MAX_FAULTS = 10;
const MAX_TEXT = 1_000;

const cut = (text: string): string => [...text.slice(0, MAX_TEXT)].join('');

/** A message that becomes a dead letter, and why. */
export interface DeadLetter {
  readonly message: IncomingMessage;
  readonly refusal: Refusal;
}

/**
 * The message that is written to the dead-letter topic: the key, value and headers of the original, and why, from where
 * and when it was given up.
 */
export const deadLetterOf = (
  { topic, partition }: TopicPartition,
  { message, refusal }: DeadLetter,
  now: Date,
): OutgoingMessage => {
  const { key, value, headers, offset } = message;
  const faults = refusal.faults
    ?.slice(0, MAX_FAULTS)
    .map(({ pointer, code, detail }) => ({ pointer: cut(pointer), code, detail: cut(detail) }));
  const { reason, detail, errors, ...from } = deadLetterHeaders;
  const written = writtenAt(message);
  return {
    key,
    value,
    headers: [
      ...withoutDeadLetterHeaders(headers),
      textHeader(reason, refusal.code),
      textHeader(detail, cut(refusal.detail)),
      ...(faults === undefined ? [] : [textHeader(errors, JSON.stringify(faults))]),
      textHeader(from.topic, topic),
      textHeader(from.partition, String(partition)),
      textHeader(from.offset, String(offset)),
      textHeader(from.time, now.toISOString()),
      textHeader(from.attempts, String(attemptsOf(message) + 1)),
      ...(written >= 0 ? [textHeader(from.timestamp, String(written))] : []),
    ],
  };
};

const MAX_SENT_BYTES = 256 * 1024;

const sizeOf = ({ key, value, headers }: OutgoingMessage): number =>
  (key?.length ?? 0) +
  (value?.length ?? 0) +
  headers.reduce((sum, [name, text]) => sum + name.length + (text?.length ?? 0) + 8, 64);

const chunksOf = (messages: readonly OutgoingMessage[]): readonly (readonly OutgoingMessage[])[] => {
  const chunks: OutgoingMessage[][] = [];
  let size = Number.POSITIVE_INFINITY;
  for (const message of messages) {
    size += sizeOf(message);
    if (size > MAX_SENT_BYTES) {
      chunks.push([]);
      size = sizeOf(message);
    }
    chunks.at(-1)?.push(message);
  }
  return chunks;
};

const isTooLarge = (error: unknown): boolean => error instanceof TransportFault && error.kind === 'too_large';

const sendChunk = async (sink: Sink, topic: string, messages: readonly OutgoingMessage[]): Promise<void> => {
  try {
    await sink.send(topic, messages);
  } catch (error) {
    if (!isTooLarge(error)) throw error;
    const [first] = messages;
    if (messages.length > 1) for (const message of messages) await sendChunk(sink, topic, [message]);
    else if (first !== undefined && first.value !== null)
      await sink.send(topic, [
        { ...first, value: null, headers: [...first.headers, textHeader(deadLetterHeaders.omitted, 'value')] },
      ]);
    else throw error;
  }
};

/** Writes the dead letters of one partition in their order. Resolves when all of them are written. */
export const sendDeadLetters = async (
  sink: Sink,
  from: TopicPartition,
  letters: readonly DeadLetter[],
  now: Date,
): Promise<void> => {
  for (const chunk of chunksOf(letters.map((letter) => deadLetterOf(from, letter, now))))
    await sendChunk(sink, deadLetterTopic(from.topic), chunk);
};

/**
 * Restores the message of a dead letter, to be sent to its topic again. It keeps how often it was given up and when it
 * was first written. `undefined` if the dead letter has no value because of its size.
 */
export const replayOf = (letter: IncomingMessage): OutgoingMessage | undefined => {
  const { key, value, headers } = letter;
  if (headerText(headers, deadLetterHeaders.omitted) !== undefined) return undefined;
  const written = writtenAt(letter);
  return {
    ...{ key, value },
    headers: [
      ...withoutDeadLetterHeaders(headers),
      textHeader(deadLetterHeaders.attempts, String(attemptsOf(letter))),
      ...(written >= 0 ? [textHeader(deadLetterHeaders.timestamp, String(written))] : []),
    ],
  };
};
