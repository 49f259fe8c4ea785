import { pgTable, smallint, uuid } from 'drizzle-orm/pg-core';
import { moment } from './columns.ts';

/**
 * Which relay publishes which slice of the outbox, and until when. Every slice has its row once a relay has been
 * started.
 */
export const relayLeases = pgTable('relay_leases', {
  slice: smallint('slice').primaryKey(),
  holder: uuid('holder').notNull(),
  expires_at: moment('expires_at').notNull(),
});
