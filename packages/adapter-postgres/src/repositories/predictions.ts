import {
  itemNotFound,
  olderLine,
  outcomeOfNoted,
  predictionExists,
  predictionOfOtherUI,
  settleLines,
} from '@goldset/core/adapter';
import type { Prediction } from '@goldset/core';
import type {
  EndedAuthority,
  LineOutcome,
  PredictionBatch,
  PredictionsRepository,
  Scope,
  TextLengths,
} from '@goldset/core/adapter';
import { authority, authorityParameters, isAllowed } from '../sql/authority.ts';
import type { AuthorityParameters, AuthorityRow } from '../sql/authority.ts';
import { eventColumns, eventRecord, joinNoted, noteEvents, notingParameters } from '../sql/inbox.ts';
import type { NotingParameters } from '../sql/inbox.ts';
import { eventMoment } from '../sql/event-order.ts';
import { heavyListStatement, readHeavyPage } from '../sql/keyset.ts';
import type { HeavyRow } from '../sql/keyset.ts';
import { predictionDeletionsOn } from '../bulk/prediction-deletions.ts';
import { predictionColumns, predictionTransport } from '../rows/prediction-row.ts';
import type { PredictionRow } from '../rows/prediction-row.ts';
import { appendToOutbox, importedEvent } from '../sql/sql-fragments.ts';
import type { ChangeParameters } from '../sql/sql-fragments.ts';
import { statement } from '../sql/statement.ts';
import type { Run } from '../sql/statement.ts';
import { roughWeightOf, weightOf } from '../sql/weight.ts';
import { projectOf } from '../sql/scope.ts';

const ofProject = (selected: string): string => `
  select ${selected} from predictions r
  cross join lateral (select from items i where i.project_id = :project_id::uuid and i.id = r.item_id and i.deleted_at is null limit 1) i
  where r.project_id = :project_id::uuid`;

const heavy: HeavyRow = {
  as: 'r',
  kept: 'r.*',
  columns: (ifLight) => predictionColumns('r', ifLight('r.value', roughWeightOf({ json: ['r.value'] }))),
  weight: weightOf({ json: ['r.value'] }),
  withheld: ['value'],
};

const listAll = heavyListStatement<{ project_id: string }, PredictionRow>(
  'id',
  heavy,
  (selected, beyond, inOrder) => `${ofProject(selected)} and ${beyond('r.id')} ${inOrder('r.id')}`,
);

const model = { column: 'r.model', value: ':model::text' } as const;

const listOfModel = heavyListStatement<{ project_id: string; model: string }, PredictionRow>(
  'id',
  heavy,
  (selected, beyond, inOrder) => `${ofProject(selected)} and ${beyond('r.id', model)} ${inOrder('r.id', model)}`,
);

// An item has one prediction per model and version, so these few are sorted.
const listOfItem = heavyListStatement<{ project_id: string; item_id: string; model: string | null }, PredictionRow>(
  'id',
  heavy,
  (selected, beyond, inOrder) => `
  select ${selected} from (${ofProject('r.*')} and r.item_id = :item_id::uuid and r.model = coalesce(:model::text, r.model) offset 0) r
  where ${beyond('r.id')} ${inOrder('r.id')}`,
);

const find = statement<{ project_id: string; id: string }, PredictionRow>(
  `${ofProject(predictionColumns('r'))} and r.id = :id::uuid`,
);

/** SQL for the id of the item that a line `l` names, by its id or its external id. */
const namedItem = `coalesce(
  (select i.id from items i where i.project_id = :project_id::uuid and i.id = l.item_id and i.deleted_at is null),
  (select i.id from items i where i.project_id = :project_id::uuid and i.external_id = l.external_id and i.deleted_at is null))`;

interface BatchParameters extends ChangeParameters, NotingParameters, AuthorityParameters {
  readonly lines: string;
  readonly update: boolean;
  readonly event_id: string;
}

interface SeenRow {
  readonly ord: number;
  readonly item_id: string | null;
  readonly known_id: string | null;
  readonly same: boolean | null;
  /** Whether the line differs only in the annotation UI that it names. */
  readonly other_ui: boolean | null;
  /**
   * Whether the line confirms the prediction as of a later moment than its own: its event is newer, and the content is
   * the same.
   */
  readonly confirms: boolean | null;
  /** As of when the prediction has its present state, if that is later than the line. */
  readonly newer_as_of: string | null;
}

/**
 * The result of the statement: the ids of created and changed predictions, and what it found for each line, by
 * position.
 */
interface BatchRow extends AuthorityRow {
  readonly created: readonly string[] | null;
  readonly changed: readonly string[] | null;
  readonly seen: readonly SeenRow[] | null;
  /** The predictions whose content is the same and that are now confirmed as of a later moment. */
  readonly confirmed: readonly string[] | null;
  /** The lines whose events the inbox has recorded already; they are not in `seen`. */
  readonly noted: readonly { readonly ord: number; readonly content: number }[] | null;
}

