import { answerToKeep, keyFault, placeKey } from '../../adapter.ts';
import type { Timestamp } from '../../index.ts';
import type { IdempotencyRepository, Scope } from '../../adapter.ts';
import { copied } from './frozen.ts';
import type { State } from './state.ts';

/** Keeps the answer of a scope that is to have it once. Throws where one is kept, and leaves it to the store to undo what was done. */
export const keep = ({ answers }: State, { once }: Scope, answer: unknown): void => {
  if (once === undefined) return;
  const place = placeKey(once);
  if (answers.has(place)) throw keyFault('kept');
  const { request_hash, expires_at } = once;
  answers.set(place, { request_hash, expires_at, answer: copied(answerToKeep(answer)) });
};

/** What is kept at a place. */
export const keptAt = (
  { answers }: State,
  place: Parameters<IdempotencyRepository['find']>[0],
): Awaited<ReturnType<IdempotencyRepository['find']>> => {
  const row = answers.get(placeKey(place));
  return row && { request_hash: row.request_hash, answer: row.answer };
};

/** The answers that are kept. */
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
