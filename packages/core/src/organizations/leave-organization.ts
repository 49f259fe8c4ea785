import type { AccessRemoval, LastAdmin, Needs, NotFound, UseCase } from '../access/index.ts';
import { defineOperation } from '../access/index.ts';
import type { Conditional, Id, Stale } from '../kernel/index.ts';
import { removeFrom } from './remove-member.ts';
import type { RemovalRepositories } from './remove-member.ts';

/**
 * Removes the caller, who must be a person, from an organization, as removing a member does. The last admin cannot
 * leave.
 */
export type LeaveOrganization = UseCase<
  Conditional & { readonly organization_id: Id },
  AccessRemoval,
  NotFound | LastAdmin | Stale
>;

/** Leaves an organization. */
export const leaveOrganization = defineOperation({
  name: 'leaveOrganization',
  permission: 'organization:leave',
  effect: 'writes',
  onArchived: 'serves',
  target: 'organization',
  run:
    (deps: Needs<RemovalRepositories>): LeaveOrganization =>
    (caller, input) =>
      removeFrom(deps, caller, { ...input, user_id: caller.user_id }, ['person']),
});
