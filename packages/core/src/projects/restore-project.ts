import { aimAtDeleted, changeBy, defineOperation, scopeOf } from '../access/index.ts';
import type { Needs, NotFound, UseCase } from '../access/index.ts';
import { err, ok, restorableSince } from '../kernel/index.ts';
import type { Id, OutboxRepository } from '../kernel/index.ts';
import { releaseTasks } from '../organizations/index.ts';
import type { MembersRepository } from '../organizations/index.ts';
import { newEvent } from './events.ts';
import type { ProjectsRepository } from './repository.ts';
import type { Project } from './transports.ts';

/**
 * Restores a deleted project with everything that was deleted with it, and releases its claimed tasks. If the project
 * is not deleted, returns it unchanged.
 */
export type RestoreProject = UseCase<{ readonly project_id: Id }, Project, NotFound>;

/** Restores a project. */
export const restoreProject = defineOperation({
  name: 'restoreProject',
  permission: 'project:restore',
  effect: 'writes',
  onArchived: 'serves',
  target: 'project',
  aim: aimAtDeleted,
  run:
    (
      deps: Needs<
        { members: MembersRepository; projects: ProjectsRepository; outbox: OutboxRepository },
        'restoreDays'
      >,
    ): RestoreProject =>
    (caller, { project_id }) => {
      const change = changeBy(deps, caller);
      return deps.store.transact(scopeOf(caller), async ({ projects, members, outbox }) => {
        const isDeleted = await projects.holdDeleted(project_id, restorableSince(deps));
        if (isDeleted !== true) {
          const project = isDeleted === undefined ? undefined : await projects.find(project_id);
          return project === undefined ? err({ code: 'not_found' }) : ok(project);
        }
        await releaseTasks(deps, members, { project_id, user_id: null }, change);
        const project = await projects.restore(project_id, change.at);
        await outbox.append(newEvent(deps, change, 'goldset.project.restored', project_id, {}));
        return ok(project);
      });
    },
});
