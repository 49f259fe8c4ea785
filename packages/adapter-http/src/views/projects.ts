import { CreateProject, ExportedItem, Progress, Project } from '@goldset/core';
import { created, found, gone, lines, page } from '../answer.ts';
import { DeletedQuery } from '../deleted-query.ts';
import { endpoint } from '../endpoint.ts';
import type { Endpoint } from '../endpoint.ts';
import { examples } from '../examples.ts';
import { json, noFields } from '../json-body.ts';

/** Projects, their progress and their export. */
export const projectEndpoints: readonly Endpoint[] = [
  endpoint(
    {
      operation: 'listProjects',
      method: 'get',
      path: '/organizations/{organization_id}/projects',
      tag: 'Projects',
      summary: 'List the projects of an organization',
      description: 'Those the caller has a role on. The deleted ones, whichever they are, need the permission `project:restore` on the organization.',
      query: DeletedQuery,
      answer: page('ProjectPage', 'projects', Project, examples.project),
    },
    (application, caller, input) => application.listProjects(caller, input),
  ),
  endpoint(
    {
      operation: 'createProject',
      method: 'post',
      path: '/organizations/{organization_id}/projects',
      tag: 'Projects',
      summary: 'Create a project',
      body: json(CreateProject),
      answer: created(Project, examples.project, ({ id }) => `/projects/${id}`),
    },
    (application, caller, input) => application.createProject(caller, input),
  ),
  endpoint(
    {
      operation: 'getProject',
      method: 'get',
      path: '/projects/{project_id}',
      tag: 'Projects',
      summary: 'Read a project',
      answer: found(Project, examples.project, 'The project.'),
    },
    (application, caller, input) => application.getProject(caller, input),
  ),
  endpoint(
    {
      operation: 'deleteProject',
      method: 'delete',
      path: '/projects/{project_id}',
      tag: 'Projects',
      summary: 'Delete a project',
      description: 'With all that is in it, from the next request on, however large it is. It can be restored for a time.',
      answer: gone,
      errors: ['stale'],
    },
    (application, caller, input) => application.deleteProject(caller, input),
  ),
  endpoint(
    {
      operation: 'restoreProject',
      method: 'post',
      path: '/projects/{project_id}/restore',
      tag: 'Projects',
      summary: 'Restore a deleted project',
      description: 'With all that was deleted with it; what was claimed in it is released. One that is not deleted answers as it is.',
      body: noFields,
      answer: found(Project, examples.project, 'The project.'),
    },
    (application, caller, input) => application.restoreProject(caller, input),
  ),
  endpoint(
    {
      operation: 'getProgress',
      method: 'get',
      path: '/projects/{project_id}/progress',
      tag: 'Projects',
      summary: 'Read how far a project is',
      answer: found(Progress, examples.progress, 'How many items and tasks are in each state.'),
    },
    (application, caller, input) => application.getProgress(caller, input),
  ),
  endpoint(
    {
      operation: 'exportProject',
      method: 'get',
      path: '/projects/{project_id}/export',
      tag: 'Export',
      summary: 'Export a project',
      description:
        'A stream of any length: one `ExportedItem` per line, each an item with all its annotations from one moment, in the order of their ids. Items that are there throughout appear exactly once. A stream that fails is cut, never ended.',
      answer: lines(ExportedItem, examples.exportedItem, 'One `ExportedItem` per line.'),
    },
    (application, caller, input) => application.exportProject(caller, input),
  ),
];
