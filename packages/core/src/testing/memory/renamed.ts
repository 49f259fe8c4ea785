import type { Id } from '../../index.ts';
import type { State } from './state.ts';

const isUser = (value: object, id: Id): boolean =>
  Object.keys(value).length === 2 && 'name' in value && 'id' in value && value.id === id;

// Data that users have sent must not be changed, whatever it looks like.
const KEPT = ['data', 'metadata', 'value', 'controls'];

const withName = (value: unknown, id: Id, name: string): unknown => {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((element: unknown) => withName(element, id, name));
  if (isUser(value, id)) return { id, name };
  return Object.fromEntries(
    Object.entries(value).map(([key, field]) => [key, KEPT.includes(key) ? field : withName(field, id, name)]),
  );
};

/** Changes the name of a user in every row that contains it. */
export const renameUser = ({ contents, projects }: State, id: Id, name: string): void => {
  const maps = [
    projects,
    ...[...contents.values()].flatMap(({ tasks, annotations, revisions, annotationUis, guidelines, items }) => [
      tasks,
      annotations,
      revisions,
      annotationUis,
      guidelines,
      items,
    ]),
  ] as Map<unknown, unknown>[];
  for (const rows of maps) for (const [key, row] of rows) rows.set(key, withName(row, id, name));
};
