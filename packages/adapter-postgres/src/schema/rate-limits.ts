import { doublePrecision, index, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { moment } from './columns.ts';

/**
 * The request rates of clients without a token: for each, the level of a leaky bucket and the moment at which it had
 * that level. Rows stay for some minutes.
 */
export const rateLimits = pgTable(
  'rate_limits',
  {
    client: text('client').notNull(),
    operation: text('operation').notNull(),
    level: doublePrecision('level').notNull(),
    at: moment('at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.client, table.operation] }), index('rate_limits_at_idx').on(table.at)],
);
