import { bigint, index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { moment } from './columns.ts';

/**
 * Messages that are set aside until the project or organization that they name exists. `event` is a hash of the source
 * and id of the message's event, `lane` a hash of its key.
 */
export const waitingMessages = pgTable(
  'waiting_messages',
  {
    group_id: text('group_id').notNull(),
    topic: text('topic').notNull(),
    event: uuid('event').notNull(),
    partition: integer('partition').notNull(),
    offset: bigint('offset', { mode: 'bigint' }).notNull(),
    lane: text('lane').notNull(),
    content: bigint('content', { mode: 'number' }).notNull(),
    awaited_type: text('awaited_type').notNull(),
    awaited_id: uuid('awaited_id').notNull(),
    message: text('message').notNull(),
    added_at: moment('added_at').notNull(),
  },
  (table) => [
    primaryKey({ name: 'waiting_messages_pkey', columns: [table.group_id, table.topic, table.event] }),
    index('waiting_messages_lane_idx').on(table.group_id, table.topic, table.partition, table.lane, table.offset),
    index('waiting_messages_awaited_idx').on(table.group_id, table.awaited_id),
  ],
);

/**
 * The targets that messages have missed: since when, and when a message last missed each. A row outlives its messages
 * for a while, so that the same target is not waited for again.
 */
export const missed = pgTable(
  'missed',
  {
    group_id: text('group_id').notNull(),
    type: text('type').notNull(),
    id: uuid('id').notNull(),
    since: moment('since').notNull(),
    asked_at: moment('asked_at').notNull(),
  },
  (table) => [primaryKey({ name: 'missed_pkey', columns: [table.group_id, table.type, table.id] })],
);
