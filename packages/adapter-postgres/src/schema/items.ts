import { sql } from 'drizzle-orm';
import { bigint, check, index, integer, jsonb, pgSequence, pgTable, primaryKey, smallint, text, unique, uuid } from 'drizzle-orm/pg-core';
import { moment } from './columns.ts';

/** Where places in queues come from. They are drawn in commit order: see `queue.ts`. */
export const queuePositions = pgSequence('queue_positions');

/** What is labelled. Free places and the state follow from the counts; no item can have more live tasks than its overlap. */
export const items = pgTable(
  'items',
  {
    project_id: uuid('project_id').notNull(),
    id: uuid('id').notNull(),
    external_id: text('external_id'),
    data: jsonb('data').notNull(),
    metadata: jsonb('metadata').notNull(),
    priority: smallint('priority').notNull(),
    overlap: smallint('overlap').notNull(),
    claimed_count: smallint('claimed_count').notNull().default(0),
    submitted_count: smallint('submitted_count').notNull().default(0),
    annotation_count: integer('annotation_count').notNull().default(0),
    queue_position: bigint('queue_position', { mode: 'bigint' }).notNull(),
    open_slots: integer('open_slots').notNull().generatedAlwaysAs(sql`greatest(overlap - claimed_count - annotation_count, 0)`),
    state: text('state')
      .notNull()
      .generatedAlwaysAs(
        sql`case when annotation_count >= overlap then 'complete' when overlap - claimed_count - annotation_count > 0 then 'open' else 'claimed' end`,
      ),
    created_at: moment('created_at').notNull(),
    updated_at: moment('updated_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.project_id, table.id] }),
    unique('items_external_id_key').on(table.project_id, table.external_id),
    index('items_queue_idx').on(table.project_id, table.priority, table.queue_position).where(sql`open_slots > 0`),
    check('items_overlap_check', sql`${table.claimed_count} >= 0 and ${table.claimed_count} + ${table.submitted_count} <= ${table.overlap}`),
  ],
);
