import { keyFault } from '@goldset/core/adapter';
import type { Scope, TasksRepository } from '@goldset/core/adapter';
import { hasFreePlaceAfter, placeFreeAt } from '../rows/ended-leases.ts';
import { keepingStatement, runKeeping } from '../sql/idempotency.ts';
import { lastingTurn, leaseWithin, mayClaim, openItems, START } from './queue.ts';
import type { Run } from '../sql/statement.ts';
import { organizationOf, projectOf } from '../sql/scope.ts';

interface Row {
  readonly state: 'active' | 'archived';
  /** Whether the same request has been given tasks since the claim. */
  readonly is_kept: boolean;
  readonly has_guideline: boolean;
  readonly is_holding: boolean;
  readonly is_complete: boolean;
  readonly is_open: boolean;
  readonly lease_ends_at: Date | null;
}

// `is_open` and an ended lease mean that another transaction had locked a place when the claim looked: the annotator
// may try again at once.
const whyEmpty = keepingStatement<
  { project_id: string; organization_id: string; annotator_id: string; at: string },
  Row
>(
  ({ isKept }) => `
  select p.state, ${isKept} as is_kept,
    exists (select from guidelines g where g.project_id = :project_id::uuid) as has_guideline,
    ${mayClaim('1', 'p.max_claimed')} = 0 as is_holding,
    (select coalesce(sum(c.items_open + c.items_claimed), 0) = 0 from counters c where c.project_id = :project_id::uuid) as is_complete,
    exists (
      select from (
        select coalesce((
          select c.positions from queue_cursors c where c.project_id = :project_id::uuid and c.annotator_id = :annotator_id::uuid
        ), ${START}) as positions
      ) cursor cross join ${openItems('cursor.positions', '1', '')}
    ) as is_open,
    (
      select t.claimed_until from tasks t
      where t.project_id = :project_id::uuid and ${leaseWithin("'-infinity'", "'infinity'")}
        and (t.annotator_id <> :annotator_id::uuid or t.claimed_until <= :at::timestamptz)
        and ${lastingTurn('t.item_id')} is null
        and (select i.annotation_count < i.overlap and ${hasFreePlaceAfter('i', 't')} from items i where i.project_id = :project_id::uuid and i.id = t.item_id)
      order by t.claimed_until
      limit 1
    ) as lease_ends_at
  from projects p where p.id = :project_id::uuid`,
);

interface ItemRow extends Omit<Row, 'is_complete' | 'is_open'> {
  readonly is_there: boolean;
  readonly is_complete: boolean | null;
  readonly is_open: boolean | null;
  /**
   * Whether the annotator has a task or annotation on the item that keeps them from it. A task of theirs whose lease
   * has ended does not count.
   */
  readonly is_own: boolean;
}

const whyItemEmpty = keepingStatement<
  { project_id: string; organization_id: string; item_id: string; annotator_id: string; at: string },
  ItemRow
>(
  ({ isKept }) => `
  select p.state, ${isKept} as is_kept,
    exists (select from guidelines g where g.project_id = :project_id::uuid) as has_guideline,
    ${mayClaim('1', 'p.max_claimed')} = 0 as is_holding,
    i.id is not null as is_there,
    i.annotation_count >= i.overlap as is_complete,
    i.open_slots > 0 as is_open,
    ${lastingTurn(':item_id::uuid')} is not null as is_own,
    ${placeFreeAt('i')} as lease_ends_at
  from projects p
  left join lateral (
    select i.id, i.annotation_count, i.overlap, i.claimed_count, i.open_slots from items i
    where i.project_id = :project_id::uuid and i.id = :item_id::uuid and i.deleted_at is null
    limit 1
  ) i on true
  where p.id = :project_id::uuid`,
);

/** Returns why a claim of one item in one project yields no task. */
export const whyItemEmptyOn =
  (run: Run, scope: Scope): TasksRepository['whyItemEmpty'] =>
  async (item_id, annotator_id, at) => {
    const [row] = await runKeeping(run, scope, whyItemEmpty, {
      project_id: projectOf(scope),
      organization_id: organizationOf(scope),
      item_id,
      annotator_id,
      at,
    });
    if (row?.is_kept) throw keyFault('kept');
    if (row === undefined || !row.is_there) return { reason: 'not_found' };
    if (row.state === 'archived') return { reason: 'archived' };
    if (!row.has_guideline) return { reason: 'not_ready' };
    if (row.is_holding) return { reason: 'holding' };
    if (row.is_complete === true) return { reason: 'complete' };
    if (row.is_own) return { reason: 'exhausted' };
    // A place that is free, or whose lease has ended, was locked by another transaction when the claim looked.
    const isFree = row.is_open === true || row.lease_ends_at === null || row.lease_ends_at.getTime() <= Date.parse(at);
    return { reason: 'leased', lease_ends_at: isFree ? null : (row.lease_ends_at?.toISOString() ?? null) };
  };

/** Returns why a claim in one project yields no task. */
export const whyEmptyOn =
  (run: Run, scope: Scope): TasksRepository['whyEmpty'] =>
  async (annotator_id, at) => {
    const [row] = await runKeeping(run, scope, whyEmpty, {
      project_id: projectOf(scope),
      organization_id: organizationOf(scope),
      annotator_id,
      at,
    });
    if (row?.is_kept) throw keyFault('kept');
    if (row === undefined || row.state === 'archived') return { reason: 'archived' };
    if (!row.has_guideline) return { reason: 'not_ready' };
    if (row.is_holding) return { reason: 'holding' };
    if (row.is_complete) return { reason: 'complete' };
    if (row.is_open) return { reason: 'leased', lease_ends_at: null };
    if (row.lease_ends_at !== null) return { reason: 'leased', lease_ends_at: row.lease_ends_at.toISOString() };
    return { reason: 'exhausted' };
  };
