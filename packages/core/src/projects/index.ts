export { CreateProject, Overlap, Project, ProjectState } from './transports.ts';
export type { NewProject, ProjectsRepository } from './repository.ts';
export { projectEvents } from './events.ts';
export { createProject } from './create-project.ts';
export type { CreateProject as CreateProjectUseCase, CreateProjectInput } from './create-project.ts';
export { listProjects } from './list-projects.ts';
export type { ListProjects } from './list-projects.ts';
export { getProject } from './get-project.ts';
export type { GetProject } from './get-project.ts';
