import { changeBy, defineOperation, scopeOf } from '../access/index.ts';
import type { Needs, NotFound, UseCase } from '../access/index.ts';
import { err, ok } from '../kernel/index.ts';
import type { Conditional, Id, OutboxRepository, Stale } from '../kernel/index.ts';
import { newEvent } from './events.ts';
import type { ProjectsRepository } from './repository.ts';

/**
 * Deletes a project with everything in it, at once, whatever its size, with effect from the next request. With
 * `if_revision`, deletes the project only if it is at one of these revisions. It can be restored for a limited time.
 */
export type DeleteProject = UseCase<Conditional & { readonly project_id: Id }, undefined, NotFound | Stale>;

/** Deletes a project. */
export const deleteProject = defineOperation({
  name: 'deleteProject',
  permission: 'project:delete',
  effect: 'writes',
  onArchived: 'serves',
  target: 'project',
  run:
    (deps: Needs<{ projects: ProjectsRepository; outbox: OutboxRepository }>): DeleteProject =>
    (caller, { project_id, if_revision }) => {
      const change = changeBy(deps, caller);
      return deps.store.transact(scopeOf(caller), async ({ projects, outbox }) => {
        const deletion = await projects.delete(project_id, { if_revision }, change.at);
        if (deletion === undefined) return err({ code: 'not_found' });
        if (deletion !== 'deleted') return err({ code: 'stale', revision: deletion.revision });
        await outbox.append(newEvent(deps, change, 'goldset.project.deleted', project_id, {}));
        return ok(undefined);
      });
    },
});
