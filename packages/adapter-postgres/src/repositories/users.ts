import { MAX_WALKED_ROWS } from '@goldset/core/adapter';
import type { CompactUser, Me, User } from '@goldset/core';
import type { NewPerson, UsersRepository } from '@goldset/core/adapter';
import { ANYWHERE, listStatement, readBoundedPage, readPage } from '../sql/keyset.ts';
import type { BoundedListStatement, BoundedWalkParameters, Walked } from '../sql/keyset.ts';
import { holdsSought } from '../sql/sql-fragments.ts';
import { statement } from '../sql/statement.ts';
import type { Run } from '../sql/statement.ts';
import { ifRevision, isStale, updateOf } from '../sql/update.ts';
import type { UpdateRow } from '../sql/update.ts';
import type { LightParameters } from '../sql/weight.ts';

const addFirst = statement<NewPerson, { id: string }>(`
  insert into users (id, kind, name, email, email_key, email_verified_at, is_first, created_at)
  select :id::uuid, 'person', :name::text, :email::text, :email_key::text, :created_at::timestamptz, true, :created_at::timestamptz
  where not exists (select from users)
  on conflict (is_first) where is_first do nothing
  returning id`);

const addPerson = statement<NewPerson, { id: string }>(`
  insert into users (id, kind, name, email, email_key, created_at)
  values (:id::uuid, 'person', :name::text, :email::text, :email_key::text, :created_at::timestamptz)
  on conflict (email_key) do nothing
  returning id`);

const findByEmail = statement<{ email_key: string }, CompactUser>(
  `select id, name from users where email_key = :email_key::text`,
);

// A new token refers to its user, so a transaction that makes one waits for this lock.
const holdByEmail = statement<{ email_key: string }, CompactUser>(
  `select id, name from users where email_key = :email_key::text for update`,
);

interface MeRow extends Omit<Me, 'created_at' | 'updated_at'> {
  readonly created_at: Date;
  readonly updated_at: Date;
}

const columns = `u.id, u.kind, u.name, u.email, u.email_verified_at is not null as email_verified, u.revision, u.created_at, coalesce(u.updated_at, u.created_at) as updated_at`;

const find = statement<{ id: string }, MeRow>(`select ${columns} from users u where u.id = :id::uuid`);

const update = statement<
  { id: string; name: string | null; if_revision: string | null; at: string },
  MeRow & UpdateRow
>(`
  with was as materialized (select u.* from users u where u.id = :id::uuid for no key update),
  judged as materialized (
    select w.id, case when ${isStale('w')} then 'stale' when coalesce(:name::text, w.name) = w.name then 'unchanged' else 'changed' end as outcome
    from was w
  ),
  changed as (
    update users u set name = coalesce(:name::text, u.name), revision = u.revision + 1, updated_at = :at::timestamptz
    from judged j where u.id = j.id and j.outcome = 'changed'
    returning u.*
  )
  select ${columns}, j.outcome
  from judged j cross join lateral (select * from changed union all select * from was where j.outcome <> 'changed') u`);

const verifyEmail = statement<{ id: string; at: string }, { revision: number }>(`
  update users set email_verified_at = :at::timestamptz, revision = revision + 1, updated_at = :at::timestamptz
  where id = :id::uuid and email_verified_at is null
  returning revision`);

const me = ({ id, kind, name, email, email_verified, revision, created_at, updated_at }: MeRow): Me => ({
  id,
  kind,
  name,
  email,
  email_verified,
  revision,
  created_at: created_at.toISOString(),
  updated_at: updated_at.toISOString(),
});

interface Known {
  readonly known_to: string;
  readonly organization_id: string | null;
}

// Users do not share a deleted organization.
const shared =
  'exists (select from organizations o where o.id = mine.organization_id and o.deleted_at is null) and mine.user_id = :known_to::uuid and (:organization_id::uuid is null or mine.organization_id = :organization_id::uuid)';

// Reads a page of people of each organization and then the first of all of these, so that the cost does not grow with
// the installation.
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

