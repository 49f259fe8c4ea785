import type { Annotation, AnnotationRevision, Id } from '../../index.ts';
import type { GivenValue, KeptHistory, Scope } from '../../adapter.ts';
import type { ProjectRows, State } from './state.ts';

/** The revisions of an annotation, the present one included. */
export const revisionsOf = (
  { revisions }: ProjectRows,
  { id, value, annotator, source, created_at }: Annotation,
): readonly AnnotationRevision[] =>
  revisions.get(id) ?? [{ revision: 1, value, author: annotator, source, created_at }];

/** What was answered under one id. */
export const answersOf = ({ annotations }: ProjectRows, annotatorId: Id): readonly Annotation[] =>
  [...annotations.values()].filter(({ annotator }) => annotator.id === annotatorId);

/** The date of the present revision of an annotation. */
export const revisedAt = (rows: ProjectRows, annotation: Annotation): string =>
  revisionsOf(rows, annotation).at(-1)?.created_at ?? annotation.created_at;

/** When the present value of an annotation was given: a merge repeats it in a revision of its own, and is no new value. */
export const givenAt = (rows: ProjectRows, annotation: Annotation): string => {
  const merge = rows.merges.get(annotation.id);
  return merge?.revision === annotation.revision ? merge.given_at : revisedAt(rows, annotation);
};

/** Whether the first of two answers to one item stays: one to a task, or else the newer one. */
export const stays = (rows: ProjectRows, own: Annotation, other: Annotation): boolean =>
  own.source === 'task' || (other.source !== 'task' && givenAt(rows, own) >= givenAt(rows, other));

/** What was imported of an annotation, before merges and by them. */
export const importedOf = (rows: ProjectRows, annotation: Annotation): readonly GivenValue[] =>
  revisionsOf(rows, annotation).flatMap(({ source, value, created_at }) =>
    source === 'import' ? [{ value, created_at }] : [],
  );

/** The ids under which a person has answered: their own, and those of external users who are linked to them and whose answers have not followed. */
export const namesOf = ({ externalUsers }: State, { organization_id }: Scope, userId: Id): ReadonlySet<Id> =>
  new Set([
    userId,
    ...[...externalUsers.values()]
      .filter((row) => row.organization_id === organization_id && row.link?.user_id === userId && !row.link.is_complete)
      .map(({ id }) => id),
  ]);

const answersUnder = (rows: ProjectRows, itemId: Id, names: ReadonlySet<Id>): readonly Annotation[] =>
  [...rows.annotations.values()].filter(({ item_id, annotator }) => item_id === itemId && names.has(annotator.id));

/** Of a person's answers to one item, under whatever name, the one that will stay. */
export const answerUnder = (rows: ProjectRows, itemId: Id, names: ReadonlySet<Id>): Annotation | undefined =>
  answersUnder(rows, itemId, names).reduce<Annotation | undefined>(
    (best, one) => (best === undefined || !stays(rows, best, one) ? one : best),
    undefined,
  );

/** What was imported of a person's answers to one item that do not stay. */
export const earlierImports = (rows: ProjectRows, itemId: Id, names: ReadonlySet<Id>): readonly GivenValue[] => {
  const there = answerUnder(rows, itemId, names);
  const others = answersUnder(rows, itemId, names).filter(({ id }) => id !== there?.id);
  return [...((there && rows.merges.get(there.id)?.imported) ?? []), ...others.flatMap((one) => importedOf(rows, one))];
};

/** All that a person's answers to one item were: first the one that will stay, then those that will become revisions of it. Authors are the people whom they are linked to. */
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
