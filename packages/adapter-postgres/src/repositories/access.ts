import type { AccessRecord, AccessRepository, Permission, Role, Target } from '@goldset/core';
import { statement } from '../statement.ts';
import type { Run } from '../statement.ts';

interface Row {
  readonly user_id: string;
  readonly kind: AccessRecord['kind'];
  readonly name: string;
  readonly is_first: boolean;
  readonly organization_id: string | null;
  readonly is_member: boolean;
  readonly roles: readonly Role[];
  readonly token_id: string | null;
  readonly last_used_at: Date | null;
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
  u.id as user_id, u.kind, u.name, u.is_first, o.id as organization_id, m.user_id is not null as is_member,
  (
    select coalesce(json_agg(distinct b.role), '[]') from role_bindings b
    where b.organization_id = o.id and b.user_id = u.id and (b.project_id is null or b.project_id = p.id)
  ) as roles`;

/** What is deleted is not there, but for a target that may be taken for there: `target` is SQL of whether a row of the alias may. */
const joins = (target: (alias: string) => string): string => `
  left join projects p on p.id = :project_id::uuid and ${target('p')}
  left join organizations o on o.id = coalesce(p.organization_id, :organization_id::uuid)
    and case when p.id is null then ${target('o')} else o.deleted_at is null end
  left join members m on m.organization_id = o.id and m.user_id = u.id`;

const isThere = (alias: string): string => `${alias}.deleted_at is null`;

const isRestorable = (alias: string): string => `(${alias}.deleted_at is null or ${alias}.deleted_at > :restorable_since::timestamptz)`;

const byToken = statement<Parameters & { readonly at: string }, Row>(`
  /* authenticate */
  select ${onTarget}, t.id as token_id, t.last_used_at, t.organization_id as token_organization_id, t.permissions, t.expires_at
  from tokens t join users u on u.id = t.user_id ${joins(isThere)}
  where t.secret_hash = :identity::text and (t.expires_at is null or t.expires_at > :at::timestamptz)`);

const userOn = (target: (alias: string) => string): string => `
  /* authenticate */
  select ${onTarget}, null::uuid as token_id, null::timestamptz as last_used_at, null::uuid as token_organization_id, null::jsonb as permissions,
    null::timestamptz as expires_at
  from users u ${joins(target)}
  where u.id = :identity::uuid`;

const byUser = statement<Parameters, Row>(userOn(isThere));

const byUserRestorable = statement<Parameters & { readonly restorable_since: string }, Row>(userOn(isRestorable));

const idsOf = (target: Target): Omit<Parameters, 'identity'> => ({
  organization_id: target.type === 'organization' ? target.id : null,
  project_id: target.type === 'project' ? target.id : null,
});

const recordOf = ({ token_id, last_used_at, token_organization_id, permissions, expires_at, ...record }: Row): AccessRecord => ({
  ...record,
  token: token_id === null ? null : { organization_id: token_organization_id, permissions, expires_at: expires_at?.toISOString() ?? null },
  used_token: token_id === null ? null : { id: token_id, last_used_at: last_used_at?.toISOString() ?? null },
});

/** Who callers are. */
export const accessOn = (run: Run): AccessRepository => ({
  read: async (identity, target, at) => {
    const [row] =
      'secret_hash' in identity
        ? await run(byToken, { identity: identity.secret_hash, ...idsOf(target), at })
        : await run(byUser, { identity: identity.user_id, ...idsOf(target) });
    return row && recordOf(row);
  },
  readRestorable: async (user_id, target, restorable_since) => {
    const [row] = await run(byUserRestorable, { identity: user_id, ...idsOf(target), restorable_since });
    return row && recordOf(row);
  },
});
