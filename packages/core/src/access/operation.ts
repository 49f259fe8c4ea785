import type { Id } from '../kernel/index.ts';
import type { AuthorityOf } from './authority.ts';
import type { Aim } from './caller-at.ts';
import { INSTALLATION } from './caller.ts';
import type { Caller, Target } from './caller.ts';
import type { Permission } from './permissions.ts';

/**
 * What happens to an operation on an archived project. `refuses`: the guard refuses it. `serves`: it works as on any
 * other project (reads, the completion of a claimed task, a claim, which says why it gives no tasks, and role
 * bindings). `decides`: the operation decides itself.
 */
export type OnArchived = 'refuses' | 'serves' | 'decides';

/** Whether an operation only reads or also writes. */
export type Effect = 'reads' | 'writes';

// A service function with any input and output. It is only ever called with an input of its own type.
type Service = (caller: Caller, input: never) => Promise<unknown>;

type InputOf<Run extends Service> = Parameters<Run>[1];

/** The types of target that are possible for this input: a project or an organization only if the input names one. */
export type TargetTypeOf<Input> =
  | 'installation'
  | (Input extends { readonly organization_id: Id } ? 'organization' : never)
  | (Input extends { readonly project_id: Id } ? 'project' : never);

/** One operation, declared once. Everything else about it is derived from this declaration. */
export interface Operation<
  Name extends string,
  Required extends Permission,
  Does extends Effect,
  Archived extends OnArchived,
  On extends Target['type'],
  Deps,
  Run extends Service,
  Choosing extends boolean = false,
  AimDeps = unknown,
> {
  readonly name: Name;
  /** The permission that the guard requires of the caller. */
  readonly permission: Required;
  readonly effect: Does;
  readonly onArchived: Archived;
  /** The type of target for which the caller is read: the project or organization that the input names, or neither. */
  readonly target: On;
  /** Resolves the target and the caller there, if the permission is checked on something else than `target`. */
  readonly aim?: ((deps: AimDeps, permission: Permission) => Aim<InputOf<Run>>) | undefined;
  /** Whether the operation creates something that can exist already only if the caller chose its id. */
  readonly choosesId?: Choosing | undefined;
  /** The service function. A long-running operation works under the authority that `underOf` makes of its caller. */
  readonly run: (deps: Deps, underOf: AuthorityOf) => Run;
}

/** Declares an operation. Its input must name its target. */
export const defineOperation = <
  const Name extends string,
  const Required extends Permission,
  const Does extends Effect,
  const Archived extends (Does extends 'reads' ? 'serves' : OnArchived),
  const On extends TargetTypeOf<InputOf<Run>>,
  Deps,
  Run extends Service,
  const Choosing extends boolean = false,
  AimDeps = unknown,
>(
  operation: Operation<Name, Required, Does, Archived, On, Deps, Run, Choosing, AimDeps>,
): Operation<Name, Required, Does, Archived, On, Deps, Run, Choosing, AimDeps> => operation;

/** Declares the operations of a feature. It does not compile if one has another name than its key. */
export const operationsOf = <const Operations extends { readonly [Name in keyof Operations]: { readonly name: Name } }>(
  operations: Operations,
): Operations => operations;

/** The target of an operation on targets of one type, which its input names. */
export const targetOf = (
  type: Target['type'],
  { project_id, organization_id }: { readonly project_id?: Id | undefined; readonly organization_id?: Id | undefined },
): Target => {
  if (type === 'installation') return INSTALLATION;
  const id = type === 'project' ? project_id : organization_id;
  if (id === undefined) throw new Error(`The input of an operation on one ${type} must have its ${type}_id.`);
  return { type, id };
};
