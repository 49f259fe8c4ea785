import { equalAnswers } from '../controls/index.ts';
import type { Control } from '../controls/index.ts';
import { fault } from '../kernel/index.ts';
import type { Fault, Id, JsonObject, Timestamp } from '../kernel/index.ts';
import type { KeptHistory, KeptRevision } from './repository.ts';

/** A revision of an import whose value was checked, and whose author is known. */
export interface SentRevision {
  readonly value: JsonObject;
  /** An id, or what stands for one where the author is still to be made. */
  readonly author: Id;
  readonly created_at: Timestamp;
}

/** What becomes of a history that was sent: it is there, it goes on after so many revisions, or it is another one. */
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

/** Whether all that was sent stands in a row in what is kept. */
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
 * What becomes of all that an answer was, where the annotator has an answer already: `histories` are what that one was, and what others were
 * that a link will make revisions of it. One of these is there already, as is one that a link has made a part of the first.
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

/** The fault of a history that goes on, where what is there is not to change. */
export const goesOn = (length: number): Fault =>
  alreadyExists(
    ['revisions', length],
    `This annotator’s answer to the item has the first ${length} of these revisions; import with on_conflict=update to append the others.`,
  );
