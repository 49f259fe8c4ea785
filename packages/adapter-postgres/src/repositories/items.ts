import { NIL_ID } from '@goldset/core';
import {
  idRangeOf,
  isStale as isStaleAt,
  MAX_BATCH_LINES,
  metadataValuesOf,
  olderLine,
  outcomeOfNoted,
  settleLines,
} from '@goldset/core/adapter';
import type { Fault, Item, ItemFilters } from '@goldset/core';
import type {
  EndedAuthority,
  ImportBatch,
  ItemsRepository,
  LineOutcome,
  OverlapChunk,
  Scope,
} from '@goldset/core/adapter';
import { authority, authorityParameters, isAllowed } from '../sql/authority.ts';
import type { AuthorityParameters, AuthorityRow } from '../sql/authority.ts';
import { joinNoted, noteEvents, notingParameters } from '../sql/inbox.ts';
import type { NotingParameters } from '../sql/inbox.ts';
import { asOf, eventMoment, eventTimeOf, isNewer, isOlder, made, refuseOlder, turned } from '../sql/event-order.ts';
import type { EventTimeParameter, OlderRow } from '../sql/event-order.ts';
import { itemStateAt } from '../rows/ended-leases.ts';
import { isExhausted, skippedItems } from '../queue/exhausted.ts';
import { itemColumns, itemTransport } from '../rows/item-columns.ts';
import type { ItemRow } from '../rows/item-columns.ts';
import { boundedListStatement, heavyListStatement, readBoundedPage, readHeavyPage } from '../sql/keyset.ts';
import type { HeavyRow } from '../sql/keyset.ts';
import { addToCounters, appendToOutbox, countedUnder, holdQueue, withEventIds } from '../sql/sql-fragments.ts';
import type { ChangeParameters } from '../sql/sql-fragments.ts';
import { idArray, statement } from '../sql/statement.ts';
import type { Run } from '../sql/statement.ts';
import { requeueOn } from '../queue/requeue.ts';
import { asOfColumn, ifRevision, refusals, updateOf } from '../sql/update.ts';
import type { UpdateRow } from '../sql/update.ts';
import { roughWeightOf, weightOf } from '../sql/weight.ts';
import { projectOf } from '../sql/scope.ts';

type Row = ItemRow;

const columns = itemColumns();

const transport = itemTransport;

interface Within {
  readonly project_id: string;
  readonly at: string;
}

const heavy: HeavyRow = {
  as: 'i',
  kept: 'i.*',
  columns: (ifLight) =>
    itemColumns({
      data: ifLight('i.data', roughWeightOf({ json: ['i.data'] })),
      metadata: ifLight('i.metadata', roughWeightOf({ json: ['i.metadata'] })),
    }),
  weight: weightOf({ json: ['i.data', 'i.metadata'] }),
  withheld: ['data', 'metadata'],
};

const list = heavyListStatement<Within, Row>(
  'id',
  heavy,
  (selected, beyond, inOrder) => `
  select ${selected} from items i
  where i.project_id = :project_id::uuid and i.deleted_at is null and ${beyond('i.id')} ${inOrder('i.id')}`,
);

const listDeleted = heavyListStatement<Within & { readonly restorable_since: string }, Row>(
  'id',
  heavy,
  (selected, beyond, inOrder) => `
  select ${selected} from items i
  where i.project_id = :project_id::uuid and i.deleted_at is not null and i.deleted_at > :restorable_since::timestamptz and ${beyond('i.id')} ${inOrder('i.id')}`,
);

interface FilterParameters extends Within {
  readonly organization_id: string | null;
  readonly exhausted: boolean | null;
  readonly state: string | null;
  readonly created_after: string | null;
  readonly created_before: string | null;
  readonly metadata: string | null;
}

const isWanted = (value: string): string =>
  `exists (select from jsonb_array_elements(m.wanted) as one(value) where one.value = ${value})`;

// A key with dots is either one key, or a path through objects, in which every run of its next parts may be the next
// key. Only keys that exist are followed, so a walk is never longer than the metadata is large.
const isWithin = `exists (
  with recursive walk(value, next) as (
    select i.metadata, 1
    union all
    select w.value -> k.key, k.last + 1
    from walk w
    cross join lateral (select n as last, array_to_string(m.parts[w.next : n], '.') as key from generate_series(w.next, cardinality(m.parts)) n) k
    where jsonb_typeof(w.value) = 'object' and w.value ? k.key
  )
  select from walk w where w.next > cardinality(m.parts) and ${isWanted('w.value')}
)`;

