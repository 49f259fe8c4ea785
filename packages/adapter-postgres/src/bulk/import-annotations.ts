import type { AnnotationsRepository, AnswerToImport, ImportedAnswer, Scope } from '@goldset/core/adapter';
import { authority, authorityParameters, isAllowed } from '../sql/authority.ts';
import type { AuthorityParameters, AuthorityRow } from '../sql/authority.ts';
import { asOf, eventMoment, isNewer, isOlder, made } from '../sql/event-order.ts';
import { eventColumns, eventRecord, joinNoted, noteEvents, notingParameters } from '../sql/inbox.ts';
import type { NotingParameters } from '../sql/inbox.ts';
import { givenAt, revisedAt } from './moved-answers.ts';
import { START } from '../queue/queue.ts';
import { namesShared, whoIsNamed } from './names-lock.ts';
import { newExternalUsers } from './new-external-users.ts';
import { addToCounters, appendToOutbox, importedEvent, sizeOf, unmovedNames } from '../sql/sql-fragments.ts';
import type { ChangeParameters } from '../sql/sql-fragments.ts';
import { statement } from '../sql/statement.ts';
import type { Run } from '../sql/statement.ts';
import { organizationOf, projectOf } from '../sql/scope.ts';

const MAX_BYTES = 4 * 1024 * 1024;

/** The most earlier imported values that a line is compared with. */
const MAX_EARLIER = 100;

/** The most bytes of the values of one annotation that are returned for comparison: far more than a line can hold. */
const MAX_HISTORY_BYTES = 32 * 1024 * 1024;

/**
 * What the result for a line depends on, as it was read: the revision of the item, how often the annotator, if a
 * person, has claimed, and how often the mapping from names to users has changed.
 */
interface Seen {
  readonly item_revision: number;
  readonly is_member: boolean;
  readonly claims: string | null;
  readonly changes: number;
}

interface FoundRow extends Seen, AuthorityRow {
  readonly item_id: string | null;
  /** The data of the item; only on the first line of each item. */
  readonly data: NonNullable<AnswerToImport['item']>['data'] | null;
  readonly annotator_id: string | null;
  readonly is_claimed: boolean;
  readonly annotation: AnswerToImport['annotation'];
  readonly earlier: AnswerToImport['earlier'] | null;
  readonly of_then: AnswerToImport['of_then'] | null;
  readonly author_ids: AnswerToImport['author_ids'] | null;
  readonly histories: AnswerToImport['histories'] | null;
  readonly annotation_ui_version: number | null;
  readonly has_annotation_ui: boolean;
  readonly noted: number | null;
}

// Imported values of annotations that a merge has turned into revisions, or that still exist beside the annotation that
// will stay. Nearly no annotator has any.
const earlierImports = `
    case when u.is_member and (a.revision > 2 or named.unmoved <> '{}') then array(
      select jsonb_build_object('value', e.value, 'created_at', e.created_at) from (
        select e.value, e.created_at, sum(octet_length(e.value::text)) over (order by e.created_at desc, e.nth) as bytes
        from (
          select e.value, e.created_at, row_number() over (order by e.created_at desc) as nth
          from (
            select r.value, r.created_at from annotation_revisions r
            where r.project_id = :project_id::uuid and r.annotation_id = a.id and r.source = 'import'
            union all
            select v.value, v.created_at
            from annotations o cross join lateral (
              select o.value, ${revisedAt('o')} as created_at
              union all
              select r.value, r.created_at from annotation_revisions r where r.project_id = :project_id::uuid and r.annotation_id = o.id
            ) v
            where o.project_id = :project_id::uuid and o.item_id = i.id and o.source = 'import' and o.id <> a.id
              and (o.annotator_id = u.id or o.annotator_id = any (named.unmoved)) is true
          ) e
          order by e.created_at desc
          limit ${MAX_EARLIER}
        ) e
      ) e
      where e.bytes <= ${MAX_BYTES}
    ) end`;

