import type { Scope, ServiceAccount, ServiceAccountAnywhere, ServiceAccountsRepository } from '@goldset/core';
import { listStatement, readPage } from '../keyset.ts';
import { compactUser } from '../sql-fragments.ts';
import type { CompactUserRow } from '../sql-fragments.ts';
import { statement } from '../statement.ts';
import type { Run } from '../statement.ts';
import { organizationOf } from './scope.ts';

interface Row {
  readonly id: string;
  readonly name: string;
  readonly created_by: CompactUserRow;
  readonly created_at: Date;
}

const add = statement<{ organization_id: string; id: string; name: string; created_by: string; created_at: string }, { id: string }>(`
  insert into users (id, kind, name, organization_id, created_by, created_at)
  values (:id::uuid, 'service', :name::text, :organization_id::uuid, :created_by::uuid, :created_at::timestamptz)
  on conflict (id) do nothing
  returning id`);

const columns = `s.id, s.name, ${compactUser('s.created_by')} as created_by, s.created_at`;

// One that was removed from its organization is known by name alone.
const isMember = 'exists (select from members m where m.organization_id = :organization_id::uuid and m.user_id = s.id)';

const list = listStatement<{ organization_id: string }, Row>(
  'id',
  (beyond, inOrder) => `
  select ${columns} from users s
  where s.organization_id = :organization_id::uuid and s.kind = 'service' and ${isMember} and ${beyond('s.id')} ${inOrder('s.id')}`,
);

const find = statement<{ organization_id: string; id: string }, Row>(`
  select ${columns} from users s
  where s.organization_id = :organization_id::uuid and s.kind = 'service' and ${isMember} and s.id = :id::uuid`);

// Those that have tokens are few, and are looked up one by one: what is read does not grow with the users.
const madeBy = (place: string): string => `
  with made as materialized (
    select distinct t.user_id from tokens t
    where t.created_by = :user_id::uuid and ${place} and t.created_by <> t.user_id and (t.expires_at is null or t.expires_at > :at::timestamptz)
  )`;

const withTokensBy = statement<{ organization_id: string; user_id: string; at: string }, CompactUserRow>(`${madeBy('t.organization_id = :organization_id::uuid')}
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
  created_by: row.created_by,
  created_at: row.created_at.toISOString(),
});

/** The service accounts of one organization. */
export const serviceAccountsOn = (run: Run, scope: Scope): ServiceAccountsRepository => ({
  add: async ({ id, name, created_by, created_at }) =>
    (await run(add, { organization_id: organizationOf(scope), id, name, created_by, created_at })).length > 0,
  list: (page) => readPage(run, list, { organization_id: organizationOf(scope) }, page, 'id', transport, ({ id }) => id),
  find: async (id) => {
    const [row] = await run(find, { organization_id: organizationOf(scope), id });
    return row && transport(row);
  },
  withTokensBy: async (user_id, at) => (await run(withTokensBy, { organization_id: organizationOf(scope), user_id, at })).map(({ id, name }) => ({ id, name })),
  everyWithTokensBy: async (user_id, at) => (await run(everyWithTokensBy, { user_id, at })).map(({ id, name, organization }) => ({ id, name, organization })),
});
