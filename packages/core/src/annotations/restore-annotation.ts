import { changeBy, defineOperation, scopeOf } from '../access/index.ts';
import type { Needs, NotFound, UseCase } from '../access/index.ts';
import { err, ok, restorableSince } from '../kernel/index.ts';
import type { AlreadyExists, Id, InUse } from '../kernel/index.ts';
import type { AnnotationsRepository } from './repository.ts';
import type { Annotation } from './transports.ts';

/**
 * Restores a deleted annotation with its revisions. It counts as an imported one, and its task stays released. If the
 * annotation is not deleted, returns it unchanged.
 */
export type RestoreAnnotation = UseCase<
  { readonly project_id: Id; readonly annotation_id: Id },
  Annotation,
  NotFound | AlreadyExists | InUse
>;

const refusals = {
  taken: {
    code: 'already_exists',
    detail:
      'Its annotator holds the item, or has answered it again, since the annotation was deleted. Delete that answer, or have the task given back, and then restore this one.',
  },
  data_replaced: {
    code: 'in_use',
    detail:
      'The data of its item was replaced since the annotation was deleted, so it is no answer to what the item says now. Import it as a new one where it still holds.',
  },
} as const satisfies Record<string, AlreadyExists | InUse>;

/** Restores an annotation. */
export const restoreAnnotation = defineOperation({
  name: 'restoreAnnotation',
  permission: 'annotation:restore',
  effect: 'writes',
  onArchived: 'refuses',
  target: 'project',
  run:
    (deps: Needs<{ annotations: AnnotationsRepository }, 'restoreDays'>): RestoreAnnotation =>
    (caller, { annotation_id }) =>
      deps.store.transact(scopeOf(caller), async ({ annotations }) => {
        const restored = await annotations.restore(
          annotation_id,
          restorableSince(deps),
          changeBy(deps, caller),
          deps.newId(),
        );
        if (typeof restored === 'string') return err(refusals[restored]);
        const annotation = restored ?? (await annotations.find({ annotator_id: null }, annotation_id));
        return annotation === undefined ? err({ code: 'not_found' }) : ok(annotation);
      }),
});