// For a line with revisions, the revisions to compare them with: those of the annotation, and of the annotations that
// will become revisions of it.
const histories = `
    case when k.history is not null and a.id is not null then (
      select json_agg(json_build_object('length', o.revision, 'is_merged', o.is_merged, 'revisions', (
        select coalesce(json_agg(json_build_object(
          'value', case when r.bytes <= ${MAX_HISTORY_BYTES} then r.value end, 'author_id', coalesce(author.linked_to, r.author_id), 'created_at', r.created_at) order by r.revision), '[]')
        from (
          select r.*, sum(octet_length(r.value::text)) over (order by r.revision) as bytes
          from (
            select p.revision, p.value, coalesce(p.author_id, o.annotator_id) as author_id, p.created_at from annotation_revisions p
            where p.project_id = :project_id::uuid and p.annotation_id = o.id
            union all
            select o.revision, o.value, coalesce(o.author_id, o.annotator_id), ${revisedAt('o')}
          ) r
          where r.revision <= k.history or o.is_merged
        ) r
        left join external_users author on author.organization_id = :organization_id::uuid and author.id = r.author_id
      )) order by o.id = a.id desc, o.id)
      from (
        select o.*, exists (
          select from annotation_revisions p where p.project_id = :project_id::uuid and p.annotation_id = o.id and p.source is not null
        ) as is_merged
        from annotations o
        where o.project_id = :project_id::uuid and o.item_id = i.id and (o.annotator_id = u.id or o.annotator_id = any (named.unmoved)) is true
      ) o
    ) end`;

const authorIds = `
    case when k.history is not null then (
      select json_agg(coalesce(p.user_id, case when e.id is null then m.user_id else coalesce(e.linked_to, e.id) end) order by p.nth)
      from json_to_recordset(k.authors) as p(nth int, name text, source text, email_key text, user_id uuid)
      ${whoIsNamed('p')}
    ) end`;

// Returns the lines up to and including the one with which the result exceeds `MAX_BYTES`. The data of an item is in
// the first of its lines. Annotations are looked up by item: an item has few, an annotator may have many, so no index
// on annotators must be usable here.
const findToImport = statement<
  AuthorityParameters & { project_id: string; organization_id: string; keys: string },
  FoundRow
>(
  `
  with ${authority},
  found as materialized (
    select k.ord, i.id as item_id, i.revision as item_revision, i.data, u.id as annotator_id, u.is_member, a.id as annotation_id, a.value, a.revision,
      a.annotation_ui_version as there_under, a.given_at, a.as_of, ${earlierImports} as earlier, ${histories} as histories, ${authorIds} as author_ids,
      case when k.created_at is not null and a.revision > 1 then (
        select json_agg(t.value) from (
          select r.value from annotation_revisions r where r.project_id = :project_id::uuid and r.annotation_id = a.id and r.created_at = k.created_at limit ${MAX_EARLIER}
        ) t
      ) end as of_then,
      k.annotation_ui_version is not null and exists (
        select from annotation_uis v where v.project_id = :project_id::uuid and v.version = k.annotation_ui_version
      ) as has_annotation_ui,
      g.annotation_ui_version, row_number() over (partition by i.id order by k.ord) as nth, n.noted
    from json_to_recordset(:keys::text::json) as k(ord int, external_id text, item_id uuid, annotator text, source text, email_key text, user_id uuid,
      guideline_version int, annotation_ui_version int, created_at timestamptz, history int, authors json, event uuid)
    cross join lateral (select k.event) l
    ${joinNoted}
    left join lateral (
      select i.id, i.revision, i.data from items i
      where i.project_id = :project_id::uuid and i.external_id = k.external_id and i.deleted_at is null
      union all
      select i.id, i.revision, i.data from items i
      where i.project_id = :project_id::uuid and i.id = k.item_id and i.deleted_at is null
      limit 1
    ) i on true
    cross join lateral (
      select (
        select m.user_id from member_addresses m where m.organization_id = :organization_id::uuid and m.email_key = k.email_key
      ) as joined_id
    ) joined
    left join lateral (
      select e.id, e.linked_to from external_users e
      where e.organization_id = :organization_id::uuid and e.name = k.annotator and e.source = coalesce(k.source, '')
      limit 1
    ) known on true
    cross join lateral (
      select coalesce(k.user_id, case when known.id is null then joined.joined_id else coalesce(known.linked_to, known.id) end) as id,
        case
          when k.user_id is not null then exists (select from users one where one.id = k.user_id and one.kind = 'person')
          else case when known.id is null then joined.joined_id else known.linked_to end is not null
        end as is_member
    ) u
    cross join lateral (select case when u.is_member then ${unmovedNames('u.id')} end as unmoved) named
    left join lateral (
      select a.id, a.value, a.revision, a.annotation_ui_version, ${givenAt('a')} as given_at, ${eventMoment(asOf('a'))} as as_of from annotations a
      where a.project_id = :project_id::uuid and a.item_id = i.id and (a.annotator_id = u.id or a.annotator_id = any (named.unmoved)) is true
      order by a.source = 'task' desc, ${givenAt('a')} desc, a.annotator_id = u.id desc
      limit 1
    ) a on true
    left join lateral (
      select g.annotation_ui_version from guidelines g where g.project_id = :project_id::uuid and g.version = k.guideline_version limit 1
    ) g on true
    where ${isAllowed}
  ),
  measured as (
    select f.*, sum(f.size) over (order by f.ord) - f.size as bytes_before
    from (
      select f.*, coalesce(case when f.nth = 1 then ${sizeOf('f.data')} end, 0) + coalesce(${sizeOf('f.value')}, 0) + coalesce(octet_length(array_to_json(f.earlier)::text), 0)
        + coalesce(octet_length(f.histories::text), 0) + coalesce(octet_length(f.of_then::text), 0) as size from found f
    ) f
  )
  select z.ended, f.item_id, f.item_revision, (select coalesce(max(n.changes), 0) from external_names n where n.organization_id = :organization_id::uuid) as changes, case when f.nth = 1 then f.data end as data, f.annotator_id, f.is_member, f.annotation_ui_version, f.has_annotation_ui, f.of_then, f.author_ids, f.histories, f.noted::float8 as noted,
    case when f.annotation_id is not null then json_build_object(
      'id', f.annotation_id, 'value', f.value, 'revision', f.revision, 'annotation_ui_version', f.there_under, 'given_at', f.given_at, 'as_of', f.as_of) end as annotation, array_to_json(f.earlier) as earlier,
    (select c.claims from queue_cursors c where f.is_member and c.project_id = :project_id::uuid and c.annotator_id = f.annotator_id) as claims,
    coalesce((
      select t.state = 'claimed' from tasks t where t.project_id = :project_id::uuid and t.item_id = f.item_id and t.turn_of = f.annotator_id limit 1
    ), false) as is_claimed
  from authority z
  left join measured f on f.bytes_before < ${MAX_BYTES}
  order by f.ord`,
  { isLong: true },
);

