import type { ExternalLink, ExternalUsersRepository, MovedAnswers, MovedChunk, Scope } from '@goldset/core/adapter';
import { countsLeft, endedLeft, stateLeft } from '../rows/ended-leases.ts';
import { START } from '../queue/queue.ts';
import { addToCounters, appendToOutbox, holdQueue, withEventIds } from '../sql/sql-fragments.ts';
import type { ChangeParameters } from '../sql/sql-fragments.ts';
import { idArray, statement } from '../sql/statement.ts';
import type { Run } from '../sql/statement.ts';
import { organizationOf } from '../sql/scope.ts';

/** SQL for the date of the present revision of an annotation. */
export const revisedAt = (a: string): string =>
  `coalesce(${a}.revised_at, case ${a}.revision when 1 then ${a}.created_at else ${a}.updated_at end)`;

/**
 * SQL for when the present value of an annotation was given. A merge repeats that value in a revision of its own, which
 * is no new value.
 */
export const givenAt = (a: string): string => `coalesce(${a}.given_at, ${revisedAt(a)})`;

const NONE_LEFT: MovedChunk = { moved: 0, isLast: true };

interface Of {
  readonly project_id: string;
  readonly external_user_id: string;
  readonly user_id: string;
}

// An item has few annotations and tasks, an annotator may have many. So the comparisons with the annotator are written
// so that no index on annotators can be used for them.
const ownAnswer = (itemId: string): string => `
    select k.* from annotations k
    where k.project_id = :project_id::uuid and k.item_id = ${itemId} and (k.annotator_id = :user_id::uuid) is true
    limit 1`;

const ownClaim = (itemId: string): string => `
    select t.id from tasks t
    where t.project_id = :project_id::uuid and t.item_id = ${itemId} and (t.turn_of = :user_id::uuid) is true and t.state = 'claimed'
    limit 1`;

const count = statement<Of, MovedAnswers>(
  `
  select count(*)::int as moved, count(k.id)::int as merged, count(t.id)::int as released,
    count(*) filter (where k.id is not null and i.deleted_at is null and i.annotation_count = i.overlap)::int as reopened
  from annotations a
  cross join lateral (
    select i.annotation_count, i.overlap, i.deleted_at from items i where i.project_id = :project_id::uuid and i.id = a.item_id limit 1
  ) i
  left join lateral (${ownAnswer('a.item_id')}) k on true
  left join lateral (${ownClaim('a.item_id')}) t on true
  where a.project_id = :project_id::uuid and a.annotator_id = :external_user_id::uuid`,
  { isLong: true },
);

const holdLink = statement<Omit<Of, 'project_id'> & { readonly organization_id: string }, { readonly id: string }>(`
  select e.id from external_users e
  where e.organization_id = :organization_id::uuid and e.id = :external_user_id::uuid and e.linked_to = :user_id::uuid and e.moved_at is null
  for update of e`);

// Counts as a claim, so that no claim or import of this person continues with a snapshot in which an annotation belongs
// to another annotator.
const holdCursor = statement<Pick<Of, 'project_id' | 'user_id'>, never>(`
  insert into queue_cursors (project_id, annotator_id, claims, positions)
  values (:project_id::uuid, :user_id::uuid, 1, ${START})
  on conflict (project_id, annotator_id) do update set claims = queue_cursors.claims + 1`);

// Waits for the queue only if an item may get another position in it. Meanwhile no claim or annotation of the person is
// made: their cursor is locked.
const holdItems = statement<
  Of & { readonly count: number },
  { readonly seen: number; readonly item_ids: readonly string[] }
>(`
  with found as materialized (
    select a.item_id from annotations a
    where a.project_id = :project_id::uuid and a.annotator_id = :external_user_id::uuid
    order by a.id
    limit :count::int
  ),
  turn as materialized (
    select (${holdQueue}) from (
      select from found f
      where exists (${ownAnswer('f.item_id')}) or exists (${ownClaim('f.item_id')})
      limit 1
    ) first
  ),
  held as materialized (
    select i.id from items i
    where i.project_id = :project_id::uuid and i.id = any (array(select f.item_id from found f left join turn on true))
    order by i.id
    for update of i
  )
  select (select count(*)::int from found) as seen, (select coalesce(json_agg(h.id), '[]') from held h) as item_ids`);

