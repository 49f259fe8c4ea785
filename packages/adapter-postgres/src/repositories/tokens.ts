import { roles } from '@goldset/core';
import type { CompactOrganization, Permission, Token } from '@goldset/core';
import type { HeldRoles, NewToken, TokensRepository } from '@goldset/core/adapter';
import { ANYWHERE, boundedListStatement, listStatement, readBoundedPage, readPage } from '../sql/keyset.ts';
import { iso } from '../sql/sql-fragments.ts';
import { idArray, statement } from '../sql/statement.ts';
import type { Run } from '../sql/statement.ts';
import { ifRevision, isStale, updateOf } from '../sql/update.ts';
import type { UpdateRow } from '../sql/update.ts';

interface Row {
  readonly id: string;
  readonly name: string;
  readonly prefix: string;
  readonly organization_id: string | null;
  readonly permissions: readonly Permission[] | null;
  readonly expires_at: Date | null;
  readonly last_used_at: Date | null;
  readonly revision: number;
  readonly created_at: Date;
  readonly updated_at: Date;
}

const columns =
  'id, name, prefix, organization_id, permissions, expires_at, last_used_at, revision, created_at, coalesce(updated_at, created_at) as updated_at';

const transport = (row: Row): Token => ({
  id: row.id,
  name: row.name,
  prefix: row.prefix,
  organization_id: row.organization_id,
  permissions: row.permissions,
  expires_at: row.expires_at?.toISOString() ?? null,
  last_used_at: row.last_used_at?.toISOString() ?? null,
  revision: row.revision,
  created_at: row.created_at.toISOString(),
  updated_at: row.updated_at.toISOString(),
});

interface NewRow {
  readonly id: string;
  readonly user_id: string;
  readonly organization_id: string | null;
  readonly name: string;
  readonly prefix: string;
  readonly secret_hash: string;
  readonly permissions: string | null;
  readonly expires_at: string | null;
  readonly created_by: string;
  readonly created_at: string;
}

const insert = `insert into tokens (id, user_id, organization_id, name, prefix, secret_hash, permissions, expires_at, created_by, created_at)`;

const values = `:id::uuid, :user_id::uuid, :organization_id::uuid, :name::text, :prefix::text, :secret_hash::text, :permissions::text::jsonb,
    :expires_at::timestamptz, :created_by::uuid, :created_at::timestamptz`;

const add = statement<NewRow, Row>(`
  ${insert} values (${values}) returning ${columns}`);

// Locks the user before the token, as a transaction that revokes every token of a user does. A token that was deleted
// meanwhile is not found.
const maker = `
  with owner as materialized (select u.id from users u where u.id = (select t.user_id from tokens t where t.id = :made_with::uuid) for key share of u),
  maker as materialized (select t.id from tokens t where t.id = :made_with::uuid and t.user_id = (select o.id from owner o) for key share of t)`;

const addWith = statement<NewRow & { readonly made_with: string }, Row>(`${maker}
  ${insert} select ${values} from maker returning ${columns}`);

const hold = statement<{ made_with: string }, { id: string }>(`${maker}
  select m.id from maker m`);

interface Owner {
  readonly user_id: string;
  readonly organization_id: string | null;
}

const ofOwner =
  'user_id = :user_id::uuid and (:organization_id::uuid is null or organization_id = :organization_id::uuid)';

const list = listStatement<Owner, Row>(
  'id',
  (beyond, inOrder) => `select ${columns} from tokens where ${ofOwner} and ${beyond('id')} ${inOrder('id')}`,
);

const listExpired = boundedListStatement<Owner & { readonly expired: boolean; readonly at: string }, Row>({
  columns: 't.*',
  from: 'tokens t',
  where: 'true',
  id: 't.id',
  owner: { column: 't.user_id', value: ':user_id::uuid' },
  fits: '(:organization_id::uuid is null or t.organization_id = :organization_id::uuid) and (t.expires_at is not null and t.expires_at <= :at::timestamptz) = :expired::boolean',
  found: { as: 't', columns, join: '' },
});

