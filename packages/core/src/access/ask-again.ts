import { err, ok } from '../kernel/index.ts';
import type { Id, Result } from '../kernel/index.ts';
import { forbidden } from './authorize.ts';
import type { Caller } from './caller.ts';
import { stillMay } from './end-access.ts';
import type { Forbidden, NotFound, Unauthenticated } from './errors.ts';
import type { rolesByPermission } from './permissions.ts';
import type { Standings, TokenHolds } from './repository.ts';

/** The errors for a caller who may no longer give access to others. */
export type MayNotAnyMore = Unauthenticated | NotFound | Forbidden;

/**
 * Checks again, in the transaction that gives somebody access to the scope's organization or to one of its projects,
 * that the caller may do that. A transaction that removes the token, the membership or the role either waits for this
 * one to end, or has committed before the check. Must be the first call of a transaction.
 */
export const askAgain = async (
  caller: Caller,
  permission: keyof typeof rolesByPermission,
  { members, tokens }: { readonly members: Standings; readonly tokens: TokenHolds },
  projectId: Id | null = null,
): Promise<Result<undefined, MayNotAnyMore>> => {
  if (!(await members.hold())) return err({ code: 'not_found' });
  if (caller.token_id !== null && !(await tokens.hold(caller.token_id))) return err({ code: 'unauthenticated' });
  const standing = await members.rolesOf(caller.user_id, projectId);
  if (standing === undefined || (projectId !== null && standing.roles.length === 0)) return err({ code: 'not_found' });
  return stillMay(standing, permission) ? ok(undefined) : err(forbidden(caller, permission));
};
