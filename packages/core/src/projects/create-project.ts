import { changeBy, newEvent } from '../dependencies.ts';
import type { Dependencies, UseCase } from '../dependencies.ts';
import { ok } from '../kernel/index.ts';
import type { Id } from '../kernel/index.ts';
import { scopeOf } from '../store.ts';
import type { CreateProject as Request, Project } from './transports.ts';

/** A request for a project and the organization it belongs to. */
export interface CreateProjectInput extends Request {
  readonly organization_id: Id;
}

/** Creates a project. */
export type CreateProject = UseCase<CreateProjectInput, Project>;

/** Creates a project. */
export const createProject =
  (deps: Dependencies): CreateProject =>
  (caller, { organization_id: _, ...request }) => {
    const change = changeBy(deps, caller);
    const id = deps.newId();
    return deps.store.transact({ ...scopeOf(caller), project_id: id }, async ({ projects, outbox }) => {
      const project = await projects.add({
        id,
        ...request,
        created_by: change.by,
        created_at: change.at,
      });
      await outbox.append(newEvent(deps, change, 'goldset.project.created', id, {}));
      return ok(project);
    });
  };
