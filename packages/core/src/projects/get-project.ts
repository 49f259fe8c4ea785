import { defineOperation, scopeOf } from '../access/index.ts';
import type { Needs, NotFound, UseCase } from '../access/index.ts';
import { err, ok } from '../kernel/index.ts';
import type { Id } from '../kernel/index.ts';
import type { ProjectsRepository } from './repository.ts';
import type { Project } from './transports.ts';

/** Reads a project. */
export type GetProject = UseCase<{ readonly project_id: Id }, Project, NotFound>;

/** Reads a project. */
export const getProject = defineOperation({
  name: 'getProject',
  permission: 'project:read',
  effect: 'reads',
  onArchived: 'serves',
  target: 'project',
  run:
    ({ store }: Needs<{ projects: ProjectsRepository }>): GetProject =>
    async (caller, { project_id }) => {
      const project = await store.within(scopeOf(caller)).projects.find(project_id);
      return project === undefined ? err({ code: 'not_found' }) : ok(project);
    },
});
