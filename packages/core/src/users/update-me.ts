import { changeBy, defineOperation, scopeOf } from '../access/index.ts';
import type { Needs, UseCase } from '../access/index.ts';
import { err, ok } from '../kernel/index.ts';
import type { Conditional, OutboxRepository, Stale } from '../kernel/index.ts';
import { newEvent } from './events.ts';
import type { UsersRepository } from './repository.ts';
import type { Me, UpdateMe as Request } from './transports.ts';

/** The new values of the caller's fields, and the revisions to which they may apply. */
export interface UpdateMeInput extends Request, Conditional {}

/** Changes the caller, in all organizations of which they are a member. */
export type UpdateMe = UseCase<UpdateMeInput, Me, Stale>;

/** Changes the caller. */
export const updateMe = defineOperation({
  name: 'updateMe',
  permission: 'me:update',
  effect: 'writes',
  onArchived: 'serves',
  target: 'installation',
  run:
    (deps: Needs<{ users: UsersRepository; outbox: OutboxRepository }>): UpdateMe =>
    (caller, { if_revision, name }) => {
      const change = changeBy(deps, caller);
      return deps.store.transact(scopeOf(caller), async ({ users, outbox }) => {
        const update = await users.update({ id: caller.user_id, changes: { name }, if_revision, at: change.at });
        if (update === undefined) throw new Error('A caller is a user.');
        const { outcome, value } = update;
        const { revision } = value;
        if (outcome === 'stale') return err({ code: 'stale', revision });
        if (outcome === 'changed')
          await outbox.append(newEvent(deps, change, 'goldset.user.updated', value.id, { revision }));
        return ok(value);
      });
    },
});
