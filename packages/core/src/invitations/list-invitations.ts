import { defineOperation, scopeOf } from '../access/index.ts';
import type { Needs, UseCase } from '../access/index.ts';
import { ok } from '../kernel/index.ts';
import type { Id, Page, PageRequest } from '../kernel/index.ts';
import type { InvitationsRepository } from './repository.ts';
import type { Invitation } from './transports.ts';

/** Lists the invitations to an organization that nobody has accepted yet, including expired ones. */
export type ListInvitations = UseCase<{ readonly organization_id: Id; readonly page: PageRequest }, Page<Invitation>>;

/** Lists invitations. */
export const listInvitations = defineOperation({
  name: 'listInvitations',
  permission: 'invitation:read',
  effect: 'reads',
  onArchived: 'serves',
  target: 'organization',
  run:
    ({ store }: Needs<{ invitations: InvitationsRepository }>): ListInvitations =>
    async (caller, { page }) =>
      ok(await store.within(scopeOf(caller)).invitations.list(page)),
});
