import { changeBy, defineOperation, scopeOf } from '../access/index.ts';
import type { Needs, UseCase } from '../access/index.ts';
import { err, idTaken, ok } from '../kernel/index.ts';
import type { AlreadyExists, Chosen, Id, OutboxRepository } from '../kernel/index.ts';
import { newEvent } from './events.ts';
import type { AnnotationUisRepository } from './repository.ts';
import type { AnnotationUI, CreateAnnotationUI as Request } from './transports.ts';

/** A request for a new version of the annotation UI, and the project to which it will belong. */
export interface CreateAnnotationUIInput extends Request, Chosen {
  readonly project_id: Id;
}

/** Creates the next version of a project's annotation UI. It takes effect when a guideline names it. */
export type CreateAnnotationUI = UseCase<CreateAnnotationUIInput, AnnotationUI, AlreadyExists>;

/** Creates the next version of a project's annotation UI. */
export const createAnnotationUI = defineOperation({
  name: 'createAnnotationUI',
  permission: 'annotation_ui:create',
  effect: 'writes',
  onArchived: 'refuses',
  target: 'project',
  choosesId: true,
  run:
    (deps: Needs<{ annotationUis: AnnotationUisRepository; outbox: OutboxRepository }>): CreateAnnotationUI =>
    (caller, { id = deps.newId(), name, controls }) => {
      const change = changeBy(deps, caller);
      return deps.store.transact(scopeOf(caller), async ({ annotationUis, outbox }) => {
        const ui = await annotationUis.add({ id, name, controls, created_by: change.by, created_at: change.at });
        if (ui === undefined) return err(idTaken);
        await outbox.append(newEvent(deps, change, 'goldset.annotation_ui.created', ui.id, { version: ui.version }));
        return ok(ui);
      });
    },
});