const fits = `
  (:state::text is null or ${itemStateAt('i')} = :state::text)
  and (:exhausted::boolean is null or ${isExhausted('i')} = :exhausted::boolean)
  and (:created_after::timestamptz is null or i.created_at > :created_after::timestamptz)
  and (:created_before::timestamptz is null or i.created_at < :created_before::timestamptz)
  and (:metadata::text is null or not exists (
    select from json_to_recordset(:metadata::text::json) as m(key text, parts text[], heads text[], wanted jsonb)
    where not (case when m.parts is null then ${isWanted('i.metadata -> m.key')} else i.metadata ?| m.heads and ${isWithin} end)
  ))`;

const listFitting = boundedListStatement<FilterParameters, Row>({
  ...{ columns: 'i.*', from: 'items i', where: 'i.project_id = :project_id::uuid', id: 'i.id' },
  fits: `i.deleted_at is null and ${fits}`,
  large: { row: heavy, join: '' },
});

// At most one item has this external id, so that item is looked up, whatever other filters there are.
const listNamed = heavyListStatement<FilterParameters & { readonly external_id: string }, Row>(
  'id',
  heavy,
  (selected, beyond, inOrder) => `
  select ${selected}
  from (select i.* from items i where i.project_id = :project_id::uuid and i.external_id = :external_id::text and i.deleted_at is null limit 1) i
  where ${fits} and ${beyond('i.id')} ${inOrder('i.id')}`,
);

/** Returns the parts of a key with dots, and the keys of the metadata with which its path can begin. */
const partsOf = (key: string): { readonly parts?: readonly string[]; readonly heads?: readonly string[] } => {
  const parts = key.split('.');
  return parts.length === 1 ? {} : { parts, heads: parts.map((_, place) => parts.slice(0, place + 1).join('.')) };
};

// Items that no annotator skipped are not read.
const listExhausted = boundedListStatement<FilterParameters, Row>({
  ...{ columns: 'i.*', from: skippedItems, where: 'true', id: 'i.id' },
  fits,
  large: { row: heavy, join: '' },
});

const filterParameters = (
  scope: Scope,
  at: string,
  { state, exhausted, created_after, created_before, metadata }: ItemFilters,
): FilterParameters => ({
  project_id: projectOf(scope),
  organization_id: scope.organization_id,
  at,
  state: state ?? null,
  exhausted: exhausted ?? null,
  created_after: created_after ?? null,
  created_before: created_before ?? null,
  metadata:
    metadata === undefined
      ? null
      : JSON.stringify(
          Object.entries(metadata).map(([key, text]) => ({ key, ...partsOf(key), wanted: metadataValuesOf(text) })),
        ),
});

const find = statement<Within & { readonly id: string }, Row>(`
  select ${columns} from items i where i.project_id = :project_id::uuid and i.id = :id::uuid and i.deleted_at is null`);

// The following functions return SQL on an item `i` and a relation of the wanted fields: `data`, `metadata`, `priority`
// and `overlap`. A field that is not to change is `null`.

/** SQL for whether the item has the wanted fields already. */
const isSame = (wanted: string): string =>
  `(${['data', 'metadata', 'priority', 'overlap'].map((field) => `coalesce(${wanted}.${field} = i.${field}, true)`).join(' and ')})`;

/** SQL for why the item cannot be changed so, because of its claims and annotations; null if it can. */
const inUse = (wanted: string): string => `case
    when ${wanted}.data <> i.data and i.claimed_count + i.annotation_count > 0 then 'data_in_use'
    when ${wanted}.overlap < least(i.overlap, i.claimed_count + i.annotation_count) then 'overlap_in_use'
  end`;

/** SQL for the fields of the item after the change. */
const becomes = (
  wanted: string,
): Readonly<Record<'data' | 'metadata' | 'priority' | 'overlap' | 'hasOtherData', string>> => ({
  data: `coalesce(${wanted}.data, i.data)`,
  metadata: `coalesce(${wanted}.metadata, i.metadata)`,
  priority: `coalesce(${wanted}.priority, i.priority)`,
  overlap: `coalesce(${wanted}.overlap, i.overlap)`,
  hasOtherData: `${wanted}.data <> i.data`,
});

/**
 * SQL that changes the item. An item that is restored, reopened or moved to another priority goes to the end of its
 * queue, where no cursor has passed it. The statement must hold the queue (`holdQueue`).
 */
