import type { Fault, ImportBatch, Item, ItemsRepository, LineOutcome, Scope } from '@goldset/core';
import { listStatement, readPage } from '../keyset.ts';
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

/** What the statement saw of a line: `null` where another transaction came in between and it must be looked at again. */
interface LineRow {
  readonly outcome: 'created' | 'updated' | 'unchanged' | 'already_exists' | 'data_in_use' | 'overlap_in_use' | null;
}

// `known` is what this statement's snapshot shows of items that are there already; `created` and `changed` are what it
// did. A line that shows in none of them lost to another transaction.
const importBatch = statement<BatchParameters, LineRow>(`
  with lines as materialized (
    select l.ord, l.id, l.external_id, l.data, l.metadata, l.priority, l.overlap
    from json_to_recordset(:lines::text::json) as l(ord int, id uuid, external_id text, data jsonb, metadata jsonb, priority smallint, overlap smallint)
  ),
  turn as materialized (${holdQueue}),
  known as materialized (
    select l.ord, i.id, l.data, l.metadata, l.priority, l.overlap,
      i.data = l.data as same_data,
      i.data = l.data and coalesce(l.metadata = i.metadata, true) and coalesce(l.priority = i.priority, true) and coalesce(l.overlap = i.overlap, true) as same,
      i.claimed_count + i.annotation_count as used,
      i.overlap as overlap_before
    from lines l cross join lateral (
      select i.* from items i where i.project_id = :project_id::uuid and i.external_id = l.external_id limit 1
    ) i
  ),
  created as (
    insert into items (project_id, id, external_id, data, metadata, priority, overlap, queue_position, created_at, updated_at)
    select :project_id::uuid, l.id, l.external_id, l.data, coalesce(l.metadata, '{}'), coalesce(l.priority, 0), coalesce(l.overlap, l.project_overlap),
      nextval('queue_positions'), :at::timestamptz, :at::timestamptz
    from (
      select l.*, p.overlap as project_overlap
      from turn, projects p, lines l
      where p.id = :project_id::uuid and not exists (select from known k where k.ord = l.ord)
      order by l.ord
      limit all offset 0
    ) l
    on conflict (project_id, external_id) do nothing
    returning id
  ),
  changed as (
    update items i set
      data = k.data,
      metadata = coalesce(k.metadata, i.metadata),
      priority = coalesce(k.priority, i.priority),
      overlap = coalesce(k.overlap, i.overlap),
      queue_position = case
        when coalesce(k.priority, i.priority) <> i.priority or (i.open_slots = 0 and coalesce(k.overlap, i.overlap) > i.overlap) then nextval('queue_positions')
        else i.queue_position
      end,
      updated_at = :at::timestamptz
    from known k, turn
    where :update::boolean and not k.same
      and i.project_id = :project_id::uuid and i.id = k.id
      and (i.data = k.data or i.claimed_count + i.annotation_count = 0)
      and coalesce(k.overlap, i.overlap) >= i.claimed_count + i.annotation_count
    returning i.id, k.ord, old.state as was, new.state as is
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
  select case
    when created.id is not null then 'created'
    when changed.ord is not null then 'updated'
    when k.same then 'unchanged'
    when k.ord is not null and not :update::boolean then 'already_exists'
    when not k.same_data and k.used > 0 then 'data_in_use'
    when coalesce(k.overlap, k.overlap_before) < k.used then 'overlap_in_use'
  end as outcome
  from lines l
  left join created on created.id = l.id
  left join known k on k.ord = l.ord
  left join changed on changed.ord = l.ord
  order by l.ord`);

const outcomes: Readonly<Record<NonNullable<LineRow['outcome']>, LineOutcome>> = {
  created: 'created',
  updated: 'updated',
  unchanged: 'unchanged',
  already_exists: fault('/external_id', 'already_exists', 'An item with this external_id is there with other content; import with on_conflict=update to replace it.'),
  data_in_use: fault('/data', 'in_use', 'The data of an item that has a claimed or submitted task or an annotation cannot be replaced.'),
  overlap_in_use: fault('/overlap', 'in_use', 'Must not be below the answers and claims that the item has.'),
};

function fault(pointer: string, code: Fault['code'], detail: string): Fault {
  return { pointer, code, detail };
}

/** The items of one project. */
export const itemsOn = (run: Run, scope: Scope): ItemsRepository => {
  const write = async ({ lines, on_conflict, change, newEventId }: ImportBatch): Promise<readonly LineOutcome[]> => {
    const settled: (LineOutcome | null)[] = lines.map(() => null);
    let open = [...lines.keys()];
    while (open.length > 0) {
      const rows = await run(importBatch, {
        project_id: projectOf(scope),
        organization_id: scope.organization_id,
        causation_id: change.causation_id,
        at: change.at,
        by: change.by,
        update: on_conflict === 'update',
        event_id: newEventId(),
        lines: JSON.stringify(open.map((ord) => ({ ord, id: lines[ord]?.id, ...lines[ord]?.item }))),
      });
      for (const [index, { outcome }] of rows.entries()) settled[open[index] as number] = outcome && outcomes[outcome];
      open = open.filter((ord) => settled[ord] === null);
    }
    return settled as LineOutcome[];
  };
  return {
    importBatch: write,
    list: (page) => readPage(run, list, { project_id: projectOf(scope) }, page, 'id', transport, ({ id }) => id),
    find: async (id) => {
      const [row] = await run(find, { project_id: projectOf(scope), id });
      return row && transport(row);
    },
  };
};
