import type { Role, RoleBindingsRepository, Scope } from '@goldset/core';
import { compactUser } from '../sql-fragments.ts';
import type { CompactUserRow } from '../sql-fragments.ts';
import { statement } from '../statement.ts';
import type { Run } from '../statement.ts';
import { organizationOf } from './scope.ts';

interface Row {
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

const add = statement<NewRow, Row>(`
  with target as (
    select where :project_id::uuid is null
    union all
    select from projects p where p.id = :project_id::uuid and p.organization_id = :organization_id::uuid
  ),
  member as (select from members m where m.organization_id = :organization_id::uuid and m.user_id = :user_id::uuid),
  added as (
    insert into role_bindings (id, organization_id, project_id, user_id, role, created_by, created_at)
    select :id::uuid, :organization_id::uuid, :project_id::uuid, :user_id::uuid, :role::text, :created_by::uuid, :created_at::timestamptz
    from target, member
    on conflict on constraint role_bindings_key do nothing
    returning id, created_at
  )
  select exists (select from target) as has_target, exists (select from member) as is_member, added.id, :role::text as role,
    ${compactUser(':user_id::uuid')} as user, ${compactUser(':created_by::uuid')} as created_by, added.created_at
  from (select) as one left join added on true`);

/** The role bindings of one organization and its projects. */
export const roleBindingsOn = (run: Run, scope: Scope): RoleBindingsRepository => ({
  add: async ({ id, user_id, role, target, created_by, created_at }) => {
    const organization_id = organizationOf(scope);
    if (target.type === 'organization' && target.id !== organization_id) return 'no_target';
    const project_id = target.type === 'project' ? target.id : null;
    const [row] = await run(add, { organization_id, project_id, id, user_id, role, created_by, created_at });
    if (row === undefined || !row.has_target) return 'no_target';
    if (!row.is_member) return 'no_member';
    if (row.id === null) return 'already_exists';
    return { id: row.id, user: row.user, role: row.role, target, created_by: row.created_by, created_at: row.created_at.toISOString() };
  },
});
