import { errorMark } from './error-mark.ts';
import type { Id, Timestamp } from './id.ts';
import type { Json } from './json.ts';

/** The idempotency key of a caller for one operation. */
export interface OnceKey {
  /** The name of the operation. The same key for another operation is a different key. */
  readonly operation: string;
  readonly key: string;
}

/** A request that takes effect once, however often it is sent. */
export interface OnceRequest extends OnceKey {
  /** A hash that says whether two requests are the same; without it, the key alone decides. */
  readonly request_hash?: string | undefined;
  /** How long the response is stored at least, in seconds; default: 24 hours. */
  readonly keep_seconds?: number | undefined;
}

/** An idempotency record: a stored response and the hash of its request. */
export interface KeptAnswer {
  readonly request_hash: string;
  readonly answer: Json;
}

/** What identifies an idempotency record: the key with its owner and its scope. */
export interface OncePlace extends OnceKey {
  /** The project or organization that the request names; if it names neither, the owner. */
  readonly scope_id: Id;
  readonly owner_id: Id;
}

/** A request that takes effect once, as it is passed to a store. */
export interface Once extends OncePlace {
  /** Empty if the key alone identifies the request. */
  readonly request_hash: string;
  readonly at: Timestamp;
  /** When the response may be deleted. */
  readonly expires_at: Timestamp;
  /** The record that was stored before this request was made. */
  readonly kept: KeptAnswer | null;
}

/** How long a response is stored at least, by default, in seconds: 24 hours. */
export const KEEP_SECONDS = 86_400;

/** Makes the `Once` of a request that is made now, for the owner and scope of `place`. */
export const onceAt = (
  place: Pick<OncePlace, 'scope_id' | 'owner_id'>,
  { operation, key, request_hash = '', keep_seconds = KEEP_SECONDS }: OnceRequest,
  now: Date,
  kept: KeptAnswer | null,
): Once => {
  const expires_at = new Date(now.getTime() + keep_seconds * 1000).toISOString();
  return { ...place, operation, key, request_hash, at: now.toISOString(), expires_at, kept };
};

/** The maximum time that a request waits for another one with the same key: 2 seconds. */
export const IN_FLIGHT_MILLISECONDS = 2000;

/** The key was used for another request. */
export interface IdempotencyMismatch {
  readonly code: 'idempotency_mismatch';
}

/** Another request with the same key is being processed at this moment. */
export interface IdempotencyInFlight {
  readonly code: 'idempotency_in_flight';
}

/** The additional errors of a request with an idempotency key. */
export type OnceError = IdempotencyMismatch | IdempotencyInFlight;

/** One text that identifies an idempotency record among all others. */
export const placeKey = ({ scope_id, owner_id, operation, key }: OncePlace): string =>
  [scope_id, owner_id, operation, key].join(' ');

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const hidden = (value: unknown): unknown =>
  isObject(value) && Object.hasOwn(value, 'secret') ? { ...value, secret: null } : value;

/**
 * The part of a response that is stored: everything except the secrets of the response and of its `token`, which are
 * returned only once.
 */
export const answerToKeep = (answer: unknown): Json => {
  const kept = hidden(answer);
  return ((isObject(kept) && isObject(kept['token']) ? { ...kept, token: hidden(kept['token']) } : kept) ??
    null) as Json;
};

/** Why a response could not be stored: another one is stored under the key, or is being written. */
export type KeyFault = 'kept' | 'in_flight';

const mark = errorMark<KeyFault>('key-fault');

/** The error with which a store rolls back because it could not store the response. `keyFaultIn` reads the reason. */
export const keyFault = (fault: KeyFault, cause?: unknown): Error =>
  mark.put(new Error(`The answer under this key: ${fault}.`, { cause }), fault);

/** Why a response could not be stored, if an error is a `keyFault`. */
export const keyFaultIn = (error: unknown): KeyFault | undefined => mark.of(error);
