import { equalJson } from '../../adapter.ts';
import type { Annotation, AnnotationRevision, Id, JsonObject } from '../../index.ts';
import type {
  AnnotationsRepository,
  AnswerKey,
  AnswerToImport,
  Change,
  ImportedAnswer,
  ImportedRevision,
  ListedAnnotations,
  NamedUser,
  NewExternalUser,
  Scope,
} from '../../adapter.ts';
import { annotationDeletionsOf } from './annotation-deletions.ts';
import { answerUnder, earlierImports, givenAt, historiesOf, namesOf, revisionsOf } from './answers.ts';
import { isThere } from './deletion.ts';
import { asOf, confirmAsOf, keepAsOf, keepMade, refuseOlder } from './event-order.ts';
import { noteEvent } from './inbox.ts';
import { addExternalUsers, userNamed } from './named-users.ts';
import { emitterOf } from './outbox.ts';
import { jsonBytes, pageOf } from './page-of.ts';
import { endedIn } from './people.ts';
import { contentsOf } from './projects.ts';
import { addRow, compactUser, rowOf } from './state.ts';
import type { ProjectRows, State } from './state.ts';

/** The maximum number of answers in one look-up. */
const LOOKED_UP = 400;

/** Returns the first revision of an annotation, as it was submitted. */
export const asSubmitted = (rows: ProjectRows, annotation: Annotation): Annotation => ({
  ...annotation,
  value: revisionsOf(rows, annotation)[0]?.value ?? {},
  revision: 1,
  updated_at: annotation.created_at,
});