const becoming = (
  { data, metadata, priority, overlap, hasOtherData }: ReturnType<typeof becomes>,
  isRestored = 'false',
  eventTime?: string,
): string => `
  data = ${data}, metadata = ${metadata}, priority = ${priority}, overlap = ${overlap},
  queue_position = case
    when ${isRestored} or ${priority} <> i.priority or (i.open_slots = 0 and ${overlap} > i.overlap) then nextval('queue_positions')
    else i.queue_position
  end,
  revision = i.revision + 1,
  ${made('i.revision + 1', eventTime)},
  data_revision = case when ${hasOtherData} then i.revision + 1 else i.data_revision end,
  changed_in = pg_current_xact_id(),
  updated_at = :at::timestamptz`;

/** SQL for the counter deltas of the items in `changed` (a relation of the states `was` and `is`). */
const movedBetween = (changed: string): string => `
  select 'items_' || c.was as counter, -1 as delta from ${changed} c where c.was <> c.is
  union all
  select 'items_' || c.is, 1 from ${changed} c where c.was <> c.is`;

interface BatchParameters extends ChangeParameters, NotingParameters, AuthorityParameters {
  readonly ids: string;
  readonly external_ids: string;
  readonly data: string;
  readonly metadata: string | null;
  readonly priorities: string | null;
  readonly overlaps: string | null;
  readonly events: string | null;
  readonly contents: string | null;
  readonly histories: string | null;
  readonly event_times: string | null;
  readonly update: boolean;
  readonly by: string;
  readonly restorable_since: string;
  readonly event_id: string;
}

interface KnownRow {
  readonly ord: number;
  readonly id: string;
  readonly same: boolean;
  /**
   * Whether the line confirms the item as of a later moment than the item's own: its event is newer, and the fields are
   * the same.
   */
  readonly confirms: boolean;
  readonly fault: keyof typeof faults | 'stale' | null;
  readonly as_of: string | null;
  readonly noted: number | null;
}

/**
 * The result of the statement: the ids of changed items, and what it found for each line whose item or event existed
 * already, by position. It has created the items of all other lines.
 */
interface BatchRow extends AuthorityRow {
  readonly changed: readonly string[] | null;
  /** The items whose fields are the same and that are now confirmed as of a later moment. */
  readonly confirmed: readonly string[] | null;
  readonly known: readonly KnownRow[] | null;
}

// Each column of all lines is sent as one text, which costs PostgreSQL a third of what JSON of all lines would.
const sentLines = `
  rows from (
    unnest(:ids::uuid[]), json_array_elements_text(:external_ids::text::json), string_to_table(:data::text, e'\\n'), string_to_table(:metadata::text, e'\\n'),
    unnest(:priorities::smallint[]), unnest(:overlaps::smallint[]), unnest(:events::uuid[]), unnest(:contents::bigint[]),
    unnest(:event_times::timestamptz[]), string_to_table(:histories::text, e'\\n')
  ) with ordinality as s(id, external_id, data, metadata, priority, overlap, event, content, event_time, history, ord)`;

