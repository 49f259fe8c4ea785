import { statement } from '../sql/statement.ts';

/**
 * SQL for the number of the lock on the mapping from names to users for imports into an organization. A transaction
 * that changes the mapping holds it exclusively; one that writes by names it has looked up shares it. The lock is
 * granted in the order of requests, so imports never keep a change waiting for long.
 */
export const namesLock = `hashtextextended(:organization_id::text, 1)`;

/** Takes the lock in shared mode until the transaction ends. */
export const shareNames = statement<{ organization_id: string }, never>(
  `select pg_advisory_xact_lock_shared(${namesLock})`,
);

/**
 * SQL for parts of a `with` that take the lock in shared mode. Of their relations `there` and `first`, one has a row.
 * Its `changes` says how often the mapping from names to users has changed in the organization.
 */
export const namesShared = `sharing as materialized (select (select pg_advisory_xact_lock_shared(${namesLock})) as turn),
  first as (
    insert into external_names (organization_id)
    select :organization_id::uuid from sharing where not exists (select from external_names n where n.organization_id = :organization_id::uuid)
    on conflict (organization_id) do nothing
    returning changes
  ),
  there as materialized (
    select n.changes from external_names n where n.organization_id = any (array(select :organization_id::uuid from sharing)) for share of n
  )`;

/**
 * SQL for joins that look up the user that a row `line` names by its columns `source`, `email_key` and the one called
 * `name`. `e` is the external user with that name (`id, linked_to`), `m` the person who joined with that address
 * (`user_id`).
 */
export const whoIsNamed = (line: string, name = 'name'): string => `left join lateral (
      select e.id, e.linked_to from external_users e
      where e.organization_id = :organization_id::uuid and e.name = ${line}.${name} and e.source = coalesce(${line}.source, '')
      limit 1
    ) e on true
    left join lateral (
      select m.user_id from member_addresses m where m.organization_id = :organization_id::uuid and m.email_key = ${line}.email_key limit 1
    ) m on true`;
