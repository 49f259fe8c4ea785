import { dataOfBinding } from '../access/index.ts';
import type { LastAdmin, NotFound } from '../access/index.ts';
import { changeBy, newEvent } from '../dependencies.ts';
import type { Dependencies, UseCase } from '../dependencies.ts';
import type { Stale } from '../errors.ts';
import { err, isStale, ok } from '../kernel/index.ts';
import type { Conditional, Id } from '../kernel/index.ts';
import { scopeOf } from '../store.ts';

/** Removes a member with their role bindings and their tokens of this organization, and releases what they have claimed in its projects. */
export type RemoveMember = UseCase<Conditional & { readonly organization_id: Id; readonly user_id: Id }, undefined, NotFound | LastAdmin | Stale>;

/** How many tasks one statement releases at most. */
const MAX_RELEASED = 200;

/** Removes a member; the last admin who is a person stays. */
export const removeMember =
  (deps: Dependencies): RemoveMember =>
  (caller, { organization_id, user_id, if_revision }) => {
    const change = changeBy(deps, caller);
    return deps.store.transact(scopeOf(caller), async ({ members, tokens, outbox }) => {
      await members.hold(user_id);
      const removed = await members.remove(user_id);
      if (removed === undefined) return err({ code: 'not_found' });
      if (isStale({ if_revision })) return err({ code: 'stale', revision: 1 });
      if (removed.was_last_admin) return err({ code: 'last_admin' });
      const revoked = await tokens.revokeAll({ user_id, organization_id });
      await outbox.append(
        ...removed.bindings.map(({ id, role, target }) => newEvent(deps, change, 'goldset.role_binding.deleted', id, dataOfBinding(user_id, role, target))),
        ...revoked.map((id) => newEvent(deps, change, 'goldset.token.revoked', id, { user_id })),
        newEvent(deps, change, 'goldset.member.removed', user_id, { user_id }),
      );
      for (const project_id of await members.projectsWithClaims(user_id)) {
        for (let found = MAX_RELEASED; found === MAX_RELEASED; ) {
          const event_ids = Array.from({ length: MAX_RELEASED }, () => deps.newId());
          found = await members.releaseTasks({ project_id, user_id }, change, event_ids);
        }
      }
      return ok(undefined);
    });
  };