// If no item and no event of a batch exists yet, its lines go straight into the table. Otherwise each line is looked up
// once, in the snapshot of the statement. If another import has created the item of a line since then, the constraint
// fails the statement with all its effects, and it is run again (`isRetryable`). A line that should have changed its
// item but did not lost to another transaction. Locks in the order of every statement on items: the queue, items by id
// (not by line), counters.
const importBatch = statement<BatchParameters, BatchRow>(`
  with ${authority},
  project as materialized (select p.overlap from projects p where p.id = :project_id::uuid and ${isAllowed}),
  sent as materialized (
    select exists (
      select from items i where i.project_id = :project_id::uuid and i.external_id = any (array(select json_array_elements_text(:external_ids::text::json)))
    ) or exists (select from inbox n where n.project_id = :project_id::uuid and n.event = any (:events::uuid[])) as is_looked_up
  ),
  lines as materialized (
    select l.*, i.id as known_id, i.same, i.confirms, i.fault, i.as_of, i.was_deleted, i.version, n.noted
    from project
    cross join sent
    cross join lateral (
      select s.ord, s.id, s.external_id, s.data::jsonb as data, nullif(s.metadata, '')::jsonb as metadata, s.priority, s.overlap, s.event, s.content, s.event_time, nullif(s.history, '')::jsonb as history
      from ${sentLines}
      where sent.is_looked_up
      offset 0
    ) l
    left join lateral (
      select i.id, i.deleted_at is not null as was_deleted, i.xmin as version,
        i.deleted_at is null and ${isSame('l')} as same,
        :update::boolean and i.deleted_at is null and ${isNewer('i', 'l.event_time')} and ${isSame('l')} as confirms,
        case when l.event_time is not null then ${asOf('i')} end as as_of,
        case
          when i.deleted_at is not null and (i.deleted_at > :restorable_since::timestamptz and :update::boolean) is not true then 'is_deleted'
          when not :update::boolean then 'already_exists'
          when ${isOlder('i', 'l.event_time')} then 'stale'
          else ${inUse('l')}
        end as fault
      from items i
      where i.project_id = :project_id::uuid and i.external_id = l.external_id
      limit 1
    ) i on true
    ${joinNoted}
  ),
  turn as materialized (select (${holdQueue}) from project),
  created as (
    insert into items (project_id, id, external_id, data, metadata, priority, overlap, queue_position, created_at, updated_at, revision, event_time, event_revision, requeued_at, requeued_by, requeue_reason)
    select :project_id::uuid, l.id, l.external_id, l.data, coalesce(l.metadata, '{}'), coalesce(l.priority, 0), coalesce(l.overlap, project.overlap),
      nextval('queue_positions'), coalesce((l.history ->> 'created_at')::timestamptz, :at::timestamptz), :at::timestamptz, coalesce((l.history ->> 'revision')::int, 1),
      l.event_time, case when l.event_time is not null then coalesce((l.history ->> 'revision')::int, 1) end,
      (l.history -> 'requeued' ->> 'at')::timestamptz, (l.history -> 'requeued' ->> 'by')::uuid, l.history -> 'requeued' ->> 'reason'
    from turn cross join project cross join (
      (
        select s.id, s.external_id, s.data::jsonb as data, nullif(s.metadata, '')::jsonb as metadata, s.priority, s.overlap, s.event_time, nullif(s.history, '')::jsonb as history
        from sent cross join lateral (select * from ${sentLines} where not sent.is_looked_up) s
      ) union all (
        select l.id, l.external_id, l.data, l.metadata, l.priority, l.overlap, l.event_time, l.history from lines l where l.known_id is null and l.noted is null order by l.ord
      )
    ) l
    returning id
  ),
  held as materialized (
    select i.id
    from unnest(array(
      select l.known_id from turn cross join lines l where ((not l.same and l.fault is null) or l.confirms) and l.noted is null order by l.known_id
    )) as known(id)
    cross join lateral (select i.id from items i where i.project_id = :project_id::uuid and i.id = known.id limit 1 for update of i) i
  ),
  changed as (
    update items i set
      ${becoming(becomes('l'), 'l.was_deleted', 'l.event_time')}, deleted_at = null
    from lines l
    where not l.same and l.fault is null and l.noted is null and l.known_id = any (array(select h.id from held h))
      and i.project_id = :project_id::uuid and i.id = l.known_id
      and case when l.was_deleted then i.xmin = l.version else i.deleted_at is null end
      and ${inUse('l')} is null and not ${isOlder('i', 'l.event_time')}
    returning i.id, l.was_deleted, old.state as was, new.state as is
  ),
  confirmed as (
    update items i set ${made('i.revision', 'l.event_time')}
    from lines l
    where l.confirms and l.noted is null and l.known_id = any (array(select h.id from held h))
      and i.project_id = :project_id::uuid and i.id = l.known_id and i.deleted_at is null and ${isSame('l')} and ${isNewer('i', 'l.event_time')}
    returning i.id
  ),
  restored as (select c.id from changed c where c.was_deleted),
  moved as (
    select :by::uuid as user_id, 'items_' || c.was as counter, -1 as delta from changed c where c.was <> c.is and not c.was_deleted
    union all
    select :by::uuid, 'items_' || c.is, 1 from changed c where c.was <> c.is or c.was_deleted
    union all
    select :by::uuid, 'items_open', count(*) from created
    union all ${countedUnder('restored', '1')}
  ),
  counted as (${addToCounters(`select m.user_id, m.counter, m.delta from moved m where m.delta <> 0`)}),
  event as (${appendToOutbox(`
    select :event_id::uuid as id, 'goldset.items.imported' as type, :project_id::uuid as subject, jsonb_build_object(
      'created', to_jsonb(array(select c.id from created c)),
      'updated', coalesce((select jsonb_agg(c.id order by c.id) from changed c where not c.was_deleted), '[]'),
      'restored', coalesce((select jsonb_agg(c.id order by c.id) from restored c), '[]')) as data
    where exists (select from created) or exists (select from changed)`)}),
  noted as (${noteEvents(`
    select l.event, l.content from lines l
    where l.noted is null and (
      (l.same and not l.confirms) or l.known_id is null or (l.known_id in (select c.id from changed c union all select c.id from confirmed c)))
    union all
    select s.event, s.content
    from project cross join sent cross join lateral (
      select * from rows from (unnest(:events::uuid[]), unnest(:contents::bigint[])) as s(event, content) where not sent.is_looked_up
    ) s`)})
  select (select a.ended from authority a) as ended,
    (select json_agg(c.id) from changed c) as changed,
    (select json_agg(c.id) from confirmed c) as confirmed,
    (select json_agg(json_build_object('ord', l.ord, 'id', l.known_id, 'same', l.same, 'confirms', l.confirms, 'fault', l.fault, 'noted', l.noted,
        'as_of', ${eventMoment('l.as_of')}))
      from lines l where l.known_id is not null or l.noted is not null) as known`);

