import { statement } from '../sql/statement.ts';

/**
 * SQL of the number of the lock on which name means whom in imports into an organization: who changes that has it alone, who writes
 * by names that were looked up shares it. It is one that is waited for in turn, so that imports never keep who changes it waiting for long.
 */
export const namesLock = `hashtextextended(:organization_id::text, 1)`;

/** Shares the lock until the transaction ends. */
export const shareNames = statement<{ organization_id: string }, never>(
  `select pg_advisory_xact_lock_shared(${namesLock})`,
);

/**
 * SQL of parts of a `with` that share the lock: of their relations `there` and `first`, one has a row, with how often (`changes`) it has
 * changed in the organization which name means whom.
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
 * SQL of joins that look up whom a row `line` names, by its columns `source`, `email_key` and the one called `name`: `e` is the external user
 * of that name (`id, linked_to`), `m` the person who joined with that address (`user_id`).
 */
export const whoIsNamed = (line: string, name = 'name'): string => `left join lateral (
      select e.id, e.linked_to from external_users e
      where e.organization_id = :organization_id::uuid and e.name = ${line}.${name} and e.source = coalesce(${line}.source, '')
      limit 1
    ) e on true
    left join lateral (
      select m.user_id from member_addresses m where m.organization_id = :organization_id::uuid and m.email_key = ${line}.email_key limit 1
    ) m on true`;
