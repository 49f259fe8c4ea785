import type { Needs, UseCase } from '../access/index.ts';
import { defineOperation } from '../access/index.ts';
import { deleteFitting } from '../deletion/index.ts';
import type { DeletedMany, Id, UnexpectedCount } from '../kernel/index.ts';
import type { AnnotationsRepository } from './repository.ts';
import type { DeleteAnnotations as Request } from './transports.ts';

/** Which annotations are deleted, and how many these are. */
export interface DeleteAnnotationsInput extends Request {
  readonly project_id: Id;
}

/** Deletes the annotations that fit a filter, if they are as many as expected: all of them, or the first `MAX_DELETED`, in one transaction. Each can be restored for a time. */
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
