import { olderFault } from '@goldset/core/adapter';
import type { AsOf, Scope } from '@goldset/core/adapter';

/** What a statement that changes one thing is told of the event that asks for it. */
export interface EventTimeParameter {
  readonly event_time: string | null;
}

/** The time of the event that a scope acts for. */
export const eventTimeOf = ({ event_time }: Scope): EventTimeParameter => ({ event_time: event_time ?? null });

const EVENT_TIME = ':event_time::timestamptz';

/** SQL of as of when the row is what it is: when the event was made that made it so, or else when that was done. */
export const asOf = (row: string): string =>
  `case when ${row}.event_revision = ${row}.revision then ${row}.event_time else ${row}.updated_at end`;

/** SQL of whether an event was made before the row became what it is. Without a time it never was. */
export const isOlder = (row: string, time = EVENT_TIME): string => `(${time} < ${asOf(row)}) is true`;

/** SQL of whether an event was made after the row became what it is, so that it says anew what the row is. */
export const isNewer = (row: string, time = EVENT_TIME): string => `(${time} > ${asOf(row)}) is true`;

/** SQL that keeps when the event was made that makes a row what it is at `revision`; what is done without one is as of when it is done. */
export const made = (revision: string, time = EVENT_TIME): string =>
  `event_time = ${time}, event_revision = case when ${time} is not null then ${revision} end`;

/** SQL that keeps as of when the row `row` is deleted or restored, which is no revision of it. */
export const turned = (row: string): string =>
  `event_time = coalesce(${EVENT_TIME}, :at::timestamptz), event_revision = ${row}.revision`;

/** SQL of a moment as events have it. */
export const eventMoment = (moment: string): string =>
  `to_char(${moment} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

/** What a statement says of a row that is newer than the event: as of when it is what it is. */
export interface OlderRow {
  readonly revision: number;
  readonly as_of: string | null;
}

/** Refuses an event that is older than the row that was found. */
export const refuseOlder = <Row extends OlderRow>(row: Row | undefined, isOlderThan: (row: Row) => boolean): void => {
  if (row !== undefined && isOlderThan(row))
    throw olderFault({ revision: row.revision, as_of: row.as_of ?? '' } satisfies AsOf);
};
