import { judgeSkip, mayBeNamed, outcomeOfNoted, settleLines } from '@goldset/core/adapter';
import type { Fault } from '@goldset/core';
import type { EndedAuthority, LineOutcome, Scope, SkipBatch, SkipFacts, TasksRepository } from '@goldset/core/adapter';
import { authority, authorityParameters, isAllowed } from '../sql/authority.ts';
import type { AuthorityParameters, AuthorityRow } from '../sql/authority.ts';
import { eventColumns, eventRecord, joinNoted, noteEvents, notingParameters } from '../sql/inbox.ts';
import type { NotingParameters } from '../sql/inbox.ts';
import { namesShared, whoIsNamed } from './names-lock.ts';
import { newExternalUsers } from './new-external-users.ts';
import { addToCounters, appendToOutbox, importedEvent, unmovedNames } from '../sql/sql-fragments.ts';
import type { ChangeParameters } from '../sql/sql-fragments.ts';
import { statement } from '../sql/statement.ts';
import type { Run } from '../sql/statement.ts';
import { organizationOf, projectOf } from '../sql/scope.ts';

interface Parameters extends ChangeParameters, NotingParameters, AuthorityParameters {
  readonly by: string;
  readonly lines: string;
  readonly update: boolean;
  readonly guideline_version: number;
  readonly event_id: string;
}

/** The result of the statement: the ids of created and changed tasks, and what it found for each line, by position. */
interface Row extends AuthorityRow {
  readonly created: readonly string[] | null;
  readonly changed: readonly string[] | null;
  readonly seen: readonly (SkipFacts & { readonly ord: number; readonly skip_id: string | null })[] | null;
  /** The lines whose events the inbox has recorded already; they are not in `seen`. */
  readonly noted: readonly { readonly ord: number; readonly content: number }[] | null;
}

/*
 * One statement, which looks up the lines, writes those that `judgeSkip` accepts, and returns what it found. In the
 * order of execution:
 *   named      whether the names still mean the same users as when the statement began; no transaction may change that
 *              meanwhile. If they do not, the statement does nothing.
 *   lines      each line with its item, its annotator and its guideline. Of several lines on one item and annotator,
 *              only the first is taken; the others stay open.
 *   judged     the tasks and annotations of the annotator on the item. An item has few of them, an annotator may have
 *              many. So the comparisons with the annotator are written so that no index on annotators can be used for
 *              them.
 *   newcomers  external users who are new. A line that needs a user whom another import has created stays open and is
 *              looked at again.
 *   held       the items, locked. An item that was annotated meanwhile has another number of annotations than before.
 *   created    the skips. If the annotator has got a task on the item meanwhile, the line stays open and is looked at
 *              again.
 */
