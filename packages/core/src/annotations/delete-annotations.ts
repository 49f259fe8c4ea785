import type { Needs, UseCase } from '../access/index.ts';
import { defineOperation } from '../access/index.ts';
import { deleteFitting } from '../deletion/index.ts';
import type { DeletedMany, Id, UnexpectedCount } from '../kernel/index.ts';
import type { AnnotationsRepository } from './repository.ts';
import type { DeleteAnnotations as Request } from './transports.ts';

/** The filter of the annotations to delete, and their expected number. */
export interface DeleteAnnotationsInput extends Request {
  readonly project_id: Id;
}

/**
 * Deletes the annotations that match a filter, if their number is the expected one: all of them, or the first
 * `MAX_DELETED`, in one transaction. Each can be restored for a limited time.
 */
export type DeleteAnnotations = UseCase<DeleteAnnotationsInput, DeletedMany, UnexpectedCount>;

/** Deletes annotations. */
export const deleteAnnotations = defineOperation({
  name: 'deleteAnnotations',
  permission: 'annotation:delete',
  effect: 'writes',
  onArchived: 'refuses',
  target: 'project',
  run:
    (deps: Needs<{ annotations: AnnotationsRepository }>): DeleteAnnotations =>
    (caller, request) =>
      deleteFitting(deps, caller, request, ({ annotations }) => annotations),
});
