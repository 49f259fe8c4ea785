import type { AnnotatorProgress } from '@goldset/core';
import type { ProgressRepository, Scope } from '@goldset/core/adapter';
import { hasEnded, hasFreePlaceAt } from '../rows/ended-leases.ts';
import { exhaustedCount } from '../queue/exhausted.ts';
import { boundedListStatement, readBoundedPage } from '../sql/keyset.ts';
import { leaseWithin } from '../queue/queue.ts';
import { compactUser, counterNames } from '../sql/sql-fragments.ts';
import type { CompactUserRow } from '../sql/sql-fragments.ts';
import { statement } from '../sql/statement.ts';
import type { Run } from '../sql/statement.ts';
import { projectOf } from '../sql/scope.ts';

interface Within {
  readonly project_id: string;
  readonly at: string;
}

interface ProgressRow extends Readonly<Record<(typeof counterNames)[number], number>> {
  /** How many leases have ended of tasks that the counters still count as claimed. */
  readonly ended: number;
  /**
   * How many items have a free place because of these ended leases, but are still counted as claimed by the counters.
   */
  readonly reopened: number;
  readonly exhausted: number;
}

// Counters follow the rows, and a row changes only when a claim takes over an ended lease.
const read = statement<Within & { readonly organization_id: string | null }, ProgressRow>(`
  with ended as materialized (
    select t.item_id from tasks t where t.project_id = :project_id::uuid and ${leaseWithin("'-infinity'", ':at::timestamptz')}
  )
  select c.*, e.*
  from (select ${counterNames.map((name) => `coalesce(sum(${name}), 0)::float8 as ${name}`).join(', ')} from counters where project_id = :project_id::uuid) c
  cross join (
    select (select count(*) from ended)::float8 as ended, (
      select count(*)
      from (select distinct e.item_id as id from ended e) e
      cross join lateral (
        select from items i where i.project_id = :project_id::uuid and i.id = e.id and i.state = 'claimed' and i.deleted_at is null and ${hasFreePlaceAt('i')} limit 1
      ) i
    )::float8 as reopened, ${exhaustedCount}::float8 as exhausted
  ) e`);

interface AnnotatorRow {
  readonly id: string;
  readonly annotator: CompactUserRow;
  readonly tasks: AnnotatorProgress['tasks'];
  readonly annotations: number;
}

/**
 * The columns of an annotator's tasks and imported annotations. Items are counted under the user who changed their
 * state, so a user who only imports has a row of counters but does not appear here.
 */
const own = [
  'tasks_claimed',
  'tasks_submitted',
  'tasks_skipped',
  'tasks_released',
  'tasks_expired',
  'annotations_imported',
] as const satisfies readonly (typeof counterNames)[number][];

const listByAnnotator = boundedListStatement<Within, AnnotatorRow>({
  columns: `c.user_id as id, ${own.map((name) => `c.${name}`).join(', ')}`,
  from: 'counters c',
  where: 'c.project_id = :project_id::uuid',
  id: 'c.user_id',
  fits: own.map((name) => `c.${name} > 0`).join(' or '),
  found: {
    as: 'w',
    columns: `w.id, ${compactUser('w.id')} as annotator, (w.tasks_submitted + w.annotations_imported)::float8 as annotations,
      json_build_object('claimed', w.tasks_claimed - e.ended, 'submitted', w.tasks_submitted, 'skipped', w.tasks_skipped, 'released', w.tasks_released, 'expired', w.tasks_expired + e.ended) as tasks`,
    join: `cross join lateral (
      select count(*) as ended from tasks t
      where t.project_id = :project_id::uuid and t.annotator_id = w.id and t.claimed_until is not null and ${hasEnded('t')}
    ) e`,
  },
});

/** The counters of one project. */
export const progressOn = (run: Run, scope: Scope): ProgressRepository => ({
  listByAnnotator: async (page, now) => {
    const found = await readBoundedPage(
      run,
      scope,
      listByAnnotator,
      { project_id: projectOf(scope), at: now },
      page,
      { above: null, below: null },
      ({ id, annotator, tasks, annotations }) => ({
        id,
        progress: { annotator, tasks, annotations },
      }),
    );
    return { ...found, items: found.items.map(({ progress }) => progress) };
  },
  read: async (now) => {
    const [row] = await run(read, { project_id: projectOf(scope), organization_id: scope.organization_id, at: now });
    if (row === undefined) throw new Error('An aggregate without groups gives one row.');
    return {
      items: {
        open: row.items_open + row.reopened,
        claimed: row.items_claimed - row.reopened,
        complete: row.items_complete,
        exhausted: row.exhausted,
      },
      tasks: {
        claimed: row.tasks_claimed - row.ended,
        submitted: row.tasks_submitted,
        skipped: row.tasks_skipped,
        released: row.tasks_released,
        expired: row.tasks_expired + row.ended,
      },
    };
  },
});
