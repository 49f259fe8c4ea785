import type { Fault, ImportBatch, Item, ItemsRepository, LineOutcome, Scope } from '@goldset/core';
import { listStatement, readPage } from '../keyset.ts';
import { settleLines } from '../settle-lines.ts';
import { addToCounters, appendToOutbox, holdQueue } from '../sql-fragments.ts';
import type { ChangeParameters } from '../sql-fragments.ts';
import { statement } from '../statement.ts';
import type { Run } from '../statement.ts';
import { projectOf } from './scope.ts';

interface Row {
  readonly id: string;
  readonly external_id: string | null;
  readonly data: Item['data'];
  readonly metadata: Item['metadata'];
  readonly priority: number;
  readonly overlap: number;
  readonly state: Item['state'];
  readonly annotation_count: number;
  readonly created_at: Date;
  readonly updated_at: Date;
}

const columns = 'i.id, i.external_id, i.data, i.metadata, i.priority, i.overlap, i.state, i.annotation_count, i.created_at, i.updated_at';

const transport = (row: Row): Item => ({
  id: row.id,
  external_id: row.external_id,
  data: row.data,
  metadata: row.metadata,
  priority: row.priority,
  overlap: row.overlap,
  state: row.state,
  annotation_count: row.annotation_count,
  created_at: row.created_at.toISOString(),
  updated_at: row.updated_at.toISOString(),
});

const list = listStatement<{ project_id: string }, Row>(
  'id',
  (beyond, inOrder) => `
  select ${columns} from items i
  where i.project_id = :project_id::uuid and ${beyond('i.id')} ${inOrder('i.id')}`,
);

const find = statement<{ project_id: string; id: string }, Row>(`
  select ${columns} from items i where i.project_id = :project_id::uuid and i.id = :id::uuid`);

interface BatchParameters extends ChangeParameters {
  readonly lines: string;
  readonly update: boolean;
  readonly by: string;
  readonly event_id: string;
}

/** What the statement did: ids of created and changed items, and what it saw of each line whose item is there already, by place. */
interface BatchRow {
  readonly created: readonly string[] | null;
  readonly changed: readonly string[] | null;
  readonly known: readonly { readonly ord: number; readonly id: string; readonly same: boolean; readonly fault: keyof typeof faults | null }[] | null;
}