interface UpdateParameters extends ChangeParameters, EventTimeParameter {
  readonly id: string;
  readonly data: string | null;
  readonly metadata: string | null;
  readonly priority: number | null;
  readonly overlap: number | null;
  readonly if_revision: string | null;
  readonly by: string;
  readonly event_id: string;
}

// The queue is waited for only if the item may move, and before the item is locked: an import holds the queue for as
// long as it writes.
const update = statement<UpdateParameters, Row & UpdateRow<'data_in_use' | 'overlap_in_use'>>(`
  with wanted as materialized (select :data::text::jsonb as data, :metadata::text::jsonb as metadata, :priority::smallint as priority, :overlap::smallint as overlap),
  turn as materialized (select (${holdQueue}) from wanted where wanted.priority is not null or wanted.overlap is not null),
  was as materialized (
    select i.* from items i left join turn on true
    where i.project_id = :project_id::uuid and i.id = :id::uuid and i.deleted_at is null
    for update of i
  ),
  judged as materialized (
    select i.id, ${asOfColumn('i')}, case ${refusals('i')} when ${isSame('wanted')} then 'unchanged' else coalesce(${inUse('wanted')}, 'changed') end as outcome
    from was i cross join wanted
  ),
  changed as (
    update items i set ${becoming(becomes('wanted'))}
    from judged cross join wanted
    where i.project_id = :project_id::uuid and i.id = :id::uuid and judged.outcome = 'changed'
    returning i.*, old.state as was
  ),
  confirmed as (
    update items i set ${made('i.revision')}
    from judged
    where i.project_id = :project_id::uuid and i.id = :id::uuid and judged.outcome = 'unchanged' and ${isNewer('i')}
  ),
  moved as (${movedBetween('(select changed.was, changed.state as is from changed)')}),
  counted as (${addToCounters('select :by::uuid as user_id, m.counter, m.delta from moved m')}),
  event as (${appendToOutbox(`
    select :event_id::uuid as id, 'goldset.items.updated' as type, :project_id::uuid as subject, jsonb_build_object('updated', jsonb_build_array(c.id)) as data
    from changed c`)})
  select i.*, j.outcome, j.as_of
  from judged j cross join lateral (select ${columns} from changed i union all select ${columns} from was i where j.outcome <> 'changed') i`);

interface OverlapParameters extends ChangeParameters, AuthorityParameters, EventTimeParameter {
  readonly overlap: number;
  readonly after: string;
  readonly by: string;
  readonly event_id: string;
}

// A later change of an item stays. The overlap does not fall below the item's annotations and claims. An item that
// already has more of them than its overlap keeps its overlap.
const nearestOverlap = `case
    when :overlap::smallint >= i.claimed_count + i.annotation_count then :overlap::smallint
    else least(i.overlap, i.claimed_count + i.annotation_count)::smallint
  end`;

// Locks in the order of every statement on items: the queue, items by id, counters.
const applyOverlap = statement<OverlapParameters, AuthorityRow & { next: string | null }>(`
  with ${authority},
  chunk as materialized (
    select i.id, i.overlap from items i
    where i.project_id = :project_id::uuid and i.id > :after::uuid and i.deleted_at is null and ${isAllowed}
    order by i.id
    limit ${MAX_BATCH_LINES}
  ),
  turn as materialized (select (${holdQueue}) from (select from chunk c where c.overlap <> :overlap::smallint limit 1) first),
  locked as materialized (
    select i.id from items i
    where i.project_id = :project_id::uuid and i.id = any (array(select c.id from chunk c cross join turn where c.overlap <> :overlap::smallint))
    order by i.id
    for update of i
  ),
  changed as (
    update items i set ${becoming({ data: 'i.data', metadata: 'i.metadata', priority: 'i.priority', overlap: nearestOverlap, hasOtherData: 'false' })}
    where i.project_id = :project_id::uuid and i.id = any (array(select l.id from locked l)) and ${nearestOverlap} <> i.overlap and not ${isOlder('i')}
    returning i.id, old.state as was, new.state as is
  ),
  moved as (${movedBetween('changed')}),
  counted as (${addToCounters('select :by::uuid as user_id, m.counter, m.delta from moved m')}),
  event as (${appendToOutbox(`
    select :event_id::uuid as id, 'goldset.items.updated' as type, :project_id::uuid as subject, jsonb_build_object('updated', jsonb_agg(c.id order by c.id)) as data
    from changed c having count(*) > 0`)})
  select (select a.ended from authority a) as ended, case when count(*) = ${MAX_BATCH_LINES} then (array_agg(c.id order by c.id desc))[1] end as next from chunk c`);