interface BatchParameters extends ChangeParameters, NotingParameters, AuthorityParameters {
  readonly by: string;
  readonly event_id: string;
  readonly answers: string;
  readonly new_users: string;
  readonly unchanged: string;
}

/*
 * One statement, which writes each line for which the facts that were read still hold, and returns which lines these
 * are. In the order of execution:
 *   named      the lines in whose organization the names still mean the same users; no transaction may change that
 *              meanwhile.
 *   wanted     the external users whom the lines need and who did not exist: annotators and authors.
 *   newcomers  those of them who are created, in the order of their names. A line that needs a user whom another import
 *              has created stays open and is looked at again.
 *   ready      members whose number of claims is still the one that was read. Their cursors are locked and count a
 *              claim, so that no claim of theirs continues with a snapshot without the annotation: an annotator never
 *              has both an annotation of an item and a claimed task on it.
 *   held       the items, locked. Items are locked before tasks and annotations, everywhere.
 *   going      the lines that are written, unless their annotation was made, revised, or found newer meanwhile.
 *              (“is true” keeps the look-ups from becoming joins, which would be nested loops.)
 */
const importBatch = statement<BatchParameters, AuthorityRow & { written: readonly string[] | null }>(`
  with ${authority},
  ${namesShared},
  named as materialized (select t.changes from there t union all select f.changes from first f),
  lines as materialized (
    select l.* from named cross join json_to_recordset(:answers::text::json) as l(ord int, id uuid, item_id uuid, item_revision int, annotator_id uuid,
      is_member boolean, claims bigint, changes int, does text, revises uuid, revision int, value jsonb, author_id uuid, guideline_version int, annotation_ui_version int, origin text,
      created_at timestamptz, first_at timestamptz, history json, ${eventRecord}, event_time timestamptz, ordered_by timestamptz)
    ${joinNoted}
    where n.noted is null and l.changes = named.changes and ${isAllowed}
  ),
  wanted as materialized (
    select w.* from json_to_recordset(:new_users::text::json) as w(ord int, id uuid, name text, source text, email_key text)
    where w.ord in (select l.ord from lines l)
  ),
  ${newExternalUsers("(select distinct w.id, coalesce(w.source, '') as source, w.name, w.email_key from wanted w)")},
  members as materialized (
    select distinct l.annotator_id, l.claims from lines l
    where l.is_member and l.does = 'create' and (select count(*) from newcomers) >= 0
  ),
  locked as materialized (
    select c.annotator_id, c.claims from queue_cursors c
    where c.project_id = :project_id::uuid and c.annotator_id = any (array(select m.annotator_id from members m))
    order by c.annotator_id
    for update of c
  ),
  started as (
    insert into queue_cursors (project_id, annotator_id, claims, positions)
    select :project_id::uuid, m.annotator_id, 1, ${START} from members m
    where m.claims is null and m.annotator_id <> all (array(select c.annotator_id from locked c))
    order by m.annotator_id
    on conflict (project_id, annotator_id) do nothing
    returning annotator_id
  ),
  turned as (
    update queue_cursors c set claims = c.claims + 1
    where c.project_id = :project_id::uuid and c.annotator_id = any (array(
      select c.annotator_id from locked c join members m on m.annotator_id = c.annotator_id and m.claims = c.claims
    ))
    returning c.annotator_id
  ),
  ready as materialized (select s.annotator_id from started s union all select t.annotator_id from turned t),
  held as materialized (
    select i.id, i.revision from items i
    where i.project_id = :project_id::uuid and i.id = any (array(select l.item_id from lines l where (select count(*) from ready) >= 0)) and i.deleted_at is null
    order by i.id
    for update of i
  ),
  going as materialized (
    select l.* from lines l
    where ((l.item_id, l.item_revision) in (select h.id, h.revision from held h)) is true
      and l.ord <> all (array(select w.ord from wanted w where w.id <> all (array(select n.id from newcomers n))))
      and (l.does <> 'create' or not l.is_member or (l.annotator_id in (select r.annotator_id from ready r)) is true)
  ),
  created as (
    insert into annotations (project_id, id, item_id, annotator_id, value, guideline_version, annotation_ui_version, source, origin, revision, event_time, event_revision, author_id, revised_at, created_at, updated_at)
    select :project_id::uuid, g.id, g.item_id, g.annotator_id, g.value, g.guideline_version, g.annotation_ui_version, 'import', g.origin, 1 + coalesce(json_array_length(g.history), 0), g.event_time,
      case when g.event_time is not null then 1 + coalesce(json_array_length(g.history), 0) end,
      nullif(g.author_id, g.annotator_id), case when g.history is not null then g.created_at end, coalesce(g.first_at, g.created_at), :at::timestamptz
    from going g where g.does = 'create'
    order by g.ord
    on conflict (project_id, item_id, annotator_id) do nothing
    returning id, item_id, annotator_id
  ),
  changed as (
    update annotations a set value = g.value, revision = a.revision + 1 + coalesce(json_array_length(g.history), 0), author_id = nullif(g.author_id, a.annotator_id),
      ${made('a.revision + 1 + coalesce(json_array_length(g.history), 0)', 'g.event_time')},
      given_at = null, revised_at = nullif(g.created_at, :at::timestamptz), updated_at = :at::timestamptz
    from going g
    where g.does = 'revise' and a.project_id = :project_id::uuid and a.id = g.revises and a.revision = g.revision and not ${isOlder('a', 'g.ordered_by')}
    returning a.id, a.item_id, old.revision as old_revision, old.value as old_value, old.author_id as old_author_id, ${revisedAt('old')} as old_since
  ),
  confirmed as (
    update annotations a set ${made('a.revision', 'g.ordered_by')}
    from going g
    where g.does = 'confirm' and a.project_id = :project_id::uuid and a.id = g.revises and a.revision = g.revision and ${isNewer('a', 'g.ordered_by')}
    returning a.id
  ),
  kept as (
    insert into annotation_revisions (project_id, annotation_id, revision, value, author_id, created_at)
    select :project_id::uuid, x.id, x.revision, x.value, x.author_id, x.created_at
    from (
      select c.id, c.old_revision as revision, c.old_value as value, c.old_author_id as author_id, c.old_since as created_at from changed c
      union all
      select g.written_id, coalesce(g.revision, 0) + h.nth, h.value, nullif(h.author_id, g.annotator_id), h.created_at
      from (select coalesce(g.revises, g.id) as written_id, g.revision, g.annotator_id, g.history from going g where g.history is not null) g
      cross join lateral json_to_recordset(g.history) as h(nth int, value jsonb, author_id uuid, created_at timestamptz)
      where (g.written_id in (select c.id from created c)) or (g.written_id in (select c.id from changed c))
    ) x
  ),
  touched as materialized (
    select x.item_id, sum(x.created)::int as created
    from (select c.item_id, 1 as created from created c union all select c.item_id, 0 from changed c) x
    group by x.item_id
  ),
  answered as (
    update items i set annotation_count = i.annotation_count + t.created, changed_in = pg_current_xact_id()
    from touched t
    where i.project_id = :project_id::uuid and i.id = t.item_id
    returning old.state as was, new.state as is
  ),
  counted as (${addToCounters(`
    select c.annotator_id as user_id, 'annotations_imported' as counter, 1 as delta from created c
    union all select :by::uuid, 'items_' || a.was, -1 from answered a where a.was <> a.is
    union all select :by::uuid, 'items_' || a.is, 1 from answered a where a.was <> a.is`)}),
  event as (${appendToOutbox(importedEvent('goldset.annotations.imported'))}),
  noted as (${noteEvents(`
    select g.event, g.content from going g where (g.id in (select c.id from created c)) or (g.revises in (select c.id from changed c union all select c.id from confirmed c))
    union all
    select l.event, l.content from json_to_recordset(:unchanged::text::json) as l(${eventRecord}) ${joinNoted} where n.noted is null and ${isAllowed}`)})
  select (select a.ended from authority a) as ended, (select json_agg(x.id) from (select c.id from created c union all select c.id from changed c union all select c.id from confirmed c) x) as written`);

