import { defineOperation, permissions, permissionsAt, scopeOf } from '../access/index.ts';
import type { Needs, Unauthenticated, UseCase } from '../access/index.ts';
import { err, ok } from '../kernel/index.ts';
import type { TokensRepository } from './repository.ts';
import type { CurrentToken, CurrentTokenFilter } from './transports.ts';

/**
 * Reads the token with which the caller authenticated, and what it permits. Every token may do this. A caller without a
 * token is `unauthenticated`.
 */
export type GetCurrentToken = UseCase<CurrentTokenFilter, CurrentToken, Unauthenticated>;

const noToken: Unauthenticated = {
  code: 'unauthenticated',
  detail: 'There is no such token any more, or the caller came without one.',
};

/** The greatest number of organizations and projects for which the result lists what a token permits. */
const MAX_ACCESS = 200;

/** Reads the token with which the caller authenticated. */
export const getCurrentToken = defineOperation({
  name: 'getCurrentToken',
  permission: 'current_token:read',
  effect: 'reads',
  onArchived: 'serves',
  target: 'installation',
  run:
    ({ store }: Needs<{ tokens: TokensRepository }>): GetCurrentToken =>
    async (caller, filter) => {
      const { token_id, user_id, name, kind } = caller;
      const found =
        token_id === null
          ? undefined
          : await store.within(scopeOf(caller)).tokens.findWithRoles(token_id, filter, MAX_ACCESS + 1);
      if (found === undefined) return err(noToken);
      return ok({
        ...found.token,
        user: { id: user_id, name, kind },
        organization: found.organization,
        own_permissions: permissions.filter((permission) => caller.permissions.has(permission)),
        access: found.held
          .slice(0, MAX_ACCESS)
          .map((held) => ({ ...held, permissions: permissionsAt(caller, held.project === null, held.roles) })),
        is_complete: found.held.length <= MAX_ACCESS,
      });
    },
});
