import type { Annotation, AnnotationRevision, Id } from '../../index.ts';
import type { GivenValue, KeptHistory, Scope } from '../../adapter.ts';
import type { ProjectRows, State } from './state.ts';

/** Returns all revisions of an annotation, including the current one. */
export const revisionsOf = (
  { revisions }: ProjectRows,
  { id, value, annotator, source, created_at }: Annotation,
): readonly AnnotationRevision[] =>
  revisions.get(id) ?? [{ revision: 1, value, author: annotator, source, created_at }];

/** Returns the annotations of one annotator id. */
export const answersOf = ({ annotations }: ProjectRows, annotatorId: Id): readonly Annotation[] =>
  [...annotations.values()].filter(({ annotator }) => annotator.id === annotatorId);

/** Returns the date of the current revision of an annotation. */
export const revisedAt = (rows: ProjectRows, annotation: Annotation): string =>
  revisionsOf(rows, annotation).at(-1)?.created_at ?? annotation.created_at;

/**
 * Returns when the current value of an annotation was given. A merge repeats the value in a new revision, which does
 * not count as giving it.
 */
export const givenAt = (rows: ProjectRows, annotation: Annotation): string => {
  const merge = rows.merges.get(annotation.id);
  return merge?.revision === annotation.revision ? merge.given_at : revisedAt(rows, annotation);
};

/** Returns whether, of two answers to one item, the first stays: an answer to a task stays, otherwise the newer one. */
export const stays = (rows: ProjectRows, own: Annotation, other: Annotation): boolean =>
  own.source === 'task' || (other.source !== 'task' && givenAt(rows, own) >= givenAt(rows, other));

/** Returns the imported values of an annotation, both from before merges and from merges. */
export const importedOf = (rows: ProjectRows, annotation: Annotation): readonly GivenValue[] =>
  revisionsOf(rows, annotation).flatMap(({ source, value, created_at }) =>
    source === 'import' ? [{ value, created_at }] : [],
  );

/**
 * Returns the ids under which a person has answered: their own, and those of external users who are linked to them and
 * whose answers have not all been moved yet.
 */
export const namesOf = ({ externalUsers }: State, { organization_id }: Scope, userId: Id): ReadonlySet<Id> =>
  new Set([
    userId,
    ...[...externalUsers.values()]
      .filter((row) => row.organization_id === organization_id && row.link?.user_id === userId && !row.link.is_complete)
      .map(({ id }) => id),
  ]);

const answersUnder = (rows: ProjectRows, itemId: Id, names: ReadonlySet<Id>): readonly Annotation[] =>
  [...rows.annotations.values()].filter(({ item_id, annotator }) => item_id === itemId && names.has(annotator.id));

/** Returns the one of a person's answers to an item, under any of their ids, that will stay. */
export const answerUnder = (rows: ProjectRows, itemId: Id, names: ReadonlySet<Id>): Annotation | undefined =>
  answersUnder(rows, itemId, names).reduce<Annotation | undefined>(
    (best, one) => (best === undefined || !stays(rows, best, one) ? one : best),
    undefined,
  );

/** Returns the imported values of a person's answers to an item that do not stay. */
export const earlierImports = (rows: ProjectRows, itemId: Id, names: ReadonlySet<Id>): readonly GivenValue[] => {
  const there = answerUnder(rows, itemId, names);
  const others = answersUnder(rows, itemId, names).filter(({ id }) => id !== there?.id);
  return [...((there && rows.merges.get(there.id)?.imported) ?? []), ...others.flatMap((one) => importedOf(rows, one))];
};

/**
 * Returns the histories of a person's answers to an item: first that of the answer that will stay, then those that will
 * become revisions of it. External users who are linked appear as the person they are linked to.
 */
export const historiesOf = (
  { externalUsers }: State,
  rows: ProjectRows,
  itemId: Id,
  names: ReadonlySet<Id>,
): readonly KeptHistory[] => {
  const there = answerUnder(rows, itemId, names);
  if (there === undefined) return [];
  const others = answersUnder(rows, itemId, names).filter(({ id }) => id !== there.id);
  return [there, ...others].map((one): KeptHistory => {
    const revisions = revisionsOf(rows, one).map(({ value, author, created_at }) => ({
      value,
      author_id: externalUsers.get(author.id)?.link?.user_id ?? author.id,
      created_at,
    }));
    return { length: revisions.length, revisions, is_merged: rows.merges.has(one.id) };
  });
};
