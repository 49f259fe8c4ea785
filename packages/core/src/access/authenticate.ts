import { err, isId, NIL_ID, ok, onceAt } from '../kernel/index.ts';
import type { Id, OnceRequest, Platform, Result, Timestamp } from '../kernel/index.ts';
import { callerOf } from './caller-of.ts';
import type { OrganizationCreationPolicy } from './caller-of.ts';
import type { Caller, Target } from './caller.ts';
import type { Unauthenticated } from './errors.ts';
import type { AccessRecord, AccessRepository, Identity } from './repository.ts';

/** Is told of each use of a token; must not wait for anything. */
export type NoteTokenUse = (token: AccessRecord['used_token'], at: Timestamp) => void;

/** Says who a token belongs to and what they may do on a target, and what they were answered to `once`. */
export type Authenticate = (
  token: string,
  target: Target,
  causationId: string | null,
  once?: OnceRequest,
) => Promise<Result<Caller, Unauthenticated>>;

/**
 * Says what a user may do on a target, for embedders and message consumers; with `once`, the one operation that
 * the caller is then handed to takes effect once. `unauthenticated` when there is no such user.
 */
export type CallerFor = (
  userId: Id,
  target: Target,
  causationId: string | null,
  once?: OnceRequest,
) => Promise<Result<Caller, Unauthenticated>>;

/** The target as a store can be asked for it: what is no id becomes the one that nothing has, which answers like any unknown one. */
export const readable = (target: Target): Target =>
  target.type === 'installation' || isId(target.id) ? target : { type: target.type, id: NIL_ID };

/** What is needed to say who a caller is. */
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

/** (token, target) → caller, in one statement. */
export const authenticate =
  (deps: AuthenticationNeeds & Pick<Platform, 'secrets'>, noteUse: NoteTokenUse): Authenticate =>
  (token, target, causationId, once) =>
    readCaller(deps, { secret_hash: deps.secrets.hash(token) }, target, causationId, once, noteUse);

/** (user id, target) → caller, by the same statement without the token. */
export const callerFor =
  (deps: AuthenticationNeeds): CallerFor =>
  async (userId, target, causationId, once) =>
    isId(userId) ? readCaller(deps, { user_id: userId }, target, causationId, once) : err({ code: 'unauthenticated' });