const faults = {
  already_exists: {
    pointer: '/external_id',
    code: 'already_exists',
    detail: 'An item with this external_id is there with other content; import with on_conflict=update to replace it.',
  },
  is_deleted: {
    pointer: '/external_id',
    code: 'already_exists',
    detail:
      'An item with this external_id was deleted and is not purged yet; import with on_conflict=update to restore it, while it can be restored.',
  },
  data_in_use: {
    pointer: '/data',
    code: 'in_use',
    detail: 'The data of an item that has a claimed or submitted task or an annotation cannot be replaced.',
  },
  overlap_in_use: {
    pointer: '/overlap',
    code: 'in_use',
    detail: 'Must not be below the answers and claims that the item has.',
  },
} as const satisfies Record<string, Fault>;

type BatchLine = ImportBatch['lines'][number];

/** Returns one column of all lines as it is sent; `null`, which costs nothing, if no line has it. */
const columnOf = <Value>(
  lines: readonly BatchLine[],
  valueOf: (line: BatchLine) => Value | undefined,
  write: (values: readonly (Value | undefined)[]) => string,
): string | null => {
  const values = lines.map(valueOf);
  return values.some((value) => value !== undefined) ? write(values) : null;
};

const arrayOf = (values: readonly (string | number | undefined)[]): string =>
  `{${values.map((value) => value ?? 'null').join(',')}}`;

/** Returns the history that is stored for a new item that comes from another project. */
const historyOf = ({ created_at, revision, requeued }: BatchLine['item']): string | undefined =>
  created_at === undefined && revision === undefined && requeued === undefined
    ? undefined
    : JSON.stringify({ created_at, revision, requeued });

/**
 * Writes the lines at these positions of a batch. The positions at which another transaction came in between are
 * missing in the result. If the lines may not be written, returns why.
 */
const writeLines = async (
  run: Run,
  scope: Scope,
  batch: ImportBatch,
  places: readonly number[],
): Promise<ReadonlyMap<number, LineOutcome> | EndedAuthority> => {
  const lines = places.map((place) => batch.lines[place] as BatchLine);
  const parameters: BatchParameters = {
    project_id: projectOf(scope),
    organization_id: scope.organization_id,
    causation_id: batch.change.causation_id,
    at: batch.change.at,
    by: batch.change.by,
    update: batch.on_conflict === 'update',
    restorable_since: batch.restorable_since,
    event_id: batch.newEventId(),
    ids: idArray(lines.map(({ id }) => id)),
    external_ids: JSON.stringify(lines.map(({ item }) => item.external_id ?? null)),
    // JSON contains no line breaks, so a line break ends each value.
    data: lines.map(({ item }) => JSON.stringify(item.data)).join('\n'),
    metadata: columnOf(
      lines,
      ({ item }) => item.metadata,
      (values) => values.map((value) => (value === undefined ? '' : JSON.stringify(value))).join('\n'),
    ),
    priorities: columnOf(lines, ({ item }) => item.priority, arrayOf),
    overlaps: columnOf(lines, ({ item }) => item.overlap, arrayOf),
    events: columnOf(lines, ({ event }) => event?.key, arrayOf),
    histories: columnOf(
      lines,
      ({ item }) => historyOf(item),
      (values) => values.map((value) => value ?? '').join('\n'),
    ),
    contents: columnOf(lines, ({ event }) => event?.content, arrayOf),
    event_times: columnOf(lines, ({ event }) => event?.time ?? undefined, arrayOf),
    ...notingParameters(batch.change),
    ...authorityParameters(scope),
  };
  const [row] = await run(importBatch, parameters);
  if (row !== undefined && row.ended !== null) return row.ended;
  const [changed, confirmed] = [new Set(row?.changed), new Set(row?.confirmed)];
  const known = new Map((row?.known ?? []).map((seen) => [seen.ord, seen]));
  const settled = new Map<number, LineOutcome>();
  for (const [index, { event }] of lines.entries()) {
    const [place, seen] = [places[index] as number, known.get(index + 1)];
    if (seen === undefined) settled.set(place, 'created');
    else if (seen.noted !== null && event) settled.set(place, outcomeOfNoted(seen.noted, event));
    else if (seen.same) {
      if (!seen.confirms || confirmed.has(seen.id)) settled.set(place, 'unchanged');
    } else if (seen.fault === 'stale') settled.set(place, olderLine(seen.as_of ?? '', event?.time ?? ''));
    else if (seen.fault !== null) settled.set(place, faults[seen.fault]);
    else if (changed.has(seen.id)) settled.set(place, 'updated');
  }
  return settled;
};

