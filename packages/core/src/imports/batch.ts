import { fault } from '../kernel/index.ts';
import type { Change, EventTime, Fault, Id, NotedEvent, Timestamp } from '../kernel/index.ts';
import type { AuthorityError } from '../access/index.ts';
import type { ImportOptions, ImportResult } from './transports.ts';

/** The greatest number of lines in a batch, so that the event that names them stays small. */
export const MAX_BATCH_LINES = 1000;

/** How long the inbox remembers the events that brought lines: 14 days. */
export const INBOX_SECONDS = 14 * 86_400;

/** The outcome of one line: what it did; `duplicate` if its event had taken effect already; or why it was rejected. */
export type LineOutcome = 'created' | 'updated' | 'unchanged' | 'duplicate' | Fault;

/** The counts of an import so far. */
export type ImportCounts = Omit<ImportResult, 'errors'>;

/**
 * The error of an import that was stopped because the authority of its caller ended. What it has written so far stays
 * and is counted; nothing more is written.
 */
export type StoppedImport = AuthorityError & { readonly so_far: ImportCounts };

/** Lines of an import that are written together, as one atomic unit. */
export interface LineBatch<Line> {
  /** At most `MAX_BATCH_LINES`, each of a different event. */
  readonly lines: readonly (Line & { readonly event?: NotedEvent | null })[];
  readonly on_conflict: ImportOptions['on_conflict'];
  readonly change: Change;
  /** A new id for each event that the batch writes: usually one. */
  readonly newEventId: () => Id;
}

/** The outcome of a line whose event was noted before with this content: a duplicate if the content is the same. */
export const outcomeOfNoted = (noted: number, { content }: NotedEvent): 'duplicate' | Fault =>
  noted === content
    ? 'duplicate'
    : fault(
        [],
        'duplicate',
        'An event of this source and id has brought other content; give each event an id of its own.',
      );

/**
 * The validation error of a line that is too old: its event was made before the latest change of the data that it would
 * replace.
 */
export const olderLine = (asOf: EventTime, time: EventTime): Fault =>
  fault(
    [],
    'stale',
    `The event was made at ${time}, and what it would replace is newer: it is as of ${asOf}. If this is still wanted, send it as a new event with the time of now.`,
  );

/** The moment until which an event that takes effect now is remembered. */
export const notedUntil = (at: Timestamp): Timestamp => new Date(Date.parse(at) + INBOX_SECONDS * 1000).toISOString();
