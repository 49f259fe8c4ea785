import { equalAnswers } from '../controls/index.ts';
import type { Control } from '../controls/index.ts';
import { fault } from '../kernel/index.ts';
import type { Fault, Id, JsonObject, Timestamp } from '../kernel/index.ts';
import type { KeptHistory, KeptRevision } from './repository.ts';

/** A revision of an import whose value was checked and whose author is known. */
export interface SentRevision {
  readonly value: JsonObject;
  /** An id, or a placeholder if the author is still to be created. */
  readonly author: Id;
  readonly created_at: Timestamp;
}

/**
 * The outcome of a history that was sent: it is stored already, its last revisions are to be appended, or it
 * contradicts the stored one.
 */
export type HistoryJudgement = 'unchanged' | { readonly append: readonly SentRevision[] } | Fault;

type Differs = 'value' | 'created_at' | 'author';

const differenceOf = (controls: readonly Control[], sent: SentRevision, kept: KeptRevision): Differs | undefined => {
  if (kept.created_at !== sent.created_at) return 'created_at';
  if (kept.author_id !== sent.author) return 'author';
  return kept.value === null || !equalAnswers(controls, kept.value, sent.value) ? 'value' : undefined;
};

const others: Readonly<Record<Differs, (kept: KeptRevision) => string>> = {
  value: () => 'has another value there',
  created_at: ({ created_at }) => `was given at ${created_at} there`,
  author: () => 'has another author there',
};

/** Whether the stored history contains all revisions that were sent, one directly after the other. */
const holds = (controls: readonly Control[], { revisions }: KeptHistory, sent: readonly SentRevision[]): boolean =>
  revisions.some((_, start) => {
    const kept = revisions.slice(start, start + sent.length);
    return (
      kept.length === sent.length &&
      kept.every((one, place) => differenceOf(controls, sent[place] as SentRevision, one) === undefined)
    );
  });

const alreadyExists = (path: readonly PropertyKey[], detail: string): Fault => fault(path, 'already_exists', detail);

/**
 * Decides the outcome of a history if the annotator has an answer already. The first of `histories` is that of this
 * answer; the others are those of answers that a link will merge into it. The sent history is stored already if it
 * equals one of those others, or if a link has merged it into the first.
 */
export const judgeHistory = (
  controls: readonly Control[],
  histories: readonly KeptHistory[],
  sent: readonly SentRevision[],
): HistoryJudgement => {
  const [own, ...unmoved] = histories;
  if (own === undefined) return { append: sent };
  const isThere =
    unmoved.some((other) => other.length === sent.length && holds(controls, other, sent)) ||
    (own.is_merged && holds(controls, own, sent));
  if (isThere) return 'unchanged';
  for (const [place, one] of sent.entries()) {
    const kept = own.revisions[place];
    if (kept === undefined) break;
    const differs = differenceOf(controls, one, kept);
    if (differs === undefined) continue;
    return alreadyExists(
      ['revisions', place, differs],
      `This annotator’s answer to the item has other revisions: number ${place + 1} ${others[differs](kept)}. Revisions that are there never change; send all of them, and the new ones behind them.`,
    );
  }
  if (sent.length < own.length) {
    return alreadyExists(
      ['revisions'],
      `This annotator’s answer to the item has ${own.length} revisions, and these are the first ${sent.length} of them. Send all of them, and the new ones behind them.`,
    );
  }
  return sent.length === own.length ? 'unchanged' : { append: sent.slice(own.length) };
};

/** The validation error of a history that would append revisions, if stored answers must not change. */
export const goesOn = (length: number): Fault =>
  alreadyExists(
    ['revisions', length],
    `This annotator’s answer to the item has the first ${length} of these revisions; import with on_conflict=update to append the others.`,
  );
