import { defineOperation, scopeOf } from '../access/index.ts';
import type { Caller, CompactUser, Needs, NotFound, UseCase } from '../access/index.ts';
import { err, ok, soughtBy } from '../kernel/index.ts';
import type { Id, Page, PageRequest } from '../kernel/index.ts';
import type { Acquaintance, UsersRepository } from './repository.ts';
import type { User, UserFilter } from './transports.ts';

/**
 * Lists the people who share an organization with the caller and match the filter. With a token limited to one
 * organization, lists only its members. A page may be short or empty although more pages follow.
 */
export type ListUsers = UseCase<UserFilter & { readonly page: PageRequest }, Page<CompactUser>>;

/** Reads one of the people who share an organization with the caller. */
export type GetUser = UseCase<{ readonly user_id: Id }, User, NotFound>;

const knownTo = ({ user_id, token }: Caller): Acquaintance => ({
  known_to: user_id,
  organization_id: token?.organization_id ?? null,
});

/** Lists people. */
export const listUsers = defineOperation({
  name: 'listUsers',
  permission: 'user:read',
  effect: 'reads',
  onArchived: 'serves',
  target: 'installation',
  run:
    ({ store }: Needs<{ users: UsersRepository }>): ListUsers =>
    async (caller, { name, page }) =>
      ok(
        await store
          .within(scopeOf(caller))
          .users.listKnown(knownTo(caller), page, name === undefined ? null : soughtBy(name)),
      ),
});

/** Reads a person. */
export const getUser = defineOperation({
  name: 'getUser',
  permission: 'user:read',
  effect: 'reads',
  onArchived: 'serves',
  target: 'installation',
  run:
    ({ store }: Needs<{ users: UsersRepository }>): GetUser =>
    async (caller, { user_id }) => {
      const user = await store.within(scopeOf(caller)).users.findKnown(knownTo(caller), user_id);
      return user === undefined ? err({ code: 'not_found' }) : ok(user);
    },
});
