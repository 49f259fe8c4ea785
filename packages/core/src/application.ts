import { authenticate, callerFor } from './access/index.ts';
import type { Authenticate, CallerFor } from './access/index.ts';
import type { Dependencies } from './dependencies.ts';
import { keyExternalUsers, moveLinkedAnswers } from './external-users/index.ts';
import type { KeyExternalUsers, MoveLinkedAnswers } from './external-users/index.ts';
import { guard } from './guard.ts';
import type { GuardedOperation } from './guard.ts';
import { createFirstUser, issueToken } from './installation/index.ts';
import type { CreateFirstUser, IssueToken } from './installation/index.ts';
import { acceptInvitationWithoutToken } from './invitations/index.ts';
import type { AcceptInvitationWithoutToken } from './invitations/index.ts';
import { operations } from './operations.ts';
import type { OperationName, Operations } from './operations.ts';
import { forgetAnswers, forgetRates, forgetWaiting, purgeDeleted } from './purge/index.ts';
import type { ForgetAnswers, ForgetRates, ForgetWaiting, PurgeDeleted } from './purge/index.ts';
import { countOldTokens, newTokenUses } from './tokens/index.ts';
import type { CountOldTokens, WriteTokenUses } from './tokens/index.ts';

/** The application: every operation, and the functions that make a caller. */
export interface Application extends Operations {
  readonly authenticate: Authenticate;
  readonly callerFor: CallerFor;
  readonly createFirstUser: CreateFirstUser;
  /** For the operator only. */
  readonly issueToken: IssueToken;
  readonly countOldTokens: CountOldTokens;
  /** Has no guard: the secret of the invitation permits it. */
  readonly acceptInvitationWithoutToken: AcceptInvitationWithoutToken;
  /** For a background job: removes from the database what was deleted and can no longer be restored. */
  readonly purgeDeleted: PurgeDeleted;
  readonly forgetAnswers: ForgetAnswers;
  /**
   * For a background job: moves the answers of linked external users to the person they are linked to, if a request has
   * left some of them.
   */
  readonly moveLinkedAnswers: MoveLinkedAnswers;
  /**
   * For a background job, once after an upgrade: computes the keys of names that may be e-mail addresses, which the
   * upgrade itself could not compute, and links the external users whose address has joined.
   */
  readonly keyExternalUsers: KeyExternalUsers;
  /** For a background job, about once a minute. */
  readonly forgetRates: ForgetRates;
  /** Removes messages that were set aside and that no consumer has processed for 14 days. */
  readonly forgetWaiting: ForgetWaiting;
  /** For a background job, about once a minute and at shutdown: writes when each token was last used. */
  readonly writeTokenUses: WriteTokenUses;
}

/** Makes the application from its dependencies. Every operation is behind a guard that checks its permission. */
export const createApplication = (deps: Dependencies): Application => {
  // An operation that needs a dependency which does not exist fails to compile here.
  const declared: { readonly [Name in OperationName]: GuardedOperation } = operations;
  // The guard only adds its own errors to each signature, as `Operations` declares.
  const guarded = Object.fromEntries(
    Object.values(declared).map((operation) => [operation.name, guard(deps, operation)]),
  ) as unknown as Operations;
  const tokenUses = newTokenUses(deps);
  return {
    ...guarded,
    authenticate: authenticate(deps, tokenUses.note),
    callerFor: callerFor(deps),
    createFirstUser: createFirstUser(deps),
    issueToken: issueToken(deps),
    countOldTokens: countOldTokens(deps),
    acceptInvitationWithoutToken: acceptInvitationWithoutToken(deps),
    purgeDeleted: purgeDeleted(deps),
    forgetAnswers: forgetAnswers(deps),
    moveLinkedAnswers: moveLinkedAnswers(deps),
    keyExternalUsers: keyExternalUsers(deps),
    forgetRates: forgetRates(deps),
    forgetWaiting: forgetWaiting(deps),
    writeTokenUses: tokenUses.write,
  };
};
