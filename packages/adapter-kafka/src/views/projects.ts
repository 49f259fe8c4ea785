import { CreateProject, UpdateProject } from '@goldset/core';
import { z } from 'zod';
import { choosing, conditional, exampleIds, ofOrganization, ofProject } from '../fields.ts';
import { command } from '../handler.ts';

/** `goldset.project.create` */
export const createProject = command(
  {
    type: 'goldset.project.create',
    operation: 'createProject',
    summary: 'Create a project',
    schema: CreateProject.extend({ ...ofOrganization, ...choosing }),
    example: { organization_id: exampleIds.organization, id: exampleIds.project, name: 'Movie reviews', overlap: 3 },
  },
  (application, caller, input) => application.createProject(caller, input),
);

/** `goldset.project.update` */
export const updateProject = command(
  {
    type: 'goldset.project.update',
    operation: 'updateProject',
    summary: 'Change a project',
    schema: UpdateProject.extend({ ...ofProject, ...conditional }),
    example: { project_id: exampleIds.project, name: 'Movie reviews, second round', overlap: 5 },
  },
  (application, caller, input) => application.updateProject(caller, input),
);

/** `goldset.project.delete` */
export const deleteProject = command(
  {
    type: 'goldset.project.delete',
    operation: 'deleteProject',
    summary: 'Delete a project',
    description: 'With all that is in it. It can be restored for a time.',
    schema: z.strictObject({ ...ofProject, ...conditional }),
    example: { project_id: exampleIds.project },
  },
  (application, caller, input) => application.deleteProject(caller, input),
);

/** `goldset.project.restore` */
export const restoreProject = command(
  {
    type: 'goldset.project.restore',
    operation: 'restoreProject',
    summary: 'Restore a deleted project',
    schema: z.strictObject({ ...ofProject }),
    example: { project_id: exampleIds.project },
  },
  (application, caller, input) => application.restoreProject(caller, input),
);