/** SQL for as of when a prediction has its present state. */
const asOf = `coalesce(r.event_time, r.created_at)`;

const equal = `((r.value = l.value or (r.value = l.sent) is true) and coalesce(r.score = l.score, l.score is null))`;
const ofThisUI = `coalesce(r.annotation_ui_version = l.annotation_ui_version, l.annotation_ui_version is null)`;
const same = `(${equal} and ${ofThisUI})`;

// The existing prediction of each line is looked up once, in the snapshot of the statement. Of several lines for one
// prediction, the first is written and the others stay open, as does a line that lost to another transaction. An item
// has few predictions, a model has many. So the comparison with the model is written so that no index on models can be
// used for it. Items are locked in the order of their ids.
const importBatch = statement<BatchParameters, BatchRow>(`
  with ${authority},
  named as materialized (
    select l.*, ${namedItem} as known_item_id, n.noted
    from json_to_recordset(:lines::text::json) as l(ord int, id uuid, item_id uuid, external_id text, model text, model_version text, score float8, value jsonb, sent jsonb, annotation_ui_version int, checked_against int, created_at timestamptz, ${eventRecord}, event_time timestamptz)
    ${joinNoted}
    where ${isAllowed}
  ),
  lines as materialized (
    select l.*, r.id as known_id, r.same, r.other_ui, r.confirms, r.newer_as_of
    from (
      select n.*, row_number() over (partition by n.known_item_id, n.model, n.model_version order by n.ord) as turn from named n where n.noted is null
    ) l
    left join lateral (
      select r.id, ${same} as same, ${equal} and not ${ofThisUI} as other_ui, ${same} and :update::boolean and (l.event_time > ${asOf}) is true as confirms,
        case when l.event_time < ${asOf} then ${asOf} end as newer_as_of
      from predictions r
      where r.project_id = :project_id::uuid and r.item_id = l.known_item_id and (r.model = l.model and r.model_version = l.model_version) is true
      limit 1
    ) r on true
    where l.turn = 1 or l.known_item_id is null
  ),
  item as materialized (
    select i.id from items i
    where i.project_id = :project_id::uuid and i.deleted_at is null
      and i.id = any (array(select l.known_item_id from lines l where l.known_id is null or (:update::boolean and (l.confirms or (not l.same and l.newer_as_of is null)))))
    order by i.id
    for update of i
  ),
  created as (
    insert into predictions (project_id, id, item_id, model, model_version, score, value, annotation_ui_version, event_time, created_at)
    select :project_id::uuid, l.id, l.known_item_id, l.model, l.model_version, l.score, l.value, l.checked_against, l.event_time, coalesce(l.created_at, :at::timestamptz)
    from lines l
    where l.known_id is null and l.known_item_id = any (array(select item.id from item))
    order by l.ord
    on conflict (project_id, item_id, model, model_version) do nothing
    returning id, item_id
  ),
  changed as (
    update predictions r set value = l.value, score = coalesce(l.score, r.score), annotation_ui_version = l.checked_against, event_time = coalesce(l.event_time, :at::timestamptz)
    from lines l
    where :update::boolean and not l.same and l.newer_as_of is null and (l.event_time < ${asOf}) is not true and l.known_item_id = any (array(select item.id from item))
      and r.project_id = :project_id::uuid and r.id = l.known_id
    returning r.id, r.item_id
  ),
  confirmed as (
    update predictions r set event_time = l.event_time
    from lines l
    where l.confirms and l.known_item_id = any (array(select item.id from item))
      and r.project_id = :project_id::uuid and r.id = l.known_id and ${same} and l.event_time > ${asOf}
    returning r.id
  ),
  touched as (
    update items i set changed_in = pg_current_xact_id()
    where i.project_id = :project_id::uuid and i.id = any (array(select c.item_id from created c union select c.item_id from changed c))
  ),
  event as (${appendToOutbox(importedEvent('goldset.predictions.imported'))}),
  noted as (${noteEvents(`
    select l.event, l.content from lines l
    where (l.same and not l.confirms) or (l.id in (select c.id from created c)) or (l.known_id in (select c.id from changed c union all select c.id from confirmed c))`)})
  select
    (select a.ended from authority a) as ended,
    (select json_agg(c.id) from created c) as created,
    (select json_agg(c.id) from changed c) as changed,
    (select json_agg(c.id) from confirmed c) as confirmed,
    (select json_agg(json_build_object('ord', l.ord, 'item_id', l.known_item_id, 'known_id', l.known_id, 'same', l.same, 'other_ui', l.other_ui,
        'confirms', l.confirms, 'newer_as_of', ${eventMoment('l.newer_as_of')})) from lines l) as seen,
    (select json_agg(json_build_object('ord', n.ord, 'content', n.noted)) from named n where n.noted is not null) as noted`);

