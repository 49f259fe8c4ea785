import type { Change, Platform, Result, UnitOfWork } from '../kernel/index.ts';
import type { Caller } from './caller.ts';
import type { Scope } from './scope.ts';

/** What a service function needs: the repositories that it names, the time, new ids, and what else it names of the platform. */
export type Needs<Repositories, Also extends keyof Platform = never> = Pick<Platform, 'now' | 'newId' | Also> & {
  readonly store: UnitOfWork<Scope, Repositories>;
};

/** A service function: what a caller may act on is a returned error, what nobody can act on is thrown. */
export type UseCase<Input, Output, Error = never> = (caller: Caller, input: Input) => Promise<Result<Output, Error>>;

/** The change that a caller makes now. */
export const changeBy = ({ now }: Pick<Platform, 'now'>, caller: Caller): Change => ({
  at: now().toISOString(),
  by: caller.user_id,
  causation_id: caller.causation_id,
});
