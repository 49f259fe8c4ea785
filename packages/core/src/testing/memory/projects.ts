import type { Project } from '../../index.ts';
import type { AnnotationUisRepository, GuidelinesRepository, ProjectsRepository, Scope } from '../../adapter.ts';
import { deleteIn, isDeleted, isRestorable, isThere } from './deletion.ts';
import { keepMade, keepTurn, refuseOlder } from './event-order.ts';
import { holds, jsonBytes, pageOf } from './page-of.ts';
import { organizationOf } from './people.ts';
import { addRow, compactUser, newProjectRows, rowOf } from './state.ts';
import type { ProjectRow, ProjectRows, State } from './state.ts';
import { updated } from './updated.ts';

/** Returns the contents of the scope's project. */
export const contentsOf = (
  { tables, projects, contents }: State,
  { organization_id, project_id }: Scope,
): ProjectRows => {
  if (project_id === null) throw new Error('This scope has no project.');
  const isHere = projects.get(project_id)?.organization.id === organization_id;
  // A project of another organization appears empty.
  return (isHere ? contents.get(project_id) : undefined) ?? newProjectRows(tables);
};

/** Returns whether the scope's project and its organization exist. */
export const isProjectThere = ({ projects, organizations }: State, { organization_id, project_id }: Scope): boolean =>
  isThere(projects.get(project_id ?? '')) && isThere(organizations.get(organization_id ?? ''));

const weightOf = ({ description }: Project): number => jsonBytes(description);

/** The projects of the scope's organization. */
export const projectsOf = (state: State, scope: Scope): ProjectsRepository => {
  const { tables, projects, organizations, contents, roleBindings } = state;
  const inOrganization = (id: string): ProjectRow | undefined => {
    const project = projects.get(id);
    return project?.organization.id === scope.organization_id ? project : undefined;
  };
  // The organization may have been renamed since the project was stored.
  const toProject = (project: ProjectRow): Project => ({
    ...project,
    organization: { ...project.organization, name: rowOf(organizations, project.organization.id).name },
  });
  const find = (id: string): Project | undefined => {
    const project = inOrganization(id);
    return isThere(project) ? toProject(project) : undefined;
  };
  return {
    add: async (project) => {
      if (projects.has(project.id)) return undefined;
      const { id, name } = rowOf(organizations, organizationOf(scope));
      const created_by = compactUser(state, project.created_by);
      const row = {
        ...project,
        organization: { id, name },
        state: 'active',
        revision: 1,
        created_by,
        updated_at: project.created_at,
        deleted_at: null,
      } as const;
      addRow(projects, project.id, row);
      addRow(contents, project.id, newProjectRows(tables));
      keepMade(state, scope, row);
      return row;
    },
    listFor: async (userId, page, sought = null) => {
      const targets = new Set(
        [...roleBindings.values()].filter(({ user_id }) => user_id === userId).map(({ target }) => target.id),
      );
      const here = [...projects.values()]
        .filter(
          (project) =>
            project.organization.id === scope.organization_id && isThere(project) && holds(project.name, sought),
        )
        .map(toProject);
      return pageOf(
        here.filter(({ id, organization }) => targets.has(id) || targets.has(organization.id)),
        page,
        ({ id }) => id,
        weightOf,
      );
    },
    listDeleted: async (since, page) =>
      pageOf(
        [...projects.values()]
          .filter((project) => project.organization.id === scope.organization_id && isRestorable(project, since))
          .map(toProject),
        page,
        ({ id }) => id,
        weightOf,
      ),
    find: async (id) => find(id),
    update: async ({ id, changes, at, ...conditional }) =>
      updated(
        state,
        scope,
        projects,
        id,
        changes,
        at,
        conditional,
        () => find(id),
        (row) => (row.state === 'archived' && changes.state !== 'active' ? 'archived' : undefined),
      ),
    delete: async (id, conditional, at) => deleteIn(state, scope, projects, inOrganization(id), id, conditional, at),
    holdDeleted: async (id, since) => isDeleted(inOrganization(id), since),
    restore: async (id, at) => {
      const row = rowOf(projects, id);
      refuseOlder(state, scope, row);
      const restored = { ...row, deleted_at: null };
      projects.set(id, restored);
      keepTurn(state, scope, restored, at);
      return toProject(restored);
    },
  };
};

const findIn = <Row>(versions: ReadonlyMap<number, Row>, version: number | 'latest'): Row | undefined =>
  versions.get(version === 'latest' ? versions.size : version);

/** Throws if the scope's event was made before the latest version. */
const refuseOlderVersion = (
  state: State,
  scope: Scope,
  latest: { readonly id: string; readonly version: number; readonly created_at: string } | undefined,
): void => {
  if (latest !== undefined)
    refuseOlder(state, scope, { id: latest.id, revision: latest.version, updated_at: latest.created_at });
};

/** The annotation UIs of the scope's project. */
export const annotationUisOf = (state: State, scope: Scope): AnnotationUisRepository => {
  const versions = () => contentsOf(state, scope).annotationUis;
  return {
    add: async (ui) => {
      if ([...versions().values()].some(({ id }) => id === ui.id)) return undefined;
      const row = { ...ui, version: versions().size + 1, created_by: compactUser(state, ui.created_by) };
      refuseOlderVersion(state, scope, findIn(versions(), 'latest'));
      addRow(versions(), row.version, row);
      keepMade(state, scope, { id: row.id, revision: row.version });
      return row;
    },
    list: async (page) =>
      pageOf(
        versions().values(),
        page,
        ({ version }) => version,
        ({ controls }) => jsonBytes(controls),
      ),
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
      refuseOlderVersion(state, scope, findIn(versions(), 'latest'));
      addRow(versions(), row.version, row);
      keepMade(state, scope, { id: row.id, revision: row.version });
      return row;
    },
    list: async (page) =>
      pageOf(
        versions().values(),
        page,
        ({ version }) => version,
        ({ text }) => jsonBytes(text),
      ),
    find: async (version) => findIn(versions(), version),
  };
};