/**
 * Writes the lines at these positions of a batch. The positions that are still open afterwards are missing in the
 * result. If the lines may not be written, returns why.
 */
const writeLines = async (
  run: Run,
  scope: Scope,
  { lines, on_conflict, change, newEventId }: PredictionBatch,
  places: readonly number[],
): Promise<ReadonlyMap<number, LineOutcome> | EndedAuthority> => {
  const [row] = await run(importBatch, {
    project_id: projectOf(scope),
    organization_id: scope.organization_id,
    causation_id: change.causation_id,
    at: change.at,
    update: on_conflict === 'update',
    event_id: newEventId(),
    lines: JSON.stringify(
      places.map((ord) => ({
        ord,
        id: lines[ord]?.id ?? '',
        ...lines[ord]?.prediction,
        checked_against: lines[ord]?.checked_against,
        sent: lines[ord]?.sent,
        created_at: lines[ord]?.created_at,
        ...eventColumns(lines[ord]?.event),
        event_time: lines[ord]?.event?.time,
      })),
    ),
    ...notingParameters(change),
    ...authorityParameters(scope),
  });
  if (row !== undefined && row.ended !== null) return row.ended;
  const [created, changed, confirmed] = [new Set(row?.created), new Set(row?.changed), new Set(row?.confirmed)];
  const settled = new Map<number, LineOutcome>();
  for (const { ord, content } of row?.noted ?? []) {
    const event = lines[ord]?.event;
    if (event) settled.set(ord, outcomeOfNoted(content, event));
  }
  for (const { ord, item_id, known_id, same, other_ui, confirms, newer_as_of } of row?.seen ?? []) {
    const line = lines[ord];
    if (line === undefined) continue;
    if (item_id === null) settled.set(ord, itemNotFound(line.prediction));
    else if (known_id === null) {
      if (created.has(line.id)) settled.set(ord, 'created');
    } else if (same === true) {
      if (confirms !== true || confirmed.has(known_id)) settled.set(ord, 'unchanged');
    } else if (on_conflict === 'reject') settled.set(ord, other_ui === true ? predictionOfOtherUI : predictionExists);
    else if (newer_as_of !== null) settled.set(ord, olderLine(newer_as_of, line.event?.time ?? ''));
    else if (changed.has(known_id)) settled.set(ord, 'updated');
  }
  return settled;
};

// Reads the lengths only: the texts themselves may be a thousand times as long as the lines that are checked against
// them.
const textLengths = statement<
  AuthorityParameters & { project_id: string; lines: string; keys: string },
  AuthorityRow & { lengths: TextLengths | null }
>(
  `
  with ${authority}
  select a.ended, (
    select coalesce((
      select json_object_agg(k.key, char_length(i.data ->> k.key))
      from json_array_elements_text(:keys::text::json) as k(key)
      where jsonb_typeof(i.data -> k.key) = 'string'
    ), '{}'::json)
    from items i where i.project_id = :project_id::uuid and i.id = l.known_item_id
  ) as lengths
  from authority a
  left join (
    select l.ord, ${namedItem} as known_item_id
    from json_to_recordset(:lines::text::json) as l(ord int, item_id uuid, external_id text)
    offset 0
  ) l on a.ended is null
  order by l.ord`,
  { isLong: true },
);

const idOf = ({ id }: Prediction): string => id;

/** The predictions of one project. */
export const predictionsOn = (run: Run, scope: Scope): PredictionsRepository => ({
  importBatch: (batch) => settleLines(batch.lines.length, (places) => writeLines(run, scope, batch, places)),
  textLengths: async (lines, keys) => {
    const named = lines.map(({ external_id, item_id }, ord) => ({ ord, external_id, item_id }));
    const rows = await run(textLengths, {
      project_id: projectOf(scope),
      lines: JSON.stringify(named),
      keys: JSON.stringify(keys),
      ...authorityParameters(scope),
    });
    return rows[0]?.ended ?? rows.map(({ lengths }) => lengths ?? undefined);
  },
  find: async (id) => {
    const [row] = await run(find, { project_id: projectOf(scope), id });
    return row && predictionTransport(row);
  },
  ...predictionDeletionsOn(run, scope),
  list: ({ item_id, model }, page) => {
    const project_id = projectOf(scope);
    if (item_id !== undefined)
      return readHeavyPage(
        run,
        scope,
        listOfItem,
        { project_id, item_id, model: model ?? null },
        page,
        'id',
        predictionTransport,
        idOf,
      );
    return model === undefined
      ? readHeavyPage(run, scope, listAll, { project_id }, page, 'id', predictionTransport, idOf)
      : readHeavyPage(run, scope, listOfModel, { project_id, model }, page, 'id', predictionTransport, idOf);
  },
});