// What is there already is looked up once per line, in the statement's snapshot. A line that was neither known nor
// created lost to another transaction; so did one that ought to have been changed and was not.
const importBatch = statement<BatchParameters, BatchRow>(`
  with lines as materialized (
    select l.*, i.id as known_id, i.same, i.fault
    from json_to_recordset(:lines::text::json) as l(ord int, id uuid, external_id text, data jsonb, metadata jsonb, priority smallint, overlap smallint)
    left join lateral (
      select i.id,
        i.data = l.data and coalesce(l.metadata = i.metadata, true) and coalesce(l.priority = i.priority, true) and coalesce(l.overlap = i.overlap, true) as same,
        case
          when not :update::boolean then 'already_exists'
          when i.data <> l.data and i.claimed_count + i.annotation_count > 0 then 'data_in_use'
          when coalesce(l.overlap, i.overlap) < least(i.overlap, i.claimed_count + i.annotation_count) then 'overlap_in_use'
        end as fault
      from items i
      where i.project_id = :project_id::uuid and i.external_id = l.external_id
      limit 1
    ) i on true
  ),
  turn as materialized (${holdQueue}),
  created as (
    insert into items (project_id, id, external_id, data, metadata, priority, overlap, queue_position, created_at, updated_at)
    select :project_id::uuid, l.id, l.external_id, l.data, coalesce(l.metadata, '{}'), coalesce(l.priority, 0), coalesce(l.overlap, l.project_overlap),
      nextval('queue_positions'), :at::timestamptz, :at::timestamptz
    from (
      select l.*, p.overlap as project_overlap
      from turn cross join projects p cross join lines l
      where p.id = :project_id::uuid and l.known_id is null
      order by l.ord
    ) l
    on conflict (project_id, external_id) do nothing
    returning id
  ),
  changed as (
    update items i set
      data = l.data,
      metadata = coalesce(l.metadata, i.metadata),
      priority = coalesce(l.priority, i.priority),
      overlap = coalesce(l.overlap, i.overlap),
      queue_position = case
        when coalesce(l.priority, i.priority) <> i.priority or (i.open_slots = 0 and coalesce(l.overlap, i.overlap) > i.overlap) then nextval('queue_positions')
        else i.queue_position
      end,
      revision = i.revision + 1,
      changed_in = pg_current_xact_id(),
      updated_at = :at::timestamptz
    from turn cross join lines l
    where not l.same and l.fault is null
      and i.project_id = :project_id::uuid and i.id = l.known_id
      and (i.data = l.data or i.claimed_count + i.annotation_count = 0)
      and coalesce(l.overlap, i.overlap) >= least(i.overlap, i.claimed_count + i.annotation_count)
    returning i.id, old.state as was, new.state as is
  ),
  moved as (
    select 'items_' || c.was as counter, -1 as delta from changed c where c.was <> c.is
    union all
    select 'items_' || c.is, 1 from changed c where c.was <> c.is
    union all
    select 'items_open', count(*) from created
  ),
  counted as (${addToCounters(`select :by::uuid as user_id, m.counter, m.delta from moved m where m.delta <> 0`)}),
  event as (${appendToOutbox(`
    select :event_id::uuid as id, 'goldset.items.imported' as type, :project_id::uuid as subject, jsonb_build_object(
      'created', coalesce((select jsonb_agg(c.id order by c.id) from created c), '[]'),
      'updated', coalesce((select jsonb_agg(c.id order by c.id) from changed c), '[]')) as data
    where exists (select from created) or exists (select from changed)`)})
  select
    (select json_agg(c.id) from created c) as created,
    (select json_agg(c.id) from changed c) as changed,
    (select json_agg(json_build_object('ord', l.ord, 'id', l.known_id, 'same', l.same, 'fault', l.fault)) from lines l where l.known_id is not null) as known`);

const faults = {
  already_exists: {
    pointer: '/external_id',
    code: 'already_exists',
    detail: 'An item with this external_id is there with other content; import with on_conflict=update to replace it.',
  },
  data_in_use: { pointer: '/data', code: 'in_use', detail: 'The data of an item that has a claimed or submitted task or an annotation cannot be replaced.' },
  overlap_in_use: { pointer: '/overlap', code: 'in_use', detail: 'Must not be below the answers and claims that the item has.' },
} as const satisfies Record<string, Fault>;

/** Writes the lines at these places of a batch; the places at which another transaction came in between are missing in the answer. */
const writeLines = async (run: Run, scope: Scope, batch: ImportBatch, places: readonly number[]): Promise<ReadonlyMap<number, LineOutcome>> => {
  const lines = places.map((ord) => ({ ord, id: batch.lines[ord]?.id ?? '', ...batch.lines[ord]?.item }));
  const [row] = await run(importBatch, {
    project_id: projectOf(scope),
    organization_id: scope.organization_id,
    causation_id: batch.change.causation_id,
    at: batch.change.at,
    by: batch.change.by,
    update: batch.on_conflict === 'update',
    event_id: batch.newEventId(),
    lines: JSON.stringify(lines),
  });
  const created = new Set(row?.created);
  const changed = new Set(row?.changed);
  const settled = new Map<number, LineOutcome>();
  for (const { ord, id } of lines) if (created.has(id)) settled.set(ord, 'created');
  for (const { ord, id, same, fault } of row?.known ?? []) {
    if (same) settled.set(ord, 'unchanged');
    else if (fault !== null) settled.set(ord, faults[fault]);
    else if (changed.has(id)) settled.set(ord, 'updated');
  }
  return settled;
};

/** The items of one project. */
export const itemsOn = (run: Run, scope: Scope): ItemsRepository => ({
  importBatch: (batch) => settleLines(batch.lines.length, (places) => writeLines(run, scope, batch, places)),
  list: (page) => readPage(run, list, { project_id: projectOf(scope) }, page, 'id', transport, ({ id }) => id),
  find: async (id) => {
    const [row] = await run(find, { project_id: projectOf(scope), id });
    return row && transport(row);
  },
});
