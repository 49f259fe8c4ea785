import { olderFault } from '@goldset/core/adapter';
import type { AsOf, Scope } from '@goldset/core/adapter';

/** The parameter of a statement that changes one row: the time of the event that asks for the change. */
export interface EventTimeParameter {
  readonly event_time: string | null;
}

/** Returns the time of the event that a scope acts for, as a parameter. */
export const eventTimeOf = ({ event_time }: Scope): EventTimeParameter => ({ event_time: event_time ?? null });

const EVENT_TIME = ':event_time::timestamptz';

/**
 * SQL for the moment as of which a row has its present state: the time of the event that caused that state, or the time
 * of the change (`updated_at`) if no event caused it.
 */
export const asOf = (row: string): string =>
  `case when ${row}.event_revision = ${row}.revision then ${row}.event_time else ${row}.updated_at end`;

/** SQL for whether an event was made before the row reached its present state. An event without a time never was. */
export const isOlder = (row: string, time = EVENT_TIME): string => `(${time} < ${asOf(row)}) is true`;

/** SQL for whether an event was made after the row reached its present state, so that the event confirms that state. */
export const isNewer = (row: string, time = EVENT_TIME): string => `(${time} > ${asOf(row)}) is true`;

/**
 * SQL that stores the time of the event that brings a row to `revision`. A change without an event time counts as of
 * the moment of the change.
 */
export const made = (revision: string, time = EVENT_TIME): string =>
  `event_time = ${time}, event_revision = case when ${time} is not null then ${revision} end`;

/** SQL that stores as of when the row `row` is deleted or restored; neither makes a new revision. */
export const turned = (row: string): string =>
  `event_time = coalesce(${EVENT_TIME}, :at::timestamptz), event_revision = ${row}.revision`;

/** SQL for a moment in the format of events. */
export const eventMoment = (moment: string): string =>
  `to_char(${moment} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

/**
 * What a statement returns of a row that is newer than the event: its revision, and as of when it has its present
 * state.
 */
export interface OlderRow {
  readonly revision: number;
  readonly as_of: string | null;
}

/** Throws if the event is older than the row that was found. */
export const refuseOlder = <Row extends OlderRow>(row: Row | undefined, isOlderThan: (row: Row) => boolean): void => {
  if (row !== undefined && isOlderThan(row))
    throw olderFault({ revision: row.revision, as_of: row.as_of ?? '' } satisfies AsOf);
};
