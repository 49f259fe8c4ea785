import { err, isId, NIL_ID, ok, onceAt } from '../kernel/index.ts';
import type { Id, OnceRequest, Platform, Result, Timestamp } from '../kernel/index.ts';
import { callerOf } from './caller-of.ts';
import type { OrganizationCreationPolicy } from './caller-of.ts';
import type { Caller, Target } from './caller.ts';
import type { Unauthenticated } from './errors.ts';
import type { AccessRecord, AccessRepository, Identity } from './repository.ts';

/** Is called for each use of a token; must not wait for anything. */
export type NoteTokenUse = (token: AccessRecord['used_token'], at: Timestamp) => void;

/** Reads the user of a token, their permissions on a target, and the stored response to `once`, if any. */
export type Authenticate = (
  token: string,
  target: Target,
  causationId: string | null,
  once?: OnceRequest,
) => Promise<Result<Caller, Unauthenticated>>;

/**
 * Reads a user's permissions on a target, for embedders and message consumers. With `once`, the one operation that the
 * caller is then passed to takes effect once. Resolves to `unauthenticated` if the user does not exist.
 */
export type CallerFor = (
  userId: Id,
  target: Target,
  causationId: string | null,
  once?: OnceRequest,
) => Promise<Result<Caller, Unauthenticated>>;

/**
 * Makes a target that a store can look up: an invalid id becomes the nil id, so that it gives the same result as an
 * unknown id.
 */
export const readable = (target: Target): Target =>
  target.type === 'installation' || isId(target.id) ? target : { type: target.type, id: NIL_ID };

/** The dependencies of authentication. */
export interface AuthenticationNeeds extends Pick<Platform, 'now'>, OrganizationCreationPolicy {
  readonly store: { readonly access: Pick<AccessRepository, 'read'> };
}

const readCaller = async (
  { store, now, ...policy }: AuthenticationNeeds,
  identity: Identity,
  target: Target,
  causationId: string | null,
  once: OnceRequest | undefined,
  noteUse?: NoteTokenUse,
): Promise<Result<Caller, Unauthenticated>> => {
  const [at, where] = [now(), readable(target)];
  const record = await store.access.read(identity, where, at.toISOString(), once);
  if (record === undefined) return err({ code: 'unauthenticated' });
  noteUse?.(record.used_token, at.toISOString());
  const caller = callerOf(record, target, causationId, policy);
  if (once === undefined) return ok(caller);
  const owner_id = record.user_id;
  return ok({
    ...caller,
    once: onceAt({ scope_id: where.type === 'installation' ? owner_id : where.id, owner_id }, once, at, record.kept),
  });
};

/** Makes the function from (token, target) to caller, which needs one statement. */
export const authenticate =
  (deps: AuthenticationNeeds & Pick<Platform, 'secrets'>, noteUse: NoteTokenUse): Authenticate =>
  (token, target, causationId, once) =>
    readCaller(deps, { secret_hash: deps.secrets.hash(token) }, target, causationId, once, noteUse);

/** Makes the function from (user id, target) to caller, which uses the same statement without the token. */
export const callerFor =
  (deps: AuthenticationNeeds): CallerFor =>
  async (userId, target, causationId, once) =>
    isId(userId) ? readCaller(deps, { user_id: userId }, target, causationId, once) : err({ code: 'unauthenticated' });
