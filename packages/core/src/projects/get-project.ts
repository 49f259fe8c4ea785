import type { NotFound } from '../access/index.ts';
import type { Dependencies, UseCase } from '../dependencies.ts';
import { err, ok } from '../kernel/index.ts';
import type { Id } from '../kernel/index.ts';
import { scopeOf } from '../store.ts';
import type { Project } from './transports.ts';

/** Reads a project. */
export type GetProject = UseCase<{ readonly project_id: Id }, Project, NotFound>;

/** Reads a project. */
export const getProject =
  ({ store }: Dependencies): GetProject =>
  async (caller, { project_id }) => {
    const project = await store.within(scopeOf(caller)).projects.find(project_id);
    return project === undefined ? err({ code: 'not_found' }) : ok(project);
  };
