import type { ServiceAccount, ServiceAccountAnywhere } from '@goldset/core';
import type { Scope, ServiceAccountsRepository } from '@goldset/core/adapter';
import { ANYWHERE, boundedListStatement, listStatement, readBoundedPage, readPage } from '../sql/keyset.ts';
import { compactUser, holdsSought } from '../sql/sql-fragments.ts';
import type { CompactUserRow } from '../sql/sql-fragments.ts';
import { statement } from '../sql/statement.ts';
import type { Run } from '../sql/statement.ts';
import { ifRevision, isStale, updateOf } from '../sql/update.ts';
import type { UpdateRow } from '../sql/update.ts';
import { organizationOf } from '../sql/scope.ts';

interface Row {
  readonly id: string;
  readonly name: string;
  readonly revision: number;
  readonly created_by: CompactUserRow;
  readonly created_at: Date;
  readonly updated_at: Date;
}

const add = statement<
  { organization_id: string; id: string; name: string; created_by: string; created_at: string },
  { id: string }
>(`
  insert into users (id, kind, name, organization_id, created_by, created_at)
  values (:id::uuid, 'service', :name::text, :organization_id::uuid, :created_by::uuid, :created_at::timestamptz)
  on conflict (id) do nothing
  returning id`);

const columns = `s.id, s.name, s.revision, ${compactUser('s.created_by')} as created_by, s.created_at, coalesce(s.updated_at, s.created_at) as updated_at`;

// A service account that was removed from its organization is only known by its name.
const isMember = 'exists (select from members m where m.organization_id = :organization_id::uuid and m.user_id = s.id)';

const list = listStatement<{ organization_id: string }, Row>(
  'id',
  (beyond, inOrder) => `
  select ${columns} from users s
  where s.organization_id = :organization_id::uuid and s.kind = 'service' and ${isMember} and ${beyond('s.id')} ${inOrder('s.id')}`,
);

const listNamed = boundedListStatement<{ organization_id: string; sought: string }, Row>({
  columns: 's.*',
  from: 'users s',
  where: `s.kind = 'service'`,
  id: 's.id',
  owner: { column: 's.organization_id', value: ':organization_id::uuid' },
  fits: `${holdsSought('s.name')} and ${isMember}`,
  found: { as: 's', columns, join: '' },
});

interface One {
  readonly organization_id: string;
  readonly id: string;
}

const isIt = `s.organization_id = :organization_id::uuid and s.kind = 'service' and ${isMember} and s.id = :id::uuid`;

const find = statement<One, Row>(`select ${columns} from users s where ${isIt}`);

const update = statement<
  One & { readonly name: string | null; readonly if_revision: string | null; readonly at: string },
  Row & UpdateRow
>(`
  with was as materialized (select s.* from users s where ${isIt} for no key update of s),
  judged as materialized (
    select w.id, case when ${isStale('w')} then 'stale' when coalesce(:name::text, w.name) = w.name then 'unchanged' else 'changed' end as outcome
    from was w
  ),
  changed as (
    update users s set name = coalesce(:name::text, s.name), revision = s.revision + 1, updated_at = :at::timestamptz
    from judged j where s.id = j.id and j.outcome = 'changed'
    returning s.*
  )
  select ${columns}, j.outcome
  from judged j cross join lateral (select * from changed union all select * from was where j.outcome <> 'changed') s`);

// Few service accounts have tokens, and they are looked up one by one. So the cost does not grow with the number of
// users.
const madeBy = (place: string): string => `
  with made as materialized (
    select distinct t.user_id from tokens t
    where t.created_by = :user_id::uuid and ${place} and t.created_by <> t.user_id and (t.expires_at is null or t.expires_at > :at::timestamptz)
  )`;

const withTokensBy = statement<
  { organization_id: string; user_id: string; at: string },
  CompactUserRow
>(`${madeBy('t.organization_id = :organization_id::uuid')}
  select s.id, s.name
  from made cross join lateral (select u.id, u.name, u.kind from users u where u.id = made.user_id limit 1) s
  where s.kind = 'service' and ${isMember}
  order by s.id
  limit 1000`);

const everyWithTokensBy = statement<{ user_id: string; at: string }, ServiceAccountAnywhere>(`${madeBy('true')}
  select s.id, s.name, json_build_object('id', o.id, 'name', o.name) as organization
  from made
  cross join lateral (select u.id, u.name, u.kind, u.organization_id from users u where u.id = made.user_id limit 1) s
  join organizations o on o.id = s.organization_id
  where s.kind = 'service' and exists (select from members m where m.organization_id = o.id and m.user_id = s.id)
  order by s.id
  limit 1000`);

const transport = (row: Row): ServiceAccount => ({
  id: row.id,
  name: row.name,
  revision: row.revision,
  created_by: row.created_by,
  created_at: row.created_at.toISOString(),
  updated_at: row.updated_at.toISOString(),
});

/** The service accounts of one organization. */
export const serviceAccountsOn = (run: Run, scope: Scope): ServiceAccountsRepository => ({
  add: async ({ id, name, created_by, created_at }) =>
    (await run(add, { organization_id: organizationOf(scope), id, name, created_by, created_at })).length > 0,
  list: (page, sought = null) => {
    const organization_id = organizationOf(scope);
    return sought === null
      ? readPage(run, list, { organization_id }, page, 'id', transport, ({ id }) => id)
      : readBoundedPage(run, scope, listNamed, { organization_id, sought }, page, ANYWHERE, transport);
  },
  update: async ({ id, changes, if_revision, at }) =>
    updateOf(
      (
        await run(update, {
          organization_id: organizationOf(scope),
          id,
          name: changes.name ?? null,
          if_revision: ifRevision(if_revision),
          at,
        })
      )[0],
      transport,
    ),
  find: async (id) => {
    const [row] = await run(find, { organization_id: organizationOf(scope), id });
    return row && transport(row);
  },
  withTokensBy: async (user_id, at) =>
    (await run(withTokensBy, { organization_id: organizationOf(scope), user_id, at })).map(({ id, name }) => ({
      id,
      name,
    })),
  everyWithTokensBy: async (user_id, at) =>
    (await run(everyWithTokensBy, { user_id, at })).map(({ id, name, organization }) => ({ id, name, organization })),
});
