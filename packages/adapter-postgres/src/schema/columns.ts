import { customType, integer, timestamp } from 'drizzle-orm/pg-core';

/** A moment with milliseconds, as transports have it. */
export const moment = (name: string): ReturnType<typeof timestamp<string, 'date'>> =>
  timestamp(name, { withTimezone: true, precision: 3, mode: 'date' });

/** A moment with microseconds, as events have it. */
export const preciseMoment = (name: string): ReturnType<typeof timestamp<string, 'date'>> =>
  timestamp(name, { withTimezone: true, precision: 6, mode: 'date' });

/** When the event was made that made a row what it is at a revision, where an event did; it counts only while the row is at that revision. */
export const eventOrder = {
  event_time: preciseMoment('event_time'),
  event_revision: integer('event_revision'),
} as const;

/** The id of a transaction that never wraps around. */
export const xid8 = customType<{ data: string }>({ dataType: () => 'xid8' });
