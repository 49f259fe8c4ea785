import { atOnce, changeBy, defineOperation, scopeOf } from '../access/index.ts';
import type { Needs, NotFound, UseCase } from '../access/index.ts';
import { err, ok } from '../kernel/index.ts';
import type { Conditional, Id, Stale } from '../kernel/index.ts';
import type { AnnotationsRepository } from './repository.ts';

/**
 * Deletes an annotation of any annotator. With `if_revision`, deletes it only if it is at one of these revisions. Its
 * task is released, and it can be restored for a limited time.
 */
export type DeleteAnnotation = UseCase<
  Conditional & { readonly project_id: Id; readonly annotation_id: Id },
  undefined,
  NotFound | Stale
>;

/** Deletes an annotation. */
export const deleteAnnotation = defineOperation({
  name: 'deleteAnnotation',
  permission: 'annotation:delete',
  effect: 'writes',
  onArchived: 'refuses',
  target: 'project',
  run:
    (deps: Needs<{ annotations: AnnotationsRepository }>): DeleteAnnotation =>
    (caller, { annotation_id, if_revision }) =>
      atOnce(deps.store, scopeOf(caller), async ({ annotations }) => {
        const deletion = await annotations.delete(annotation_id, { if_revision }, changeBy(deps, caller), deps.newId());
        if (deletion === undefined) return err({ code: 'not_found' });
        return deletion === 'deleted' ? ok(undefined) : err({ code: 'stale', revision: deletion.revision });
      }),
});
