import { isStale } from '../../adapter.ts';
import type { Annotation, AnnotationRevision, Id, ItemState, Timestamp } from '../../index.ts';
import type { AnnotationsRepository, Change, FittingAnnotations, Scope } from '../../adapter.ts';
import { answerUnder, namesOf } from './answers.ts';
import { isThere } from './deletion.ts';
import { keepTurn, refuseOlder } from './event-order.ts';
import { fittingIds } from './fitting-ids.ts';
import { claimedByItem, endOfQueue, itemState } from './items.ts';
import { emitterOf } from './outbox.ts';
import { jsonBytes, pageOf } from './page-of.ts';
import { contentsOf } from './projects.ts';
import { addRow, compactUser, rowOf } from './state.ts';
import type { ProjectRows, State } from './state.ts';

const isAfter = (moment: Timestamp, bound: Timestamp | undefined): boolean =>
  bound === undefined || Date.parse(moment) > Date.parse(bound);

const isBefore = (moment: Timestamp, bound: Timestamp | undefined): boolean =>
  bound === undefined || Date.parse(moment) < Date.parse(bound);

/** Deleted annotations of the scope's project. */
export const annotationDeletionsOf = (
  state: State,
  scope: Scope,
): Pick<AnnotationsRepository, 'delete' | 'findToDelete' | 'deleteFitting' | 'listDeleted' | 'restore'> => {
  const contents = (): ProjectRows => contentsOf(state, scope);
  const emit = emitterOf(state, scope);

  const stateOf = (rows: ProjectRows, itemId: Id, at: Timestamp): ItemState =>
    itemState(rowOf(rows.items, itemId), claimedByItem(rows, at).get(itemId) ?? 0);

  const fits = (rows: ProjectRows, one: Annotation, filter: FittingAnnotations, now: Timestamp): boolean =>
    isThere(rows.items.get(one.item_id)) &&
    (filter.item_id === undefined || one.item_id === filter.item_id) &&
    (filter.annotator_id === undefined || one.annotator.id === filter.annotator_id) &&
    (filter.guideline_version === undefined || one.guideline_version === filter.guideline_version) &&
    (filter.annotation_ui_version === undefined || one.annotation_ui_version === filter.annotation_ui_version) &&
    (filter.source === undefined || one.source === filter.source) &&
    (filter.item_state === undefined || stateOf(rows, one.item_id, now) === filter.item_state) &&
    isAfter(one.created_at, filter.created_after) &&
    isBefore(one.created_at, filter.created_before) &&
    isAfter(one.updated_at, filter.changed_since);

  /** Removes annotations from their items, and then writes an event for each. */
  const remove = (rows: ProjectRows, gone: readonly Annotation[], change: Change, eventIds: readonly Id[]): void => {
    for (const annotation of gone) {
      const { id, item_id, task_id } = annotation;
      const item = rowOf(rows.items, item_id);
      rows.annotations.delete(id);
      keepTurn(state, scope, annotation, change.at);
      rows.deletedAnnotations.set(id, { ...annotation, deleted_at: change.at, item_revision: item.revision });
      rows.items.set(item_id, {
        ...item,
        annotation_count: item.annotation_count - 1,
        queue_position: endOfQueue(rows),
      });
      if (task_id !== null)
        rows.tasks.set(task_id, { ...rowOf(rows.tasks, task_id), state: 'released', updated_at: change.at });
    }
    for (const [index, { id, item_id, task_id, annotator }] of gone.entries()) {
      const { annotation_count } = rowOf(rows.items, item_id);
      emit(eventIds[index] ?? '', change, 'goldset.annotation.deleted', id, {
        item_id,
        annotator_id: annotator.id,
        task_id,
        item_state: stateOf(rows, item_id, change.at),
        annotation_count,
      });
    }
  };

  /**
   * Returns the annotator of an answer that was given under an id: the person to whom that external user is linked, if
   * any.
   */
  const annotatorOf = (id: Id): Id => state.externalUsers.get(id)?.link?.user_id ?? id;

  return {
    delete: async (id, conditional, change, eventId) => {
      const rows = contents();
      const there = rows.annotations.get(id);
      if (there === undefined || !isThere(rows.items.get(there.item_id))) return undefined;
      if (isStale(conditional, there.revision)) return { revision: there.revision };
      refuseOlder(state, scope, there, conditional);
      remove(rows, [there], change, [eventId]);
      return 'deleted';
    },
    findToDelete: async (filter, now, limit) => {
      const rows = contents();
      return fittingIds(
        [...rows.annotations.values()].filter((one) => fits(rows, one, filter, now)),
        limit,
      );
    },
    deleteFitting: async (ids, filter, change, eventIds) => {
      const rows = contents();
      const gone = ids
        .flatMap((id) => rows.annotations.get(id) ?? [])
        .filter((one) => fits(rows, one, filter, change.at));
      remove(rows, gone, change, eventIds);
      return gone.length;
    },
    listDeleted: async (since, page) => {
      const rows = contents();
      const listed = [...rows.deletedAnnotations.values()]
        .filter(({ item_id, deleted_at }) => deleted_at > since && isThere(rows.items.get(item_id)))
        .map(({ item_revision: _, ...one }) => one);
      return pageOf(
        listed,
        page,
        ({ id }) => id,
        ({ value }) => jsonBytes(value),
      );
    },
    restore: async (id, since, change, eventId) => {
      const rows = contents();
      const row = rows.deletedAnnotations.get(id);
      const item = rows.items.get(row?.item_id ?? '');
      if (row === undefined || row.deleted_at <= since || !isThere(item)) return undefined;
      const { deleted_at: _, item_revision, ...was } = row;
      refuseOlder(state, scope, was);
      const annotator = compactUser(state, annotatorOf(was.annotator.id));
      const holds = [...rows.tasks.values()].some(
        (task) => task.item_id === item.id && task.annotator.id === annotator.id && task.state === 'claimed',
      );
      if (holds || answerUnder(rows, item.id, namesOf(state, scope, annotator.id)) !== undefined) return 'taken';
      if (item.data_revision > item_revision) return 'data_replaced';
      const restored = { ...was, annotator, task_id: null };
      const author = (one: AnnotationRevision): AnnotationRevision =>
        one.author.id === was.annotator.id ? { ...one, author: annotator } : one;
      const revisions = rows.revisions.get(id);
      if (revisions !== undefined) rows.revisions.set(id, revisions.map(author));
      keepTurn(state, scope, was, change.at);
      rows.deletedAnnotations.delete(id);
      addRow(rows.annotations, id, restored);
      const annotation_count = item.annotation_count + 1;
      rows.items.set(item.id, { ...item, annotation_count });
      const { revision } = restored;
      emit(eventId, change, 'goldset.annotation.restored', id, {
        item_id: item.id,
        annotator_id: annotator.id,
        revision,
        item_state: stateOf(rows, item.id, change.at),
        annotation_count,
      });
      return restored;
    },
  };
};
