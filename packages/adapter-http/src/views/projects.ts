import {
  AnnotatorProgress,
  CreateProject,
  DeletedItem,
  ExportedItem,
  ExportOptions,
  Progress,
  Project,
  ProjectFilter,
  UpdateProject,
} from '@goldset/core';
import { z } from 'zod';
import { created, exported, gone, page, thing } from '../response/answer.ts';
import { DeletedQuery, flag } from '../request/deleted-query.ts';
import { endpoint } from '../endpoint.ts';
import type { Endpoint } from '../endpoint.ts';
import { examples } from './examples.ts';
import { json, noFields } from '../request/json-body.ts';

/** Projects, their progress and their export. */
export const projectEndpoints = [
  endpoint(
    {
      operation: 'listProjects',
      method: 'get',
      path: '/organizations/{organization_id}/projects',
      tag: 'Projects',
      summary: 'List the projects of an organization',
      description:
        'Those the caller has a role on. The deleted ones, whichever they are, need the permission `project:restore` on the organization. Filtered, a page may be short or empty and yet have a `next`.',
      query: DeletedQuery.extend(ProjectFilter.shape),
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
      answer: thing(Project, examples.project, 'The project.'),
    },
    (application, caller, input) => application.getProject(caller, input),
  ),
  endpoint(
    {
      operation: 'updateProject',
      method: 'patch',
      path: '/projects/{project_id}',
      tag: 'Projects',
      summary: 'Change a project',
      description:
        'A field that is given replaces, one that is absent stays. An archived project can only be reopened (`{"state": "active"}`). With `apply_to_items` the answer comes when every item has the new `overlap`; until then whole chunks of items have it, and a request that was cut, or refused in between because its caller may not go on, is finished by repeating it.',
      body: json(UpdateProject),
      answer: thing(
        Project,
        { ...examples.project, name: 'Movie reviews, second round', overlap: 5, revision: 2 },
        'The project as it is now.',
      ),
      errors: ['stale'],
    },
    (application, caller, input) => application.updateProject(caller, input),
  ),
  endpoint(
    {
      operation: 'deleteProject',
      method: 'delete',
      path: '/projects/{project_id}',
      tag: 'Projects',
      summary: 'Delete a project',
      description:
        'With all that is in it, from the next request on, however large it is. It can be restored for a time.',
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
      description:
        'With all that was deleted with it; what was claimed in it is released. One that is not deleted answers as it is.',
      body: noFields,
      answer: thing(Project, examples.project, 'The project.'),
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
      answer: thing(Progress, examples.progress, 'How many items and tasks are in each state.'),
    },
    (application, caller, input) => application.getProgress(caller, input),
  ),
  endpoint(
    {
      operation: 'listAnnotatorProgress',
      method: 'get',
      path: '/projects/{project_id}/progress/annotators',
      tag: 'Projects',
      summary: 'Read how far each annotator is',
      description:
        'Those who have a task or an annotation in the project, in the order of their ids. A page may be short or empty and yet have a `next`.',
      answer: page('AnnotatorProgressPage', 'annotators', AnnotatorProgress, examples.annotatorProgress),
    },
    (application, caller, input) => application.listAnnotatorProgress(caller, input),
  ),
  endpoint(
    {
      operation: 'exportProject',
      method: 'get',
      path: '/projects/{project_id}/export',
      tag: 'Export',
      summary: 'Export a project',
      description:
        'A stream of any length: one `ExportedItem` per line, each an item with all its annotations and predictions from one moment, in the order of their ids. Items that are there throughout appear exactly once. With `changed_since`, only what changed since an earlier export began: exports that each go on from the one before miss no change, and name each once; filtered by `state`, they leave out items that are no longer in it. A stream that fails is cut, never ended; so is one whose caller may not read the project any more.\n\n`format=csv` and `format=tsv` have a row per annotation, with the columns `item_id`, `external_id`, `data`, `annotator_id`, `annotator`, one for each control of any of the annotation UIs, `guideline_version`, `annotation_ui_version` and `created_at`; what has parts is written as JSON, and an empty text as `""`, while a cell without answer is empty. With `people=email`, `annotator` is the e-mail address of a member, and a column `source` behind it says where the name of an external user comes from. A control that is named like one of these columns is called `value.<name>`. They cannot be combined with `changed_since`. An import of annotations reads such a table, with `formulas=escape`.',
      query: z.strictObject({ ...ExportOptions.shape, bom: flag(ExportOptions.shape.bom.description ?? '') }),
      answer: exported(
        z.union([ExportedItem, DeletedItem]).meta({
          id: 'ExportLine',
          description: 'A line of an export: an item as it is, or, in an export of changes, one that was deleted.',
        }),
        examples.exportedItem,
        examples.exportedRows,
      ),
      errors: ['malformed_cursor'],
    },
    (application, caller, input) => application.exportProject(caller, input),
  ),
] as const satisfies readonly Endpoint[];
