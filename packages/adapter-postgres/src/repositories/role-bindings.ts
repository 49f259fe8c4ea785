import type { Page, Role, RoleBinding } from '@goldset/core';
import type { RoleBindingsRepository, Scope } from '@goldset/core/adapter';
import { listStatement, readPage } from '../sql/keyset.ts';
import type { ListStatement } from '../sql/keyset.ts';
import { compactUser, hasAdmin } from '../sql/sql-fragments.ts';
import type { CompactUserRow } from '../sql/sql-fragments.ts';
import { statement } from '../sql/statement.ts';
import type { Run } from '../sql/statement.ts';
import { organizationOf } from '../sql/scope.ts';

interface Row {
  readonly id: string;
  readonly organization_id: string;
  readonly project_id: string | null;
  readonly role: Role;
  readonly user: CompactUserRow;
  readonly created_by: CompactUserRow;
  readonly created_at: Date;
}

const columns = `
  b.id, b.organization_id, b.project_id, b.role, ${compactUser('b.user_id')} as user, ${compactUser('b.created_by')} as created_by, b.created_at`;

// A binding on a deleted project exists again once the project is restored.
const isThere = 'not exists (select from projects p where p.id = b.project_id and p.deleted_at is not null)';

/** Returns the target of a row. */
export const targetOf = ({
  organization_id,
  project_id,
}: Pick<Row, 'organization_id' | 'project_id'>): RoleBinding['target'] =>
  project_id === null ? { type: 'organization', id: organization_id } : { type: 'project', id: project_id };

const transport = (row: Row): RoleBinding => ({
  id: row.id,
  user: row.user,
  role: row.role,
  target: targetOf(row),
  created_by: row.created_by,
  created_at: row.created_at.toISOString(),
});

interface AddedRow {
  readonly has_target: boolean;
  readonly is_member: boolean;
  readonly id: string | null;
  readonly role: Role;
  readonly user: CompactUserRow;
  readonly created_by: CompactUserRow;
  readonly created_at: Date;
}

interface NewRow {
  readonly organization_id: string;
  readonly project_id: string | null;
  readonly id: string;
  readonly user_id: string;
  readonly role: string;
  readonly created_by: string;
  readonly created_at: string;
}

// A transaction that removes the member at the same moment is waited for, so that a role is never given to a user who
// is no longer a member.
const add = statement<NewRow, AddedRow>(`
  with target as (
    select where :project_id::uuid is null
    union all
    select from projects p where p.id = :project_id::uuid and p.organization_id = :organization_id::uuid and p.deleted_at is null
  ),
  member as materialized (
    select m.user_id from members m where m.organization_id = :organization_id::uuid and m.user_id = :user_id::uuid for key share of m
  ),
  added as (
    insert into role_bindings (id, organization_id, project_id, user_id, role, created_by, created_at)
    select :id::uuid, :organization_id::uuid, :project_id::uuid, :user_id::uuid, :role::text, :created_by::uuid, :created_at::timestamptz
    from target, member
    on conflict do nothing
    returning id, created_at
  )
  select exists (select from target) as has_target, exists (select from member) as is_member, added.id, :role::text as role,
    ${compactUser(':user_id::uuid')} as user, ${compactUser(':created_by::uuid')} as created_by, added.created_at
  from (select) as one left join added on true`);

const listAll = listStatement<{ organization_id: string }, Row>(
  'id',
  (beyond, inOrder) => `
  select ${columns} from role_bindings b where b.organization_id = :organization_id::uuid and ${isThere} and ${beyond('b.id')} ${inOrder('b.id')}`,
);

const listOnProject = listStatement<{ organization_id: string; project_id: string }, Row>(
  'id',
  (beyond, inOrder) => `
  select ${columns} from role_bindings b
  where b.project_id = :project_id::uuid and b.organization_id = :organization_id::uuid and ${beyond('b.id')} ${inOrder('b.id')}`,
);

const member = { column: 'b.user_id', value: ':user_id::uuid' } as const;

