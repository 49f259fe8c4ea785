import { customType, integer, timestamp } from 'drizzle-orm/pg-core';

/** A moment with milliseconds, as in the transport types. */
export const moment = (name: string): ReturnType<typeof timestamp<string, 'date'>> =>
  timestamp(name, { withTimezone: true, precision: 3, mode: 'date' });

/** A moment with microseconds, as in events. */
export const preciseMoment = (name: string): ReturnType<typeof timestamp<string, 'date'>> =>
  timestamp(name, { withTimezone: true, precision: 6, mode: 'date' });

/**
 * The time of the event that brought a row to a revision, if an event did. It counts only while the row is at that
 * revision.
 */
export const eventOrder = {
  event_time: preciseMoment('event_time'),
  event_revision: integer('event_revision'),
} as const;

/** The id of a transaction that never wraps around. */
export const xid8 = customType<{ data: string }>({ dataType: () => 'xid8' });
