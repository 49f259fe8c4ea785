import { MAX_FAILURES } from '../../adapter.ts';
import type { Invitation } from '../../index.ts';
import type { InvitationsRepository, Scope } from '../../adapter.ts';
import { isThere } from './deletion.ts';
import { keptAt } from './idempotency.ts';
import { pageOf } from './page-of.ts';
import { organizationOf } from './people.ts';
import { addRow, compactUser, rowOf } from './state.ts';
import type { InvitationRow, State } from './state.ts';

/** The invitations to the scope's organization. */
export const invitationsOf = (state: State, scope: Scope): InvitationsRepository => {
  const { invitations, organizations } = state;
  const openHere = (id: string): InvitationRow | undefined => {
    const row = invitations.get(id);
    return row?.organization_id === organizationOf(scope) && row.email !== null ? row : undefined;
  };
  const transport = (row: InvitationRow | undefined): Invitation | undefined => {
    if (row === undefined || row.email === null) return undefined;
    const { id, email, roles, created_by, created_at, expires_at } = row;
    return { id, email, roles, created_by: compactUser(state, created_by), created_at, expires_at };
  };
  return {
    add: async (invitation) =>
      addRow(invitations, invitation.id, { ...invitation, organization_id: organizationOf(scope), failed_at: [] }),
    list: async (page) =>
      pageOf(
        [...invitations.keys()].flatMap((id) => transport(openHere(id)) ?? []),
        page,
        ({ id }) => id,
      ),
    findOpen: async (id) => transport(openHere(id)),
    revoke: async (id) => openHere(id) !== undefined && invitations.delete(id),
    revokeBy: async (userId) => {
      const gone = [...invitations.values()]
        .filter(({ id, created_by }) => created_by === userId && openHere(id) !== undefined)
        .map(({ id }) => id);
      for (const id of gone) invitations.delete(id);
      return gone.toSorted();
    },
    organizationsOf: async (userId) => [
      ...new Set(
        [...invitations.values()]
          .filter(({ created_by, email }) => created_by === userId && email !== null)
          .map(({ organization_id }) => organization_id),
      ),
    ],
    noteFailure: async (id, at, since) => {
      const row = invitations.get(id);
      // The invitation was revoked in the meantime.
      if (row === undefined) return true;
      const failed = row.failed_at.filter((failure) => failure > since);
      if (failed.length >= MAX_FAILURES) return false;
      invitations.set(id, { ...row, failed_at: [...failed, at] });
      return true;
    },
    find: async (secretHash, key) => {
      const row = [...invitations.values()].find(({ secret_hash }) => secret_hash === secretHash);
      if (row === undefined || !isThere(organizations.get(row.organization_id))) return undefined;
      const { id, email, roles, created_by, expires_at, failed_at } = row;
      const { name } = rowOf(organizations, row.organization_id);
      const kept = (key && keptAt(state, { ...key, scope_id: row.organization_id, owner_id: id })) ?? null;
      return {
        id,
        organization: { id: row.organization_id, name },
        email,
        roles,
        created_by,
        expires_at,
        failed_at,
        kept,
      };
    },
    accept: async (id) => {
      const row = openHere(id);
      if (row !== undefined) invitations.set(id, { ...row, email: null });
      return row !== undefined;
    },
  };
};
