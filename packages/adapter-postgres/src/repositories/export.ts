import { NIL_ID } from '@goldset/core';
import type { ItemState } from '@goldset/core';
import type {
  ChangePlace,
  EndedAuthority,
  EndedPlace,
  ExportChunk,
  ExportRepository,
  NamedBy,
  Scope,
} from '@goldset/core/adapter';
import { annotationJson } from '../rows/annotation-row.ts';
import { authority, authorityParameters, isAllowed } from '../sql/authority.ts';
import type { AuthorityParameters } from '../sql/authority.ts';
import { hasFreePlaceAt, itemStateAt } from '../rows/ended-leases.ts';
import { requeuedOf, skipsOf } from '../rows/item-columns.ts';
import { revisedAt } from '../bulk/moved-answers.ts';
import { predictionsFor } from '../rows/prediction-row.ts';
import { iso, sizeOf } from '../sql/sql-fragments.ts';
import { statement } from '../sql/statement.ts';
import type { Run } from '../sql/statement.ts';
import { projectOf } from '../sql/scope.ts';

const CHUNK_ITEMS = 250;
const CHUNK_BYTES = 4 * 1024 * 1024;

// If only one state is wanted, this many items may have to be passed to find it.
const WALK_ITEMS = 5000;

/**
 * SQL for a user as an export names them. With `:with_addresses` it includes the e-mail address of a member, or the
 * source of an external user.
 */
const exportedUser = (id: string): string => `(
      select case
        when u.kind = 'person' and :with_addresses::boolean then json_build_object('id', u.id, 'name', u.name, 'kind', u.kind, 'email', (
          select u.email from members m where m.organization_id = :organization_id::uuid and m.user_id = u.id limit 1
        ))
        when u.kind = 'external' and :with_addresses::boolean then json_build_object('id', u.id, 'name', u.name, 'kind', u.kind, 'source', (
          select nullif(e.source, '') from external_users e where e.organization_id = :organization_id::uuid and e.id = u.id limit 1
        ))
        else json_build_object('id', u.id, 'name', u.name, 'kind', u.kind)
      end
      from users u where u.id = ${id}
    )`;

// Very few annotations have been revised, so the others need no look-up.
const exportedRevisions = `case when a.revision > 1 then (
        select json_agg(json_build_object('revision', r.revision, 'value', r.value, 'author', ${exportedUser('r.author_id')}, 'source', r.source, 'created_at', ${iso('r.created_at')}) order by r.revision)
        from (
          select p.revision, p.value, coalesce(p.author_id, a.annotator_id) as author_id, coalesce(p.source, a.source) as source, p.created_at
          from annotation_revisions p where p.project_id = :project_id::uuid and p.annotation_id = a.id
          union all
          select a.revision, a.value, coalesce(a.author_id, a.annotator_id), a.source, ${revisedAt('a')}
        ) r
      ) else '[]'::json end`;

/**
 * SQL for an item in its exported form, as JSON, as of `:at`. The item is a row of items of the project `:project_id`
 * of `:organization_id`, under the alias `i`.
 */
export const exportedItem = `json_build_object(
    'id', i.id, 'external_id', i.external_id, 'data', i.data, 'metadata', i.metadata, 'priority', i.priority, 'overlap', i.overlap,
    'state', ${itemStateAt('i')}, 'annotation_count', i.annotation_count, 'skips', ${skipsOf('i.id', null, 's.requeued_at', exportedUser)}, 'requeued', ${requeuedOf('i', exportedUser)}, 'revision', i.revision, 'created_at', ${iso('i.created_at')}, 'updated_at', ${iso('i.updated_at')},
    'annotations', coalesce((
      select json_agg(${annotationJson('a', `, 'revisions', ${exportedRevisions}`, exportedUser)} order by a.id)
      from annotations a
      where a.project_id = :project_id::uuid and a.item_id = i.id), '[]'::json),
    'predictions', ${predictionsFor('i.id')})`;

const deletedItem = `json_build_object('id', i.id, 'external_id', i.external_id, 'deleted_at', ${iso('i.deleted_at')})`;

interface Parameters extends AuthorityParameters {
  readonly project_id: string;
  readonly organization_id: string | null;
  readonly with_addresses: boolean;
  readonly at: string;
  readonly state: ItemState | null;
  /** The most items that may be passed. */
  readonly walk: number;
}

/**
 * A line; or the last row, without a line. That row says why nothing may be read, if so, and the position at which the
 * chunk ends, if more may follow.
 */
