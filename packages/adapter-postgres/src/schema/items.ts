import { sql } from 'drizzle-orm';
import {
  bigint,
  check,
  index,
  integer,
  jsonb,
  pgSequence,
  pgTable,
  primaryKey,
  smallint,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import { eventOrder, moment, xid8 } from './columns.ts';

/** The sequence of queue positions. They are drawn in commit order: see `queue.ts`. */
export const queuePositions = pgSequence('queue_positions');

/**
 * Items. The open places and the state follow from the counts; no item can have more live tasks than its overlap.
 * `revision` counts changes of the item's own fields, and `data_revision` is the revision at which `data` got its
 * present value. `changed_in` is the last transaction that changed its fields, state, annotations or predictions.
 * `requeued_…` say who requeued it last. A deleted item has no open places, and stays here until it is purged.
 */
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
    open_slots: integer('open_slots')
      .notNull()
      .generatedAlwaysAs(
        sql`case when deleted_at is null then greatest(overlap - claimed_count - annotation_count, 0) else 0 end`,
      ),
    state: text('state')
      .notNull()
      .generatedAlwaysAs(
        sql`case when annotation_count >= overlap then 'complete' when overlap - claimed_count - annotation_count > 0 then 'open' else 'claimed' end`,
      ),
    revision: integer('revision').notNull().default(1),
    data_revision: integer('data_revision').notNull().default(1),
    ...eventOrder,
    changed_in: xid8('changed_in')
      .notNull()
      .default(sql`pg_current_xact_id()`),
    created_at: moment('created_at').notNull(),
    updated_at: moment('updated_at').notNull(),
    deleted_at: moment('deleted_at'),
    requeued_at: moment('requeued_at'),
    requeued_by: uuid('requeued_by'),
    requeue_reason: text('requeue_reason'),
  },
  (table) => [
    primaryKey({ columns: [table.project_id, table.id] }),
    unique('items_external_id_key').on(table.project_id, table.external_id),
    index('items_queue_idx')
      .on(table.project_id, table.priority, table.queue_position)
      .where(sql`open_slots > 0`),
    index('items_changed_idx').on(table.project_id, table.changed_in, table.id),
    index('items_deleted_idx')
      .on(table.project_id, table.id)
      .where(sql`deleted_at is not null`),
    check(
      'items_overlap_check',
      sql`${table.claimed_count} >= 0 and ${table.claimed_count} + ${table.submitted_count} <= ${table.overlap}`,
    ),
  ],
);
