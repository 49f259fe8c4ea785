import type { AccessRecord, AccessRepository, Permission, Role } from '@goldset/core';
import { statement } from '../statement.ts';
import type { Run } from '../statement.ts';

interface Row {
  readonly user_id: string;
  readonly kind: AccessRecord['kind'];
  readonly name: string;
  readonly is_first: boolean;
  readonly organization_id: string | null;
  readonly is_member: boolean;
  readonly is_archived: boolean;
  readonly roles: readonly Role[];
  readonly token_organization_id: string | null;
  readonly permissions: readonly Permission[] | null;
  readonly expires_at: Date | null;
}

interface Parameters {
  readonly identity: string;
  readonly organization_id: string | null;
  readonly project_id: string | null;
}

const onTarget = `
  u.id as user_id, u.kind, u.name, u.is_first, o.id as organization_id, m.user_id is not null as is_member, coalesce(p.state = 'archived', false) as is_archived,
  (
    select coalesce(json_agg(distinct b.role), '[]') from role_bindings b
    where b.organization_id = o.id and b.user_id = u.id and (b.project_id is null or b.project_id = p.id)
  ) as roles`;

const joins = `
  left join projects p on p.id = :project_id::uuid
  left join organizations o on o.id = coalesce(p.organization_id, :organization_id::uuid)
  left join members m on m.organization_id = o.id and m.user_id = u.id`;

const byToken = statement<Parameters & { readonly at: string }, Row>(`
  /* authenticate */
  select ${onTarget}, t.organization_id as token_organization_id, t.permissions, t.expires_at
  from tokens t join users u on u.id = t.user_id ${joins}
  where t.secret_hash = :identity::text and (t.expires_at is null or t.expires_at > :at::timestamptz)`);

const byUser = statement<Parameters, Row>(`
  /* authenticate */
  select ${onTarget}, null::uuid as token_organization_id, null::jsonb as permissions, null::timestamptz as expires_at
  from users u ${joins}
  where u.id = :identity::uuid`);

/** Who callers are. */
export const accessOn = (run: Run): AccessRepository => ({
  read: async (identity, target, at) => {
    const ids = {
      organization_id: target.type === 'organization' ? target.id : null,
      project_id: target.type === 'project' ? target.id : null,
    };
    const isToken = 'secret_hash' in identity;
    const [row] = isToken
      ? await run(byToken, { identity: identity.secret_hash, ...ids, at })
      : await run(byUser, { identity: identity.user_id, ...ids });
    if (row === undefined) return undefined;
    const { token_organization_id, permissions, expires_at, ...record } = row;
    const token = isToken ? { organization_id: token_organization_id, permissions, expires_at: expires_at?.toISOString() ?? null } : null;
    return { ...record, token };
  },
});
