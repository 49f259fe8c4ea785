import { err, isId, NIL_ID, ok } from '../kernel/index.ts';
import type { Id, Result, Timestamp } from '../kernel/index.ts';
import type { Dependencies } from '../dependencies.ts';
import type { Caller, Target } from './caller.ts';
import { callerOf } from './caller-of.ts';
import type { Unauthenticated } from './errors.ts';
import type { AccessRecord } from './repository.ts';

/** Is told of each use of a token; must not wait for anything. */
export type NoteTokenUse = (token: AccessRecord['used_token'], at: Timestamp) => void;

/** Says who a token belongs to and what they may do on a target. */
export type Authenticate = (token: string, target: Target, causationId: string | null) => Promise<Result<Caller, Unauthenticated>>;

/** Says what a user may do on a target, for embedders and message consumers. `unauthenticated` when there is no such user. */
export type CallerFor = (userId: Id, target: Target, causationId: string | null) => Promise<Result<Caller, Unauthenticated>>;

/** The target as a store can be asked for it: what is no id becomes the one that nothing has, which answers like any unknown one. */
export const readable = (target: Target): Target => (target.type === 'installation' || isId(target.id) ? target : { type: target.type, id: NIL_ID });

/** (token, target) → caller, in one statement. */
export const authenticate =
  ({ store, now, secrets, ...policy }: Dependencies, noteUse: NoteTokenUse): Authenticate =>
  async (token, target, causationId) => {
    const at = now().toISOString();
    const record = await store.access.read({ secret_hash: secrets.hash(token) }, readable(target), at);
    if (record !== undefined) noteUse(record.used_token, at);
    return record === undefined ? err({ code: 'unauthenticated' }) : ok(callerOf(record, target, causationId, policy));
  };

/** (user id, target) → caller, by the same statement without the token. */
export const callerFor =
  ({ store, now, ...policy }: Dependencies): CallerFor =>
  async (userId, target, causationId) => {
    const record = isId(userId) ? await store.access.read({ user_id: userId }, readable(target), now().toISOString()) : undefined;
    return record === undefined ? err({ code: 'unauthenticated' }) : ok(callerOf(record, target, causationId, policy));
  };
