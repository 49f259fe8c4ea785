import type { Permission, Role, Target } from '@goldset/core';
import type { AccessRecord, AccessRepository, OnceKey } from '@goldset/core/adapter';
import { findKept, joinKept, keptIn, placeParameters } from '../sql/idempotency.ts';
import type { KeptColumns } from '../sql/idempotency.ts';
import { statement } from '../sql/statement.ts';
import type { Run } from '../sql/statement.ts';

interface Row extends KeptColumns {
  readonly user_id: string;
  readonly kind: AccessRecord['kind'];
  readonly name: string;
  readonly is_first: boolean;
  readonly organization_id: string | null;
  readonly is_member: boolean;
  readonly is_archived: boolean;
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
  u.id as user_id, u.kind, u.name, u.is_first, o.id as organization_id, m.user_id is not null as is_member, coalesce(p.state = 'archived', false) as is_archived,
  (
    select coalesce(json_agg(distinct b.role), '[]') from role_bindings b
    where b.organization_id = o.id and b.user_id = u.id and (b.project_id is null or b.project_id = p.id)
  ) as roles`;

/**
 * Leaves out deleted projects and organizations. For the target itself `target` decides: it returns SQL for whether a
 * row with the given alias is included.
 */
const joins = (target: (alias: string) => string): string => `
  left join projects p on p.id = :project_id::uuid and ${target('p')}
  left join organizations o on o.id = coalesce(p.organization_id, :organization_id::uuid)
    and case when p.id is null then ${target('o')} else o.deleted_at is null end
  left join members m on m.organization_id = o.id and m.user_id = u.id`;

interface ByToken extends Parameters {
  readonly at: string;
}

interface InScope {
  readonly scope_id: string;
}

const isThere = (alias: string): string => `${alias}.deleted_at is null`;

const isRestorable = (alias: string): string =>
  `(${alias}.deleted_at is null or ${alias}.deleted_at > :restorable_since::timestamptz)`;

const byTokenWith = (columns: string, kept: string): string => `
  /* authenticate */
  select ${onTarget}, t.id as token_id, t.last_used_at, t.organization_id as token_organization_id, t.permissions, t.expires_at ${columns}
  from tokens t join users u on u.id = t.user_id ${joins(isThere)} ${kept}
  where t.secret_hash = :identity::text and (t.expires_at is null or t.expires_at > :at::timestamptz)`;

const byUserWith = (target: (alias: string) => string, columns: string, kept: string): string => `
  /* authenticate */
  select ${onTarget}, null::uuid as token_id, null::timestamptz as last_used_at, null::uuid as token_organization_id, null::jsonb as permissions,
    null::timestamptz as expires_at ${columns}
  from users u ${joins(target)} ${kept}
  where u.id = :identity::uuid`;

const withKept = [', k.kept_hash, k.kept_answer', joinKept(':scope_id::uuid', 'u.id')] as const;

const byToken = statement<ByToken, Row>(byTokenWith('', ''));
const byTokenAndKey = statement<ByToken & OnceKey & InScope, Row>(byTokenWith(...withKept));
const byUser = statement<Parameters, Row>(byUserWith(isThere, '', ''));
const byUserAndKey = statement<Parameters & OnceKey & InScope, Row>(byUserWith(isThere, ...withKept));
const byUserRestorable = statement<Parameters & { readonly restorable_since: string }, Row>(
  byUserWith(isRestorable, '', ''),
);

const idsOf = (target: Target): Omit<Parameters, 'identity'> => ({
  organization_id: target.type === 'organization' ? target.id : null,
  project_id: target.type === 'project' ? target.id : null,
});

const recordOf = ({
  token_id,
  last_used_at,
  token_organization_id,
  permissions,
  expires_at,
  kept_hash = null,
  kept_answer = null,
  ...record
}: Row): AccessRecord => ({
  ...record,
  token:
    token_id === null
      ? null
      : { organization_id: token_organization_id, permissions, expires_at: expires_at?.toISOString() ?? null },
  used_token: token_id === null ? null : { id: token_id, last_used_at: last_used_at?.toISOString() ?? null },
  kept: keptIn({ kept_hash, kept_answer }),
});

/** Reads who a caller is, and their roles on a target. */
export const accessOn = (run: Run): AccessRepository => ({
  read: async (identity, target, at, key) => {
    const ids = idsOf(target);
    const once =
      key && target.type !== 'installation'
        ? { operation: key.operation, key: key.key, scope_id: target.id }
        : undefined;
    const read = (): Promise<readonly Row[]> => {
      if ('secret_hash' in identity) {
        const parameters = { identity: identity.secret_hash, ...ids, at };
        return once === undefined ? run(byToken, parameters) : run(byTokenAndKey, { ...parameters, ...once });
      }
      const parameters = { identity: identity.user_id, ...ids };
      return once === undefined ? run(byUser, parameters) : run(byUserAndKey, { ...parameters, ...once });
    };
    const [row] = await read();
    if (row === undefined || key === undefined || once !== undefined) return row && recordOf(row);
    // Above organizations, idempotency records are stored under the caller, who is known only now.
    const [kept] = await run(
      findKept,
      placeParameters({ operation: key.operation, key: key.key, scope_id: row.user_id, owner_id: row.user_id }),
    );
    return recordOf({ ...row, ...kept });
  },
  readRestorable: async (user_id, target, restorable_since) => {
    const [row] = await run(byUserRestorable, { identity: user_id, ...idsOf(target), restorable_since });
    return row && recordOf(row);
  },
});
