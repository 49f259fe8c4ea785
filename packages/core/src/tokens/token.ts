import type { Caller, Permission, TokenLimits } from '../access/index.ts';
import { err, fault, ok } from '../kernel/index.ts';
import type { Fault, Result, Timestamp } from '../kernel/index.ts';
import type { TokenOwner } from './repository.ts';
import type { CreateToken } from './transports.ts';

/**
 * The tokens that a caller may manage: their own. With a token limited to one organization, only those of that
 * organization.
 */
export const ownerOf = ({ user_id, token }: Caller): TokenOwner => ({
  user_id,
  organization_id: token?.organization_id ?? null,
});

/** The permissions and expiry of a token to be created. */
export interface GrantedLimits {
  readonly permissions: readonly Permission[] | null;
  readonly expires_at: Timestamp | null;
}

/**
 * The limits of a token that is created with another token. It never has more permissions or a later expiry than that
 * one.
 */
export const limitsOf = (
  request: CreateToken,
  maker: TokenLimits | null,
  at: Timestamp,
): Result<GrantedLimits, readonly Fault[]> => {
  const permissions = request.permissions ?? maker?.permissions ?? null;
  const expires_at = request.expires_at ?? maker?.expires_at ?? null;
  const faults: Fault[] = [];
  for (const [index, permission] of (request.permissions ?? []).entries()) {
    if (maker?.permissions && !maker.permissions.includes(permission)) {
      faults.push(
        fault(['permissions', index], 'option', 'The token that makes this one does not have this permission.'),
      );
    } else if (request.permissions?.indexOf(permission) !== index) {
      faults.push(fault(['permissions', index], 'duplicate', 'Is named twice.'));
    }
  }
  if (request.expires_at !== undefined) {
    const until = Date.parse(request.expires_at);
    if (until <= Date.parse(at)) faults.push(fault(['expires_at'], 'range', 'Must be in the future.'));
    if (maker?.expires_at && until > Date.parse(maker.expires_at)) {
      faults.push(
        fault(
          ['expires_at'],
          'range',
          `Must not be later than the expiry of the token that makes this one, ${maker.expires_at}.`,
        ),
      );
    }
  }
  return faults.length > 0 ? err(faults) : ok({ permissions, expires_at });
};
