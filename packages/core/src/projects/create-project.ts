import { changeBy, newEvent } from '../dependencies.ts';
import type { Dependencies, UseCase } from '../dependencies.ts';
import { idTaken } from '../errors.ts';
import type { AlreadyExists } from '../errors.ts';
import { err, ok } from '../kernel/index.ts';
import type { Chosen, Id } from '../kernel/index.ts';
import { scopeOf } from '../store.ts';
import type { CreateProject as Request, Project } from './transports.ts';

/** A request for a project and the organization it belongs to. */
export interface CreateProjectInput extends Request, Chosen {
  readonly organization_id: Id;
}

/** Creates a project. */
export type CreateProject = UseCase<CreateProjectInput, Project, AlreadyExists>;

/** Creates a project. */
export const createProject =
  (deps: Dependencies): CreateProject =>
  (caller, { organization_id: _, id = deps.newId(), ...request }) => {
    const change = changeBy(deps, caller);
    return deps.store.transact({ ...scopeOf(caller), project_id: id }, async ({ projects, outbox }) => {
      const project = await projects.add({
        id,
        ...request,
        created_by: change.by,
        created_at: change.at,
      });
      if (project === undefined) return err(idTaken);
      await outbox.append(newEvent(deps, change, 'goldset.project.created', id, {}));
      return ok(project);
    });
  };