interface Row {
  readonly line: string | null;
  readonly next_id: string | null;
  readonly next_first: string | null;
  readonly not_allowed: EndedAuthority | null;
}

/**
 * SQL for about how many bytes the annotations of an item `p`, their earlier revisions and its predictions have. They
 * may be far more than those of the item itself.
 */
const sizeOfParts = `coalesce((
      select sum(${sizeOf('a.value')} + case when a.revision > 1 then (
        select sum(${sizeOf('r.value')}) from annotation_revisions r where r.project_id = :project_id::uuid and r.annotation_id = a.id
      ) else 0 end)
      from annotations a
      where p.annotation_count > 0 and a.project_id = :project_id::uuid and a.item_id = p.id
    ), 0) + coalesce((select sum(${sizeOf('r.value')}) from predictions r where r.project_id = :project_id::uuid and r.item_id = p.id), 0)`;

/** The source of the items of a chunk. */
interface Source {
  /** SQL for a relation with the alias `i`: the columns of items, and those that it is ordered by. */
  readonly items: string;
  /** The columns that the items are ordered by: an id, or another column and an id. */
  readonly keys: readonly [string] | readonly [string, string];
  /** SQL for the first of these columns as text, of the alias `s`. */
  readonly first: string;
}

/**
 * SQL for a chunk of items; `line` is SQL for the line of the item `i`. Items that are passed without a line also
 * advance the position, so that a rare state costs no more per statement than a frequent one.
 */
const chunkOf = ({ items, keys, first }: Source, line: string): string => {
  const order = (alias: string, direction = ''): string => keys.map((key) => `${alias}.${key}${direction}`).join(', ');
  return `
  with ${authority},
  passed as materialized (
    select i.*
    from ${items}
    order by ${order('i')}
    limit :walk::int
  ),
  placed as (
    select p.*, row_number() over (order by ${order('p')}) as place
    from passed p
    where :state::text is null or ${itemStateAt('p')} = :state::text or p.deleted_at is not null
  ),
  measured as (
    select p.*, ${sizeOf('p.data')} + ${sizeOf('p.metadata')} + ${sizeOfParts} as size from placed p where p.place <= ${CHUNK_ITEMS}
  ),
  fitting as materialized (
    select m.* from (select m.*, sum(m.size) over (order by m.place) - m.size as bytes_before from measured m) m where m.bytes_before < ${CHUNK_BYTES}
  ),
  stop as (
    select p.${keys.at(-1) ?? ''} as next_id, ${first} as next_first from passed p
    where case
      when (select count(*) from fitting) < (select count(*) from placed) then p.id = (select f.id from fitting f where f.place = (select max(place) from fitting))
      else (select count(*) from passed) = :walk::int
    end
    order by ${order('p', ' desc')}
    limit 1
  )
  select (${line})::text as line, null as next_id, null as next_first, null as not_allowed, i.place
  from fitting i
  union all
  select null, s.next_id, s.next_first, a.ended, null from authority a left join stop s on true
  order by place nulls last`;
};

const chunk = statement<Parameters & { readonly after: string }, Row>(
  chunkOf(
    {
      items: `items i where i.project_id = :project_id::uuid and i.deleted_at is null and i.id > :after::uuid and ${isAllowed}`,
      keys: ['id'],
      first: `''`,
    },
    exportedItem,
  ),
  { isLong: true },
);

interface ChangesParameters extends Parameters {
  readonly after: string;
  readonly after_transaction: string;
  readonly until: string;
}

const changes = statement<ChangesParameters, Row>(
  chunkOf(
    {
      items: `items i
        where i.project_id = :project_id::uuid and (i.changed_in, i.id) > (:after_transaction::text::xid8, :after::uuid) and i.changed_in < :until::text::xid8
          and ${isAllowed}`,
      keys: ['changed_in', 'id'],
      first: 'p.changed_in::text',
    },
    `case when i.deleted_at is null then ${exportedItem} else ${deletedItem} end`,
  ),
  { isLong: true },
);

interface EndedParameters extends Parameters {
  readonly since: string;
  readonly ended_after: string;
  readonly ended_until: string;
  readonly after_end: string;
  readonly after_task: string;
}

/** SQL for whether the item had a free place at a moment other than `:at`. */
const hadFreePlaceAt = (moment: string): string => hasFreePlaceAt('i').replaceAll(':at::', `${moment}::`);

