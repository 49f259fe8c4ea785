import { fault } from '../kernel/index.ts';
import type { Change, EventTime, Fault, Id, NotedEvent, Timestamp } from '../kernel/index.ts';
import type { AuthorityError } from '../access/index.ts';
import type { ImportOptions, ImportResult } from './transports.ts';

/** At most so many lines are written at once, so that the event that names them stays small. */
export const MAX_BATCH_LINES = 1000;

/** For how long it is remembered which events have brought lines: 14 days. */
export const INBOX_SECONDS = 14 * 86_400;

/** What became of one line: what it did, that its event had taken effect already, or why it was rejected. */
export type LineOutcome = 'created' | 'updated' | 'unchanged' | 'duplicate' | Fault;

/** What an import has done so far. */
export type ImportCounts = Omit<ImportResult, 'errors'>;

/** The import was stopped, because its caller may not go on: what it has written so far stays, and is counted; nothing more is written. */
export type StoppedImport = AuthorityError & { readonly so_far: ImportCounts };

/** Lines of an import that are written together, as one atomic unit. */
export interface LineBatch<Line> {
  /** At most `MAX_BATCH_LINES`, no two of them of one event. */
  readonly lines: readonly (Line & { readonly event?: NotedEvent | null })[];
  readonly on_conflict: ImportOptions['on_conflict'];
  readonly change: Change;
  /** A new id for each event that the batch writes: usually one. */
  readonly newEventId: () => Id;
}

/** What becomes of a line whose event was noted before, with this content: nothing, if it is the same. */
export const outcomeOfNoted = (noted: number, { content }: NotedEvent): 'duplicate' | Fault =>
  noted === content
    ? 'duplicate'
    : fault(
        [],
        'duplicate',
        'An event of this source and id has brought other content; give each event an id of its own.',
      );

/** The fault of a line that is older than what is there: the event that brings it was made before what it would replace became what it is. */
export const olderLine = (asOf: EventTime, time: EventTime): Fault =>
  fault(
    [],
    'stale',
    `The event was made at ${time}, and what it would replace is newer: it is as of ${asOf}. If this is still wanted, send it as a new event with the time of now.`,
  );

/** Until when an event that takes effect now is remembered. */
export const notedUntil = (at: Timestamp): Timestamp => new Date(Date.parse(at) + INBOX_SECONDS * 1000).toISOString();