// How often other transactions may come in between. The next run sees what they did, so even a second run is rare.
const PATIENCE = 100;

interface DeleteParameters extends ChangeParameters, EventTimeParameter {
  readonly id: string;
  readonly if_revision: string | null;
  readonly user_id: string;
  readonly event_ids: string;
}

interface DeleteRow extends OlderRow {
  readonly is_deleted: boolean;
  readonly is_older: boolean;
}

// Locks in the order of every statement on tasks: item, tasks, counters; no position is drawn. A transaction that
// changes the tasks of an item holds the item. If the tasks changed while this statement waited for the item, its
// snapshot does not show the change. Then either the row of the item has changed as well, or the item was given to
// another annotator in place of an ended lease, and the claimed tasks that are left do not add up to its count. In both
// cases `turn` is empty, so that nothing is done and the statement is run again.
const remove = statement<DeleteParameters, DeleteRow>(`
  with seen as materialized (
    select i.ctid as place from items i where i.project_id = :project_id::uuid and i.id = :id::uuid and i.deleted_at is null
  ),
  locked as materialized (
    select i.id, i.ctid as place, i.state, i.revision, i.claimed_count, ${asOfColumn('i')}, case ${refusals('i')} end as refusal from items i
    where i.project_id = :project_id::uuid and i.id = :id::uuid and i.deleted_at is null
    for update of i
  ),
  held as materialized (
    select t.id from tasks t
    where t.project_id = :project_id::uuid and t.item_id = (select l.id from locked l) and t.turn_of is not null and t.state = 'claimed'
    order by t.id
    for update of t
  ),
  turn as materialized (
    select l.id, l.state from locked l cross join seen s
    where s.place = l.place and l.claimed_count = (select count(*) from held) and l.refusal is null
  ),
  t as (
    update tasks t set state = 'released', updated_at = :at::timestamptz
    where t.project_id = :project_id::uuid and t.id = any (array(select h.id from held h cross join turn))
    returning t.id, t.annotator_id
  ),
  gone as (
    update items i set deleted_at = :at::timestamptz, ${turned('i')}, claimed_count = 0, changed_in = pg_current_xact_id()
    where i.project_id = :project_id::uuid and i.id = (select turn.id from turn)
    returning i.id, new.state as is
  ),
  counted as (${addToCounters(`
    select :user_id::uuid as user_id, 'items_' || turn.state as counter, -1 as delta from turn
    union all ${countedUnder('turn', '-1')}`)}),
  event as (${appendToOutbox(
    withEventIds(`
      select 'goldset.task.released' as type, t.id as subject,
        jsonb_build_object('item_id', gone.id, 'annotator_id', t.annotator_id, 'item_state', gone.is) as data, row_number() over (order by t.id) as ord
      from t cross join gone
      union all
      select 'goldset.item.deleted', gone.id, '{}', (select count(*) from t) + 1 from gone`),
  )})
  select l.revision, l.as_of, l.refusal is not distinct from 'older' as is_older, exists (select from gone) as is_deleted from locked l`);

interface RestoreParameters extends ChangeParameters, EventTimeParameter {
  readonly id: string;
  readonly restorable_since: string;
  readonly user_id: string;
  readonly event_id: string;
}

// The tasks of a deleted item do not change. If other transactions have restored and deleted it since the snapshot,
// nothing is done and the statement is run again.
const restore = statement<RestoreParameters, Partial<Row> & OlderRow & { readonly is_older: boolean }>(`
  with found as materialized (
    select i.id, i.xmin as version, i.revision, ${asOfColumn('i')}, ${isOlder('i')} as is_older from items i
    where i.project_id = :project_id::uuid and i.id = :id::uuid and i.deleted_at > :restorable_since::timestamptz
  ),
  turn as materialized (select f.id, f.version, (${holdQueue}) from found f where not f.is_older),
  i as (
    update items i set deleted_at = null, ${turned('i')}, queue_position = nextval('queue_positions'), changed_in = pg_current_xact_id()
    where i.project_id = :project_id::uuid and i.id = (select turn.id from turn) and i.xmin = (select turn.version from turn)
    returning i.*
  ),
  counted as (${addToCounters(`
    select :user_id::uuid as user_id, 'items_' || i.state as counter, 1 as delta from i
    union all ${countedUnder('i', '1')}`)}),
  event as (${appendToOutbox(`
    select :event_id::uuid as id, 'goldset.item.restored' as type, i.id as subject, jsonb_build_object('item_state', i.state) as data from i`)})
  select f.as_of, f.is_older, shown.*, f.revision from found f left join lateral (select ${columns} from i) shown on true`);

