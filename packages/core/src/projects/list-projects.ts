import type { Dependencies, UseCase } from '../dependencies.ts';
import { ok } from '../kernel/index.ts';
import type { Id, Page, PageRequest } from '../kernel/index.ts';
import { scopeOf } from '../store.ts';
import type { Project } from './transports.ts';

/** Lists the projects of an organization that the caller has a role on. */
export type ListProjects = UseCase<{ readonly organization_id: Id; readonly page: PageRequest }, Page<Project>>;

/** Lists projects. */
export const listProjects =
  ({ store }: Dependencies): ListProjects =>
  async (caller, { page }) =>
    ok(await store.within(scopeOf(caller)).projects.listFor(caller.user_id, page));
