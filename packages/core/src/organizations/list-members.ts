import { defineOperation, scopeOf } from '../access/index.ts';
import type { Needs, UseCase } from '../access/index.ts';
import { err, fault, ok, soughtBy } from '../kernel/index.ts';
import type { Id, Invalid, Page, PageRequest } from '../kernel/index.ts';
import { readEmailAddress } from '../users/index.ts';
import type { MembersRepository } from './repository.ts';
import type { Member, MemberFilters } from './transports.ts';

/**
 * Lists the members of an organization who match the filters, people and service accounts, in the order of their user
 * ids. A page may be short or empty although more pages follow.
 */
export type ListMembers = UseCase<
  MemberFilters & { readonly organization_id: Id; readonly page: PageRequest },
  Page<Member>,
  Invalid
>;

/** Lists members. */
export const listMembers = defineOperation({
  name: 'listMembers',
  permission: 'member:read',
  effect: 'reads',
  onArchived: 'serves',
  target: 'organization',
  run:
    ({ store, domains }: Needs<{ members: MembersRepository }, 'domains'>): ListMembers =>
    async (caller, { name, email, role, kind, page }) => {
      const address = email === undefined ? undefined : readEmailAddress(email, domains);
      if (address?.ok === false) return err({ code: 'invalid', errors: [fault(['email'], 'format', address.error)] });
      return ok(
        await store.within(scopeOf(caller)).members.list(page, {
          sought: name === undefined ? undefined : soughtBy(name),
          email_key: address?.value.email_key,
          role,
          kind,
        }),
      );
    },
});
