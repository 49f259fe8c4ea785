import { errorMark } from './error-mark.ts';
import type { Id, Timestamp } from './id.ts';
import type { Json } from './json.ts';

/** The key under which a caller asks for something to be done once. */
export interface OnceKey {
  /** The name of the operation that is asked for: the same key of another operation is another key. */
  readonly operation: string;
  readonly key: string;
}

/** A request that is to take effect once, however often it is made. */
export interface OnceRequest extends OnceKey {
  /** Says whether two requests are the same; without it, the key alone does. */
  readonly request_hash?: string | undefined;
  /** For how long the answer is kept at least; default: 24 hours. */
  readonly keep_seconds?: number | undefined;
}

/** An answer that was kept, and the hash of the request that it was given to. */
export interface KeptAnswer {
  readonly request_hash: string;
  readonly answer: Json;
}

/** Where the answer to a request is kept, or was: whose key it is, and what it belongs to. */
export interface OncePlace extends OnceKey {
  /** The project or organization that the request names; where it names none, the owner. */
  readonly scope_id: Id;
  readonly owner_id: Id;
}

/** A request that is to take effect once, as a store is told of it. */
export interface Once extends OncePlace {
  /** Empty where the key alone says which request it is. */
  readonly request_hash: string;
  readonly at: Timestamp;
  /** When the answer may be forgotten. */
  readonly expires_at: Timestamp;
  /** The answer that was kept before this request was made. */
  readonly kept: KeptAnswer | null;
}

/** For how long an answer is kept at least where nobody says otherwise: 24 hours. */
export const KEEP_SECONDS = 86_400;

/** What a store is told of a request that is to take effect once, made now by whom `place` names. */
export const onceAt = (
  place: Pick<OncePlace, 'scope_id' | 'owner_id'>,
  { operation, key, request_hash = '', keep_seconds = KEEP_SECONDS }: OnceRequest,
  now: Date,
  kept: KeptAnswer | null,
): Once => {
  const expires_at = new Date(now.getTime() + keep_seconds * 1000).toISOString();
  return { ...place, operation, key, request_hash, at: now.toISOString(), expires_at, kept };
};

/** For how long a request waits for another one with its key, at most: 2 seconds. */
export const IN_FLIGHT_MILLISECONDS = 2000;

/** The key was used for another request. */
export interface IdempotencyMismatch {
  readonly code: 'idempotency_mismatch';
}

/** The same request is being done at this moment. */
export interface IdempotencyInFlight {
  readonly code: 'idempotency_in_flight';
}

/** What a request with a key can be answered beside what it is answered without one. */
export type OnceError = IdempotencyMismatch | IdempotencyInFlight;

/** How the keys of a request are told from those of all others. */
export const placeKey = ({ scope_id, owner_id, operation, key }: OncePlace): string =>
  [scope_id, owner_id, operation, key].join(' ');

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const hidden = (value: unknown): unknown =>
  isObject(value) && Object.hasOwn(value, 'secret') ? { ...value, secret: null } : value;

/** What is kept of an answer: all of it but secrets, which are said once: its own, and that of a token it holds. */
export const answerToKeep = (answer: unknown): Json => {
  const kept = hidden(answer);
  return ((isObject(kept) && isObject(kept['token']) ? { ...kept, token: hidden(kept['token']) } : kept) ??
    null) as Json;
};

/** Why an answer could not be kept: another one is there, or is being written. */
export type KeyFault = 'kept' | 'in_flight';

const mark = errorMark<KeyFault>('key-fault');

/** The error with which a store undoes what it did because the answer could not be kept; `keyFaultIn` finds the reason again. */
export const keyFault = (fault: KeyFault, cause?: unknown): Error =>
  mark.put(new Error(`The answer under this key: ${fault}.`, { cause }), fault);

/** Why an answer could not be kept, if that is what an error says. */
export const keyFaultIn = (error: unknown): KeyFault | undefined => mark.of(error);
