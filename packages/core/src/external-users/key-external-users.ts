import type { Needs } from '../access/index.ts';
import { ok } from '../kernel/index.ts';
import type { OutboxRepository } from '../kernel/index.ts';
import type { AbortSignalLike } from '../purge/index.ts';
import { emailKeyOf } from '../users/index.ts';
import { newEvent } from './events.ts';
import type { ExternalUsersRepository } from './repository.ts';

/**
 * Computes the `email_key` of names that may be addresses, if an upgrade could not, and links an external user if their
 * address belongs to a member who joined with it. Resolves to the number of names that were processed. Stops once
 * `signal` aborts; the next call continues.
 */
export type KeyExternalUsers = (signal?: AbortSignalLike) => Promise<number>;

/** Computes the keys that an upgrade has left open. */
export const keyExternalUsers =
  (deps: Needs<{ externalUsers: ExternalUsersRepository; outbox: OutboxRepository }, 'domains'>): KeyExternalUsers =>
  async (signal) => {
    const { store, now, domains } = deps;
    const { externalUsers: everywhere } = store.within({ organization_id: null, project_id: null });
    let keyed = 0;
    for (let unkeyed = await everywhere.listUnkeyed(); unkeyed.length > 0; unkeyed = await everywhere.listUnkeyed()) {
      for (const { organization_id, id, name } of unkeyed) {
        if (signal?.aborted === true) return keyed;
        const at = now().toISOString();
        await store.transact({ organization_id, project_id: null }, async ({ externalUsers, outbox }) => {
          await externalUsers.hold();
          const user_id = await externalUsers.setKey(id, emailKeyOf(name, domains), at);
          if (user_id !== null)
            await outbox.append(
              newEvent(deps, { at, by: user_id, causation_id: null }, 'goldset.external_user.linked', id, { user_id }),
            );
          return ok(undefined);
        });
        keyed += 1;
      }
    }
    return keyed;
  };
