import type { Member, Role } from '@goldset/core';
import type { MembersRepository, RemovedMember, Scope } from '@goldset/core/adapter';
import { ANYWHERE, boundedListStatement, listStatement, readBoundedPage, readPage } from '../sql/keyset.ts';
import { releaseTasksOn } from '../queue/release-tasks.ts';
import { compactUser, hasAdmin, holdsSought } from '../sql/sql-fragments.ts';
import type { CompactUserRow } from '../sql/sql-fragments.ts';
import { statement } from '../sql/statement.ts';
import type { Run } from '../sql/statement.ts';
import { targetOf } from './role-bindings.ts';
import { organizationOf } from '../sql/scope.ts';

const add = statement<{ organization_id: string; user_id: string; added_by: string; created_at: string }, never>(`
  with meant as (
    insert into member_addresses (organization_id, email_key, user_id, created_at)
    select :organization_id::uuid, u.email_key, u.id, :created_at::timestamptz from users u 
    where u.id = :user_id::uuid and u.email_verified_at is not null and u.email_key is not null
  )
  insert into members (organization_id, user_id, added_by, created_at)
  values (:organization_id::uuid, :user_id::uuid, :added_by::uuid, :created_at::timestamptz)`);

const join = statement<
  { organization_id: string; user_id: string; added_by: string; created_at: string },
  { user_id: string }
>(`
  insert into members (organization_id, user_id, added_by, created_at)
  values (:organization_id::uuid, :user_id::uuid, :added_by::uuid, :created_at::timestamptz)
  on conflict (organization_id, user_id) do nothing
  returning user_id`);

const rolesOf = statement<
  { organization_id: string; user_id: string; project_id: string | null },
  { kind: Member['kind']; roles: readonly Role[] }
>(`
  select u.kind, (
    select coalesce(json_agg(b.role order by b.id), '[]') from role_bindings b
    where b.organization_id = :organization_id::uuid and b.user_id = :user_id::uuid and (b.project_id is null or b.project_id = :project_id::uuid)
  ) as roles
  from members m join users u on u.id = m.user_id
  where m.organization_id = :organization_id::uuid and m.user_id = :user_id::uuid`);

const hasEmail = statement<{ organization_id: string; email_key: string }, { found: boolean }>(`
  select exists (
    select from users u join members m on m.user_id = u.id and m.organization_id = :organization_id::uuid where u.email_key = :email_key::text
  ) as found`);

interface Row {
  readonly user: CompactUserRow;
  readonly kind: Member['kind'];
  readonly email: string | null;
  readonly email_verified: boolean;
  readonly roles: readonly Role[];
  readonly added_by: CompactUserRow | null;
  readonly created_at: Date;
}

const columns = `
  json_build_object('id', u.id, 'name', u.name) as user, u.kind, u.email, u.email_verified_at is not null as email_verified,
  ${compactUser('m.added_by')} as added_by, m.created_at, (
    select coalesce(json_agg(b.role order by b.id), '[]') from role_bindings b
    where b.organization_id = :organization_id::uuid and b.user_id = m.user_id and b.project_id is null
  ) as roles`;

const list = listStatement<{ organization_id: string }, Row>(
  'id',
  (beyond, inOrder) => `
  select ${columns} from members m join users u on u.id = m.user_id
  where m.organization_id = :organization_id::uuid and ${beyond('m.user_id')} ${inOrder('m.user_id')}`,
);

interface FilterParameters {
  readonly organization_id: string;
  readonly sought: string | null;
  readonly role: Role | null;
  readonly kind: Member['kind'] | null;
}

const fits = `${holdsSought('u.name')} and u.kind = coalesce(:kind::text, u.kind) and (:role::text is null or exists (
    select from role_bindings b where b.organization_id = :organization_id::uuid and b.user_id = m.user_id and b.project_id is null and b.role = :role::text
  ))`;

// The user of each member is looked up individually, so that no plan reads the users of other organizations.
const listFitting = boundedListStatement<FilterParameters, Row & { readonly id: string }>({
  columns: 'm.user_id as id, m.user_id, m.added_by, m.created_at',
  from: 'members m cross join lateral (select u.name, u.kind from users u where u.id = m.user_id limit 1) u',
  where: 'true',
  id: 'm.user_id',
  owner: { column: 'm.organization_id', value: ':organization_id::uuid' },
  fits,
  found: {
    as: 'm',
    columns: `m.id, ${columns}`,
    join: 'cross join lateral (select u.* from users u where u.id = m.user_id limit 1) u',
  },
});

// At most one person has the address.
const listWithAddress = listStatement<FilterParameters & { readonly email_key: string }, Row>(
  'id',
  (beyond, inOrder) => `
  with u as materialized (select u.* from users u where u.email_key = :email_key::text)
  select ${columns} from u join members m on m.organization_id = :organization_id::uuid and m.user_id = u.id
  where ${fits} and ${beyond('m.user_id')} ${inOrder('m.user_id')}`,
);

const transport = (row: Row): Member => ({
  user: row.user,
  kind: row.kind,
  email: row.email,
  email_verified: row.email_verified,
  roles: row.roles,
  added_by: row.added_by,
  created_at: row.created_at.toISOString(),
});