// Reads as many members of each organization as a page may walk through in all, so that the first members over all
// organizations are among them.
const knownNamed = (isBeyond: '<' | '>', order: 'asc' | 'desc') =>
  statement<Known & { readonly sought: string } & BoundedWalkParameters & LightParameters, Walked<CompactUser>>(
    `
  with mine as materialized (select mine.organization_id from members mine where ${shared}),
  size as materialized (select greatest(200, ${MAX_WALKED_ROWS} / greatest(count(*), 1)) as rows from mine),
  walked as materialized (
    select theirs.id, row_number() over (order by theirs.id ${order}) as place
    from mine cross join lateral (
      select m.user_id as id from members m
      where (m.organization_id, m.user_id) ${isBeyond} (mine.organization_id, :from::uuid) and m.organization_id ${isBeyond === '>' ? '<=' : '>='} mine.organization_id
      order by m.organization_id ${order}, m.user_id ${order}
      limit (select s.rows + 1 from size s)
    ) theirs
    group by theirs.id
    order by theirs.id ${order}
    limit (select s.rows + 1 from size s)
  ),
  found as materialized (
    select u.id, u.name
    from size s join walked w on w.place <= s.rows cross join lateral (select u.id, u.name, u.kind from users u where u.id = w.id limit 1) u
    where u.kind = 'person' and ${holdsSought('u.name')}
    order by u.id ${order}
    limit :limit::int
  )
  select f.*, e.cut
  from (
    select case when (select count(*) from found) < :limit::int and exists (select from walked w where w.place > s.rows) then (select w.id from walked w where w.place = s.rows) end as cut
    from size s
  ) e
  left join found f on true
  order by f.id ${order}`,
    { isLong: true },
  );

const listKnownNamed: BoundedListStatement<Known & { readonly sought: string }, CompactUser> = {
  withheld: [],
  light: { ascending: knownNamed('>', 'asc'), descending: knownNamed('<', 'desc') },
};

const findKnown = statement<Known & { readonly id: string }, Omit<User, 'created_at'> & { created_at: Date }>(`
  select u.id, u.name, u.kind, u.created_at from users u
  where u.id = :id::uuid and u.kind = 'person' and exists (
    select from members mine join members theirs on theirs.organization_id = mine.organization_id and theirs.user_id = u.id
    where ${shared}
  )`);

// The rows of users are small.
const NOWHERE = { organization_id: null, project_id: null } as const;

/** The users of the installation. */
export const usersOn = (run: Run): UsersRepository => ({
  addFirst: async ({ id, name, email, email_key, created_at }) =>
    (await run(addFirst, { id, name, email, email_key, created_at })).length === 1,
  addPerson: async ({ id, name, email, email_key, created_at }) =>
    (await run(addPerson, { id, name, email, email_key, created_at })).length === 1,
  findByEmail: async (email_key) => {
    const [row] = await run(findByEmail, { email_key });
    return row && { id: row.id, name: row.name };
  },
  holdByEmail: async (email_key) => {
    const [row] = await run(holdByEmail, { email_key });
    return row && { id: row.id, name: row.name };
  },
  update: async ({ id, changes, if_revision, at }) =>
    updateOf((await run(update, { id, name: changes.name ?? null, if_revision: ifRevision(if_revision), at }))[0], me),
  verifyEmail: async (id, at) => (await run(verifyEmail, { id, at }))[0]?.revision,
  find: async (id) => {
    const [row] = await run(find, { id });
    return row && me(row);
  },
  listKnown: ({ known_to, organization_id }, page, sought = null) =>
    sought !== null
      ? readBoundedPage(
          run,
          NOWHERE,
          listKnownNamed,
          { known_to, organization_id, sought },
          page,
          ANYWHERE,
          ({ id, name }) => ({ id, name }),
        )
      : readPage(
          run,
          listKnown,
          { known_to, organization_id },
          page,
          'id',
          ({ id, name }) => ({ id, name }),
          ({ id }) => id,
        ),
  findKnown: async ({ known_to, organization_id }, id) => {
    const [row] = await run(findKnown, { known_to, organization_id, id });
    return row && { ...row, created_at: row.created_at.toISOString() };
  },
});
