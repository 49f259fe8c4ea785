import { changeBy, scopeOf } from '../access/index.ts';
import type { Caller, Needs } from '../access/index.ts';
import { err, MAX_DELETED, ok } from '../kernel/index.ts';
import type { Change, DeletedMany, Id, Result, Timestamp, ToDelete, UnexpectedCount } from '../kernel/index.ts';

/** A repository that can delete by a filter. */
interface Deletable<Filter> {
  findToDelete(filter: Filter, now: Timestamp, limit: number): Promise<ToDelete>;
  deleteFitting(ids: readonly Id[], filter: Filter, change: Change, eventIds: readonly Id[]): Promise<number>;
}

interface Request<Filter> {
  readonly filter: Filter;
  readonly expected_count: number;
}

const unexpected = (count: number, expected: number): UnexpectedCount => ({
  code: 'unexpected_count',
  detail: `The filter fits ${count}, and not the ${expected} that were expected. Nothing was deleted: look at what fits, and repeat the request with \`expected_count\` ${count} if all of it is meant.`,
  count,
});

/**
 * Deletes what matches a filter, if the number of matches is as expected: all of them, or the first `MAX_DELETED`.
 * Exactly the matches that were counted and selected are deleted, in one transaction. If some of these were changed or
 * deleted meanwhile so that they no longer match, nothing is deleted, and the matches are counted again.
 */
export const deleteFitting = async <Repositories, Filter>(
  deps: Needs<Repositories>,
  caller: Caller,
  { filter, expected_count }: Request<Filter>,
  deletableOf: (repositories: Repositories) => Deletable<Filter>,
): Promise<Result<DeletedMany, UnexpectedCount>> => {
  for (;;) {
    const done = await deps.store.transact(
      scopeOf(caller),
      async (repositories): Promise<Result<DeletedMany, UnexpectedCount | 'again'>> => {
        const deletable = deletableOf(repositories);
        const change = changeBy(deps, caller);
        const { count, ids } = await deletable.findToDelete(filter, change.at, MAX_DELETED);
        if (count !== expected_count) return err(unexpected(count, expected_count));
        const deleted =
          ids.length === 0
            ? 0
            : await deletable.deleteFitting(
                ids,
                filter,
                change,
                ids.map(() => deps.newId()),
              );
        return deleted === ids.length ? ok({ deleted, remaining: count - deleted }) : err('again');
      },
    );
    if (done.ok) return done;
    if (done.error !== 'again') return err(done.error);
  }
};
