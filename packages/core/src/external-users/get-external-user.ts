import { defineOperation, scopeOf } from '../access/index.ts';
import type { Needs, NotFound, UseCase } from '../access/index.ts';
import { err, ok } from '../kernel/index.ts';
import type { Id } from '../kernel/index.ts';
import type { ExternalUsersRepository } from './repository.ts';
import type { ExternalUser } from './transports.ts';

/** Reads one external user of an organization. */
export type GetExternalUser = UseCase<
  { readonly organization_id: Id; readonly external_user_id: Id },
  ExternalUser,
  NotFound
>;

/** Reads an external user. */
export const getExternalUser = defineOperation({
  name: 'getExternalUser',
  permission: 'external_user:read',
  effect: 'reads',
  onArchived: 'serves',
  target: 'organization',
  run:
    ({ store }: Needs<{ externalUsers: ExternalUsersRepository }>): GetExternalUser =>
    async (caller, { external_user_id }) => {
      const user = await store.within(scopeOf(caller)).externalUsers.find(external_user_id);
      return user === undefined ? err({ code: 'not_found' }) : ok(user);
    },
});
