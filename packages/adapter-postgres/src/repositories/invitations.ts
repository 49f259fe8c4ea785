import { MAX_FAILURES } from '@goldset/core/adapter';
import type { CompactOrganization, Invitation, Role } from '@goldset/core';
import type { InvitationsRepository, InvitationToAccept, Scope } from '@goldset/core/adapter';
import { findKept, keptIn, placeParameters } from '../sql/idempotency.ts';
import { listStatement, readPage } from '../sql/keyset.ts';
import { compactUser } from '../sql/sql-fragments.ts';
import type { CompactUserRow } from '../sql/sql-fragments.ts';
import { statement } from '../sql/statement.ts';
import type { Run } from '../sql/statement.ts';
import { organizationOf } from '../sql/scope.ts';

interface NewRow {
  readonly organization_id: string;
  readonly id: string;
  readonly email: string;
  readonly roles: string;
  readonly secret_hash: string;
  readonly created_by: string;
  readonly created_at: string;
  readonly expires_at: string;
}

const add = statement<NewRow, never>(`
  insert into invitations (id, organization_id, email, roles, secret_hash, created_by, created_at, expires_at)
  values (:id::uuid, :organization_id::uuid, :email::text, :roles::text::jsonb, :secret_hash::text, :created_by::uuid, :created_at::timestamptz,
    :expires_at::timestamptz)`);

interface Row {
  readonly id: string;
  readonly email: string;
  readonly roles: readonly Role[];
  readonly created_by: CompactUserRow;
  readonly created_at: Date;
  readonly expires_at: Date;
}

const columns = `i.id, i.email, i.roles, ${compactUser('i.created_by')} as created_by, i.created_at, i.expires_at`;

const findOpen = statement<{ organization_id: string; id: string }, Row>(`
  select ${columns} from invitations i where i.id = :id::uuid and i.organization_id = :organization_id::uuid and i.accepted_at is null`);

const list = listStatement<{ organization_id: string }, Row>(
  'id',
  (beyond, inOrder) => `
  select ${columns} from invitations i
  where i.organization_id = :organization_id::uuid and i.accepted_at is null and ${beyond('i.id')} ${inOrder('i.id')}`,
);

const transport = (row: Row): Invitation => ({
  id: row.id,
  email: row.email,
  roles: row.roles,
  created_by: row.created_by,
  created_at: row.created_at.toISOString(),
  expires_at: row.expires_at.toISOString(),
});

const revoke = statement<{ organization_id: string; id: string }, { id: string }>(`
  delete from invitations where id = :id::uuid and organization_id = :organization_id::uuid and accepted_at is null returning id`);

const revokeBy = statement<{ organization_id: string; user_id: string }, { id: string }>(`
  delete from invitations where created_by = :user_id::uuid and organization_id = :organization_id::uuid and accepted_at is null returning id`);

const organizationsBy = statement<{ user_id: string }, { organization_id: string }>(`
  select distinct i.organization_id from invitations i where i.created_by = :user_id::uuid and i.accepted_at is null`);

// The times are texts in one format, so their order as texts is the order of the times.
const latest = `(select coalesce(jsonb_agg(f order by f), '[]') from jsonb_array_elements_text(i.failed_at) f where f > :since::text)`;

// An invitation that was revoked meanwhile can no longer fail.
const noteFailure = statement<{ id: string; at: string; since: string }, { noted: boolean }>(`
  with n as (
    update invitations i set failed_at = ${latest} || to_jsonb(:at::text)
    where i.id = :id::uuid and jsonb_array_length(${latest}) < ${MAX_FAILURES}
    returning i.id
  )
  select exists (select from n) or not exists (select from invitations i where i.id = :id::uuid) as noted`);

interface FoundRow extends Omit<InvitationToAccept, 'expires_at' | 'organization' | 'kept'> {
  readonly organization: CompactOrganization;
  readonly expires_at: Date;
}

const find = statement<{ secret_hash: string }, FoundRow>(`
  select i.id, json_build_object('id', o.id, 'name', o.name) as organization, i.email, i.roles, i.created_by, i.expires_at, i.failed_at
  from invitations i join organizations o on o.id = i.organization_id and o.deleted_at is null
  where i.secret_hash = :secret_hash::text`);

const accept = statement<{ organization_id: string; id: string; at: string }, { id: string }>(`
  update invitations set accepted_at = :at::timestamptz, email = null
  where id = :id::uuid and organization_id = :organization_id::uuid and accepted_at is null
  returning id`);

/** The invitations to one organization. */
export const invitationsOn = (run: Run, scope: Scope): InvitationsRepository => ({
  add: async (invitation) => {
    await run(add, { ...invitation, roles: JSON.stringify(invitation.roles), organization_id: organizationOf(scope) });
  },
  list: (page) =>
    readPage(run, list, { organization_id: organizationOf(scope) }, page, 'id', transport, ({ id }) => id),
  findOpen: async (id) => {
    const [row] = await run(findOpen, { organization_id: organizationOf(scope), id });
    return row && transport(row);
  },
  revoke: async (id) => (await run(revoke, { organization_id: organizationOf(scope), id })).length === 1,
  revokeBy: async (user_id) =>
    (await run(revokeBy, { organization_id: organizationOf(scope), user_id })).map(({ id }) => id).toSorted(),
  organizationsOf: async (user_id) =>
    (await run(organizationsBy, { user_id })).map(({ organization_id }) => organization_id),
  noteFailure: async (id, at, since) => (await run(noteFailure, { id, at, since }))[0]?.noted === true,
  find: async (secret_hash, key) => {
    const [row] = await run(find, { secret_hash });
    if (row === undefined) return undefined;
    const [kept] =
      key === undefined
        ? []
        : await run(
            findKept,
            placeParameters({
              operation: key.operation,
              key: key.key,
              scope_id: row.organization.id,
              owner_id: row.id,
            }),
          );
    return { ...row, expires_at: row.expires_at.toISOString(), kept: keptIn(kept ?? {}) };
  },
  accept: async (id, at) => (await run(accept, { organization_id: organizationOf(scope), id, at })).length === 1,
});
