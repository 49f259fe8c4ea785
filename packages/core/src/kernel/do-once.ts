import type { Timestamp } from './id.ts';
import { keyFaultIn } from './once.ts';
import type { KeptAnswer, Once, OnceError, OncePlace } from './once.ts';
import { err, replayed } from './result.ts';
import type { Result } from './result.ts';

/** The answers that were kept for requests with a key, of all projects and organizations. */
export interface IdempotencyRepository {
  /** Resolves to `undefined` when nothing is kept there. An answer counts until it is removed, also one that has expired. */
  find(place: OncePlace): Promise<KeptAnswer | undefined>;
  /** Must remove at most `limit` of the answers, and of the notes of events (`InboxRepository`), that have expired at `at`, and resolve to how many these were: fewer than `limit` when none is left. */
  removeExpiredKeys(at: Timestamp, limit: number): Promise<number>;
}

const answerAgain = <Output>(once: Once, { request_hash, answer }: KeptAnswer): Result<Output, OnceError> =>
  // What an operation answered is of its output's type; what it answered without a value is kept as `null`.
  request_hash === once.request_hash
    ? replayed((answer ?? undefined) as Output)
    : err({ code: 'idempotency_mismatch' });

/** Runs what keeps its answer under `once`, unless there is an answer: then that is given again, if it is one to the same request. */
export const doOnce = async <Output, Error>(
  { store }: { readonly store: { readonly idempotency: Pick<IdempotencyRepository, 'find'> } },
  once: Once,
  run: () => Promise<Result<Output, Error>>,
): Promise<Result<Output, Error | OnceError>> => {
  if (once.kept !== null) return answerAgain(once, once.kept);
  try {
    const result = await run();
    if (result.ok) return result;
    // What refuses it may be what the same request has just done elsewhere.
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
