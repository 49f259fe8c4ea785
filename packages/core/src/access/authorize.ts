import { err, ok } from '../kernel/index.ts';
import type { Result } from '../kernel/index.ts';
import type { Caller, Target } from './caller.ts';
import type { AccessError } from './errors.ts';
import type { Permission } from './permissions.ts';

const isSame = (a: Target, b: Target): boolean =>
  a.type === 'installation' ? b.type === 'installation' : b.type === a.type && b.id === a.id;

/**
 * Whether `caller` has `permission` on `target`: `not_found` when the caller may not know of it, `forbidden` when they
 * may but lack the permission. A caller read for another target counts as one without a role.
 */
export const authorize = (caller: Caller, permission: Permission, target: Target): Result<undefined, AccessError> => {
  if (!isSame(caller.target, target) || !caller.knows_target) return err({ code: 'not_found' });
  return caller.permissions.has(permission) ? ok(undefined) : err({ code: 'forbidden', permission });
};
