import type { InvitationsRepository, Scope } from '../../index.ts';
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
  return {
    add: async (invitation) => addRow(invitations, invitation.id, { ...invitation, organization_id: organizationOf(scope) }),
    list: async (page) => {
      const open = [...invitations.values()].flatMap(({ organization_id, secret_hash: _, email, ...row }) =>
        organization_id === scope.organization_id && email !== null ? [{ ...row, email, created_by: compactUser(state, row.created_by) }] : [],
      );
      return pageOf(open, page, ({ id }) => id);
    },
    revoke: async (id) => openHere(id) !== undefined && invitations.delete(id),
    find: async (secretHash, key) => {
      const row = [...invitations.values()].find(({ secret_hash }) => secret_hash === secretHash);
      if (row === undefined || !isThere(organizations.get(row.organization_id))) return undefined;
      const { id, email, roles, created_by, expires_at } = row;
      const { name } = rowOf(organizations, row.organization_id);
      const kept = (key && keptAt(state, { ...key, scope_id: row.organization_id, owner_id: id })) ?? null;
      return { id, organization: { id: row.organization_id, name }, email, roles, created_by, expires_at, kept };
    },
    accept: async (id) => {
      const row = openHere(id);
      if (row !== undefined) invitations.set(id, { ...row, email: null });
      return row !== undefined;
    },
  };
};
