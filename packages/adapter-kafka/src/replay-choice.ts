import { parse } from '@goldset/core';
import { decodeCloudEvent } from './cloud-event.ts';
import { attemptsOf, deadLetterHeaders } from './dead-letter.ts';
import { decodeMessage } from './decode.ts';
import { inboundTopics } from './handler.ts';
import type { InboundTopic } from './handler.ts';
import { headerText } from './message.ts';
import type { IncomingMessage } from './source.ts';

/** Which dead letters are wanted: those that fit all that is given. */
export interface ReplayFilter {
  /** Given up for one of these reasons. */
  readonly codes?: readonly string[] | undefined;
  /** Of one of these projects. */
  readonly projects?: readonly string[] | undefined;
  /** Given up at this moment or later. */
  readonly since?: Date | undefined;
  /** Given up before this moment. */
  readonly until?: Date | undefined;
  /** From one of these partitions of the topic. */
  readonly partitions?: readonly number[] | undefined;
}

/** How often a message is given up before a replay leaves it, where nothing else is said. */
export const MAX_ATTEMPTS = 5;

/** How dead letters are chosen. */
export interface ReplayChoice {
  readonly filter?: ReplayFilter | undefined;
  /** Whether those are sent, too, that will fail again for certain, or were given up too often. */
  readonly force?: boolean | undefined;
  /** How often a message may be given up; default `MAX_ATTEMPTS`. */
  readonly maxAttempts?: number | undefined;
}

/**
 * What becomes of a dead letter: it is sent; it is left, since it will fail again for certain (`hopeless`), was given up too often (`exhausted`), or its value
 * stands only where it came from (`omitted`); or it is not asked for (`other`).
 */
export type ReplayAction = 'send' | 'hopeless' | 'exhausted' | 'omitted' | 'other';

/** A dead letter, judged. */
export interface JudgedLetter {
  readonly code: string;
  /** The project that it names; `null` where it names none, or cannot be read. */
  readonly project_id: string | null;
  readonly action: ReplayAction;
}

// An event that asked for something else stays remembered; what is newer never becomes older.
const finalCodes: ReadonlySet<string> = new Set(['idempotency_mismatch', 'stale']);

const topicName = (topic: string): InboundTopic | undefined => inboundTopics.find((name) => topic.endsWith(`.${name}`));

/** Whether a message will be refused again, whatever is done on the server: its form is wrong. */
const isMalformed = (topic: string, message: IncomingMessage): boolean => {
  const name = topicName(topic);
  if (name === undefined) return false;
  const decoded = decodeMessage(name, message);
  if (!decoded.ok) return true;
  const { value } = decoded;
  return value.kind === 'line' && !parse(value.handler.schema, value.event.data).ok;
};

const projectIn = (message: IncomingMessage): string | null => {
  const event = decodeCloudEvent(message);
  const id = event.ok ? (Object(event.value.data) as { readonly project_id?: unknown }).project_id : undefined;
  return typeof id === 'string' ? id.toLowerCase() : null;
};

/** Judges a dead letter of a topic. */
export const judgeLetter = (
  topic: string,
  letter: IncomingMessage,
  { filter = {}, force = false, maxAttempts = MAX_ATTEMPTS }: ReplayChoice,
): JudgedLetter => {
  const { headers } = letter;
  const code = headerText(headers, deadLetterHeaders.reason) ?? 'unknown';
  const project_id = projectIn(letter);
  const { codes, projects, since, until, partitions } = filter;
  const givenUp = Date.parse(headerText(headers, deadLetterHeaders.time) ?? '');
  const isWanted =
    (codes === undefined || codes.includes(code)) &&
    (projects === undefined || (project_id !== null && projects.some((id) => id.toLowerCase() === project_id))) &&
    (since === undefined || givenUp >= since.getTime()) &&
    (until === undefined || givenUp < until.getTime()) &&
    (partitions === undefined ||
      partitions.includes(Number(headerText(headers, deadLetterHeaders.partition) ?? Number.NaN)));
  const action = (): ReplayAction => {
    if (!isWanted) return 'other';
    if (headerText(headers, deadLetterHeaders.omitted) !== undefined) return 'omitted';
    if (force) return 'send';
    if (finalCodes.has(code) || isMalformed(topic, letter)) return 'hopeless';
    return attemptsOf(letter) >= maxAttempts ? 'exhausted' : 'send';
  };
  return { code, project_id, action: action() };
};
