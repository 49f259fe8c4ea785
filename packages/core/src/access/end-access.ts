import type { Change, Id, NewEvent, Platform } from '../kernel/index.ts';
import { newEvent } from './events.ts';
import { personPermissions, rolesByPermission } from './permissions.ts';
import type { Permission, Role } from './permissions.ts';
import type { InvitationRevocations, ServiceAccountsByMaker, Standing } from './repository.ts';
import type { AccessRemoval } from './transports.ts';

const isPersons = (permission: Permission): boolean =>
  (personPermissions as readonly Permission[]).includes(permission);

/** Whether who stands so may do what a permission is for, whatever the limits of a token are. */
export const stillMay = ({ kind, roles }: Standing, permission: keyof typeof rolesByPermission): boolean =>
  (kind === 'person' || !isPersons(permission)) &&
  roles.some((role) => (rolesByPermission[permission] as readonly Role[]).includes(role));

/** Whether who stands so in an organization may invite to it. */
export const mayInvite = (standing: Standing | undefined): boolean =>
  standing !== undefined && stillMay(standing, 'invitation:create');

/** Revokes the open invitations of a user who may no longer invite, and finds the service accounts whose secrets they may know. In the transaction that takes their access away. */
export const endAccess = async (
  deps: Pick<Platform, 'newId'>,
  {
    invitations,
    serviceAccounts,
  }: { readonly invitations: InvitationRevocations; readonly serviceAccounts: ServiceAccountsByMaker },
  userId: Id,
  change: Change,
): Promise<{ readonly removal: AccessRemoval; readonly events: readonly NewEvent[] }> => {
  const revoked = await invitations.revokeBy(userId);
  const service_accounts = await serviceAccounts.withTokensBy(userId, change.at);
  return {
    removal: { service_accounts, revoked_invitations: revoked.map((id) => ({ id })) },
    events: revoked.map((id) => newEvent(deps, change, 'goldset.invitation.revoked', id, {})),
  };
};
