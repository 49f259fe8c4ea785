import { defineOperation, scopeOf } from '../access/index.ts';
import type { Needs, NotFound, UseCase } from '../access/index.ts';
import { err, ok } from '../kernel/index.ts';
import type { Id } from '../kernel/index.ts';
import type { MembersRepository } from './repository.ts';
import type { Member } from './transports.ts';

/** Reads one member of an organization. */
export type GetMember = UseCase<{ readonly organization_id: Id; readonly user_id: Id }, Member, NotFound>;

/** Reads a member. */
export const getMember = defineOperation({
  name: 'getMember',
  permission: 'member:read',
  effect: 'reads',
  onArchived: 'serves',
  target: 'organization',
  run:
    ({ store }: Needs<{ members: MembersRepository }>): GetMember =>
    async (caller, { user_id }) => {
      const member = await store.within(scopeOf(caller)).members.find(user_id);
      return member === undefined ? err({ code: 'not_found' }) : ok(member);
    },
});
