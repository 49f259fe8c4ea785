import type { Change, Id, NewEvent, Platform } from '../kernel/index.ts';
import { newEvent } from './events.ts';
import type { ExternalUsersRepository } from './repository.ts';

/** What linking the address of somebody who joins did. */
export interface LinkedAddress {
  readonly external_user_ids: readonly Id[];
  readonly events: readonly NewEvent[];
}

/** Makes an address, by its key, that of a person in the organization they join with it, in the transaction in which they do. To be called after `externalUsers.hold`. */
export const linkAddress = async (
  deps: Pick<Platform, 'newId'>,
  { externalUsers }: { readonly externalUsers: ExternalUsersRepository },
  email_key: string,
  change: Change,
): Promise<LinkedAddress> => {
  const user_id = change.by;
  const external_user_ids = await externalUsers.join({ user_id, email_key }, change);
  return {
    external_user_ids,
    events: external_user_ids.map((id) => newEvent(deps, change, 'goldset.external_user.linked', id, { user_id })),
  };
};
