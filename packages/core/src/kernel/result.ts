/** A success that carries its value. */
export interface Ok<T> {
  readonly ok: true;
  readonly value: T;
}

/** A failure that the caller can act on. */
export interface Err<E> {
  readonly ok: false;
  readonly error: E;
}

/** What an operation answers: its value, or one of a closed set of errors. What nobody can act on is thrown. */
export type Result<T, E> = Ok<T> | Err<E>;

/** Makes a success. */
export const ok = <T>(value: T): Ok<T> => ({ ok: true, value });

/** Makes a failure and keeps the literal type of its `code`. */
export const err = <const E>(error: E): Err<E> => ({ ok: false, error });
