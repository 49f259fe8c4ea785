import type { Id, Timestamp } from '../../index.ts';
import { rowOf } from './state.ts';
import type { ProjectRows, State } from './state.ts';

const removeItems = (
  {
    items,
    names,
    tasks,
    annotations,
    predictions,
    deletedAnnotations,
    deletedPredictions,
    revisions,
    merges,
  }: ProjectRows,
  ids: ReadonlySet<Id>,
): number => {
  let removed = 0;
  const removeFrom = <Row>(rows: Map<string, Row>, isGone: (row: Row, key: string) => boolean): void => {
    for (const [key, row] of rows) if (isGone(row, key) && rows.delete(key)) removed += 1;
  };
  removeFrom(revisions, (_, id) => ids.has((annotations.get(id) ?? rowOf(deletedAnnotations, id)).item_id));
  for (const id of merges.keys())
    if (ids.has((annotations.get(id) ?? rowOf(deletedAnnotations, id)).item_id)) merges.delete(id);
  removeFrom(deletedAnnotations, ({ item_id }) => ids.has(item_id));
  removeFrom(deletedPredictions, ({ item_id }) => ids.has(item_id));
  removeFrom(annotations, ({ item_id }) => ids.has(item_id));
  removeFrom(predictions, ({ item_id }) => ids.has(item_id));
  removeFrom(tasks, ({ item_id }) => ids.has(item_id));
  for (const [name, id] of names) if (ids.has(id)) names.delete(name);
  removeFrom(items, (_, id) => ids.has(id));
  return removed;
};

/** Removes the annotations and predictions that were deleted themselves, rather than with their item or project. */
const removeDeleted = (
  { deletedAnnotations, deletedPredictions, revisions, merges }: ProjectRows,
  isGone: (row: { readonly deleted_at: Timestamp }) => boolean,
): number => {
  let removed = 0;
  for (const [id, row] of deletedAnnotations) {
    if (!isGone(row)) continue;
    removed += Number(revisions.delete(id)) + Number(deletedAnnotations.delete(id));
    merges.delete(id);
  }
  for (const [id, row] of deletedPredictions) if (isGone(row)) removed += Number(deletedPredictions.delete(id));
  return removed;
};

const removeWhere = <Row>(rows: Map<string, Row>, isGone: (row: Row) => boolean): number => {
  let removed = 0;
  for (const [key, row] of rows) if (isGone(row) && rows.delete(key)) removed += 1;
  return removed;
};

/** Removes everything that was deleted at or before a moment, and returns how many rows that were. */
export const purge = (state: State, before: Timestamp): number => {
  const isGone = ({ deleted_at }: { readonly deleted_at: Timestamp | null }): boolean =>
    deleted_at !== null && deleted_at <= before;
  const {
    organizations,
    projects,
    contents,
    roleBindings,
    tokens,
    members,
    invitations,
    serviceAccounts,
    externalUsers,
    memberAddresses,
    users,
  } = state;
  const tenants = new Set([...organizations.values()].filter(isGone).map(({ id }) => id));
  const jobs = new Set(
    [...projects.values()]
      .filter((project) => isGone(project) || tenants.has(project.organization.id))
      .map(({ id }) => id),
  );
  let removed = 0;
  for (const [id, rows] of contents) {
    const items = [...rows.items.values()].filter((item) => jobs.has(id) || isGone(item));
    removed += removeItems(rows, new Set(items.map((item) => item.id)));
    removed += removeDeleted(rows, isGone);
    if (jobs.has(id))
      removed += rows.guidelines.size + rows.annotationUis.size + rows.inbox.size + Number(contents.delete(id));
  }
  const ofTenant = ({ organization_id }: { readonly organization_id: Id | null }): boolean =>
    organization_id !== null && tenants.has(organization_id);
  const machines = new Set(
    [...serviceAccounts.values(), ...externalUsers.values()].filter(ofTenant).map(({ id }) => id),
  );
  removed += removeWhere(roleBindings, (binding) => ofTenant(binding) || jobs.has(binding.target.id));
  removed += removeWhere(projects, ({ id }) => jobs.has(id));
  removed += removeWhere(tokens, ofTenant) + removeWhere(members, ofTenant) + removeWhere(invitations, ofTenant);
  removed += removeWhere(externalUsers, ofTenant);
  for (const key of memberAddresses.keys())
    if (tenants.has(key.slice(0, key.indexOf(' ')))) memberAddresses.delete(key);
  serviceAccounts.forEach(({ id }) => machines.has(id) && serviceAccounts.delete(id));
  removed += removeWhere(users, ({ id }) => machines.has(id));
  for (const id of tenants) removed += Number(organizations.delete(rowOf(organizations, id).id));
  return removed;
};
