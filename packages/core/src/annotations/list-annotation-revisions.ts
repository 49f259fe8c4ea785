import { defineOperation, scopeOf } from '../access/index.ts';
import type { Needs, NotFound, UseCase } from '../access/index.ts';
import { err, ok } from '../kernel/index.ts';
import type { Id, Page, PageRequest } from '../kernel/index.ts';
import type { AnnotationsRepository } from './repository.ts';
import type { AnnotationRevision } from './transports.ts';

/**
 * Lists the revisions of an annotation, the current one included. The annotation is one of the caller, or of any
 * annotator if the caller may read all.
 */
export type ListAnnotationRevisions = UseCase<
  { readonly project_id: Id; readonly annotation_id: Id; readonly page: PageRequest },
  Page<AnnotationRevision>,
  NotFound
>;

/** Lists the revisions of an annotation. */
export const listAnnotationRevisions = defineOperation({
  name: 'listAnnotationRevisions',
  permission: 'annotation:read',
  effect: 'reads',
  onArchived: 'serves',
  target: 'project',
  run:
    ({ store }: Needs<{ annotations: AnnotationsRepository }>): ListAnnotationRevisions =>
    async (caller, { annotation_id, page }) => {
      const annotator_id = caller.permissions.has('annotation:read_all') ? null : caller.user_id;
      const { annotations } = store.within(scopeOf(caller));
      if ((await annotations.find({ annotator_id }, annotation_id)) === undefined) return err({ code: 'not_found' });
      return ok(await annotations.listRevisions(annotation_id, page));
    },
});
