import { defineOperation, forbidden, scopeOf } from '../access/index.ts';
import type { Forbidden, Needs, NotFound, UseCase } from '../access/index.ts';
import type { AnnotationUisRepository } from '../annotation-uis/index.ts';
import type { GuidelinesRepository } from '../guidelines/index.ts';
import { err } from '../kernel/index.ts';
import type { Id, TooLarge } from '../kernel/index.ts';
import type { ProjectsRepository } from '../projects/index.ts';
import { readSetup } from './read-setup.ts';
import type { Setup } from './transports.ts';

/** Reads the setup of a project, so that it can be given to another project. */
export type GetSetup = UseCase<{ readonly project_id: Id }, Setup, NotFound | Forbidden | TooLarge>;

/** Reads the setup of a project. The caller needs the permission to read each part of it. */
export const getSetup = defineOperation({
  name: 'getSetup',
  permission: 'project:read',
  effect: 'reads',
  onArchived: 'serves',
  target: 'project',
  run:
    ({
      store,
    }: Needs<{
      projects: ProjectsRepository;
      annotationUis: AnnotationUisRepository;
      guidelines: GuidelinesRepository;
    }>): GetSetup =>
    async (caller, { project_id }) => {
      const missing = (['annotation_ui:read', 'guideline:read'] as const).find(
        (permission) => !caller.permissions.has(permission),
      );
      if (missing !== undefined) return err(forbidden(caller, missing));
      const repositories = store.within(scopeOf(caller));
      const project = await repositories.projects.find(project_id);
      return project === undefined ? err({ code: 'not_found' }) : readSetup(repositories, project, caller.room);
    },
});
