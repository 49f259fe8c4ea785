import type { NewToken, Permission, Token, TokensRepository } from '@goldset/core';
import { listStatement, readPage } from '../keyset.ts';
import { idArray, statement } from '../statement.ts';
import type { Run } from '../statement.ts';

interface Row {
  readonly id: string;
  readonly name: string;
  readonly prefix: string;
  readonly organization_id: string | null;
  readonly permissions: readonly Permission[] | null;
  readonly expires_at: Date | null;
  readonly last_used_at: Date | null;
  readonly created_at: Date;
}

const columns = 'id, name, prefix, organization_id, permissions, expires_at, last_used_at, created_at';

const transport = (row: Row): Token => ({
  id: row.id,
  name: row.name,
  prefix: row.prefix,
  organization_id: row.organization_id,
  permissions: row.permissions,
  expires_at: row.expires_at?.toISOString() ?? null,
  last_used_at: row.last_used_at?.toISOString() ?? null,
  created_at: row.created_at.toISOString(),
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

// The user before the token, as who revokes every token of a user locks them; a token that is gone by then is not found again.
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

const ofOwner = 'user_id = :user_id::uuid and (:organization_id::uuid is null or organization_id = :organization_id::uuid)';

const list = listStatement<Owner, Row>(
  'id',
  (beyond, inOrder) => `select ${columns} from tokens where ${ofOwner} and ${beyond('id')} ${inOrder('id')}`,
);

const revoke = statement<Owner & { readonly id: string }, { id: string }>(`
  delete from tokens where id = :id::uuid and ${ofOwner} returning id`);

const revokeEvery = statement<{ user_id: string }, { id: string }>(`delete from tokens where user_id = :user_id::uuid returning id`);

const countOld = statement<{ at: string }, { tokens: number; last_expires_at: Date | null }>(`
  select count(*)::int as tokens, max(expires_at) as last_expires_at from tokens where is_old and expires_at > :at::timestamptz`);

const revokeAll = statement<{ user_id: string; organization_id: string }, { id: string }>(`
  delete from tokens where user_id = :user_id::uuid and organization_id = :organization_id::uuid returning id`);

// In one order of tokens, so that two servers that write the same ones never wait for each other.
const markUsed = statement<{ ids: string; ats: string }, { id: string }>(`
  with u as materialized (
    select t.id, used.at from unnest(:ids::uuid[], :ats::timestamptz[]) as used(id, at) join tokens t on t.id = used.id
    where t.last_used_at is null or t.last_used_at < used.at
    order by t.id
    for update of t
  )
  update tokens t set last_used_at = u.at from u where t.id = u.id and (t.last_used_at is null or t.last_used_at < u.at)
  returning t.id`);

const rowOf = ({ permissions, ...token }: NewToken): NewRow => ({ ...token, permissions: permissions === null ? null : JSON.stringify(permissions) });

/** The tokens of users. A revoked token is deleted; its event tells that it was there. */
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
  list: ({ user_id, organization_id }, page) => readPage(run, list, { user_id, organization_id }, page, 'id', transport, ({ id }) => id),
  revoke: async ({ user_id, organization_id }, id) => (await run(revoke, { user_id, organization_id, id })).length === 1,
  markUsed: async (uses) => (await run(markUsed, { ids: idArray(uses.map(({ id }) => id)), ats: `{${uses.map(({ at }) => at).join(',')}}` })).length,
  revokeAll: async ({ user_id, organization_id }) => (await run(revokeAll, { user_id, organization_id })).map(({ id }) => id),
});
