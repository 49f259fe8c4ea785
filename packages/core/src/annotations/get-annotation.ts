import { defineOperation, scopeOf } from '../access/index.ts';
import type { Needs, NotFound, UseCase } from '../access/index.ts';
import { err, ok } from '../kernel/index.ts';
import type { Id } from '../kernel/index.ts';
import type { AnnotationsRepository } from './repository.ts';
import type { Annotation } from './transports.ts';

/** Reads one annotation of the caller, or of any annotator if the caller may read all. */
export type GetAnnotation = UseCase<{ readonly project_id: Id; readonly annotation_id: Id }, Annotation, NotFound>;

/** Reads an annotation. */
export const getAnnotation = defineOperation({
  name: 'getAnnotation',
  permission: 'annotation:read',
  effect: 'reads',
  onArchived: 'serves',
  target: 'project',
  run:
    ({ store }: Needs<{ annotations: AnnotationsRepository }>): GetAnnotation =>
    async (caller, { annotation_id }) => {
      const annotator_id = caller.permissions.has('annotation:read_all') ? null : caller.user_id;
      const annotation = await store.within(scopeOf(caller)).annotations.find({ annotator_id }, annotation_id);
      return annotation === undefined ? err({ code: 'not_found' }) : ok(annotation);
    },
});