interface One extends Owner {
  readonly id: string;
  readonly is_service: boolean;
}

const isOne = `id = :id::uuid and ${ofOwner} and (not :is_service::boolean or exists (
    select from members m join users u on u.id = m.user_id and u.kind = 'service' where m.organization_id = :organization_id::uuid and m.user_id = :user_id::uuid
  ))`;

const find = statement<One, Row>(`select ${columns} from tokens where ${isOne}`);

const update = statement<
  One & { readonly name: string | null; readonly if_revision: string | null; readonly at: string },
  Row & UpdateRow
>(`
  with was as materialized (select * from tokens where ${isOne} for no key update),
  judged as materialized (
    select w.id as judged_id, case when ${isStale('w')} then 'stale' when coalesce(:name::text, w.name) = w.name then 'unchanged' else 'changed' end as outcome
    from was w
  ),
  changed as (
    update tokens t set name = coalesce(:name::text, t.name), revision = t.revision + 1, updated_at = :at::timestamptz
    from judged j where t.id = j.judged_id and j.outcome = 'changed'
    returning t.*
  )
  select ${columns}, outcome
  from judged cross join lateral (select * from changed union all select * from was where outcome <> 'changed') t`);

interface RolesRow {
  readonly token: Token;
  readonly organization: CompactOrganization | null;
  readonly held: readonly HeldRoles[];
}

/**
 * SQL for the roles of the token's user in the role bindings that `which` selects: each role once, from the weakest to
 * the strongest.
 */
const rolesAmong = (which: string): string => `(
      select coalesce(json_agg(r.role order by array_position(array[${roles.map((role) => `'${role}'`).join(', ')}], r.role)), '[]')
      from (select distinct b.role from role_bindings b where b.organization_id = o.id and b.user_id = t.user_id and (${which})) r
    )`;

// The projects are those on which the user has a role. If one is asked for by its id, it is included also if a role on
// the organization applies to it.
const findWithRoles = statement<
  {
    readonly id: string;
    readonly organization_id: string | null;
    readonly project_id: string | null;
    readonly limit: number;
  },
  RolesRow
>(`
  with t as materialized (select * from tokens where id = :id::uuid),
  mine as materialized (
    select o.id, o.name, m.user_id from t join members m on m.user_id = t.user_id join organizations o on o.id = m.organization_id and o.deleted_at is null
    where (t.organization_id is null or o.id = t.organization_id) and (:organization_id::uuid is null or o.id = :organization_id::uuid)
  ),
  places as materialized (
    select o.id as organization_id, null::uuid as project_id, null::text as project_name from mine o where :project_id::uuid is null
    union all
    select o.id, p.id, p.name
    from mine o
    cross join lateral (
      select b.project_id as id from role_bindings b
      where b.organization_id = o.id and b.user_id = o.user_id and b.project_id = coalesce(:project_id::uuid, b.project_id)
      union
      select :project_id::uuid from role_bindings b where b.organization_id = o.id and b.user_id = o.user_id and b.project_id is null and :project_id::uuid is not null
    ) b
    join projects p on p.id = b.id and p.organization_id = o.id and p.deleted_at is null
    order by organization_id, project_id nulls first
    limit :limit::int
  )
  select (
    select json_build_object('id', t.id, 'name', t.name, 'prefix', t.prefix, 'organization_id', t.organization_id, 'permissions', t.permissions, 'expires_at', ${iso('t.expires_at')},
      'last_used_at', ${iso('t.last_used_at')}, 'revision', t.revision, 'created_at', ${iso('t.created_at')}, 'updated_at', ${iso('coalesce(t.updated_at, t.created_at)')})
  ) as token,
  (select json_build_object('id', o.id, 'name', o.name) from organizations o where o.id = t.organization_id and o.deleted_at is null) as organization,
  (
    select coalesce(json_agg(json_build_object(
      'organization', json_build_object('id', o.id, 'name', o.name),
      'project', case when p.project_id is not null then json_build_object('id', p.project_id, 'name', p.project_name) end,
      'roles', ${rolesAmong('b.project_id is null or b.project_id = p.project_id')}
    ) order by p.organization_id, p.project_id nulls first), '[]')
    from places p join mine o on o.id = p.organization_id
  ) as held
  from t`);

