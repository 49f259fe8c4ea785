import { changeBy, newEvent } from '../dependencies.ts';
import type { Dependencies, UseCase } from '../dependencies.ts';
import { ok } from '../kernel/index.ts';
import type { Id } from '../kernel/index.ts';
import { scopeOf } from '../store.ts';
import type { AnnotationUI, CreateAnnotationUI as Request } from './transports.ts';

/** A request for a new version of the annotation UI and the project it belongs to. */
export interface CreateAnnotationUIInput extends Request {
  readonly project_id: Id;
}

/** Makes the next version of a project's annotation UI. It takes effect when a guideline names it. */
export type CreateAnnotationUI = UseCase<CreateAnnotationUIInput, AnnotationUI>;

/** Makes the next version of a project's annotation UI. */
export const createAnnotationUI =
  (deps: Dependencies): CreateAnnotationUI =>
  (caller, { name, controls }) => {
    const change = changeBy(deps, caller);
    return deps.store.transact(scopeOf(caller), async ({ annotationUis, outbox }) => {
      const ui = await annotationUis.add({ id: deps.newId(), name, controls, created_by: change.by, created_at: change.at });
      await outbox.append(newEvent(deps, change, 'goldset.annotation_ui.created', ui.id, { version: ui.version }));
      return ok(ui);
    });
  };
