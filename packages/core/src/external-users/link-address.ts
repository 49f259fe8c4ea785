import { newEvent } from '../dependencies.ts';
import type { Dependencies } from '../dependencies.ts';
import type { DomainEvent } from '../events.ts';
import type { Change, Id } from '../kernel/index.ts';
import type { Repositories } from '../store.ts';

/** What linking the address of somebody who joins did. */
export interface LinkedAddress {
  readonly external_user_ids: readonly Id[];
  readonly events: readonly DomainEvent[];
}

/** Makes an address, by its key, that of a person in the organization they join with it, in the transaction in which they do. To be called after `externalUsers.hold`. */
export const linkAddress = async (deps: Dependencies, { externalUsers }: Pick<Repositories, 'externalUsers'>, email_key: string, change: Change): Promise<LinkedAddress> => {
  const user_id = change.by;
  const external_user_ids = await externalUsers.join({ user_id, email_key }, change);
  return { external_user_ids, events: external_user_ids.map((id) => newEvent(deps, change, 'goldset.external_user.linked', id, { user_id })) };
};
