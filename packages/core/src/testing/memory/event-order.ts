import { toEventTime } from '../../index.ts';
import { olderFault } from '../../adapter.ts';
import type { Conditional, EventTime, Id, Timestamp } from '../../index.ts';
import type { Scope } from '../../adapter.ts';
import type { State } from './state.ts';

interface Revised {
  readonly id: Id;
  readonly revision: number;
  readonly updated_at: Timestamp;
}

/**
 * Returns the time of the current revision of a row: the time of the event that made it, otherwise the time of the
 * change.
 */
export const asOf = (state: State, { id, revision, updated_at }: Revised): EventTime => {
  const kept = state.asOf.get(id);
  return kept?.revision === revision ? kept.as_of : toEventTime(updated_at);
};

/** Stores the event time of a revision, if an event made it. */
export const keepAsOf = (
  state: State,
  { id, revision }: Pick<Revised, 'id' | 'revision'>,
  time: EventTime | null | undefined,
): void => {
  if (typeof time === 'string') state.asOf.set(id, { revision, as_of: time });
};

/** Stores the time of an event that found the row as it wanted it, if the event is the latest one. */
export const confirmAsOf = (state: State, row: Revised, time: EventTime | null | undefined): void => {
  if (typeof time === 'string' && time > asOf(state, row)) keepAsOf(state, row, time);
};

/** Stores the time of the scope's event as the time of the row's revision. */
export const keepMade = (state: State, { event_time }: Scope, row: Pick<Revised, 'id' | 'revision'>): void =>
  keepAsOf(state, row, event_time);

/**
 * Stores when a row was deleted or restored, which makes no revision: the time of the event, otherwise that of the
 * change.
 */
export const keepTurn = (
  state: State,
  { event_time }: Scope,
  row: Pick<Revised, 'id' | 'revision'>,
  at: Timestamp,
): void => keepAsOf(state, row, event_time ?? toEventTime(at));

/** Throws if the row is newer than the scope's event, unless the change names the revision of the row. */
export const refuseOlder = (
  state: State,
  { event_time }: Scope,
  row: Revised,
  { if_revision }: Conditional = {},
): void => {
  if (event_time === undefined || if_revision !== undefined) return;
  const as_of = asOf(state, row);
  if (event_time < as_of) throw olderFault({ revision: row.revision, as_of });
};
