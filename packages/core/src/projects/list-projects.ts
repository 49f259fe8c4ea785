import { forbidden } from '../access/index.ts';
import type { Forbidden } from '../access/index.ts';
import { restorableSince } from '../dependencies.ts';
import type { Dependencies, UseCase } from '../dependencies.ts';
import { err, ok } from '../kernel/index.ts';
import type { Id, Page, PageRequest } from '../kernel/index.ts';
import { scopeOf } from '../store.ts';
import type { Project } from './transports.ts';

/** Lists the projects of an organization that the caller has a role on; the deleted ones, for those who may restore any of them, where `deleted` says so. */
export type ListProjects = UseCase<{ readonly organization_id: Id; readonly deleted?: boolean | undefined; readonly page: PageRequest }, Page<Project>, Forbidden>;

/** Lists projects. */
export const listProjects =
  (deps: Dependencies): ListProjects =>
  async (caller, { deleted = false, page }) => {
    const { projects } = deps.store.within(scopeOf(caller));
    if (!deleted) return ok(await projects.listFor(caller.user_id, page));
    if (!caller.permissions.has('project:restore')) return err(forbidden(caller, 'project:restore'));
    return ok(await projects.listDeleted(restorableSince(deps), page));
  };
