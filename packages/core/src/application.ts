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

/** What Goldset does: every operation, and how a caller is made. */
export interface Application extends Operations {
  readonly authenticate: Authenticate;
  readonly callerFor: CallerFor;
  readonly createFirstUser: CreateFirstUser;
  /** For the operator alone. */
  readonly issueToken: IssueToken;
  readonly countOldTokens: CountOldTokens;
  /** Behind no guard: the secret is what permits it. */
  readonly acceptInvitationWithoutToken: AcceptInvitationWithoutToken;
  /** For a background job: removes for good what cannot be restored any more. */
  readonly purgeDeleted: PurgeDeleted;
  readonly forgetAnswers: ForgetAnswers;
  /** For a background job: what external users who are linked answered follows to the person they are, when a request has left some of it. */
  readonly moveLinkedAnswers: MoveLinkedAnswers;
  /** For a background job, once: what an upgrade could not work out of names that may be addresses. */
  readonly keyExternalUsers: KeyExternalUsers;
  /** For a background job: about once a minute. */
  readonly forgetRates: ForgetRates;
  /** Removes messages that were set aside and that nobody has taken up for 14 days. */
  readonly forgetWaiting: ForgetWaiting;
  /** For a background job: about once a minute, and at the end, so that tokens say when they were used last. */
  readonly writeTokenUses: WriteTokenUses;
}

/** Makes the application from what it needs: every operation with its permission in front of it. */
export const createApplication = (deps: Dependencies): Application => {
  // An operation that needs more than there is does not compile here.
  const declared: { readonly [Name in OperationName]: GuardedOperation } = operations;
  // The guard keeps each signature but for its own errors, which is what `Operations` says.
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
