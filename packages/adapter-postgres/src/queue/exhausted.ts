import { rolesByPermission } from '@goldset/core';
import { itemStateAt } from '../rows/ended-leases.ts';
import { barredFrom } from './queue.ts';

const mayClaim = `binding.organization_id = :organization_id::uuid and (binding.project_id is null or binding.project_id = :project_id::uuid)
      and binding.role in (${rolesByPermission['task:claim'].map((role) => `'${role}'`).join(', ')})`;

/** SQL for how many users may claim tasks in the project. */
const claimers = `(select count(distinct binding.user_id) from role_bindings binding where ${mayClaim})`;

/**
 * SQL for whether an item `i` is exhausted at `:at`: it is open, an annotator has skipped it, and every user who may
 * claim in the project is barred from it. The barred users are counted, because they are few compared with those who
 * may claim.
 */
export const isExhausted = (i: string): string => `(
    ${itemStateAt(i)} = 'open'
    and exists (
      select from tasks skip
      where skip.project_id = :project_id::uuid and skip.item_id = ${i}.id and skip.skipped_at is not null and skip.requeued_at is null
    )
    and (
      select count(*) from (${barredFrom(`${i}.id`)}) barred
      where exists (select from role_bindings binding where binding.user_id = barred.user_id and ${mayClaim})
    ) >= ${claimers}
  )`;

/** SQL for the number of exhausted items of the project. */
export const exhaustedCount = `(
    select count(*)
    from (select distinct skip.item_id as id from tasks skip where skip.project_id = :project_id::uuid and skip.skipped_at is not null and skip.requeued_at is null) one
    cross join lateral (
      select from items i where i.project_id = :project_id::uuid and i.id = one.id and i.deleted_at is null and ${isExhausted('i')} limit 1
    ) i
  )`;

const itemColumnNames = [
  ...[
    'external_id',
    'data',
    'metadata',
    'priority',
    'overlap',
    'claimed_count',
    'annotation_count',
    'state',
    'revision',
    'created_at',
    'updated_at',
    'deleted_at',
  ],
  ...['requeued_at', 'requeued_by', 'requeue_reason'],
];

/**
 * SQL for the items of the project that an annotator has skipped, as a relation `i`. Their ids come from the index of
 * skipped tasks, in its order.
 */
export const skippedItems = `(
    select one.id, ${itemColumnNames.map((name) => `i.${name}`).join(', ')}
    from (select distinct skip.item_id as id from tasks skip where skip.project_id = :project_id::uuid and skip.skipped_at is not null and skip.requeued_at is null) one
    cross join lateral (
      select i.* from items i where i.project_id = :project_id::uuid and i.id = one.id and i.deleted_at is null limit 1
    ) i
  ) i`;
