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

/** As of when a thing is what it is: when the event was made that made it so, or else when that was done. */
export const asOf = (state: State, { id, revision, updated_at }: Revised): EventTime => {
  const kept = state.asOf.get(id);
  return kept?.revision === revision ? kept.as_of : toEventTime(updated_at);
};

/** Keeps as of when a thing is what it is at a revision, where an event says so. */
export const keepAsOf = (
  state: State,
  { id, revision }: Pick<Revised, 'id' | 'revision'>,
  time: EventTime | null | undefined,
): void => {
  if (typeof time === 'string') state.asOf.set(id, { revision, as_of: time });
};

/** Keeps that an event found a thing as it wanted it to be, where it is the latest one. */
export const confirmAsOf = (state: State, row: Revised, time: EventTime | null | undefined): void => {
  if (typeof time === 'string' && time > asOf(state, row)) keepAsOf(state, row, time);
};

/** Keeps when an event of a scope made a thing what it is. */
export const keepMade = (state: State, { event_time }: Scope, row: Pick<Revised, 'id' | 'revision'>): void =>
  keepAsOf(state, row, event_time);

/** Keeps as of when a thing is deleted, or is restored, which is no revision of it. */
export const keepTurn = (
  state: State,
  { event_time }: Scope,
  row: Pick<Revised, 'id' | 'revision'>,
  at: Timestamp,
): void => keepAsOf(state, row, event_time ?? toEventTime(at));

/** Refuses what the event of a scope asks for where the thing is newer, unless the change names its revisions. */
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
