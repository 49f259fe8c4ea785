import { changeBy, defineOperation, scopeOf } from '../access/index.ts';
import type { Needs, UseCase } from '../access/index.ts';
import { err, idTaken, ok } from '../kernel/index.ts';
import type { AlreadyExists, Chosen, Id, OutboxRepository } from '../kernel/index.ts';
import { newEvent } from './events.ts';
import type { ProjectsRepository } from './repository.ts';
import type { CreateProject as Request, Project } from './transports.ts';

/** A request for a project, and the organization to which it will belong. */
export interface CreateProjectInput extends Request, Chosen {
  readonly organization_id: Id;
}

/** Creates a project. */
export type CreateProject = UseCase<CreateProjectInput, Project, AlreadyExists>;

/** Creates a project. */
export const createProject = defineOperation({
  name: 'createProject',
  permission: 'project:create',
  effect: 'writes',
  onArchived: 'serves',
  target: 'organization',
  choosesId: true,
  run:
    (deps: Needs<{ projects: ProjectsRepository; outbox: OutboxRepository }>): CreateProject =>
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
    },
});
