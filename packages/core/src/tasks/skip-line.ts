import type { ImportOptions } from '../imports/index.ts';
import { itemNotFound } from '../items/index.ts';
import { codePoints, fault } from '../kernel/index.ts';
import type { Change, Fault, Timestamp } from '../kernel/index.ts';
import type { ImportSkip, TaskState } from './transports.ts';

/** The greatest length of the name of a user, in Unicode code points. */
const MAX_NAME = 200;

/** The state that importing a skip needs. */
export interface SkipFacts {
  /** Whether the item exists. */
  readonly has_item: boolean;
  /** Whether the annotator exists already. */
  readonly has_annotator: boolean;
  /** Whether the project has the guideline that the line names. */
  readonly has_guideline: boolean;
  /**
   * The annotator’s skip of the item: the one of the line’s date. For a line without a date, the skip that was not
   * taken back, or else the latest one.
   */
  readonly skip: { readonly reason: string | null; readonly requeued_at: Timestamp | null } | null;
  /** The task on the item that prevents the annotator from having another one there, if there is one. */
  readonly turn: { readonly state: TaskState; readonly skipped_at: Timestamp | null } | null;
  /** Whether the annotator has an annotation of the item. */
  readonly has_answer: boolean;
}

/** Whether the name of the annotator of a line may be that of an external user. */
export const mayBeNamed = ({ annotator }: Pick<ImportSkip, 'annotator'>): boolean => codePoints(annotator) <= MAX_NAME;

const noGuideline = fault(['guideline_version'], 'not_found', 'The project has no guideline of this version.');
const nameTooLong = fault(
  ['annotator'],
  'length',
  `The name of an external annotator must have 1 to ${MAX_NAME} characters.`,
);
const claimed = fault(
  ['annotator'],
  'in_use',
  'This annotator has a claimed task on the item; have it submitted or given back first.',
);
const answered = fault(
  ['annotator'],
  'already_exists',
  'This annotator has answered the item; only a skip that was taken back (with `requeued_at`) can be imported for them.',
);
const otherReason = fault(
  ['reason'],
  'already_exists',
  'This annotator has skipped the item with another reason, or none; import with on_conflict=update to replace it.',
);

const skippedThen = (skipped_at: Timestamp | null): Fault =>
  fault(
    ['skipped_at'],
    'already_exists',
    `This annotator has skipped the item, at ${skipped_at}; name that date, or none. A skip is taken back by putting the item back.`,
  );

const takenBack = (requeued_at: Timestamp | null): Fault =>
  fault(
    ['requeued_at'],
    'already_exists',
    `The skip that is there ${requeued_at === null ? 'stands; put the item back to take it back' : `was taken back at ${requeued_at}`}.`,
  );

/** The validation errors of dates in the future, which do not depend on what is stored. */
export const futureFaults = ({ skipped_at, requeued_at }: ImportSkip, { at }: Change): readonly Fault[] =>
  Object.entries({ skipped_at, requeued_at }).flatMap(([name, moment]) =>
    moment !== undefined && moment > at ? [fault([name], 'range', 'Must not be in the future.')] : [],
  );

/**
 * The outcome of a line: it creates a skip, replaces the reason of one or changes nothing, or its validation errors.
 */
export const judgeSkip = (
  line: ImportSkip,
  facts: SkipFacts,
  on_conflict: ImportOptions['on_conflict'],
): 'created' | 'updated' | 'unchanged' | readonly Fault[] => {
  const faults = [
    ...(facts.has_item ? [] : [itemNotFound(line)]),
    ...(facts.has_annotator || mayBeNamed(line) ? [] : [nameTooLong]),
    ...(facts.has_guideline ? [] : [noGuideline]),
  ];
  if (faults.length > 0) return faults;
  const { skip, turn, has_answer } = facts;
  if (skip !== null) {
    if (line.requeued_at !== undefined && line.requeued_at !== skip.requeued_at) return [takenBack(skip.requeued_at)];
    if (line.reason === undefined || line.reason === skip.reason) return 'unchanged';
    return on_conflict === 'update' ? 'updated' : [otherReason];
  }
  if (line.requeued_at !== undefined) return 'created';
  if (turn?.state === 'claimed') return [claimed];
  if (has_answer || turn?.state === 'submitted') return [answered];
  return turn === null ? 'created' : [skippedThen(turn.skipped_at)];
};