const listOfMember = listStatement<{ organization_id: string; user_id: string }, Row>(
  'id',
  (beyond, inOrder) => `
  select ${columns} from role_bindings b
  where b.organization_id = :organization_id::uuid and ${isThere} and ${beyond('b.id', member)} ${inOrder('b.id', member)}`,
);

// A member has few roles on one project: they are sorted.
const listOfMemberOnProject = listStatement<{ organization_id: string; project_id: string; user_id: string }, Row>(
  'id',
  (beyond, inOrder) => `
  with b as materialized (
    select b.* from role_bindings b where b.organization_id = :organization_id::uuid and b.user_id = :user_id::uuid and b.project_id = :project_id::uuid
  )
  select ${columns} from b where ${beyond('b.id')} ${inOrder('b.id')}`,
);

interface One {
  readonly organization_id: string;
  readonly id: string;
}

const find = statement<One & { readonly project_id: string | null }, Row>(`
  select ${columns} from role_bindings b
  where b.id = :id::uuid and b.organization_id = :organization_id::uuid and (:project_id::uuid is null or b.project_id = :project_id::uuid) and ${isThere}`);

const findTarget = statement<One, Pick<Row, 'organization_id' | 'project_id'>>(`
  select b.organization_id, b.project_id from role_bindings b where b.id = :id::uuid and b.organization_id = :organization_id::uuid and ${isThere}`);

// The parts beside the deletion read the state before it.
const remove = statement<One & { readonly project_id: string | null }, Row & { was_last_admin: boolean }>(`
  with b as (
    delete from role_bindings b
    where b.id = :id::uuid and b.organization_id = :organization_id::uuid and (:project_id::uuid is null or b.project_id = :project_id::uuid)
      and ${isThere}
    returning b.*
  )
  select ${columns},
    b.project_id is null and b.role = 'admin' and (select u.kind = 'person' from users u where u.id = b.user_id) and not ${hasAdmin('other.id <> b.id')} as was_last_admin
  from b`);

/** The role bindings of one organization and its projects. */
export const roleBindingsOn = (run: Run, scope: Scope): RoleBindingsRepository => ({
  list: ({ project_id, user_id }, page) => {
    const organization_id = organizationOf(scope);
    const read = <P extends { readonly [Name in keyof P]: string }>(
      statements: ListStatement<P, Row>,
      parameters: P,
    ): Promise<Page<RoleBinding>> => readPage(run, statements, parameters, page, 'id', transport, ({ id }) => id);
    if (user_id === null)
      return project_id === null
        ? read(listAll, { organization_id })
        : read(listOnProject, { organization_id, project_id });
    return project_id === null
      ? read(listOfMember, { organization_id, user_id })
      : read(listOfMemberOnProject, { organization_id, user_id, project_id });
  },
  find: async (id) => {
    const [row] = await run(find, { organization_id: organizationOf(scope), project_id: scope.project_id, id });
    return row && transport(row);
  },
  targetOf: async (id) => {
    const [row] = await run(findTarget, { organization_id: organizationOf(scope), id });
    return row && targetOf(row);
  },
  delete: async (id) => {
    const [row] = await run(remove, { organization_id: organizationOf(scope), project_id: scope.project_id, id });
    return row && { binding: transport(row), was_last_admin: row.was_last_admin };
  },
  add: async ({ id, user_id, role, target, created_by, created_at }) => {
    const organization_id = organizationOf(scope);
    if (target.type === 'organization' && target.id !== organization_id) return 'no_target';
    const project_id = target.type === 'project' ? target.id : null;
    const [row] = await run(add, { organization_id, project_id, id, user_id, role, created_by, created_at });
    if (row === undefined || !row.has_target) return 'no_target';
    if (!row.is_member) return 'no_member';
    if (row.id === null) return 'already_exists';
    return {
      id: row.id,
      user: row.user,
      role: row.role,
      target,
      created_by: row.created_by,
      created_at: row.created_at.toISOString(),
    };
  },
});