/** Converts a moment that the database wrote into JSON. */
const momentOf = (text: string): string => new Date(text).toISOString();

const dated = <Row extends { readonly created_at: string }>(row: Row): Row => ({
  ...row,
  created_at: momentOf(row.created_at),
});

/**
 * Returns the columns that are sent for the revisions of an annotation: the last revision, and those before it if there
 * are any.
 */
const revisionColumns = (revisions: ImportedAnswer['revisions']): object => {
  const last = revisions.at(-1);
  const before = revisions.slice(0, -1).map((one, place) => ({ nth: place + 1, ...one }));
  return before.length === 0 ? { ...last } : { ...last, first_at: before[0]?.created_at, history: before };
};

/** Imports annotations into one project. */
export const importAnnotationsOn = (
  run: Run,
  scope: Scope,
): Pick<AnnotationsRepository, 'findToImport' | 'importBatch'> => ({
  findToImport: async (keys) => {
    const asked = JSON.stringify(
      keys.map(({ history, ...key }, ord) => ({
        ord,
        ...key,
        ...(history && {
          history: history.length,
          authors: history.authors.map((author, nth) => ({ nth, ...author })),
        }),
      })),
    );
    const rows = await run(findToImport, {
      project_id: projectOf(scope),
      organization_id: organizationOf(scope),
      keys: asked,
      ...authorityParameters(scope),
    });
    const [first] = rows;
    if (first !== undefined && first.ended !== null) return first.ended;
    const data = new Map(
      rows.flatMap((row) => (row.item_id === null || row.data === null ? [] : [[row.item_id, row.data]])),
    );
    return rows.map(
      ({
        ended: _,
        item_id,
        item_revision,
        is_member,
        claims,
        changes,
        data: __,
        annotation,
        earlier,
        of_then,
        author_ids,
        histories,
        ...row
      }): AnswerToImport => {
        const seen: Seen = { item_revision, is_member, claims, changes };
        return {
          ...row,
          item: item_id === null ? null : { id: item_id, data: data.get(item_id) ?? {} },
          annotation: annotation && { ...annotation, given_at: momentOf(annotation.given_at) },
          earlier: earlier?.map(dated) ?? [],
          of_then: of_then ?? [],
          author_ids: author_ids ?? [],
          histories: histories?.map((history) => ({ ...history, revisions: history.revisions.map(dated) })) ?? [],
          seen: JSON.stringify(seen),
        };
      },
    );
  },
  importBatch: async (answers, unchanged, { at, by, causation_id }, event_id) => {
    const lines = answers.map(({ revises, revisions, seen, event, new_users: _, ...answer }, ord) => ({
      ord,
      ...answer,
      ...revisionColumns(revisions),
      ...eventColumns(event),
      event_time: event?.time,
      ...(JSON.parse(seen) as Seen),
      does: revises === null ? 'create' : revisions.length === 0 ? 'confirm' : 'revise',
      revises: revises?.id ?? null,
      revision: revises?.revision ?? null,
    }));
    const newUsers = answers.flatMap(({ new_users }, ord) => new_users.map((user) => ({ ord, ...user })));
    const changes = {
      project_id: projectOf(scope),
      organization_id: organizationOf(scope),
      at,
      by,
      causation_id,
      event_id,
    };
    const texts = {
      answers: JSON.stringify(lines),
      new_users: JSON.stringify(newUsers),
      unchanged: JSON.stringify(unchanged.map(eventColumns)),
    };
    const [row] = await run(importBatch, {
      ...changes,
      ...notingParameters({ at }),
      ...authorityParameters(scope),
      ...texts,
    });
    if (row !== undefined && row.ended !== null) return row.ended;
    const written = new Set(row?.written);
    return lines.map(({ id, revises }) => written.has(revises ?? id));
  },
});
