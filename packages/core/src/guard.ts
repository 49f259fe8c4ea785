import { authorityFor, authorize, targetOf } from './access/index.ts';
import type {
  AccessError,
  Archived,
  Aim,
  AuthorityOf,
  Caller,
  OnArchived,
  Permission,
  Target,
  UseCase,
} from './access/index.ts';
import type { Dependencies } from './dependencies.ts';
import { doOnce, err, olderFaultIn } from './kernel/index.ts';
import type { Id, OnceError, Result, Stale } from './kernel/index.ts';

/** An operation as the guard sees it, with any input and any result. */
export interface GuardedOperation {
  readonly name: string;
  readonly permission: Permission;
  readonly onArchived: OnArchived;
  readonly target: Target['type'];
  readonly aim?: ((deps: Dependencies, permission: Permission) => Aim<never>) | undefined;
  readonly run: (
    deps: Dependencies,
    underOf: AuthorityOf,
  ) => (caller: Caller, input: never) => Promise<Result<unknown, unknown>>;
}

interface Targeted {
  readonly project_id?: Id | undefined;
  readonly organization_id?: Id | undefined;
}

/**
 * Runs an operation. If an event asks for it and is older than the latest change, resolves to `stale`: only a caller
 * with an `event_time` can get this error.
 */
const inOrder = async <Output, Error>(
  caller: Caller,
  run: () => Promise<Result<Output, Error>>,
): Promise<Result<Output, Error>> => {
  if (caller.event_time === undefined) return run();
  try {
    return await run();
  } catch (error) {
    const older = olderFaultIn(error);
    if (older === undefined) throw error;
    return err({ code: 'stale', ...older } satisfies Stale as Error);
  }
};

/**
 * Puts checks in front of an operation: the caller needs its permission, and an archived project refuses it if its
 * declaration says so. If the caller asks for idempotency (`once`), the operation takes effect once.
 */
export const guard = (deps: Dependencies, operation: GuardedOperation): UseCase<object, unknown, unknown> => {
  const { name, permission, onArchived, target: type } = operation;
  // The compiler compared the types of an operation at its declaration; here they are erased.
  const run = operation.run(deps, authorityFor(deps, permission, onArchived !== 'serves')) as UseCase<
    object,
    unknown,
    AccessError | OnceError | Archived
  >;
  const aim = operation.aim?.(deps, permission) as Aim<object> | undefined;
  return async (caller, input) => {
    const declared = targetOf(type, input as Targeted);
    const aimed = aim && (await aim(caller, input, declared));
    const by = aimed?.caller ?? caller;
    const target = aimed?.target ?? declared;
    const allowed = authorize(by, permission, target);
    if (!allowed.ok) return allowed;
    if (by.is_archived && onArchived === 'refuses') return err({ code: 'archived' });
    const { once } = by;
    if (once === undefined) return inOrder(by, () => run(by, input));
    // The stored response of another operation would have another type.
    if (once.operation !== name) throw new Error(`The caller asks for ${once.operation} once, not for ${name}.`);
    return doOnce(deps, once, () => inOrder(by, () => run(by, input)));
  };
};
