import { sql } from 'drizzle-orm';
import {
  bigint,
  check,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import { moment } from './columns.ts';
import { items } from './items.ts';

/**
 * Tasks of annotators on items. `claimed_until` is the end of the lease while the task is claimed. `turn_of` is the
 * annotator while the task is claimed, submitted or skipped: no annotator has two such tasks on one item. Both are
 * columns of their own instead of predicates of partial indexes, so that the planner does not choose, for a statement
 * with a condition on the state, an index that does not lead to its row. `skipped_at` stays when a skip is taken back:
 * then `requeued_at` is set as well, and the task is released.
 */
export const tasks = pgTable(
  'tasks',
  {
    project_id: uuid('project_id').notNull(),
    id: uuid('id').notNull(),
    item_id: uuid('item_id').notNull(),
    annotator_id: uuid('annotator_id').notNull(),
    state: text('state').notNull(),
    lease_expires_at: moment('lease_expires_at').notNull(),
    guideline_version: integer('guideline_version').notNull(),
    annotation_ui_version: integer('annotation_ui_version').notNull(),
    skip_reason: text('skip_reason'),
    skipped_at: moment('skipped_at'),
    requeued_at: moment('requeued_at'),
    claimed_until: moment('claimed_until').generatedAlwaysAs(
      sql`case when state = 'claimed' then lease_expires_at end`,
    ),
    turn_of: uuid('turn_of').generatedAlwaysAs(
      sql`case when state in ('claimed', 'submitted', 'skipped') then annotator_id end`,
    ),
    created_at: moment('created_at').notNull(),
    updated_at: moment('updated_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.project_id, table.id] }),
    foreignKey({
      name: 'tasks_item_fk',
      columns: [table.project_id, table.item_id],
      foreignColumns: [items.project_id, items.id],
    }),
    unique('tasks_turn_key').on(table.project_id, table.item_id, table.turn_of),
    index('tasks_annotator_idx').on(table.project_id, table.annotator_id, table.id),
    index('tasks_lease_idx')
      .on(table.project_id, table.claimed_until, table.id)
      .where(sql`claimed_until is not null`),
    index('tasks_skipped_idx')
      .on(table.project_id, table.item_id, table.id)
      .where(sql`skipped_at is not null`),
    index('tasks_claimed_idx')
      .on(table.project_id, table.annotator_id, table.id)
      .where(sql`claimed_until is not null`),
    check('tasks_state_check', sql`${table.state} in ('claimed', 'submitted', 'skipped', 'released', 'expired')`),
  ],
);

/**
 * How far each annotator is in the queue of each priority (element p + 1 is priority p): no item at or before that
 * position is open to them. `claims` counts the claims of the annotator and the imports of their annotations, so that a
 * claim or an import can tell whether it sees the latest one.
 */
export const queueCursors = pgTable(
  'queue_cursors',
  {
    project_id: uuid('project_id').notNull(),
    annotator_id: uuid('annotator_id').notNull(),
    claims: bigint('claims', { mode: 'bigint' }).notNull(),
    positions: bigint('positions', { mode: 'bigint' }).array().notNull(),
  },
  (table) => [primaryKey({ columns: [table.project_id, table.annotator_id] })],
);