interface One {
  readonly organization_id: string;
  readonly user_id: string;
}

const find = statement<One, Row>(`
  select ${columns} from members m join users u on u.id = m.user_id where m.organization_id = :organization_id::uuid and m.user_id = :user_id::uuid`);

interface HeldRow {
  readonly is_there: boolean;
}

const hold = statement<{ organization_id: string }, HeldRow>(`
  select o.deleted_at is null as is_there from organizations o where o.id = :organization_id::uuid for no key update`);

// A transaction that gives the member a role at this moment locks the member's row, and is waited for. So the following
// removal sees all roles.
const holdMember = statement<One, HeldRow>(`
  with o as materialized (select o.id, o.deleted_at is null as is_there from organizations o where o.id = :organization_id::uuid for no key update),
  m as materialized (select m.user_id from o join members m on m.organization_id = o.id and m.user_id = :user_id::uuid for update of m)
  select o.is_there from o left join m on true`);

interface RemovedRow {
  readonly kind: Member['kind'];
  readonly revision: number;
  readonly bindings: readonly {
    readonly id: string;
    readonly role: Role;
    readonly organization_id: string;
    readonly project_id: string | null;
  }[];
  readonly was_last_admin: boolean;
}

// The parts beside the deletions read the state before them.
const remove = statement<One, RemovedRow>(`
  with b as (delete from role_bindings b where b.organization_id = :organization_id::uuid and b.user_id = :user_id::uuid returning b.*),
  m as (delete from members m where m.organization_id = :organization_id::uuid and m.user_id = :user_id::uuid returning m.user_id)
  select u.kind, u.revision,
    (
      select coalesce(json_agg(json_build_object('id', b.id, 'role', b.role, 'organization_id', b.organization_id, 'project_id', b.project_id) order by b.id), '[]')
      from b
    ) as bindings,
    ${hasAdmin('other.user_id = :user_id::uuid')} and not ${hasAdmin('other.user_id <> :user_id::uuid')} as was_last_admin
  from m join users u on u.id = m.user_id`);

const projectsWithClaims = statement<Omit<One, 'user_id'> & { readonly user_id: string | null }, { id: string }>(`
  select p.id from projects p
  cross join lateral (
    select from counters c where c.project_id = p.id and (:user_id::uuid is null or c.user_id = :user_id::uuid) and c.tasks_claimed > 0 limit 1
  ) c
  where p.organization_id = :organization_id::uuid and p.deleted_at is null
  order by p.id`);

const removedMember = ({ kind, revision, bindings, was_last_admin }: RemovedRow): RemovedMember => ({
  kind,
  revision,
  bindings: bindings.map((binding) => ({ id: binding.id, role: binding.role, target: targetOf(binding) })),
  was_last_admin,
});

/** The members of one organization. */
export const membersOn = (run: Run, scope: Scope): MembersRepository => ({
  hold: async (user_id) => {
    const organization_id = organizationOf(scope);
    const [row] = await (user_id === undefined
      ? run(hold, { organization_id })
      : run(holdMember, { organization_id, user_id }));
    return row?.is_there === true;
  },
  add: async ({ user_id, added_by, created_at }) => {
    await run(add, { organization_id: organizationOf(scope), user_id, added_by, created_at });
  },
  join: async ({ user_id, added_by, created_at }) =>
    (await run(join, { organization_id: organizationOf(scope), user_id, added_by, created_at })).length === 1,
  rolesOf: async (user_id, project_id = null) => {
    const [row] = await run(rolesOf, { organization_id: organizationOf(scope), user_id, project_id });
    return row && { kind: row.kind, roles: row.roles };
  },
  hasEmail: async (email_key) =>
    (await run(hasEmail, { organization_id: organizationOf(scope), email_key }))[0]?.found === true,
  list: async (page, { sought = null, email_key, role = null, kind = null } = {}) => {
    const organization_id = organizationOf(scope);
    const filter = { organization_id, sought, role, kind };
    const idOf = ({ user }: Member): string => user.id;
    if (email_key !== undefined)
      return readPage(run, listWithAddress, { ...filter, email_key }, page, 'id', transport, idOf);
    if (sought === null && role === null && kind === null)
      return readPage(run, list, { organization_id }, page, 'id', transport, idOf);
    const found = await readBoundedPage(run, scope, listFitting, filter, page, ANYWHERE, (row) => ({
      id: row.id,
      member: transport(row),
    }));
    return { ...found, items: found.items.map(({ member }) => member) };
  },
  find: async (user_id) => {
    const [row] = await run(find, { organization_id: organizationOf(scope), user_id });
    return row && transport(row);
  },
  remove: async (user_id) => {
    const [row] = await run(remove, { organization_id: organizationOf(scope), user_id });
    return row && removedMember(row);
  },
  projectsWithClaims: async (user_id) =>
    (await run(projectsWithClaims, { organization_id: organizationOf(scope), user_id })).map(({ id }) => id),
  releaseTasks: releaseTasksOn(run, scope),
});
