import { forbidden } from '../access/index.ts';
import type { Forbidden, NotFound } from '../access/index.ts';
import type { Dependencies, UseCase } from '../dependencies.ts';
import type { TooLarge } from '../errors.ts';
import { err } from '../kernel/index.ts';
import type { Id } from '../kernel/index.ts';
import { scopeOf } from '../store.ts';
import { readSetup } from './read-setup.ts';
import type { Setup } from './transports.ts';

/** Reads what a project asks of annotators, and how, so that another project can be given the same. */
export type GetSetup = UseCase<{ readonly project_id: Id }, Setup, NotFound | Forbidden | TooLarge>;

/** Reads the setup of a project. It needs the permission to read each part of it. */
export const getSetup =
  ({ store }: Dependencies): GetSetup =>
  async (caller, { project_id }) => {
    const missing = (['annotation_ui:read', 'guideline:read'] as const).find((permission) => !caller.permissions.has(permission));
    if (missing !== undefined) return err(forbidden(caller, missing));
    const repositories = store.within(scopeOf(caller));
    const project = await repositories.projects.find(project_id);
    return project === undefined ? err({ code: 'not_found' }) : readSetup(repositories, project);
  };
