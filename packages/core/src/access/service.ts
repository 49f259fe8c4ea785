import type { Change, Platform, Result, UnitOfWork } from '../kernel/index.ts';
import type { Caller } from './caller.ts';
import type { Scope } from './scope.ts';

/**
 * The dependencies of a service function: the repositories that it names, the time, new ids, and what else it names of
 * the platform.
 */
export type Needs<Repositories, Also extends keyof Platform = never> = Pick<Platform, 'now' | 'newId' | Also> & {
  readonly store: UnitOfWork<Scope, Repositories>;
};

/** A service function. It returns an error that the caller can act on, and throws one that nobody can act on. */
export type UseCase<Input, Output, Error = never> = (caller: Caller, input: Input) => Promise<Result<Output, Error>>;

/** Makes the `Change` of a caller, at the current time. */
export const changeBy = ({ now }: Pick<Platform, 'now'>, caller: Caller): Change => ({
  at: now().toISOString(),
  by: caller.user_id,
  causation_id: caller.causation_id,
});
