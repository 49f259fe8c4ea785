import type { AnnotationUisRepository, GuidelinesRepository, Project, ProjectsRepository, Scope } from '../../index.ts';
import { pageOf } from './page-of.ts';
import { organizationOf } from './people.ts';
import { addRow, compactUser, newProjectRows, rowOf } from './state.ts';
import type { ProjectRows, State } from './state.ts';
import { updated } from './updated.ts';

/** What is in the scope's project. */
export const contentsOf = ({ projects, contents }: State, { organization_id, project_id }: Scope): ProjectRows => {
  if (project_id === null) throw new Error('This scope has no project.');
  const isHere = projects.get(project_id)?.organization.id === organization_id;
  // A project that is not in this organization has nothing in it.
  return (isHere ? contents.get(project_id) : undefined) ?? newProjectRows();
};

/** The projects of the scope's organization. */
export const projectsOf = (state: State, scope: Scope): ProjectsRepository => {
  const { projects, organizations, contents, roleBindings } = state;
  const find = (id: string): Project | undefined => {
    const project = projects.get(id);
    return project?.organization.id === scope.organization_id ? project && named(project) : undefined;
  };
  // An organization's name may have changed since.
  const named = (project: Project): Project => ({ ...project, organization: { ...project.organization, name: rowOf(organizations, project.organization.id).name } });
  return {
    add: async (project) => {
      if (projects.has(project.id)) return undefined;
      const { id, name } = rowOf(organizations, organizationOf(scope));
      const row = { ...project, organization: { id, name }, state: 'active', revision: 1, created_by: compactUser(state, project.created_by), updated_at: project.created_at } as const;
      addRow(projects, project.id, row);
      addRow(contents, project.id, newProjectRows());
      return row;
    },
    listFor: async (userId, page) => {
      const targets = new Set([...roleBindings.values()].filter(({ user_id }) => user_id === userId).map(({ target }) => target.id));
      const here = [...projects.values()].filter(({ organization }) => organization.id === scope.organization_id).map(named);
      return pageOf(
        here.filter(({ id, organization }) => targets.has(id) || targets.has(organization.id)),
        page,
        ({ id }) => id,
      );
    },
    find: async (id) => find(id),
    update: async ({ id, changes, at, ...conditional }) =>
      updated(projects, id, changes, at, conditional, () => find(id), (row) => (row.state === 'archived' && changes.state !== 'active' ? 'archived' : undefined)),
  };
};

const findIn = <Row>(versions: ReadonlyMap<number, Row>, version: number | 'latest'): Row | undefined =>
  versions.get(version === 'latest' ? versions.size : version);

/** The annotation UIs of the scope's project. */
export const annotationUisOf = (state: State, scope: Scope): AnnotationUisRepository => {
  const versions = () => contentsOf(state, scope).annotationUis;
  return {
    add: async (ui) => {
      if ([...versions().values()].some(({ id }) => id === ui.id)) return undefined;
      const row = { ...ui, version: versions().size + 1, created_by: compactUser(state, ui.created_by) };
      addRow(versions(), row.version, row);
      return row;
    },
    list: async (page) => pageOf(versions().values(), page, ({ version }) => version),
    find: async (version) => findIn(versions(), version),
    findInForce: async () => {
      const guideline = findIn(contentsOf(state, scope).guidelines, 'latest');
      return guideline && findIn(versions(), guideline.annotation_ui_version);
    },
  };
};

/** The guidelines of the scope's project. */
export const guidelinesOf = (state: State, scope: Scope): GuidelinesRepository => {
  const versions = () => contentsOf(state, scope).guidelines;
  return {
    add: async (guideline) => {
      if ([...versions().values()].some(({ id }) => id === guideline.id)) return undefined;
      const row = { ...guideline, version: versions().size + 1, created_by: compactUser(state, guideline.created_by) };
      addRow(versions(), row.version, row);
      return row;
    },
    list: async (page) => pageOf(versions().values(), page, ({ version }) => version),
    find: async (version) => findIn(versions(), version),
  };
};
