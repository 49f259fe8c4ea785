import { equalJson } from '../../index.ts';
import type {
  Annotation,
  AnnotationsRepository,
  AnswerKey,
  AnswerToImport,
  Change,
  Id,
  ImportedAnswer,
  JsonObject,
  ListedAnnotations,
  Scope,
} from '../../index.ts';
import { answerUnder, earlierImports, namesOf, revisionsOf } from './answers.ts';
import { isThere } from './deletion.ts';
import { noteEvent } from './inbox.ts';
import { emitterOf } from './outbox.ts';
import { jsonBytes, pageOf } from './page-of.ts';
import { endedIn, organizationOf } from './people.ts';
import { contentsOf } from './projects.ts';
import { addRow, compactUser, memberKey, rowOf, withoutEmail } from './state.ts';
import type { ProjectRows, State } from './state.ts';

/** How many answers are looked up at once at most. */
const LOOKED_UP = 400;

/** An annotation as it was submitted. */
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

  /** Puts the next revision of an annotation in the place of the present one, if that is the one which is meant. */
  const put = (id: Id, revision: number, value: JsonObject, { at, by }: Change): Annotation | undefined => {
    const rows = contents();
    const there = rows.annotations.get(id);
    if (there?.revision !== revision) return undefined;
    const next = { ...there, value, revision: revision + 1, updated_at: at };
    rows.revisions.set(id, [...revisionsOf(rows, there), { revision: next.revision, value, author: compactUser(state, by), source: there.source, created_at: at }]);
    rows.annotations.set(id, next);
    return next;
  };

  const hasClaimed = ({ tasks }: ProjectRows, itemId: Id, annotatorId: Id | null): boolean =>
    [...tasks.values()].some(({ state: is, item_id, annotator }) => is === 'claimed' && item_id === itemId && annotator.id === annotatorId);

  const annotatorNamed = ({ name, source, email_key }: NonNullable<ImportedAnswer['new_annotator']>): Id | null => {
    const organization_id = organizationOf(scope);
    const external = [...state.externalUsers.values()].find((row) => row.organization_id === organization_id && row.name === name && row.source === source);
    const joined = email_key === null ? undefined : state.memberAddresses.get(memberKey(organization_id, email_key));
    return (external === undefined ? joined : (external.link?.user_id ?? external.id)) ?? null;
  };

  const lookUp = ({ external_id, annotator, source, email_key, guideline_version, event }: AnswerKey): AnswerToImport => {
    const rows = contents();
    const row = rows.items.get(rows.names.get(external_id) ?? '');
    const item = isThere(row) ? { id: row.id, data: row.data } : null;
    const annotator_id = annotatorNamed({ name: annotator, source, email_key });
    const names = namesOf(state, scope, annotator_id ?? '');
    return {
      item,
      annotator_id,
      is_claimed: item !== null && hasClaimed(rows, item.id, annotator_id),
      annotation: (item && annotator_id !== null && answerUnder(rows, item.id, names)) || null,
      earlier: item === null ? [] : earlierImports(rows, item.id, names),
      annotation_ui_version: (guideline_version === null ? undefined : rows.guidelines.get(guideline_version)?.annotation_ui_version) ?? null,
      noted: (event === null ? undefined : rows.inbox.get(event)?.content) ?? null,
      seen: JSON.stringify([item?.data, annotator_id]),
    };
  };

  /** Whether somebody is an external user who was linked to a person, so that their name means that person. */
  const isLinked = (annotatorId: Id | null): boolean => annotatorId !== null && (state.externalUsers.get(annotatorId)?.link ?? null) !== null;

  /** Makes an annotation of an answer, if nothing has come in between. */
  const add = (answer: ImportedAnswer, { at }: Change): boolean => {
    const rows = contents();
    const { id, item_id, annotator_id, new_annotator, value, guideline_version, annotation_ui_version, created_at } = answer;
    if (new_annotator !== null && annotatorNamed(new_annotator) !== null && annotatorNamed(new_annotator) !== annotator_id) return false;
    if (hasClaimed(rows, item_id, annotator_id) || answerUnder(rows, item_id, namesOf(state, scope, annotator_id)) !== undefined) return false;
    if (new_annotator !== null && !state.users.has(annotator_id)) {
      addRow(state.users, annotator_id, { id: annotator_id, kind: 'external', name: new_annotator.name, ...withoutEmail, revision: 1, created_at: at, updated_at: at, is_first: false });
      addRow(state.externalUsers, annotator_id, { ...{ organization_id: organizationOf(scope), id: annotator_id, created_at: at, link: null }, ...new_annotator });
    }
    const annotator = compactUser(state, annotator_id);
    addRow(rows.annotations, id, {
      ...{ id, item_id, task_id: null, annotator, value, guideline_version, annotation_ui_version },
      ...({ source: 'import', revision: 1, created_at, updated_at: at } as const),
    });
    const item = rowOf(rows.items, item_id);
    rows.items.set(item_id, { ...item, annotation_count: item.annotation_count + 1 });
    return true;
  };

  return {
    list: async (which, page) => pageOf(listed(which), page, ({ id }) => id, ({ value }) => jsonBytes(value)),
    find: async (of, id) => listed(of).find((annotation) => annotation.id === id),
    listRevisions: async (id, page) => {
      const rows = contents();
      const annotation = rows.annotations.get(id);
      return pageOf(annotation === undefined ? [] : revisionsOf(rows, annotation), page, ({ revision }) => revision, ({ value }) => jsonBytes(value));
    },
    findToRevise: async (of, id) => {
      const annotation = listed(of).find((one) => one.id === id);
      if (annotation === undefined) return undefined;
      const { items, annotationUis } = contents();
      return { annotation, data: rowOf(items, annotation.item_id).data, controls: rowOf(annotationUis, annotation.annotation_ui_version).controls };
    },
    revise: async ({ annotation_id, revision, value }, change, eventId) => {
      const next = put(annotation_id, revision, value, change);
      if (next === undefined) return undefined;
      const { item_id, annotator } = next;
      emit(eventId, change, 'goldset.annotation.revised', annotation_id, { item_id, annotator_id: annotator.id, revision: next.revision });
      return next;
    },
    findToImport: async (keys) => endedIn(state, scope) ?? keys.slice(0, LOOKED_UP).map(lookUp),
    importBatch: async (answers, unchanged, change, eventId) => {
      const ended = endedIn(state, scope);
      if (ended !== undefined) return ended;
      const [created, updated]: [Id[], Id[]] = [[], []];
      const written = answers.map((answer) => {
        const { id, item_id, revises, value, seen, event } = answer;
        if (event !== null && contents().inbox.has(event.key)) return false;
        const [data, annotator_id] = JSON.parse(seen) as readonly [JsonObject, Id | null];
        if (!equalJson(contents().items.get(item_id)?.data, data) || isLinked(annotator_id)) return false;
        if (revises === null) return add(answer, change) && created.push(id) > 0;
        return put(revises.id, revises.revision, value, change) !== undefined && updated.push(revises.id) > 0;
      });
      for (const [index, { event }] of answers.entries()) if (written[index] === true) noteEvent(contents(), event, change);
      for (const event of unchanged) if (!contents().inbox.has(event.key)) noteEvent(contents(), event, change);
      if (created.length + updated.length > 0) emit(eventId, change, 'goldset.annotations.imported', scope.project_id ?? '', { created, updated });
      return written;
    },
  };
};
