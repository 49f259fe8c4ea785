import { equalAnswers, validateAnswer } from '../controls/index.ts';
import type { Control } from '../controls/index.ts';
import { olderLine } from '../imports/index.ts';
import type { ImportOptions } from '../imports/index.ts';
import { equalJson, fault, MAX_FAULTS, under } from '../kernel/index.ts';
import type { Change, EventTime, Fault, Id, JsonObject, Timestamp } from '../kernel/index.ts';
import { goesOn, judgeHistory } from './judge-history.ts';
import type { SentRevision } from './judge-history.ts';
import type { AnswerToImport, ImportedRevision } from './repository.ts';
import type { ImportAnnotation } from './transports.ts';

/**
 * The outcome of the answer of a line: the revisions to write, `unchanged` if the answer is stored already, or its
 * validation errors. An empty list of revisions means that the stored answer only gets the time of the event.
 */
export type AnswerJudgement =
  | { readonly write: readonly (Omit<ImportedRevision, 'author_id'> & { readonly author: Id | null })[] }
  | 'unchanged'
  | readonly Fault[];

/** The input of `judgeAnswer`. */
export interface AnswerCase {
  readonly known: AnswerToImport & { readonly item: NonNullable<AnswerToImport['item']> };
  readonly controls: readonly Control[];
  readonly change: Change;
  readonly on_conflict: ImportOptions['on_conflict'];
  /** The time of the event that brings the line, if it decides which change is newer; else `null`. */
  readonly ordered_by: EventTime | null;
}

const alreadyThere = fault(
  ['annotator'],
  'already_exists',
  'This annotator has answered the item with another value; import with on_conflict=update to revise it.',
);

const givenThen = (given_at: Timestamp): Fault =>
  fault(
    ['created_at'],
    'already_exists',
    `This annotator gave the same answer at ${given_at}; leave \`created_at\` out, or import with on_conflict=update to say that it was given again.`,
  );

const tooEarly = (given_at: Timestamp): Fault =>
  fault(
    ['created_at'],
    'range',
    `Must not be before ${given_at}, when the answer that is there was given: what came before it is imported with it, in \`revisions\`.`,
  );

const judgeValue = (
  { known, controls, change, on_conflict, ordered_by }: AnswerCase,
  value: JsonObject,
  created_at: Timestamp | undefined,
): AnswerJudgement => {
  const { data } = known.item;
  const { annotation } = known;
  const valid = validateAnswer(controls, value, data);
  const isEqual = (kept: JsonObject): boolean =>
    equalJson(kept, value) ||
    (valid.ok && validateAnswer(controls, kept, data).ok && equalAnswers(controls, kept, value));
  const isDated = (kept: Timestamp): boolean => created_at === undefined || created_at === kept;
  // An answer that became the person's by a link, beside another one of theirs, stays unchanged whatever `on_conflict`
  // says.
  if (known.earlier.some((kept) => isDated(kept.created_at) && isEqual(kept.value))) return 'unchanged';
  if (!valid.ok) return valid.error;
  const revision = { value: valid.value, created_at: created_at ?? change.at };
  if (annotation === null) return { write: [{ ...revision, author: null }] };
  const isSame = equalAnswers(controls, annotation.value, value);
  if (isSame && isDated(annotation.given_at))
    return on_conflict === 'update' && ordered_by !== null && ordered_by > annotation.as_of
      ? { write: [] }
      : 'unchanged';
  if (known.of_then.some(isEqual)) return 'unchanged';
  if (on_conflict === 'reject') return [isSame ? givenThen(annotation.given_at) : alreadyThere];
  if (ordered_by !== null && ordered_by < annotation.as_of) return [olderLine(annotation.as_of, ordered_by)];
  return created_at !== undefined && created_at < annotation.given_at
    ? [tooEarly(annotation.given_at)]
    : { write: [{ ...revision, author: change.by }] };
};

const judgeRevisions = (
  { known, controls, on_conflict }: AnswerCase,
  sent: readonly SentRevision[],
  annotator: Id,
): AnswerJudgement => {
  const faults: Fault[] = [];
  const checked: SentRevision[] = [];
  for (const [place, one] of sent.entries()) {
    const valid = validateAnswer(controls, one.value, known.item.data);
    if (valid.ok) checked.push({ ...one, value: valid.value });
    else faults.push(...valid.error.map((inner) => under(['revisions', place], inner)));
    if (faults.length >= MAX_FAULTS) break;
  }
  if (faults.length > 0) return faults;
  const judgement = judgeHistory(controls, known.histories, checked);
  if (judgement === 'unchanged') return judgement;
  if (!('append' in judgement)) return [judgement];
  const { append } = judgement;
  if (known.annotation !== null && on_conflict === 'reject') return [goesOn(sent.length - append.length)];
  return { write: append.map(({ author, ...one }) => ({ ...one, author: author === annotator ? null : author })) };
};

/**
 * Decides the outcome of the answer of a line. `authors` are the authors of its revisions, and `annotator` is who gave
 * it: ids, or placeholders for users who are still to be created.
 */
export const judgeAnswer = (
  of: AnswerCase,
  { value = {}, created_at, revisions }: ImportAnnotation,
  annotator: Id,
  authors: readonly Id[],
): AnswerJudgement =>
  revisions === undefined
    ? judgeValue(of, value, created_at)
    : judgeRevisions(
        of,
        revisions.map((one, place) => ({
          value: one.value,
          created_at: one.created_at,
          author: authors[place] ?? annotator,
        })),
        annotator,
      );
