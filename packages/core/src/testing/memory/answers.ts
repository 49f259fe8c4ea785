import type { Annotation, AnnotationRevision, Id, Scope } from '../../index.ts';
import type { ProjectRows, State } from './state.ts';

/** The revisions of an annotation, the present one included. */
export const revisionsOf = ({ revisions }: ProjectRows, { id, value, annotator, source, created_at }: Annotation): readonly AnnotationRevision[] =>
  revisions.get(id) ?? [{ revision: 1, value, author: annotator, source, created_at }];

/** What was answered under one id. */
export const answersOf = ({ annotations }: ProjectRows, annotatorId: Id): readonly Annotation[] => [...annotations.values()].filter(({ annotator }) => annotator.id === annotatorId);

/** When the present value of an annotation was given. */
export const givenAt = ({ revision, created_at, updated_at }: Annotation): string => (revision === 1 ? created_at : updated_at);

/** Whether the first of two answers to one item stays: one to a task, or else the newer one. */
export const stays = (own: Annotation, other: Annotation): boolean => own.source === 'task' || (other.source !== 'task' && givenAt(own) >= givenAt(other));

/** The ids under which a person has answered: their own, and those of external users who are linked to them and whose answers have not followed. */
export const namesOf = ({ externalUsers }: State, { organization_id }: Scope, userId: Id): ReadonlySet<Id> =>
  new Set([userId, ...[...externalUsers.values()].filter((row) => row.organization_id === organization_id && row.link?.user_id === userId && !row.link.is_complete).map(({ id }) => id)]);

/** Of a person's answers to one item, under whatever name, the one that will stay. */
export const answerUnder = (rows: ProjectRows, itemId: Id, names: ReadonlySet<Id>): Annotation | undefined =>
  [...rows.annotations.values()].filter(({ item_id, annotator }) => item_id === itemId && names.has(annotator.id)).reduce<Annotation | undefined>((best, one) => (best === undefined || !stays(best, one) ? one : best), undefined);