interface MoveParameters extends Of, ChangeParameters {
  readonly by: string;
  readonly item_ids: string;
  readonly event_ids: string;
}

/*
 * Moves the annotations of items that are locked, with a snapshot from after they were locked. In the order of
 * execution:
 *   found    the annotations, each with the person's own annotation of the same item, if there is one.
 *   pairs    if there are two: which of them stays, and which becomes revisions of the other.
 *   history  the present values of both, which become revisions: each behind its own earlier ones, and those of the
 *            deleted annotation behind those of the one that stays.
 *   gone     deletes the one that does not stay; then `kept` changes the one that stays, so that one annotator never
 *            has two annotations of an item.
 *   touched  the items: fewer annotations, fewer claims, and a new queue position if they have a free place that the
 *            cursors of other annotators may have passed.
 */
const move = statement<MoveParameters, { readonly found: number }>(`
  with found as materialized (
    select a.*, k.id as own_id, k.source = 'task' or ${givenAt('k')} >= ${givenAt('a')} as is_own_kept
    from unnest(:item_ids::uuid[]) as item(id)
    cross join lateral (
      select a.* from annotations a
      where a.project_id = :project_id::uuid and a.item_id = item.id and (a.annotator_id = :external_user_id::uuid) is true
      limit 1
    ) a
    left join lateral (${ownAnswer('item.id')}) k on true
  ),
  pairs as materialized (
    select f.item_id, s.id as kept_id, s.revision as kept_revision, s.value as kept_value, s.author_id as kept_author_id, ${revisedAt('s')} as kept_since, ${givenAt('s')} as kept_given_at,
      g.id as gone_id, g.revision as gone_revision, g.value as gone_value, g.author_id as gone_author_id, g.source as gone_source, ${revisedAt('g')} as gone_since
    from found f
    cross join lateral (
      select s.* from annotations s where s.project_id = :project_id::uuid and s.id = case when f.is_own_kept then f.own_id else f.id end limit 1
    ) s
    cross join lateral (
      select g.* from annotations g where g.project_id = :project_id::uuid and g.id = case when f.is_own_kept then f.id else f.own_id end limit 1
    ) g
    where f.own_id is not null
  ),
  moved_history as (
    update annotation_revisions r set annotation_id = b.kept_id, revision = b.kept_revision + r.revision, source = coalesce(r.source, b.gone_source)
    from pairs b
    where r.project_id = :project_id::uuid and r.annotation_id = b.gone_id
  ),
  history as (
    insert into annotation_revisions (project_id, annotation_id, revision, value, author_id, source, created_at)
    select :project_id::uuid, x.annotation_id, x.revision, x.value, x.author_id, x.source, x.created_at
    from (
      select b.kept_id as annotation_id, b.kept_revision as revision, b.kept_value as value, b.kept_author_id as author_id, null as source, b.kept_since as created_at
      from pairs b
      union all
      select b.kept_id, b.kept_revision + b.gone_revision, b.gone_value, b.gone_author_id, b.gone_source, b.gone_since from pairs b
    ) x
  ),
  gone as (
    delete from annotations a using pairs b where a.project_id = :project_id::uuid and a.id = b.gone_id returning a.id, a.item_id
  ),
  kept as (
    update annotations a set annotator_id = :user_id::uuid, revision = b.kept_revision + b.gone_revision + 1, given_at = b.kept_given_at, revised_at = null, updated_at = greatest(:at::timestamptz, b.kept_since)
    from pairs b
    where a.project_id = :project_id::uuid and a.id = b.kept_id and (select count(*) from gone) >= 0
  ),
  moved as (
    update annotations a set annotator_id = :user_id::uuid
    from found f
    where a.project_id = :project_id::uuid and a.id = f.id and f.own_id is null
    returning a.id
  ),
  t as (
    update tasks t set state = 'released', updated_at = :at::timestamptz
    where t.project_id = :project_id::uuid and t.id = any (array(
      select t.id from found f cross join lateral (${ownClaim('f.item_id')}) t
    ))
    returning t.id, t.item_id
  ),
  touched as (
    update items i set
      annotation_count = i.annotation_count - x.merged,
      claimed_count = i.claimed_count - x.released,
      queue_position = case
        when x.released > 0 or (x.merged > 0 and i.open_slots = 0 and i.deleted_at is null and i.overlap - i.claimed_count - i.annotation_count + x.merged > 0)
          then nextval('queue_positions')
        else i.queue_position
      end,
      changed_in = pg_current_xact_id()
    from (
      select f.item_id, (f.own_id is not null)::int as merged, (select count(*)::int from t where t.item_id = f.item_id) as released from found f
    ) x
    where i.project_id = :project_id::uuid and i.id = x.item_id
    returning ${countsLeft}, i.deleted_at is null as is_there, old.state as was
  ),
  ended_left as materialized (${endedLeft('touched', 't')}),
  counted as (${addToCounters(`
    select u.user_id, 'annotations_imported' as counter, u.delta
    from found f join touched i on i.id = f.item_id and i.is_there
    cross join lateral (values (:external_user_id::uuid, -1), (:user_id::uuid, case when f.own_id is null then 1 else 0 end)) as u(user_id, delta)
    union all
    select :user_id::uuid, x.counter, x.delta from t cross join (values ('tasks_claimed', -1), ('tasks_released', 1)) as x(counter, delta)
    union all
    select :by::uuid, x.counter, x.delta
    from touched i cross join lateral (values ('items_' || i.was, -1), ('items_' || i.is, 1)) as x(counter, delta)
    where i.was <> i.is and i.is_there`)}),
  reopened as (select count(*)::int as n from touched i where i.is_there and i.was = 'complete' and i.is <> 'complete'),
  event as (${appendToOutbox(
    withEventIds(`
      select 'goldset.task.released' as type, t.id as subject,
        jsonb_build_object('item_id', t.item_id, 'annotator_id', :user_id::uuid, 'item_state', ${stateLeft('i', 'ended_left')}) as data, row_number() over (order by t.id) as ord
      from t join touched i on i.id = t.item_id
      union all
      select 'goldset.annotations.moved', :project_id::uuid, jsonb_build_object(
        'external_user_id', :external_user_id::uuid, 'user_id', :user_id::uuid,
        'moved', coalesce((select jsonb_agg(m.id order by m.id) from moved m), '[]'),
        'merged', coalesce((select jsonb_agg(jsonb_build_object('annotation_id', b.kept_id, 'merged_id', b.gone_id) order by b.kept_id) from pairs b), '[]'),
        'reopened', (select r.n from reopened r)), (select count(*) from t) + 1
      where exists (select from found)`),
  )}),
  totals as (
    update external_users e set
      moved = e.moved + (select count(*)::int from found),
      merged = e.merged + (select count(*)::int from pairs),
      reopened = e.reopened + (select r.n from reopened r),
      released = e.released + (select count(*)::int from t)
    where e.organization_id = :organization_id::uuid and e.id = :external_user_id::uuid
  )
  select count(*)::int as found from found`);