/** The annotations of the scope's project. */
export const annotationsOf = (state: State, scope: Scope): AnnotationsRepository => {
  const contents = (): ProjectRows => contentsOf(state, scope);
  const emit = emitterOf(state, scope);

  const listed = ({ annotator_id, item_id, changed_since }: ListedAnnotations): readonly Annotation[] =>
    [...contents().annotations.values()].filter(
      ({ annotator, ...annotation }) =>
        isThere(contents().items.get(annotation.item_id)) &&
        (annotator_id === null || annotator.id === annotator_id) &&
        (item_id === undefined || annotation.item_id === item_id) &&
        (changed_since === undefined || Date.parse(annotation.updated_at) > Date.parse(changed_since)),
    );

  const asRevisions = (
    { annotator, source }: Pick<Annotation, 'annotator' | 'source'>,
    revisions: readonly ImportedRevision[],
    first: number,
  ): readonly AnnotationRevision[] =>
    revisions.map(({ value, author_id, created_at }, place) => ({
      revision: first + place,
      value,
      author: author_id === null ? annotator : compactUser(state, author_id),
      source,
      created_at,
    }));

  /** Appends revisions to an annotation if its current revision is `revision`. */
  const put = (id: Id, revision: number, next: readonly ImportedRevision[], { at }: Change): Annotation | undefined => {
    const rows = contents();
    const there = rows.annotations.get(id);
    if (there?.revision !== revision) return undefined;
    const revisions = [...revisionsOf(rows, there), ...asRevisions(there, next, revision + 1)];
    const annotation = {
      ...there,
      value: next.at(-1)?.value ?? there.value,
      revision: revisions.length,
      updated_at: at,
    };
    rows.revisions.set(id, revisions);
    rows.annotations.set(id, annotation);
    return annotation;
  };

  const hasClaimed = ({ tasks }: ProjectRows, itemId: Id, annotatorId: Id | null): boolean =>
    [...tasks.values()].some(
      ({ state: is, item_id, annotator }) => is === 'claimed' && item_id === itemId && annotator.id === annotatorId,
    );

  const named = (user: NamedUser): Id | null => userNamed(state, scope, user);

  const lookUp = ({
    external_id,
    item_id,
    annotator,
    source,
    email_key,
    user_id,
    created_at,
    history,
    ...key
  }: AnswerKey): AnswerToImport => {
    const rows = contents();
    const row = rows.items.get(external_id === null ? (item_id ?? '') : (rows.names.get(external_id) ?? ''));
    const item = isThere(row) ? { id: row.id, data: row.data } : null;
    const annotator_id = userNamed(state, scope, { name: annotator, source, email_key, user_id });
    const names = namesOf(state, scope, annotator_id ?? '');
    const annotation = item === null || annotator_id === null ? undefined : answerUnder(rows, item.id, names);
    return {
      item,
      annotator_id,
      is_claimed: item !== null && hasClaimed(rows, item.id, annotator_id),
      annotation:
        annotation === undefined
          ? null
          : { ...annotation, given_at: givenAt(rows, annotation), as_of: asOf(state, annotation) },
      earlier: item === null ? [] : earlierImports(rows, item.id, names),
      of_then:
        annotation === undefined
          ? []
          : revisionsOf(rows, annotation)
              .slice(0, -1)
              .flatMap((one) => (one.created_at === created_at ? [one.value] : [])),
      author_ids: history?.authors.map(named) ?? [],
      histories: item === null || history === null ? [] : historiesOf(state, rows, item.id, names),
      annotation_ui_version:
        (key.guideline_version === null
          ? undefined
          : rows.guidelines.get(key.guideline_version)?.annotation_ui_version) ?? null,
      has_annotation_ui: key.annotation_ui_version !== null && rows.annotationUis.has(key.annotation_ui_version),
      noted: (key.event === null ? undefined : rows.inbox.get(key.event)?.content) ?? null,
      seen: JSON.stringify([item?.data, [annotator_id, ...(history?.authors.map(named) ?? [])]]),
    };
  };

  /**
   * Returns whether an annotator is an external user that is linked to a person, so that the name now means that
   * person.
   */
  const isLinked = (annotatorId: Id | null): boolean =>
    annotatorId !== null && (state.externalUsers.get(annotatorId)?.link ?? null) !== null;

  /** Creates an annotation from an imported answer, unless a concurrent change prevents it. */
  const add = (answer: ImportedAnswer, change: Change): boolean => {
    const rows = contents();
    const { id, item_id, annotator_id, revisions, guideline_version, annotation_ui_version, origin } = answer;
    const [first, last] = [revisions[0], revisions.at(-1)];
    if (first === undefined || last === undefined) throw new Error('An answer has at least one revision.');
    if (
      hasClaimed(rows, item_id, annotator_id) ||
      answerUnder(rows, item_id, namesOf(state, scope, annotator_id)) !== undefined
    )
      return false;
    addExternalUsers(state, scope, answer.new_users, change);
    const annotator = compactUser(state, annotator_id);
    const annotation: Annotation = {
      ...{ id, item_id, task_id: null, annotator, value: last.value, guideline_version, annotation_ui_version, origin },
      ...({
        source: 'import',
        revision: revisions.length,
        created_at: first.created_at,
        updated_at: change.at,
      } as const),
    };
    addRow(rows.annotations, id, annotation);
    if (revisions.length > 1 || first.author_id !== null) rows.revisions.set(id, asRevisions(annotation, revisions, 1));
    const item = rowOf(rows.items, item_id);
    rows.items.set(item_id, { ...item, annotation_count: item.annotation_count + 1 });
    return true;
  };

  /** Returns whether a name for a new external user means another user by now. */
  const isTaken = (user: NewExternalUser): boolean => {
    const means = named(user);
    return means !== null && means !== user.id;
  };

  return {
    ...annotationDeletionsOf(state, scope),
    list: async (which, page) =>
      pageOf(
        listed(which),
        page,
        ({ id }) => id,
        ({ value }) => jsonBytes(value),
      ),
    find: async (of, id) => listed(of).find((annotation) => annotation.id === id),
    listRevisions: async (id, page) => {
      const rows = contents();
      const annotation = rows.annotations.get(id);
      return pageOf(
        annotation === undefined ? [] : revisionsOf(rows, annotation),
        page,
        ({ revision }) => revision,
        ({ value }) => jsonBytes(value),
      );
    },
    findToRevise: async (of, id) => {
      const annotation = listed(of).find((one) => one.id === id);
      if (annotation === undefined) return undefined;
      const { items, annotationUis } = contents();
      return {
        annotation,
        data: rowOf(items, annotation.item_id).data,
        controls: rowOf(annotationUis, annotation.annotation_ui_version).controls,
      };
    },
    revise: async ({ annotation_id, revision, value, if_revision }, change, eventId) => {
      const there = contents().annotations.get(annotation_id);
      if (there !== undefined) refuseOlder(state, scope, there, { if_revision });
      const next = put(annotation_id, revision, [{ value, author_id: change.by, created_at: change.at }], change);
      if (next === undefined) return undefined;
      keepMade(state, scope, next);
      const { item_id, annotator } = next;
      emit(eventId, change, 'goldset.annotation.revised', annotation_id, {
        item_id,
        annotator_id: annotator.id,
        revision: next.revision,
      });
      return next;
    },
    findToImport: async (keys) => endedIn(state, scope) ?? keys.slice(0, LOOKED_UP).map(lookUp),
    importBatch: async (answers, unchanged, change, eventId) => {
      const ended = endedIn(state, scope);
      if (ended !== undefined) return ended;
      const [created, updated]: [Id[], Id[]] = [[], []];
      const written = answers.map((answer) => {
        const { id, item_id, revises, revisions, new_users, seen, event, ordered_by } = answer;
        if (event !== null && contents().inbox.has(event.key)) return false;
        const [data, people] = JSON.parse(seen) as readonly [JsonObject, readonly (Id | null)[]];
        if (!equalJson(contents().items.get(item_id)?.data, data) || people.some(isLinked) || new_users.some(isTaken))
          return false;
        if (revises === null) {
          if (!add(answer, change)) return false;
          keepAsOf(state, { id, revision: revisions.length }, event?.time);
          return created.push(id) > 0;
        }
        const there = contents().annotations.get(revises.id);
        if (there?.revision !== revises.revision || (ordered_by !== null && ordered_by < asOf(state, there)))
          return false;
        if (revisions.length === 0) {
          confirmAsOf(state, there, ordered_by);
          return true;
        }
        addExternalUsers(state, scope, answer.new_users, change);
        const next = put(revises.id, revises.revision, revisions, change);
        if (next === undefined) return false;
        keepAsOf(state, next, event?.time);
        return updated.push(revises.id) > 0;
      });
      for (const [index, { event }] of answers.entries())
        if (written[index] === true) noteEvent(contents(), event, change);
      for (const event of unchanged) if (!contents().inbox.has(event.key)) noteEvent(contents(), event, change);
      if (created.length + updated.length > 0)
        emit(eventId, change, 'goldset.annotations.imported', scope.project_id ?? '', { created, updated });
      return written;
    },
  };
};