const importBatch = statement<Parameters, Row>(`
  with ${authority},
  ${namesShared},
  named as materialized (
    select x.changes from (select t.changes from there t union all select f.changes from first f) x
    where x.changes = (select coalesce(max(n.changes), 0) from external_names n where n.organization_id = :organization_id::uuid)
  ),
  found as materialized (
    select l.*, i.id as known_item_id, i.annotation_count, u.id as known_user_id, coalesce(u.id, l.user_id) as who, g.version, g.annotation_ui_version, n.noted
    from named
    cross join json_to_recordset(:lines::text::json) as l(ord int, id uuid, external_id text, item_id uuid, user_id uuid, known_as uuid, name text, source text, email_key text, may_be_named boolean,
      reason text, skipped_at timestamptz, requeued_at timestamptz, guideline_version int, ${eventRecord})
    ${joinNoted}
    left join lateral (
      select i.id, i.annotation_count from items i
      where i.project_id = :project_id::uuid and i.external_id = l.external_id and i.deleted_at is null
      union all
      select i.id, i.annotation_count from items i
      where i.project_id = :project_id::uuid and i.id = l.item_id and i.deleted_at is null
      limit 1
    ) i on true
    ${whoIsNamed('l')}
    cross join lateral (select coalesce(l.known_as, case when e.id is null then m.user_id else coalesce(e.linked_to, e.id) end) as id) u
    left join lateral (
      select g.version, g.annotation_ui_version from guidelines g
      where g.project_id = :project_id::uuid and g.version = coalesce(l.guideline_version, :guideline_version::int)
      limit 1
    ) g on true
    where ${isAllowed}
  ),
  lines as materialized (
    select l.* from (
      select f.*, row_number() over (partition by f.known_item_id, f.who order by f.ord) as nth from found f where f.noted is null
    ) l
    where l.nth = 1 or l.known_item_id is null
  ),
  seen as materialized (
    select l.*, s.id as skip_id, s.skip_reason, s.requeued_at as taken_back_at, t.state as turn_state, t.skipped_at as turn_skipped_at, a.has_answer
    from lines l
    cross join lateral (select case when l.known_user_id is not null then ${unmovedNames('l.known_user_id')} end as unmoved) others
    left join lateral (
      select s.id, s.skip_reason, s.requeued_at from tasks s
      where s.project_id = :project_id::uuid and s.item_id = l.known_item_id and s.skipped_at is not null
        and ((s.annotator_id = l.who or s.annotator_id = any (others.unmoved)) and (l.skipped_at is null or s.skipped_at = l.skipped_at)) is true
      order by s.requeued_at is not null, s.id desc
      limit 1
    ) s on true
    left join lateral (
      select t.state, t.skipped_at from tasks t where t.project_id = :project_id::uuid and t.item_id = l.known_item_id and t.turn_of = l.who limit 1
    ) t on true
    cross join lateral (
      select exists (
        select from annotations a
        where a.project_id = :project_id::uuid and a.item_id = l.known_item_id and (a.annotator_id = l.who or a.annotator_id = any (others.unmoved)) is true
      ) as has_answer
    ) a
  ),
  judged as materialized (
    select s.*, case
      when s.known_item_id is null or s.version is null or (s.known_user_id is null and not s.may_be_named) then null
      when s.skip_id is null then case when s.requeued_at is not null or (s.turn_state is null and not s.has_answer) then 'create' end
      when :update::boolean and s.reason <> coalesce(s.skip_reason, '') and (s.requeued_at is null or (s.requeued_at = s.taken_back_at) is true) then 'change'
    end as does
    from seen s
  ),
  wanted as materialized (
    select distinct j.user_id as id, coalesce(j.source, '') as source, j.name, j.email_key from judged j where j.does = 'create' and j.known_user_id is null
  ),
  ${newExternalUsers('wanted')},
  held as materialized (
    select i.id, i.annotation_count from items i
    where i.project_id = :project_id::uuid and i.deleted_at is null
      and i.id = any (array(select j.known_item_id from judged j where j.does is not null and (select count(*) from newcomers) >= 0))
    order by i.id
    for update of i
  ),
  going as materialized (
    select j.* from judged j
    where j.does is not null and ((j.known_item_id, j.annotation_count) in (select h.id, h.annotation_count from held h)) is true
      and (j.known_user_id is not null or (j.user_id in (select n.id from newcomers n)) is true)
  ),
  created as (
    insert into tasks (project_id, id, item_id, annotator_id, state, lease_expires_at, guideline_version, annotation_ui_version, skip_reason, skipped_at, requeued_at, created_at, updated_at)
    select :project_id::uuid, g.id, g.known_item_id, g.who, case when g.requeued_at is null then 'skipped' else 'released' end, coalesce(g.skipped_at, :at::timestamptz),
      g.version, g.annotation_ui_version, g.reason, coalesce(g.skipped_at, :at::timestamptz), g.requeued_at, coalesce(g.skipped_at, :at::timestamptz), :at::timestamptz
    from going g where g.does = 'create'
    order by g.ord
    on conflict (project_id, item_id, turn_of) do nothing
    returning id, item_id, annotator_id, state
  ),
  changed as (
    update tasks t set skip_reason = g.reason, updated_at = :at::timestamptz
    from going g
    where g.does = 'change' and t.project_id = :project_id::uuid and t.id = g.skip_id
    returning t.id, t.item_id
  ),
  touched as (
    update items i set changed_in = pg_current_xact_id()
    where i.project_id = :project_id::uuid and i.id = any (array(select c.item_id from created c union select c.item_id from changed c))
  ),
  counted as (${addToCounters(`select c.annotator_id as user_id, 'tasks_' || c.state as counter, 1 as delta from created c`)}),
  event as (${appendToOutbox(importedEvent('goldset.tasks.imported'))}),
  noted as (${noteEvents(`
    select j.event, j.content from judged j
    where (j.id in (select c.id from created c)) or (j.skip_id in (select c.id from changed c)) or (
      j.skip_id is not null and j.does is null and j.version is not null and (j.reason is null or j.reason = coalesce(j.skip_reason, ''))
      and (j.requeued_at is null or (j.requeued_at = j.taken_back_at) is true))`)})
  select (select a.ended from authority a) as ended,
    (select json_agg(c.id) from created c) as created,
    (select json_agg(c.id) from changed c) as changed,
    (
      select json_agg(json_build_object('ord', j.ord, 'has_item', j.known_item_id is not null, 'has_annotator', j.known_user_id is not null, 'has_guideline', j.version is not null,
        'skip', case when j.skip_id is not null then json_build_object('reason', j.skip_reason, 'requeued_at', j.taken_back_at) end, 'skip_id', j.skip_id,
        'turn', case when j.turn_state is not null then json_build_object('state', j.turn_state, 'skipped_at', j.turn_skipped_at) end, 'has_answer', j.has_answer))
      from judged j
    ) as seen,
    (select json_agg(json_build_object('ord', f.ord, 'content', f.noted)) from found f where f.noted is not null) as noted`);

