import { CreateProject, UpdateProject } from '@goldset/core';
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
