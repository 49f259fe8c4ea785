import { changeBy, defineOperation, scopeOf } from '../access/index.ts';
import type { Needs, UseCase } from '../access/index.ts';
import { annotationUiNotFound } from '../annotation-uis/index.ts';
import type { AnnotationUisRepository } from '../annotation-uis/index.ts';
import { err, idTaken, ok } from '../kernel/index.ts';
import type { AlreadyExists, Chosen, Id, Invalid, NotReady, OutboxRepository } from '../kernel/index.ts';
import { newEvent } from './events.ts';
import type { GuidelinesRepository } from './repository.ts';
import type { Guideline, PublishGuideline as Request } from './transports.ts';

/** A request for the next version of a guideline, and the project to which it will belong. */
export interface PublishGuidelineInput extends Request, Chosen {
  readonly project_id: Id;
}

/**
 * Publishes the next version of a project's guideline. The version and the annotation UI that it names are in force
 * from then on.
 */
export type PublishGuideline = UseCase<PublishGuidelineInput, Guideline, Invalid | NotReady | AlreadyExists>;

/** Publishes the next version of a project's guideline. */
export const publishGuideline = defineOperation({
  name: 'publishGuideline',
  permission: 'guideline:publish',
  effect: 'writes',
  onArchived: 'refuses',
  target: 'project',
  choosesId: true,
  run:
    (
      deps: Needs<{
        annotationUis: AnnotationUisRepository;
        guidelines: GuidelinesRepository;
        outbox: OutboxRepository;
      }>,
    ): PublishGuideline =>
    (caller, { id = deps.newId(), text, annotation_ui_version }) => {
      const change = changeBy(deps, caller);
      return deps.store.transact(scopeOf(caller), async ({ annotationUis, guidelines, outbox }) => {
        const ui = await annotationUis.find(annotation_ui_version ?? 'latest');
        if (ui === undefined) {
          return annotation_ui_version === undefined
            ? err({
                code: 'not_ready',
                detail: 'This project has no annotation UI yet; create one, then publish the guideline.',
              })
            : err({ code: 'invalid', errors: [annotationUiNotFound(annotation_ui_version)] });
        }
        const guideline = await guidelines.add({
          id,
          text,
          annotation_ui_version: ui.version,
          created_by: change.by,
          created_at: change.at,
        });
        if (guideline === undefined) return err(idTaken);
        const { version } = guideline;
        await outbox.append(
          newEvent(deps, change, 'goldset.guideline.published', id, { version, annotation_ui_version: ui.version }),
        );
        return ok(guideline);
      });
    },
});
