import type { Change, Id, NewEvent, Platform } from '../kernel/index.ts';
import { newEvent } from './events.ts';
import type { ExternalUsersRepository } from './repository.ts';

/** The result of linking the address of a person who joins. */
export interface LinkedAddress {
  readonly external_user_ids: readonly Id[];
  readonly events: readonly NewEvent[];
}

/**
 * Assigns an address, given as its `email_key`, to a person in the organization that they join with it. Runs in the
 * transaction in which they join. Call it after `externalUsers.hold`.
 */
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
