import { operationsOf } from '../access/index.ts';
import { createProject } from './create-project.ts';
import { deleteProject } from './delete-project.ts';
import { getProject } from './get-project.ts';
import { listProjects } from './list-projects.ts';
import { restoreProject } from './restore-project.ts';
import { updateProject } from './update-project.ts';

/** The operations of projects. */
export const projectOperations = operationsOf({
  createProject,
  listProjects,
  getProject,
  updateProject,
  deleteProject,
  restoreProject,
});
