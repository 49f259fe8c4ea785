import type { Timestamp } from './id.ts';
import { keyFaultIn } from './once.ts';
import type { KeptAnswer, Once, OnceError, OncePlace } from './once.ts';
import { err, replayed } from './result.ts';
import type { Result } from './result.ts';

/** The idempotency records of all projects and organizations. */
export interface IdempotencyRepository {
  /** Resolves to `undefined` if there is no record. A record counts until it is removed, even after it has expired. */
  find(place: OncePlace): Promise<KeptAnswer | undefined>;
  /**
   * Must remove at most `limit` idempotency records and inbox records (`InboxRepository`) that have expired at `at`,
   * and resolve to the number removed, which is less than `limit` if none is left.
   */
  removeExpiredKeys(at: Timestamp, limit: number): Promise<number>;
}

const answerAgain = <Output>(once: Once, { request_hash, answer }: KeptAnswer): Result<Output, OnceError> =>
  // A stored response has the output type of its operation; a response without a value is stored as `null`.
  request_hash === once.request_hash
    ? replayed((answer ?? undefined) as Output)
    : err({ code: 'idempotency_mismatch' });

/**
 * Runs an operation that stores its response under `once`. If a response is stored already, returns it if the request
 * is the same, and `idempotency_mismatch` if not.
 */
export const doOnce = async <Output, Error>(
  { store }: { readonly store: { readonly idempotency: Pick<IdempotencyRepository, 'find'> } },
  once: Once,
  run: () => Promise<Result<Output, Error>>,
): Promise<Result<Output, Error | OnceError>> => {
  if (once.kept !== null) return answerAgain(once, once.kept);
  try {
    const result = await run();
    if (result.ok) return result;
    // The error may be the effect of the same request, which has just been done elsewhere.
    const kept = await store.idempotency.find(once);
    return kept === undefined ? result : answerAgain(once, kept);
  } catch (error) {
    const fault = keyFaultIn(error);
    if (fault === 'in_flight') return err({ code: 'idempotency_in_flight' });
    const kept = fault === 'kept' ? await store.idempotency.find(once) : undefined;
    if (kept === undefined) throw error;
    return answerAgain(once, kept);
  }
};
