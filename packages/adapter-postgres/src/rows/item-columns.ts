import type { Item, ItemSkip } from '@goldset/core';
import { itemStateAt } from './ended-leases.ts';
import { compactUser, iso } from '../sql/sql-fragments.ts';

/** The most skips that an item shows outside of an export. */
const MAX_SKIPS = 20;

/**
 * SQL for the skips of an item as JSON, in the order of their tasks: the latest `limit`, or all. `requeuedAt` is SQL
 * for when the skip of a task `s` was taken back; `user` makes the SQL for a user.
 */
export const skipsOf = (
  itemId: string,
  limit: number | null,
  requeuedAt = 's.requeued_at',
  user = compactUser,
): string => `(
    select coalesce(json_agg(json_build_object('task_id', s.id, 'annotator', ${user('s.annotator_id')}, 'reason', s.skip_reason,
      'skipped_at', ${iso('s.skipped_at')}, 'requeued_at', ${iso(requeuedAt)}) order by s.id), '[]')
    from (
      select s.* from tasks s
      where s.project_id = :project_id::uuid and s.item_id = ${itemId} and s.skipped_at is not null
      order by s.id desc${limit === null ? '' : ` limit ${limit}`}
    ) s
  )`;

/** SQL for who requeued an item `i` last, when and why, as JSON. */
export const requeuedOf = (
  i: string,
  user = compactUser,
): string => `case when ${i}.requeued_at is not null then json_build_object(
    'by', ${user(`${i}.requeued_by`)}, 'reason', ${i}.requeue_reason, 'at', ${iso(`${i}.requeued_at`)}) end`;

/** A row of `itemColumns`. */
export interface ItemRow {
  readonly id: string;
  readonly external_id: string | null;
  readonly data: Item['data'];
  readonly metadata: Item['metadata'];
  readonly priority: number;
  readonly overlap: number;
  readonly state: Item['state'];
  readonly annotation_count: number;
  readonly skips: readonly ItemSkip[];
  readonly requeued: Item['requeued'];
  readonly revision: number;
  readonly created_at: Date;
  readonly updated_at: Date;
  readonly deleted_at: Date | null;
}

/** The columns of an `ItemRow`, of items under the alias `i`, as of `:at`. A column can be replaced with other SQL. */
export const itemColumns = ({
  data = 'i.data',
  metadata = 'i.metadata',
  requeuedAt = 's.requeued_at',
} = {}): string => `i.id, i.external_id, ${data} as data, ${metadata} as metadata, i.priority, i.overlap, ${itemStateAt('i')} as state, i.annotation_count,
  ${skipsOf('i.id', MAX_SKIPS, requeuedAt)} as skips, ${requeuedOf('i')} as requeued, i.revision, i.created_at, i.updated_at, i.deleted_at`;

/** Converts an `ItemRow` to its transport form. */
export const itemTransport = (row: ItemRow): Item => ({
  id: row.id,
  external_id: row.external_id,
  data: row.data,
  metadata: row.metadata,
  priority: row.priority,
  overlap: row.overlap,
  state: row.state,
  annotation_count: row.annotation_count,
  skips: row.skips,
  requeued: row.requeued,
  revision: row.revision,
  created_at: row.created_at.toISOString(),
  updated_at: row.updated_at.toISOString(),
  deleted_at: row.deleted_at?.toISOString() ?? null,
});
