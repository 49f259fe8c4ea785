import type { AccessRemoval, LastAdmin, NotFound } from '../access/index.ts';
import type { Dependencies, UseCase } from '../dependencies.ts';
import type { Stale } from '../errors.ts';
import type { Conditional, Id } from '../kernel/index.ts';
import { removeFrom } from './remove-member.ts';

/** Makes the caller, a person, leave an organization, as if they were removed from it; its last admin cannot. */
export type LeaveOrganization = UseCase<Conditional & { readonly organization_id: Id }, AccessRemoval, NotFound | LastAdmin | Stale>;

/** Leaves an organization. */
export const leaveOrganization =
  (deps: Dependencies): LeaveOrganization =>
  (caller, input) =>
    removeFrom(deps, caller, { ...input, user_id: caller.user_id }, ['person']);