// Of the leases on one item, the first that ended in the window represents the item. An item that a transaction has
// changed since is left to `changes`.
const ended = statement<EndedParameters, Row>(
  chunkOf(
    {
      items: `(
          select i.*, t.claimed_until as lease_end, t.id as task_id
          from tasks t
          cross join lateral (
            select i.* from items i
            where i.project_id = :project_id::uuid and i.id = t.item_id and i.deleted_at is null and (i.changed_in < :since::text::xid8) is true and i.state = 'claimed'
              and ${hadFreePlaceAt(':ended_until')} and not ${hadFreePlaceAt(':ended_after')}
              and t.id = (
                select (array_agg(other.id order by other.claimed_until, other.id))[1] from tasks other
                where other.project_id = :project_id::uuid and other.item_id = i.id and (other.claimed_until > :ended_after::timestamptz) is true
              )
            limit 1
          ) i
          where t.project_id = :project_id::uuid and (t.claimed_until, t.id) > (:after_end::text::timestamptz, :after_task::uuid)
            and t.claimed_until > :ended_after::timestamptz and t.claimed_until <= :ended_until::timestamptz and ${isAllowed}
        ) i`,
      keys: ['lease_end', 'task_id'],
      first: 'p.lease_end::text',
    },
    exportedItem,
  ),
  { isLong: true },
);

// After a restore to an earlier point, a cluster has two histories; the later one has another timeline.
const beginning = statement<
  { readonly project_id: string },
  { readonly database: string; readonly transaction: string; readonly project_name: string | null }
>(`
  select (select system_identifier from pg_control_system())::text || '-' || (select timeline_id from pg_control_checkpoint())::text as database,
    pg_snapshot_xmin(pg_current_snapshot())::text as transaction,
    (select p.name from projects p where p.id = :project_id::uuid) as project_name`);

const walkFor = (state: ItemState | null): number => (state === null ? CHUNK_ITEMS : WALK_ITEMS);

const exported = <Place>(
  rows: readonly Row[],
  placeOf: (id: string, first: string) => Place,
): ExportChunk<Place> | EndedAuthority => {
  const last = rows.at(-1);
  if (last === undefined) throw new Error('A chunk always says where it ends.');
  if (last.not_allowed !== null) return last.not_allowed;
  const isMore = last.next_id !== null && last.next_first !== null;
  return {
    lines: rows.flatMap(({ line }) => line ?? []),
    next: isMore ? placeOf(last.next_id, last.next_first) : null,
  };
};

const ofScope = (scope: Scope, people: NamedBy = 'name') => ({
  project_id: projectOf(scope),
  organization_id: scope.organization_id,
  with_addresses: people === 'email',
});

/** Exports a project. The database makes the JSON, so that no item is parsed and written again. */
export const exportOn = (run: Run, scope: Scope): ExportRepository => ({
  begin: async () => {
    const [row] = await run(beginning, { project_id: projectOf(scope) });
    if (row === undefined) throw new Error('There is always a horizon.');
    const { project_name, ...horizon } = row;
    return { horizon, project_name: project_name ?? '' };
  },
  chunk: async (state, after, now, people) => {
    const rows = await run(chunk, {
      ...ofScope(scope, people),
      at: now,
      state,
      walk: walkFor(state),
      after: after ?? NIL_ID,
      ...authorityParameters(scope),
    });
    return exported(rows, (id) => id);
  },
  changes: async ({ since, until }, state, after, now, people) => {
    const from: ChangePlace = after ?? { transaction: since.transaction, id: NIL_ID };
    const window = { after_transaction: from.transaction, after: from.id, until: until.transaction };
    const rows = await run(changes, {
      ...ofScope(scope, people),
      at: now,
      state,
      walk: walkFor(state),
      ...window,
      ...authorityParameters(scope),
    });
    return exported(rows, (id, transaction): ChangePlace => ({ transaction, id }));
  },
  ended: async ({ since, after: ended_after, until: ended_until }, state, after, now, people) => {
    const from = after ?? { ended_at: ended_after, task_id: NIL_ID };
    const window = {
      since: since.transaction,
      ended_after,
      ended_until,
      after_end: from.ended_at,
      after_task: from.task_id,
    };
    const rows = await run(ended, {
      ...ofScope(scope, people),
      at: now,
      state,
      walk: walkFor(state),
      ...window,
      ...authorityParameters(scope),
    });
    return exported(rows, (task_id, ended_at): EndedPlace => ({ ended_at, task_id }));
  },
});
