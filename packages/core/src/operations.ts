import { roleBindingOperations, targetOf as targetOfType } from './access/index.ts';
import type { AccessError, Archived, Caller, Target } from './access/index.ts';
import { annotationUiOperations } from './annotation-uis/index.ts';
import { annotationOperations } from './annotations/index.ts';
import { exportOperations } from './export/index.ts';
import { externalUserOperations } from './external-users/index.ts';
import { guidelineOperations } from './guidelines/index.ts';
import { invitationOperations } from './invitations/index.ts';
import { itemOperations } from './items/index.ts';
import type { AlreadyExists, Id, OnceError, Result } from './kernel/index.ts';
import { memberOperations, organizationOperations } from './organizations/index.ts';
import { predictionDeletionOperations, predictionOperations } from './predictions/index.ts';
import { progressOperations } from './progress/index.ts';
import { projectOperations } from './projects/index.ts';
import { serviceAccountOperations } from './service-accounts/index.ts';
import { setupOperations } from './setup/index.ts';
import { taskOperations } from './tasks/index.ts';
import { tokenOperations } from './tokens/index.ts';
import { transferOperations } from './transfer/index.ts';
import { userOperations } from './users/index.ts';

/** Every operation. Each is declared once, in its feature. */
export const operations = {
  ...userOperations,
  ...organizationOperations,
  ...tokenOperations,
  ...invitationOperations,
  ...memberOperations,
  ...roleBindingOperations,
  ...serviceAccountOperations,
  ...externalUserOperations,
  ...projectOperations,
  ...setupOperations,
  ...progressOperations,
  ...annotationUiOperations,
  ...guidelineOperations,
  ...transferOperations,
  ...itemOperations,
  ...taskOperations,
  ...predictionOperations,
  ...annotationOperations,
  ...predictionDeletionOperations,
  ...exportOperations,
} as const;

type Declared = typeof operations;

/** The name of an operation. */
export type OperationName = keyof Declared;

/** The operations on targets of one type. */
export type OperationOn<Type extends Target['type']> = {
  [Name in OperationName]: Declared[Name]['target'] extends Type ? Name : never;
}[OperationName];

/** The operations that change something. */
export type WritingOperation = {
  [Name in OperationName]: Declared[Name]['effect'] extends 'writes' ? Name : never;
}[OperationName];

/**
 * A service function behind the guard: it can also return the errors of the guard, such as a missing permission or an
 * idempotency key that is in use.
 */
export type Guarded<Run, GuardError = AccessError | OnceError> = Run extends (
  caller: Caller,
  input: infer Input,
) => Promise<Result<infer Output, infer Error>>
  ? (caller: Caller, input: Input) => Promise<Result<Output, Error | GuardError>>
  : never;

/** The error that an operation can return for an archived project, if any. */
export type ArchivedError<Name extends OperationName> = Declared[Name]['onArchived'] extends 'serves'
  ? never
  : Archived;

type GuardErrorOf<Name extends OperationName> = AccessError | ArchivedError<Name>;

type ServiceOf<Name extends OperationName> = ReturnType<Declared[Name]['run']>;

/** The operations that create something and return `already_exists` only if the caller chose an id that is taken. */
type Choosing = {
  [Name in OperationName]: Declared[Name] extends { readonly choosesId?: infer Chooses }
    ? true extends Chooses
      ? Name
      : never
    : never;
}[OperationName];

/** The same service function for a caller who chooses no id: it never returns `already_exists`. */
type WithoutId<Run> = Run extends (caller: Caller, input: infer Input) => Promise<Result<infer Output, infer Error>>
  ? (
      caller: Caller,
      input: Omit<Input, 'id'> & { readonly id?: undefined },
    ) => Promise<Result<Output, Exclude<Error, AlreadyExists>>>
  : never;

/**
 * Every operation, behind the guard. Inputs are parsed transports: an adapter parses outside data with their schemas
 * first.
 */
export type Operations = {
  readonly [Name in OperationName]: (Name extends Choosing
    ? Guarded<WithoutId<ServiceOf<Name>>, GuardErrorOf<Name>>
    : unknown) &
    Guarded<ServiceOf<Name>, GuardErrorOf<Name>>;
};

type Each<Part extends keyof Declared[OperationName]> = { readonly [Name in OperationName]: Declared[Name][Part] };

const each = <Part extends keyof Declared[OperationName]>(part: Part): Each<Part> =>
  Object.fromEntries(
    Object.values<Declared[OperationName]>(operations).map((operation) => [operation.name, operation[part]]),
  ) as Each<Part>;

/** The permission that each operation needs on its target. The tests and the documents read it. */
export const requiredPermissions: Each<'permission'> = each('permission');

/** What happens to each operation on an archived project. The types of the operations and the documents read it. */
export const onArchived: Each<'onArchived'> = each('onArchived');

/** The target of an operation, which its input names. The caller must be read for this target. */
export const targetOf = (
  name: OperationName,
  input: { readonly project_id?: Id | undefined; readonly organization_id?: Id | undefined },
): Target => targetOfType(operations[name].target, input);