/** The items of one project. Statements that are passed to `runInOrder` take effect in the order of the calls. */
export const itemsOn = (run: Run, scope: Scope, runInOrder: Run): ItemsRepository => ({
  importBatch: (batch) => settleLines(batch.lines.length, (places) => writeLines(runInOrder, scope, batch, places)),
  update: async ({
    id,
    changes: { data, metadata, priority, overlap },
    if_revision,
    change: { at, by, causation_id },
    event_id,
  }) => {
    const [row] = await run(update, {
      project_id: projectOf(scope),
      organization_id: scope.organization_id,
      ...{ id, at, by, causation_id, event_id },
      data: data === undefined ? null : JSON.stringify(data),
      metadata: metadata === undefined ? null : JSON.stringify(metadata),
      priority: priority ?? null,
      overlap: overlap ?? null,
      if_revision: ifRevision(if_revision),
      ...eventTimeOf(scope),
    });
    return updateOf<Row & UpdateRow<'data_in_use' | 'overlap_in_use'>, Item, 'data_in_use' | 'overlap_in_use'>(
      row,
      transport,
    );
  },
  applyOverlap: async ({ overlap, after, change: { at, by, causation_id }, event_id }: OverlapChunk) => {
    const written = {
      project_id: projectOf(scope),
      organization_id: scope.organization_id,
      at,
      by,
      causation_id,
      event_id,
    };
    const [row] = await run(applyOverlap, {
      ...written,
      ...authorityParameters(scope),
      overlap,
      after: after ?? NIL_ID,
      ...eventTimeOf(scope),
    });
    return row?.ended ?? { next: row?.next ?? null };
  },
  // A deleted item has no claimed tasks, so its state is the same at any moment.
  listDeleted: (restorable_since, page) =>
    readHeavyPage(
      run,
      scope,
      listDeleted,
      { project_id: projectOf(scope), at: restorable_since, restorable_since },
      page,
      'id',
      transport,
      ({ id }) => id,
    ),
  list: (page, now, filters = {}) => {
    const { external_id } = filters;
    if (external_id !== undefined)
      return readHeavyPage(
        run,
        scope,
        listNamed,
        { ...filterParameters(scope, now, filters), external_id },
        page,
        'id',
        transport,
        ({ id }) => id,
      );
    if (Object.values(filters).every((filter) => filter === undefined))
      return readHeavyPage(
        run,
        scope,
        list,
        { project_id: projectOf(scope), at: now },
        page,
        'id',
        transport,
        ({ id }) => id,
      );
    return readBoundedPage(
      run,
      scope,
      filters.exhausted === true ? listExhausted : listFitting,
      filterParameters(scope, now, filters),
      page,
      idRangeOf(filters),
      transport,
    );
  },
  find: async (id, now) => {
    const [row] = await run(find, { project_id: projectOf(scope), id, at: now });
    return row && transport(row);
  },
  delete: async (id, conditional, { at, by, causation_id }, event_ids) => {
    const written = { project_id: projectOf(scope), organization_id: scope.organization_id, at, causation_id };
    for (let turn = 0; turn < PATIENCE; turn += 1) {
      const [row] = await run(remove, {
        ...written,
        id,
        if_revision: ifRevision(conditional.if_revision),
        user_id: by,
        event_ids: idArray(event_ids),
        ...eventTimeOf(scope),
      });
      if (row === undefined) return undefined;
      refuseOlder(row, ({ is_older }) => is_older);
      if (row.is_deleted) return 'deleted';
      if (isStaleAt(conditional, row.revision)) return { revision: row.revision };
    }
    throw new Error('Others came in between every time an item was to be deleted.');
  },
  requeue: requeueOn(run, scope),
  restore: async (id, restorable_since, { at, by, causation_id }, event_id) => {
    const written = { project_id: projectOf(scope), organization_id: scope.organization_id, at, causation_id };
    for (let turn = 0; turn < PATIENCE; turn += 1) {
      const [row] = await run(restore, {
        ...written,
        id,
        restorable_since,
        user_id: by,
        event_id,
        ...eventTimeOf(scope),
      });
      if (row === undefined) return undefined;
      refuseOlder(row, ({ is_older }) => is_older);
      if (row.id !== null) return transport(row as unknown as Row);
    }
    throw new Error('Others came in between every time an item was to be restored.');
  },
});
