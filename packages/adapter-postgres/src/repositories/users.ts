import type { CompactUser, Me, User, UsersRepository } from '@goldset/core';
import { listStatement, readPage } from '../keyset.ts';
import { statement } from '../statement.ts';
import type { Run } from '../statement.ts';

const addFirst = statement<{ id: string; kind: string; name: string; email: string | null; at: string }, { id: string }>(`
  insert into users (id, kind, name, email, is_first, created_at)
  select :id::uuid, :kind::text, :name::text, :email::text, true, :at::timestamptz
  where not exists (select from users)
  on conflict (is_first) where is_first do nothing
  returning id`);

const addPerson = statement<{ id: string; name: string; email: string; at: string }, { id: string }>(`
  insert into users (id, kind, name, email, created_at)
  values (:id::uuid, 'person', :name::text, :email::text, :at::timestamptz)
  on conflict (lower(email)) do nothing
  returning id`);

const findByEmail = statement<{ email: string }, CompactUser>(`select id, name from users where lower(email) = lower(:email::text)`);

const find = statement<{ id: string }, Omit<Me, 'created_at'> & { created_at: Date }>(`
  select id, kind, name, email, created_at from users where id = :id::uuid`);

interface Known {
  readonly known_to: string;
  readonly organization_id: string | null;
}

// A deleted organization is shared by nobody.
const shared = 'exists (select from organizations o where o.id = mine.organization_id and o.deleted_at is null) and mine.user_id = :known_to::uuid and (:organization_id::uuid is null or mine.organization_id = :organization_id::uuid)';

// A page of each organization's people, then the first of them all: what is read does not grow with the installation.
const listKnown = listStatement<Known, CompactUser>(
  'id',
  (beyond, inOrder) => `
  select known.id, known.name
  from members mine
  cross join lateral (
    select u.id, u.name from members theirs join users u on u.id = theirs.user_id and u.kind = 'person'
    where theirs.organization_id = mine.organization_id and ${beyond('theirs.user_id')}
    ${inOrder('theirs.user_id')}
  ) known
  where ${shared}
  group by known.id, known.name
  ${inOrder('known.id')}`,
);

const findKnown = statement<Known & { readonly id: string }, Omit<User, 'created_at'> & { created_at: Date }>(`
  select u.id, u.name, u.kind, u.created_at from users u
  where u.id = :id::uuid and u.kind = 'person' and exists (
    select from members mine join members theirs on theirs.organization_id = mine.organization_id and theirs.user_id = u.id
    where ${shared}
  )`);

/** The users of the installation. */
export const usersOn = (run: Run): UsersRepository => ({
  addFirst: async ({ created_at, ...user }) => (await run(addFirst, { ...user, at: created_at })).length === 1,
  addPerson: async ({ created_at, ...person }) => (await run(addPerson, { ...person, at: created_at })).length === 1,
  findByEmail: async (email) => {
    const [row] = await run(findByEmail, { email });
    return row && { id: row.id, name: row.name };
  },
  find: async (id) => {
    const [row] = await run(find, { id });
    return row && { ...row, created_at: row.created_at.toISOString() };
  },
  listKnown: ({ known_to, organization_id }, page) =>
    readPage(run, listKnown, { known_to, organization_id }, page, 'id', ({ id, name }) => ({ id, name }), ({ id }) => id),
  findKnown: async ({ known_to, organization_id }, id) => {
    const [row] = await run(findKnown, { known_to, organization_id, id });
    return row && { ...row, created_at: row.created_at.toISOString() };
  },
});
