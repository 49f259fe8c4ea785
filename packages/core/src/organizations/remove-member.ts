import { changeBy, dataOfBinding, defineOperation, endAccess, scopeOf } from '../access/index.ts';
import type {
  AccessRemoval,
  Caller,
  InvitationRevocations,
  LastAdmin,
  MemberTokens,
  Needs,
  NotFound,
  ServiceAccountsByMaker,
  UseCase,
} from '../access/index.ts';
import { err, isStale, ok } from '../kernel/index.ts';
import type { Conditional, Id, OutboxRepository, Result, Stale } from '../kernel/index.ts';
import { newEvent } from './events.ts';
import { releaseTasks } from './release-tasks.ts';
import type { MembersRepository, RemovedMember } from './repository.ts';
import type { Member } from './transports.ts';

interface MemberToRemove extends Conditional {
  readonly organization_id: Id;
  readonly user_id: Id;
}

/**
 * Removes a member with their role bindings, their tokens for this organization and the open invitations that they
 * made, and releases the tasks that they have claimed in its projects. This deletes a service account.
 */
export type RemoveMember = UseCase<MemberToRemove, AccessRemoval, NotFound | LastAdmin | Stale>;

/** The repositories that the removal of a member uses. */
export interface RemovalRepositories {
  readonly members: MembersRepository;
  readonly tokens: MemberTokens;
  readonly invitations: InvitationRevocations;
  readonly serviceAccounts: ServiceAccountsByMaker;
  readonly outbox: OutboxRepository;
}

/**
 * Removes a member of one of these kinds from an organization. A membership never changes, so it is at revision 1
 * unless `revisionOf` says otherwise. The last admin who is a person cannot be removed.
 */
export const removeFrom = (
  deps: Needs<RemovalRepositories>,
  caller: Caller,
  { organization_id, user_id, if_revision }: MemberToRemove,
  kinds: readonly Member['kind'][],
  revisionOf: (removed: RemovedMember) => number = () => 1,
): Promise<Result<AccessRemoval, NotFound | LastAdmin | Stale>> => {
  const change = changeBy(deps, caller);
  return deps.store.transact(scopeOf(caller), async (repositories) => {
    const { members, tokens, outbox } = repositories;
    await members.hold(user_id);
    const removed = await members.remove(user_id);
    if (removed === undefined || !kinds.includes(removed.kind)) return err({ code: 'not_found' });
    const revision = revisionOf(removed);
    if (isStale({ if_revision }, revision)) return err({ code: 'stale', revision });
    if (removed.was_last_admin) return err({ code: 'last_admin' });
    const revoked = await tokens.revokeAll({ user_id, organization_id });
    const { removal, events } = await endAccess(deps, repositories, user_id, change);
    await outbox.append(
      ...removed.bindings.map(({ id, role, target }) =>
        newEvent(deps, change, 'goldset.role_binding.deleted', id, dataOfBinding(user_id, role, target)),
      ),
      ...revoked.map((id) => newEvent(deps, change, 'goldset.token.revoked', id, { user_id })),
      ...events,
      newEvent(deps, change, 'goldset.member.removed', user_id, { user_id }),
      ...(removed.kind === 'service' ? [newEvent(deps, change, 'goldset.service_account.deleted', user_id, {})] : []),
    );
    for (const project_id of await members.projectsWithClaims(user_id))
      await releaseTasks(deps, members, { project_id, user_id }, change);
    return ok(removal);
  });
};

/** Removes a member. The last admin who is a person cannot be removed. */
export const removeMember = defineOperation({
  name: 'removeMember',
  permission: 'member:remove',
  effect: 'writes',
  onArchived: 'serves',
  target: 'organization',
  run:
    (deps: Needs<RemovalRepositories>): RemoveMember =>
    (caller, member) =>
      removeFrom(deps, caller, member, ['person', 'service']),
});
