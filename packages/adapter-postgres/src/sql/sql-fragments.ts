import { MAX_ANSWER_BYTES } from '@goldset/core/adapter';
import type { CompactUser } from '@goldset/core';

/** SQL for a moment as RFC 3339 in UTC with milliseconds, for JSON that the database makes. */
export const iso = (moment: string): string => `to_char(${moment} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** SQL for a user in its compact form, as JSON. */
export const compactUser = (id: string): string =>
  `(select json_build_object('id', u.id, 'name', u.name) from users u where u.id = ${id})`;

/**
 * SQL for whether a name contains the parameter `sought`, which the core passes in the form of `searchKeyOf`. If
 * `sought` is `null`, every name matches. No character in it is a pattern. The collation is one that every PostgreSQL
 * installation has, whatever the collation of the tables is.
 */
export const holdsSought = (name: string): string =>
  `(:sought::text is null or strpos(upper(normalize(${name}, nfc) collate pg_unicode_fast), :sought::text) > 0)`;

/**
 * SQL for whether a person is an admin of the organization through a role binding that satisfies `which` (with the
 * alias `other`).
 */
export const hasAdmin = (which: string): string => `exists (
    select from role_bindings other join users person on person.id = other.user_id and person.kind = 'person'
    where other.organization_id = :organization_id::uuid and other.project_id is null and other.role = 'admin' and ${which}
  )`;

/**
 * SQL for the counter deltas (for `addToCounters`, with the given sign) of `items` (a relation of `id`). They count the
 * tasks of each item, and its annotations that belong to no task because they were imported or restored. The tasks are
 * read from the snapshot of the statement.
 */
export const countedUnder = (items: string, sign: '1' | '-1'): string => `
    select t.annotator_id as user_id, 'tasks_' || t.state as counter, ${sign} as delta
    from ${items} one cross join lateral (
      select t.annotator_id, t.state from tasks t where t.project_id = :project_id::uuid and t.item_id = one.id
    ) t
    union all
    select a.annotator_id, 'annotations_imported', ${sign}
    from ${items} one cross join lateral (
      select a.annotator_id from annotations a where a.project_id = :project_id::uuid and a.item_id = one.id and a.task_id is null
    ) a`;

/** The JSON that `compactUser` makes. */
export type CompactUserRow = CompactUser;

/** The names of the counters, as columns of their table. */
export const counterNames = [
  'items_open',
  'items_claimed',
  'items_complete',
  'tasks_claimed',
  'tasks_submitted',
  'tasks_skipped',
  'tasks_released',
  'tasks_expired',
  'annotations_imported',
] as const;

/**
 * SQL that adds `deltas` (a relation of `user_id, counter, delta`) to the counters, in the order of the users, so that
 * two statements never wait for each other.
 */
export const addToCounters = (deltas: string): string => `
  insert into counters (project_id, user_id, ${counterNames.join(', ')})
  select :project_id::uuid, d.user_id, ${counterNames.map((name) => `coalesce(sum(d.delta) filter (where d.counter = '${name}'), 0)`).join(', ')}
  from (${deltas}) d
  group by d.user_id
  order by d.user_id
  on conflict (project_id, user_id) do update set ${counterNames.map((name) => `${name} = counters.${name} + excluded.${name}`).join(', ')}`;

/**
 * SQL for the number of bytes of a JSON value as text. For a small value that is stored uncompressed, the stored size
 * is taken instead, without reading the value. The size of a compressed value says nothing about its text.
 */
export const sizeOf = (column: string): string =>
  `case when pg_column_compression(${column}) is null and pg_column_size(${column}) < 2000 then pg_column_size(${column}) else octet_length(${column}::text) end`;

/**
 * SQL for an estimate of `sizeOf` that does not read a large value. The estimate is about right or far too high; it
 * decides whether a value is light.
 */
export const roughSizeOf = (column: string): string => `case
    when pg_column_compression(${column}) is null then pg_column_size(${column})
    when pg_column_size(${column}) < 8192 then octet_length(${column}::text)
    else ${MAX_ANSWER_BYTES}
  end`;

/** SQL that appends the events of `events` (a relation of `id, type, subject, data`) to the outbox, in its order. */
export const appendToOutbox = (events: string): string => `
  insert into outbox (project_id, organization_id, id, type, subject, data, causation_id, created_at)
  select :project_id::uuid, :organization_id::uuid, e.id, e.type, e.subject, e.data, :causation_id::text, :at::timestamptz
  from (${events}) e`;

/**
 * SQL for events with their ids, for `appendToOutbox`. `events` is a relation of `type, subject, data, ord`, and
 * `:event_ids` has the ids in that order.
 */
export const withEventIds = (events: string): string => `
    select ids.id, x.type, x.subject, x.data
    from (${events}
    ) x
    join unnest(:event_ids::uuid[]) with ordinality as ids(id, ord) on ids.ord = x.ord
    order by x.ord`;

/**
 * SQL for the event of an import, for `appendToOutbox`. It names the ids in `created` and `changed` (relations of
 * `id`). If both are empty, there is no event.
 */
export const importedEvent = (type: string): string => `
    select :event_id::uuid as id, '${type}' as type, :project_id::uuid as subject, jsonb_build_object(
      'created', coalesce((select jsonb_agg(c.id order by c.id) from created c), '[]'),
      'updated', coalesce((select jsonb_agg(c.id order by c.id) from changed c), '[]')) as data
    where exists (select from created) or exists (select from changed)`;

/** The parameters of `appendToOutbox` and of the writing statements of a project. */
export interface ChangeParameters {
  readonly project_id: string;
  readonly organization_id: string | null;
  readonly causation_id: string | null;
  readonly at: string;
}

/**
 * SQL for the external users who are linked to a person and whose annotations have not all been moved to that person
 * yet, as an array. For most people it is empty.
 */
export const unmovedNames = (userId: string): string => `array(
    select e.id from external_users e
    where e.organization_id = :organization_id::uuid and e.linked_to = ${userId} and e.linked_to is not null and e.moved_at is null
  )`;

/**
 * SQL that waits until every other transaction that has drawn queue positions of this project has ended. Positions are
 * therefore drawn in commit order: a transaction that sees one position sees all earlier ones, so no cursor can pass an
 * item that was not visible.
 */
export const holdQueue = `select pg_advisory_xact_lock(hashtextextended(:project_id::text, 0))`;