const revoke = statement<Owner & { readonly id: string }, { revision: number }>(`
  delete from tokens where id = :id::uuid and ${ofOwner} returning revision`);

const revokeEvery = statement<{ user_id: string }, { id: string }>(
  `delete from tokens where user_id = :user_id::uuid returning id`,
);

const countOld = statement<{ at: string }, { tokens: number; last_expires_at: Date | null }>(`
  select count(*)::int as tokens, max(expires_at) as last_expires_at from tokens where is_old and expires_at > :at::timestamptz`);

const revokeAll = statement<{ user_id: string; organization_id: string }, { id: string }>(`
  delete from tokens where user_id = :user_id::uuid and organization_id = :organization_id::uuid returning id`);

// Tokens are locked in one order, so that two servers that write the same ones never deadlock.
const markUsed = statement<{ ids: string; ats: string }, { id: string }>(`
  with u as materialized (
    select t.id, used.at from unnest(:ids::uuid[], :ats::timestamptz[]) as used(id, at) join tokens t on t.id = used.id
    where t.last_used_at is null or t.last_used_at < used.at
    order by t.id
    for update of t
  )
  update tokens t set last_used_at = u.at from u where t.id = u.id and (t.last_used_at is null or t.last_used_at < u.at)
  returning t.id`);

const rowOf = ({ permissions, ...token }: NewToken): NewRow => ({
  ...token,
  permissions: permissions === null ? null : JSON.stringify(permissions),
});

// The rows of tokens are small.
const NOWHERE = { organization_id: null, project_id: null } as const;

/** The tokens of users. A revoked token is deleted; its event records that it existed. */
export const tokensOn = (run: Run): TokensRepository => ({
  add: async (token) => {
    const [row] = await run(add, rowOf(token));
    return transport(row as Row);
  },
  addWith: async (made_with, token) => {
    const [row] = await run(addWith, { ...rowOf(token), made_with });
    return row && transport(row);
  },
  hold: async (made_with) => (await run(hold, { made_with })).length === 1,
  countOld: async (at) => {
    const [row] = await run(countOld, { at });
    return { tokens: row?.tokens ?? 0, last_expires_at: row?.last_expires_at?.toISOString() ?? null };
  },
  revokeEvery: async (user_id) => (await run(revokeEvery, { user_id })).map(({ id }) => id),
  list: ({ user_id, organization_id }, page, { expired, at } = { at: '' }) =>
    expired === undefined
      ? readPage(run, list, { user_id, organization_id }, page, 'id', transport, ({ id }) => id)
      : readBoundedPage(
          run,
          NOWHERE,
          listExpired,
          { user_id, organization_id, expired, at },
          page,
          ANYWHERE,
          transport,
        ),
  find: async ({ user_id, organization_id, is_service = false }, id) => {
    const [row] = await run(find, { user_id, organization_id, is_service, id });
    return row && transport(row);
  },
  findWithRoles: async (id, { organization_id = null, project_id = null }, limit) => {
    const [row] = await run(findWithRoles, { id, organization_id, project_id, limit });
    return row && { token: row.token, organization: row.organization, held: row.held };
  },
  update: async ({ user_id, organization_id, is_service = false }, { id, changes, if_revision, at }) =>
    updateOf(
      (
        await run(update, {
          user_id,
          organization_id,
          is_service,
          id,
          name: changes.name ?? null,
          if_revision: ifRevision(if_revision),
          at,
        })
      )[0],
      transport,
    ),
  revoke: async ({ user_id, organization_id }, id) =>
    (await run(revoke, { user_id, organization_id, id }))[0]?.revision,
  markUsed: async (uses) =>
    (await run(markUsed, { ids: idArray(uses.map(({ id }) => id)), ats: `{${uses.map(({ at }) => at).join(',')}}` }))
      .length,
  revokeAll: async ({ user_id, organization_id }) =>
    (await run(revokeAll, { user_id, organization_id })).map(({ id }) => id),
});
