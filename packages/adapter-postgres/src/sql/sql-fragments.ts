import { MAX_ANSWER_BYTES } from '@goldset/core/adapter';
import type { CompactUser } from '@goldset/core';

/** SQL of a moment as RFC 3339 in UTC with milliseconds, for JSON that is made in the database. */
export const iso = (moment: string): string => `to_char(${moment} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** SQL of a user in its compact form, as JSON. */
export const compactUser = (id: string): string =>
  `(select json_build_object('id', u.id, 'name', u.name) from users u where u.id = ${id})`;

/**
 * SQL of whether a name holds what the parameter `sought` says, which the core writes in the form of `searchKeyOf`; where that is `null`, every name does. Nothing in it
 * is a pattern. The collation is the database's own of every installation, whatever that of its tables is.
 */
export const holdsSought = (name: string): string =>
  `(:sought::text is null or strpos(upper(normalize(${name}, nfc) collate pg_unicode_fast), :sought::text) > 0)`;

/** SQL of whether a role binding on the organization that `which` (of the alias `other`) lets through makes a person its admin. */
export const hasAdmin = (which: string): string => `exists (
    select from role_bindings other join users person on person.id = other.user_id and person.kind = 'person'
    where other.organization_id = :organization_id::uuid and other.project_id is null and other.role = 'admin' and ${which}
  )`;

/**
 * SQL of what the tasks of an item, and its answers that belong to none, imported or restored, count for, as deltas of `addToCounters`: for each of `items` (a
 * relation of `id`), with this sign. Tasks are those of the statement's snapshot, as they are there.
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

/** What `compactUser` gives. */
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

/** SQL that adds to counters what `deltas` (a relation of `user_id, counter, delta`) says, in one order of users, so that two statements never wait for each other. */
export const addToCounters = (deltas: string): string => `
  insert into counters (project_id, user_id, ${counterNames.join(', ')})
  select :project_id::uuid, d.user_id, ${counterNames.map((name) => `coalesce(sum(d.delta) filter (where d.counter = '${name}'), 0)`).join(', ')}
  from (${deltas}) d
  group by d.user_id
  order by d.user_id
  on conflict (project_id, user_id) do update set ${counterNames.map((name) => `${name} = counters.${name} + excluded.${name}`).join(', ')}`;

/** SQL of how many bytes a JSON value has as text. Of a small one that is kept as it is that is taken to be what it has there, without reading it; one that is compressed says nothing of its size. */
export const sizeOf = (column: string): string =>
  `case when pg_column_compression(${column}) is null and pg_column_size(${column}) < 2000 then pg_column_size(${column}) else octet_length(${column}::text) end`;

/** SQL of about as much, or far more, without reading a large value: whether something is light is seen by it. */
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

/** SQL of events for `appendToOutbox`, each with its id: `events` is a relation of `type, subject, data, ord`, and `:event_ids` has the ids in their order. */
export const withEventIds = (events: string): string => `
    select ids.id, x.type, x.subject, x.data
    from (${events}
    ) x
    join unnest(:event_ids::uuid[]) with ordinality as ids(id, ord) on ids.ord = x.ord
    order by x.ord`;

/** SQL of the event of an import for `appendToOutbox`, which names what it has `created` and `changed` (relations of `id`). Where it did neither there is none. */
export const importedEvent = (type: string): string => `
    select :event_id::uuid as id, '${type}' as type, :project_id::uuid as subject, jsonb_build_object(
      'created', coalesce((select jsonb_agg(c.id order by c.id) from created c), '[]'),
      'updated', coalesce((select jsonb_agg(c.id order by c.id) from changed c), '[]')) as data
    where exists (select from created) or exists (select from changed)`;

/** What `appendToOutbox` and the writing statements of a project are given. */
export interface ChangeParameters {
  readonly project_id: string;
  readonly organization_id: string | null;
  readonly causation_id: string | null;
  readonly at: string;
}

/** SQL of the external users who are linked to a person and whose answers have not all followed, as an array: most people have none. */
export const unmovedNames = (userId: string): string => `array(
    select e.id from external_users e
    where e.organization_id = :organization_id::uuid and e.linked_to = ${userId} and e.linked_to is not null and e.moved_at is null
  )`;

/**
 * SQL that waits until no other transaction has drawn queue positions of this project and not yet ended. Positions are
 * therefore drawn in commit order: whoever sees one sees all earlier ones, so that no cursor can pass an item unseen.
 */
export const holdQueue = `select pg_advisory_xact_lock(hashtextextended(:project_id::text, 0))`;
