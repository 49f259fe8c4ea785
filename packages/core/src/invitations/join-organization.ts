import { dataOfBinding } from '../access/index.ts';
import type { RoleBindingsRepository } from '../access/index.ts';
import { linkAddress } from '../external-users/index.ts';
import type { ExternalUsersRepository } from '../external-users/index.ts';
import type { Change, Id, NewEvent, Platform } from '../kernel/index.ts';
import type { MembersRepository } from '../organizations/index.ts';
import type { CompactUser } from '../users/index.ts';
import { newEvent } from './events.ts';
import type { InvitationToAccept } from './repository.ts';

/** The person who joins an organization, and the address by which they join. */
export interface Joining {
  readonly user: CompactUser;
  /**
   * The `email_key` of the invited address, if it is the person's address; `null` if nobody has the address. No other
   * address of the person, verified or not, links anything in the organization to them.
   */
  readonly email_key: string | null;
}

/** The events that follow from joining, and the external users who are linked to the person from now on. */
export interface Joined {
  readonly events: readonly NewEvent[];
  readonly external_user_ids: readonly Id[];
}

/** The repositories that joining an organization uses. */
export interface JoiningRepositories {
  readonly members: MembersRepository;
  readonly roleBindings: RoleBindingsRepository;
  readonly externalUsers: ExternalUsersRepository;
}

/**
 * Makes a person a member of the organization that invited them, with the roles of the invitation, and returns the
 * events to publish. Only this function lets a person join by an invitation, so it also does everything that follows
 * from joining. Call it after `externalUsers.hold` and `members.hold`.
 */
export const joinOrganization = async (
  deps: Pick<Platform, 'newId'>,
  repositories: JoiningRepositories,
  { organization, roles, created_by }: InvitationToAccept,
  { user, email_key }: Joining,
  change: Change,
): Promise<Joined> => {
  const { members, roleBindings } = repositories;
  const events: NewEvent[] = [];
  let external_user_ids: readonly Id[] = [];
  const { at } = change;
  if (await members.join({ user_id: user.id, added_by: created_by, created_at: at })) {
    events.push(newEvent(deps, change, 'goldset.member.added', user.id, { user_id: user.id }));
  }
  if (email_key !== null) {
    const addressed = await linkAddress(deps, repositories, email_key, change);
    external_user_ids = addressed.external_user_ids;
    events.push(...addressed.events);
  }
  for (const role of roles) {
    const target = { type: 'organization', id: organization.id } as const;
    const binding = await roleBindings.add({
      id: deps.newId(),
      user_id: user.id,
      role,
      target,
      created_by,
      created_at: at,
    });
    if (typeof binding === 'string') continue;
    events.push(
      newEvent(deps, change, 'goldset.role_binding.created', binding.id, dataOfBinding(user.id, role, target)),
    );
  }
  return { events, external_user_ids };
};
