import { doublePrecision, index, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { moment } from './columns.ts';

/** How often clients ask without a token: the level of a leaky bucket for each and the moment at which it was that high. Rows stay for some minutes. */
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
