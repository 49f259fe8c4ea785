import { atOnce, changeBy, defineOperation, scopeOf } from '../access/index.ts';
import type { Forbidden, Needs, NotFound, NotYours, UseCase } from '../access/index.ts';
import { equalAnswers, validateAnswer } from '../controls/index.ts';
import { err, isStale, ok } from '../kernel/index.ts';
import type { Conditional, Id, Invalid, Stale } from '../kernel/index.ts';
import type { AnnotationsRepository } from './repository.ts';
import type { Annotation, ReviseAnnotation as Request } from './transports.ts';

/** The new value of an annotation. */
export interface ReviseAnnotationInput extends Request, Conditional {
  readonly project_id: Id;
  readonly annotation_id: Id;
}

/** Gives one of the caller's own annotations a new value, as its next revision. An equal value changes nothing. */
export type ReviseAnnotation = UseCase<ReviseAnnotationInput, Annotation, NotFound | Forbidden | Stale | Invalid>;

const onlyItsAnnotator: NotYours = {
  code: 'forbidden',
  detail: 'Only the annotator who gave this answer can revise it.',
};

/** Revises an annotation. */
export const reviseAnnotation = defineOperation({
  name: 'reviseAnnotation',
  permission: 'annotation:revise',
  effect: 'writes',
  onArchived: 'refuses',
  target: 'project',
  run:
    (deps: Needs<{ annotations: AnnotationsRepository }>): ReviseAnnotation =>
    (caller, { annotation_id, value, if_revision }) =>
      atOnce(deps.store, scopeOf(caller), async ({ annotations }) => {
        const readsAll = caller.permissions.has('annotation:read') && caller.permissions.has('annotation:read_all');
        for (;;) {
          const before = await annotations.findToRevise(
            { annotator_id: readsAll ? null : caller.user_id },
            annotation_id,
          );
          if (before === undefined) return err({ code: 'not_found' });
          const { annotation, controls, data } = before;
          if (annotation.annotator.id !== caller.user_id) return err(onlyItsAnnotator);
          const { item_id, revision } = annotation;
          if (isStale({ if_revision }, revision)) return err({ code: 'stale', revision });
          const valid = validateAnswer(controls, value, data);
          if (!valid.ok) return err({ code: 'invalid', errors: valid.error });
          if (equalAnswers(controls, annotation.value, value)) return ok(annotation);
          const revised = await annotations.revise(
            { annotation_id, item_id, revision, value: valid.value, if_revision },
            changeBy(deps, caller),
            deps.newId(),
          );
          // If another revision was written meanwhile, try again on top of it. This ends, because each round some
          // caller succeeds.
          if (revised !== undefined) return ok(revised);
        }
      }),
});
