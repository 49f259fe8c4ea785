export {
  CreateProject,
  MAX_OVERLAP,
  Overlap,
  Project,
  ProjectFilter,
  ProjectState,
  UpdateProject,
} from './transports.ts';
export type { NewProject, OverlapChunk, ProjectItems, ProjectsRepository, ProjectUpdate } from './repository.ts';
export { projectEvents } from './events.ts';
export type { CreateProject as CreateProjectUseCase, CreateProjectInput } from './create-project.ts';
export type { ListProjects, ListProjectsInput } from './list-projects.ts';
export type { DeleteProject } from './delete-project.ts';
export type { RestoreProject } from './restore-project.ts';
export type { GetProject } from './get-project.ts';
export type { UpdateProject as UpdateProjectUseCase, UpdateProjectInput } from './update-project.ts';
export { projectOperations } from './operations.ts';
