/** A success that carries its value. */
export interface Ok<T> {
  readonly ok: true;
  readonly value: T;
  /** Whether this is the stored response to an earlier request with the same key. Nothing was done for this request. */
  readonly replayed?: true;
}

/** A failure that the caller can act on. */
export interface Err<E> {
  readonly ok: false;
  readonly error: E;
}

/**
 * The result of an operation: its value, or one of a closed set of errors. A failure that no caller can act on is
 * thrown.
 */
export type Result<T, E> = Ok<T> | Err<E>;

/** Makes a success. */
export const ok = <T>(value: T): Ok<T> => ({ ok: true, value });

/** Makes a success from the stored response to an earlier request. */
export const replayed = <T>(value: T): Ok<T> => ({ ok: true, value, replayed: true });

/** Makes a failure and preserves the literal type of its `code`. */
export const err = <const E>(error: E): Err<E> => ({ ok: false, error });
