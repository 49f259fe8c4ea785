import { answerToKeep, keyFault, placeKey } from '../../adapter.ts';
import type { Timestamp } from '../../index.ts';
import type { IdempotencyRepository, Scope } from '../../adapter.ts';
import { copied } from './frozen.ts';
import type { State } from './state.ts';

/**
 * Stores the result for a scope that has an idempotency key. Throws if the key has a record already; the store then
 * undoes the transaction.
 */
export const keep = ({ answers }: State, { once }: Scope, answer: unknown): void => {
  if (once === undefined) return;
  const place = placeKey(once);
  if (answers.has(place)) throw keyFault('kept');
  const { request_hash, expires_at } = once;
  answers.set(place, { request_hash, expires_at, answer: copied(answerToKeep(answer)) });
};

/** Returns the idempotency record for a key; `undefined` if there is none. */
export const keptAt = (
  { answers }: State,
  place: Parameters<IdempotencyRepository['find']>[0],
): Awaited<ReturnType<IdempotencyRepository['find']>> => {
  const row = answers.get(placeKey(place));
  return row && { request_hash: row.request_hash, answer: row.answer };
};

/** The idempotency records. */
export const idempotencyOf = (state: State): IdempotencyRepository => ({
  find: async (place) => keptAt(state, place),
  removeExpiredKeys: async (at: Timestamp, limit) => {
    const expired = [...state.answers].filter(([, { expires_at }]) => expires_at <= at).slice(0, limit);
    for (const [place] of expired) state.answers.delete(place);
    const notes = [...state.contents.values()]
      .flatMap(({ inbox }) =>
        [...inbox].filter(({ 1: { expires_at } }) => expires_at <= at).map(([key]) => [inbox, key] as const),
      )
      .slice(0, limit - expired.length);
    for (const [inbox, key] of notes) inbox.delete(key);
    return expired.length + notes.length;
  },
});