/** Moves the annotations of linked external users of one organization to their persons. */
export const moveAnswersOn = (
  run: Run,
  scope: Scope,
): Pick<ExternalUsersRepository, 'countToMove' | 'moveAnswers'> => ({
  countToMove: async (project_id, link) => {
    const [row] = await run(count, { project_id, ...link });
    if (row === undefined) throw new Error('An aggregate without groups gives one row.');
    return row;
  },
  moveAnswers: async (project_id, link: ExternalLink, { at, by, causation_id }, event_ids) => {
    const organization_id = organizationOf(scope);
    const of = { project_id, ...link };
    if ((await run(holdLink, { organization_id, ...link })).length === 0) return NONE_LEFT;
    await run(holdCursor, { project_id, user_id: link.user_id });
    const count = event_ids.length - 1;
    const [held] = await run(holdItems, { ...of, count });
    if (held === undefined || held.seen === 0) return NONE_LEFT;
    // While this waited for the items, a purge may have deleted some of them, or all.
    const isLast = held.seen < count;
    if (held.item_ids.length === 0) return { moved: 0, isLast };
    const [row] = await run(move, {
      ...of,
      organization_id,
      at,
      by,
      causation_id,
      item_ids: idArray(held.item_ids),
      event_ids: idArray(event_ids),
    });
    return { moved: row?.found ?? 0, isLast };
  },
});
