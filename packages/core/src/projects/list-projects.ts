import { defineOperation, forbidden, scopeOf } from '../access/index.ts';
import type { Forbidden, Needs, UseCase } from '../access/index.ts';
import { err, fault, ok, restorableSince, soughtBy } from '../kernel/index.ts';
import type { Id, Invalid, Page, PageRequest } from '../kernel/index.ts';
import type { ProjectsRepository } from './repository.ts';
import type { Project, ProjectFilter } from './transports.ts';

/** The organization whose projects are listed, and the filter. */
export interface ListProjectsInput extends ProjectFilter {
  readonly organization_id: Id;
  /** Lists the deleted projects instead. Needs `project:restore` on the organization, and allows no filter. */
  readonly deleted?: boolean | undefined;
  readonly page: PageRequest;
}

/**
 * Lists the projects of an organization that match the filter and on which the caller has a role. With `deleted`, lists
 * the deleted projects instead, for callers who may restore every project of the organization. A page may be short or
 * empty although more pages follow.
 */
export type ListProjects = UseCase<ListProjectsInput, Page<Project>, Forbidden | Invalid>;

/** Lists projects. */
export const listProjects = defineOperation({
  name: 'listProjects',
  permission: 'project:list',
  effect: 'reads',
  onArchived: 'serves',
  target: 'organization',
  run:
    (deps: Needs<{ projects: ProjectsRepository }, 'restoreDays'>): ListProjects =>
    async (caller, { deleted = false, name, page }) => {
      const { projects } = deps.store.within(scopeOf(caller));
      if (!deleted) return ok(await projects.listFor(caller.user_id, page, name === undefined ? null : soughtBy(name)));
      if (!caller.permissions.has('project:restore')) return err(forbidden(caller, 'project:restore'));
      if (name !== undefined)
        return err({
          code: 'invalid',
          errors: [
            fault(['deleted'], 'option', 'The deleted projects cannot be filtered: leave the other parameters out.'),
          ],
        });
      return ok(await projects.listDeleted(restorableSince(deps), page));
    },
});
