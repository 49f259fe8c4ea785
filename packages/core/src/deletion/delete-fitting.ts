import { changeBy, scopeOf } from '../access/index.ts';
import type { Caller, Needs } from '../access/index.ts';
import { err, MAX_DELETED, ok } from '../kernel/index.ts';
import type { Change, DeletedMany, Id, Result, Timestamp, ToDelete, UnexpectedCount } from '../kernel/index.ts';

/** What can be deleted by a filter. */
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
 * Deletes what fits a filter, if it is as many as expected: all of it, or the first `MAX_DELETED`. What is counted is deleted, all of it in one
 * transaction; where something of it has been changed, or deleted, in between so that it no longer fits, nothing is, and it is counted anew.
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
