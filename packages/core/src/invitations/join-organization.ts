import { dataOfBinding } from '../access/index.ts';
import type { RoleBindingsRepository } from '../access/index.ts';
import { linkAddress } from '../external-users/index.ts';
import type { ExternalUsersRepository } from '../external-users/index.ts';
import type { Change, Id, NewEvent, Platform } from '../kernel/index.ts';
import type { MembersRepository } from '../organizations/index.ts';
import type { CompactUser } from '../users/index.ts';
import { newEvent } from './events.ts';
import type { InvitationToAccept } from './repository.ts';

/** Who joins an organization, and as whom. */
export interface Joining {
  readonly user: CompactUser;
  /**
   * The key of the address that was invited, if it is the person's; `null` where nobody has it. Nothing in the organization is linked to the person
   * by any other address of theirs, proved or not.
   */
  readonly email_key: string | null;
}

/** What followed from joining, and the external users who are the person from now on. */
export interface Joined {
  readonly events: readonly NewEvent[];
  readonly external_user_ids: readonly Id[];
}

/** What is touched where somebody joins an organization. */
export interface JoiningRepositories {
  readonly members: MembersRepository;
  readonly roleBindings: RoleBindingsRepository;
  readonly externalUsers: ExternalUsersRepository;
}

/**
 * Makes a person a member of the organization that invited them, with the roles they were invited with; says what is to be told. The one
 * place where somebody joins by an invitation: what else follows from that is done here. To be called after `externalUsers.hold` and `members.hold`.
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
