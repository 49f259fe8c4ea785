import type { Id } from '../kernel/index.ts';
import type { AuthorityOf } from './authority.ts';
import type { Aim } from './caller-at.ts';
import { INSTALLATION } from './caller.ts';
import type { Caller, Target } from './caller.ts';
import type { Permission } from './permissions.ts';

/**
 * What becomes of an operation on an archived project: the guard refuses it; it is served as on any other (reads, what
 * finishes a claimed task, a claim, which says why it gives nothing, and who has which role); or it decides by itself.
 */
export type OnArchived = 'refuses' | 'serves' | 'decides';

/** Whether an operation changes anything. */
export type Effect = 'reads' | 'writes';

// A service function whatever it takes and resolves to; it is only ever called with an input of its own type.
type Service = (caller: Caller, input: never) => Promise<unknown>;

type InputOf<Run extends Service> = Parameters<Run>[1];

/** On what an operation with such an input can act: a project or an organization only where the input names one. */
export type TargetTypeOf<Input> =
  | 'installation'
  | (Input extends { readonly organization_id: Id } ? 'organization' : never)
  | (Input extends { readonly project_id: Id } ? 'project' : never);

/** One operation, declared once: everything else that knows of it derives from this. */
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
  /** The permission that the guard asks of the caller. */
  readonly permission: Required;
  readonly effect: Does;
  readonly onArchived: Archived;
  /** For what the caller is read: the project or organization that the input names, or neither. */
  readonly target: On;
  /** Where the permission is asked on something else than `target`: who the caller is there. */
  readonly aim?: ((deps: AimDeps, permission: Permission) => Aim<InputOf<Run>>) | undefined;
  /** Whether it makes something that can be there already only where the caller chose its id. */
  readonly choosesId?: Choosing | undefined;
  /** The service function. What runs long goes on under the authority that `underOf` makes of its caller. */
  readonly run: (deps: Deps, underOf: AuthorityOf) => Run;
}

/** Declares an operation. Its target must be one that its input names. */
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

/** The operations of a feature. It does not compile where one stands under another name than its own. */
export const operationsOf = <const Operations extends { readonly [Name in keyof Operations]: { readonly name: Name } }>(
  operations: Operations,
): Operations => operations;

/** What an operation on targets of one type acts on, as its input names it. */
export const targetOf = (
  type: Target['type'],
  { project_id, organization_id }: { readonly project_id?: Id | undefined; readonly organization_id?: Id | undefined },
): Target => {
  if (type === 'installation') return INSTALLATION;
  const id = type === 'project' ? project_id : organization_id;
  if (id === undefined) throw new Error(`The input of an operation on one ${type} must have its ${type}_id.`);
  return { type, id };
};
