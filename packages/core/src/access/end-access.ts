import type { Change, Id, NewEvent, Platform } from '../kernel/index.ts';
import { newEvent } from './events.ts';
import { personPermissions, rolesByPermission } from './permissions.ts';
import type { Permission, Role } from './permissions.ts';
import type { InvitationRevocations, ServiceAccountsByMaker, Standing } from './repository.ts';
import type { AccessRemoval } from './transports.ts';

const isPersons = (permission: Permission): boolean =>
  (personPermissions as readonly Permission[]).includes(permission);

/** Returns whether somebody of this kind and with these roles has a permission, regardless of the limits of a token. */
export const stillMay = ({ kind, roles }: Standing, permission: keyof typeof rolesByPermission): boolean =>
  (kind === 'person' || !isPersons(permission)) &&
  roles.some((role) => (rolesByPermission[permission] as readonly Role[]).includes(role));

/** Returns whether somebody of this kind and with these roles in an organization may invite others to it. */
export const mayInvite = (standing: Standing | undefined): boolean =>
  standing !== undefined && stillMay(standing, 'invitation:create');

/**
 * Revokes the open invitations of a user who may no longer invite, and finds the service accounts whose secrets they
 * may know. Must run in the transaction that removes their access.
 */
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
