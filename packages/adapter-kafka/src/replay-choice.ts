import { parse } from '@goldset/core';
import { decodeCloudEvent } from './cloud-event.ts';
import { attemptsOf, deadLetterHeaders } from './dead-letter.ts';
import { decodeMessage } from './decode.ts';
import { inboundTopics } from './handler.ts';
import type { InboundTopic } from './handler.ts';
import { headerText } from './message.ts';
import type { IncomingMessage } from './source.ts';

/** Selects dead letters: those that match all given conditions. */
export interface ReplayFilter {
  /** The dead letter has one of these reasons. */
  readonly codes?: readonly string[] | undefined;
  /** The dead letter belongs to one of these projects. */
  readonly projects?: readonly string[] | undefined;
  /** The message became a dead letter at this time or later. */
  readonly since?: Date | undefined;
  /** The message became a dead letter before this time. */
  readonly until?: Date | undefined;
  /** The message came from one of these partitions of the topic. */
  readonly partitions?: readonly number[] | undefined;
}

/** The default of `maxAttempts`: a message that became a dead letter this often is not replayed. */
export const MAX_ATTEMPTS = 5;

/** How a replay selects dead letters. */
export interface ReplayChoice {
  readonly filter?: ReplayFilter | undefined;
  /** Whether to send also those that will certainly fail again or have failed too often. */
  readonly force?: boolean | undefined;
  /** A message that became a dead letter this often is not replayed; default `MAX_ATTEMPTS`. */
  readonly maxAttempts?: number | undefined;
}

/**
 * What a replay does with a dead letter. It sends it (`send`); it leaves it because it will certainly fail again
 * (`hopeless`), because it failed too often (`exhausted`), or because its value is only in the original topic
 * (`omitted`); or it skips it because the filter does not match (`other`).
 */
export type ReplayAction = 'send' | 'hopeless' | 'exhausted' | 'omitted' | 'other';

/** A dead letter and what a replay does with it. */
export interface JudgedLetter {
  readonly code: string;
  /** The project of the dead letter; `null` if it has none or cannot be read. */
  readonly project_id: string | null;
  readonly action: ReplayAction;
}

// The record of the other event with this source and id stays, and a change that is older than the current state stays
// older.
const finalCodes: ReadonlySet<string> = new Set(['idempotency_mismatch', 'stale']);

const topicName = (topic: string): InboundTopic | undefined => inboundTopics.find((name) => topic.endsWith(`.${name}`));

/** Whether a message is invalid in itself, so that it will be refused again whatever changes on the server. */
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

/** Decides what a replay does with a dead letter of a topic. */
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
