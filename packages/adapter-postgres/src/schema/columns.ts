import { customType, timestamp } from 'drizzle-orm/pg-core';

/** A moment with milliseconds, as transports have it. */
export const moment = (name: string): ReturnType<typeof timestamp<string, 'date'>> => timestamp(name, { withTimezone: true, precision: 3, mode: 'date' });

/** The id of a transaction that never wraps around. */
export const xid8 = customType<{ data: string }>({ dataType: () => 'xid8' });
