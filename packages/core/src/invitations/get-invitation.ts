import { defineOperation, scopeOf } from '../access/index.ts';
import type { Needs, NotFound, UseCase } from '../access/index.ts';
import { err, ok } from '../kernel/index.ts';
import type { Id } from '../kernel/index.ts';
import type { InvitationsRepository } from './repository.ts';
import type { Invitation } from './transports.ts';

/** Reads an invitation that nobody has accepted yet, even if it has expired. */
export type GetInvitation = UseCase<{ readonly organization_id: Id; readonly invitation_id: Id }, Invitation, NotFound>;

/** Reads an invitation. */
export const getInvitation = defineOperation({
  name: 'getInvitation',
  permission: 'invitation:read',
  effect: 'reads',
  onArchived: 'serves',
  target: 'organization',
  run:
    ({ store }: Needs<{ invitations: InvitationsRepository }>): GetInvitation =>
    async (caller, { invitation_id }) => {
      const invitation = await store.within(scopeOf(caller)).invitations.findOpen(invitation_id);
      return invitation === undefined ? err({ code: 'not_found' }) : ok(invitation);
    },
});