type Outcome = LineOutcome | readonly Fault[];

const momentOf = (text: string | null): string | null => (text === null ? null : new Date(text).toISOString());

const factsOf = ({ skip, turn, ...facts }: SkipFacts): SkipFacts => ({
  ...facts,
  skip: skip && { ...skip, requeued_at: momentOf(skip.requeued_at) },
  turn: turn && { ...turn, skipped_at: momentOf(turn.skipped_at) },
});

/**
 * Writes the lines at these positions of a batch. The positions that are still open afterwards are missing in the
 * result. If the lines may not be written, returns why.
 */
const writeLines = async (
  run: Run,
  scope: Scope,
  batch: SkipBatch,
  places: readonly number[],
): Promise<ReadonlyMap<number, Outcome> | EndedAuthority> => {
  const { lines, on_conflict, change, guideline_version, newEventId } = batch;
  const sent = places.map((ord) => {
    const { id, skip, annotator, event } = lines[ord] as SkipBatch['lines'][number];
    const { annotator: _, source: __, ...line } = skip;
    const { id: user_id, user_id: known_as, name, source, email_key } = annotator;
    return {
      ord,
      id,
      ...line,
      user_id,
      known_as,
      name,
      source,
      email_key,
      may_be_named: mayBeNamed(skip),
      ...eventColumns(event),
    };
  });
  const { at, by, causation_id } = change;
  const changes = {
    project_id: projectOf(scope),
    organization_id: organizationOf(scope),
    at,
    by,
    causation_id,
    event_id: newEventId(),
  };
  const asked = { lines: JSON.stringify(sent), update: on_conflict === 'update', guideline_version };
  const [row] = await run(importBatch, {
    ...changes,
    ...asked,
    ...notingParameters(change),
    ...authorityParameters(scope),
  });
  if (row !== undefined && row.ended !== null) return row.ended;
  const [created, changed] = [new Set(row?.created), new Set(row?.changed)];
  const settled = new Map<number, Outcome>();
  for (const { ord, content } of row?.noted ?? []) {
    const event = lines[ord]?.event;
    if (event) settled.set(ord, outcomeOfNoted(content, event));
  }
  for (const { ord, skip_id, ...facts } of row?.seen ?? []) {
    const line = lines[ord];
    if (line === undefined) continue;
    const judged = judgeSkip(line.skip, factsOf(facts), on_conflict);
    const isOpen =
      (judged === 'created' && !created.has(line.id)) || (judged === 'updated' && !changed.has(skip_id ?? ''));
    if (!isOpen) settled.set(ord, judged);
  }
  return settled;
};

/** Imports skips into one project. */
export const importSkipsOn =
  (run: Run, scope: Scope): TasksRepository['importSkips'] =>
  (batch) =>
    settleLines(batch.lines.length, (places) => writeLines(run, scope, batch, places));
