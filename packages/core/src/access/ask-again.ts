import { err, ok } from '../kernel/index.ts';
import type { Id, Result } from '../kernel/index.ts';
import { forbidden } from './authorize.ts';
import type { Caller } from './caller.ts';
import { stillMay } from './end-access.ts';
import type { Forbidden, NotFound, Unauthenticated } from './errors.ts';
import type { rolesByPermission } from './permissions.ts';
import type { Standings, TokenHolds } from './repository.ts';

/** What is answered to who may no longer give access to others. */
export type MayNotAnyMore = Unauthenticated | NotFound | Forbidden;

/**
 * Asks once more, in the transaction that gives somebody access to the scope's organization, or to one project of it, whether the caller may
 * do that. Whoever takes the token, the membership or the role away waits until this transaction ends, or has done it. The first call of a transaction.
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
