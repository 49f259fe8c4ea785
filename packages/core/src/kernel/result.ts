/** A success that carries its value. */
export interface Ok<T> {
  readonly ok: true;
  readonly value: T;
  /** Whether it is the answer to an earlier request with the same key; nothing was done for this one. */
  readonly replayed?: true;
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

/** The success of an earlier request, answered again. */
export const replayed = <T>(value: T): Ok<T> => ({ ok: true, value, replayed: true });

/** Makes a failure and keeps the literal type of its `code`. */
export const err = <const E>(error: E): Err<E> => ({ ok: false, error });
