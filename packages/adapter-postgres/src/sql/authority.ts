import type { EndedAuthority, Scope } from '@goldset/core/adapter';

/** The parameters, besides its own, of a statement that checks the authority of its scope. */
export interface AuthorityParameters {
  readonly authority_user_id: string | null;
  readonly authority_token_id: string | null;
  readonly authority_roles: string;
  readonly authority_ends_when_archived: boolean;
  readonly authority_at: string | null;
}

/** Returns the parameters that describe the authority of a scope. */
export const authorityParameters = ({ under }: Scope): AuthorityParameters => ({
  authority_user_id: under?.user_id ?? null,
  authority_token_id: under?.token_id ?? null,
  authority_roles: `{${under?.roles.join(',') ?? ''}}`,
  authority_ends_when_archived: under?.ends_when_archived ?? false,
  authority_at: under?.now() ?? null,
});

/** The result of the check of the authority of a scope. */
export interface AuthorityRow {
  readonly ended: EndedAuthority | null;
}

/**
 * SQL for a part of `with`: `authority` has one row. Its `ended` says why nothing may be done in the project any more,
 * or is null. It is read from the snapshot of the statement, like everything else in the statement. A scope without an
 * authority may do everything as long as its project exists.
 */
export const authority = `authority as materialized (
    select case
      when :authority_user_id::uuid is null then case when o.id is null then 'not_found' end
      when u.id is null or (:authority_token_id::uuid is not null and t.id is null) then 'unauthenticated'
      when o.id is null or held.roles = 0 then 'not_found'
      when held.permitting = 0 then 'forbidden'
      when :authority_ends_when_archived::boolean and p.state = 'archived' then 'archived'
    end as ended
    from (select) one
    left join users u on u.id = :authority_user_id::uuid
    left join tokens t on t.id = :authority_token_id::uuid and t.user_id = u.id and (t.expires_at is null or t.expires_at > :authority_at::timestamptz)
    left join projects p on p.id = :project_id::uuid and p.deleted_at is null
    left join organizations o on o.id = p.organization_id and o.deleted_at is null
    cross join lateral (
      select count(*) as roles, count(*) filter (where b.role = any (:authority_roles::text[])) as permitting
      from role_bindings b
      where b.organization_id = o.id and b.user_id = u.id and (b.project_id is null or b.project_id = p.id)
    ) held
  )`;

/** SQL for whether the authority is still in force. */
export const isAllowed = '(select a.ended from authority a) is null';
