import type { Annotation, AnnotationRevision, ExternalUser, Id } from '../../index.ts';
import type {
  Change,
  ExternalLink,
  ExternalUsersRepository,
  MovedAnswers,
  Scope,
  UserToIdentify,
} from '../../adapter.ts';
import { answersOf, givenAt, importedOf, revisedAt, revisionsOf, stays } from './answers.ts';
import { isThere } from './deletion.ts';
import { BEFORE_ALL, claimedByItem, endOfQueue, freePlaces, itemState } from './items.ts';
import { emitterOf } from './outbox.ts';
import { holds, pageOf } from './page-of.ts';
import { organizationOf } from './people.ts';
import { addRow, compactUser, memberKey, rowOf, withoutEmail } from './state.ts';
import type { ExternalUserRow, ProjectRows, State } from './state.ts';

const NOTHING: MovedAnswers = { moved: 0, merged: 0, reopened: 0, released: 0 };

const answerTo = (rows: ProjectRows, itemId: Id, annotatorId: Id): Annotation | undefined =>
  answersOf(rows, annotatorId).find(({ item_id }) => item_id === itemId);

/** The external users of the scope's organization. */
export const externalUsersOf = (state: State, scope: Scope): ExternalUsersRepository => {
  const { externalUsers, memberAddresses, members, users, projects, contents } = state;
  const here = (): readonly ExternalUserRow[] =>
    [...externalUsers.values()].filter(({ organization_id }) => organization_id === organizationOf(scope));
  const find = (id: Id): ExternalUserRow | undefined => here().find((row) => row.id === id);
  const ownProjects = () =>
    [...projects.values()].filter(({ organization }) => organization.id === organizationOf(scope));

  const transport = ({ id, name, source, created_at, link }: ExternalUserRow): ExternalUser => {
    const there = ownProjects()
      .filter(isThere)
      .map((project) => rowOf(contents, project.id));
    const answers = there.reduce(
      (sum, rows) => sum + answersOf(rows, id).filter(({ item_id }) => isThere(rows.items.get(item_id))).length,
      0,
    );
    if (link === null) return { id, name, source, answers, link, created_at };
    const { user_id, linked_by, ...rest } = link;
    return {
      id,
      name,
      source,
      answers,
      link: {
        user: compactUser(state, user_id),
        linked_by: compactUser(state, linked_by),
        ...rest,
        remaining: answers,
      },
      created_at,
    };
  };
  const linkRow = (row: ExternalUserRow, user_id: Id, { at, by }: Change): void => {
    externalUsers.set(row.id, {
      ...row,
      link: { user_id, linked_by: by, linked_at: at, ...NOTHING, is_complete: false },
    });
  };

  /** Moves one answer to the person, and returns the side effects of that. */
  const moveOne = (
    rows: ProjectRows,
    other: Annotation,
    { user_id }: ExternalLink,
    { at }: Change,
  ): {
    readonly merged: { readonly annotation_id: Id; readonly merged_id: Id } | null;
    readonly isReopened: boolean;
    readonly released: Id | null;
  } => {
    const annotator = compactUser(state, user_id);
    const own = answerTo(rows, other.item_id, user_id);
    const before = rowOf(rows.items, other.item_id);
    const claimed = claimedByItem(rows, BEFORE_ALL).get(other.item_id) ?? 0;
    const task = [...rows.tasks.values()].find(
      (one) => one.item_id === other.item_id && one.annotator.id === user_id && one.state === 'claimed',
    );
    if (task !== undefined) rows.tasks.set(task.id, { ...task, state: 'released', updated_at: at });
    const asOwn = (revisions: readonly AnnotationRevision[]): readonly AnnotationRevision[] =>
      revisions.map((one) => (one.author.id === other.annotator.id ? { ...one, author: annotator } : one));
    const left = claimed - (task === undefined ? 0 : 1);
    if (own === undefined) {
      const revisions = rows.revisions.get(other.id);
      if (revisions !== undefined) rows.revisions.set(other.id, asOwn(revisions));
      rows.annotations.set(other.id, { ...other, annotator });
      if (task !== undefined && isThere(before))
        rows.items.set(before.id, { ...before, queue_position: endOfQueue(rows) });
      return { merged: null, isReopened: false, released: task?.id ?? null };
    }
    const [kept, gone] = stays(rows, own, other) ? [own, other] : [other, own];
    const [history, appended] = [asOwn(revisionsOf(rows, kept)), asOwn(revisionsOf(rows, gone))];
    const last = {
      ...(history.at(-1) as AnnotationRevision),
      created_at: at > revisedAt(rows, kept) ? at : revisedAt(rows, kept),
    };
    const revisions = [...history, ...appended, last].map((one, index) => ({ ...one, revision: index + 1 }));
    const imported = [...(rows.merges.get(kept.id)?.imported ?? []), ...importedOf(rows, gone)];
    rows.merges.set(kept.id, { imported, revision: revisions.length, given_at: givenAt(rows, kept) });
    rows.merges.delete(gone.id);
    rows.annotations.delete(gone.id);
    rows.revisions.delete(gone.id);
    rows.annotations.set(kept.id, { ...kept, annotator, revision: revisions.length, updated_at: last.created_at });
    rows.revisions.set(kept.id, revisions);
    const after = { ...before, annotation_count: before.annotation_count - 1 };
    const isFreed = isThere(after) && freePlaces(before, claimed) === 0 && freePlaces(after, left) > 0;
    rows.items.set(after.id, isFreed ? { ...after, queue_position: endOfQueue(rows) } : after);
    const isReopened =
      isThere(after) && itemState(before, claimed) === 'complete' && itemState(after, left) !== 'complete';
    return { merged: { annotation_id: kept.id, merged_id: gone.id }, isReopened, released: task?.id ?? null };
  };

  const identifyOne = ({ id, name, source, email_key, known_as, is_of_one }: UserToIdentify, { at }: Change): Id => {
    const organization_id = organizationOf(scope);
    const member =
      known_as !== null && members.has(memberKey(organization_id, known_as)) && users.get(known_as)?.kind === 'person'
        ? known_as
        : undefined;
    const ofSource = here().filter((row) => row.source === source);
    const external =
      (known_as === null ? undefined : find(known_as)) ??
      ofSource.find((row) => row.name === name) ??
      (is_of_one ? ofSource.toSorted((a, b) => (a.id < b.id ? -1 : 1))[0] : undefined);
    const there =
      member ??
      (external && (external.link?.user_id ?? external.id)) ??
      (email_key === null ? undefined : memberAddresses.get(memberKey(organization_id, email_key)));
    if (there !== undefined) return there;
    addRow(users, id, {
      id,
      kind: 'external',
      name,
      ...withoutEmail,
      revision: 1,
      created_at: at,
      updated_at: at,
      is_first: false,
    });
    addRow(externalUsers, id, { organization_id, id, created_at: at, link: null, name, source, email_key });
    return id;
  };

  return {
    identify: async (asked, change) => asked.map((user) => identifyOne(user, change)),
    list: async (page, { sought, source } = {}) =>
      pageOf(
        here()
          .filter((row) => holds(row.name, sought) && (source === undefined || row.source === source))
          .map(transport),
        page,
        ({ id }) => id,
      ),
    find: async (id) => {
      const row = find(id);
      return row && transport(row);
    },
    findToLink: async ({ external_user_id, user_id }) => {
      const row = find(external_user_id);
      return (
        row && {
          linked_to: row.link?.user_id ?? null,
          is_person: members.has(memberKey(organizationOf(scope), user_id)) && users.get(user_id)?.kind === 'person',
        }
      );
    },
    // The memory store runs one transaction at a time, so no row needs a lock.
    hold: async () => undefined,
    link: async ({ external_user_id, user_id }, change) =>
      linkRow(rowOf(externalUsers, external_user_id), user_id, change),
    join: async ({ user_id, email_key }, change) => {
      const key = memberKey(organizationOf(scope), email_key);
      if (!memberAddresses.has(key)) memberAddresses.set(key, user_id);
      if (memberAddresses.get(key) !== user_id) return [];
      const linked = here()
        .filter((row) => row.email_key === email_key && row.link === null)
        .toSorted((a, b) => (a.id < b.id ? -1 : 1));
      for (const row of linked) linkRow(row, user_id, change);
      return linked.map(({ id }) => id);
    },
    listUnkeyed: async () =>
      [...externalUsers.values()]
        .filter(({ email_key }) => email_key === '')
        .map(({ organization_id, id, name }) => ({ organization_id, id, name })),
    setKey: async (id, email_key, at) => {
      const row = find(id);
      if (row?.email_key !== '') return null;
      const keyed = { ...row, email_key };
      externalUsers.set(id, keyed);
      const user_id = email_key === null ? undefined : memberAddresses.get(memberKey(organizationOf(scope), email_key));
      if (row.link !== null || user_id === undefined) return null;
      linkRow(keyed, user_id, { at, by: user_id, causation_id: null });
      return user_id;
    },
    projectsOf: async (id) =>
      ownProjects()
        .filter((project) => answersOf(rowOf(contents, project.id), id).length > 0)
        .map((project) => project.id),
    countToMove: async (projectId, { external_user_id, user_id }) => {
      const rows = rowOf(contents, projectId);
      const claimed = claimedByItem(rows, BEFORE_ALL);
      const sum = { ...NOTHING };
      for (const { item_id } of answersOf(rows, external_user_id)) {
        const item = rowOf(rows.items, item_id);
        const isMerged = answerTo(rows, item_id, user_id) !== undefined;
        const isReopened = isMerged && isThere(item) && item.annotation_count === item.overlap;
        const isReleased =
          (claimed.get(item_id) ?? 0) > 0 &&
          [...rows.tasks.values()].some(
            (one) => one.item_id === item_id && one.annotator.id === user_id && one.state === 'claimed',
          );
        sum.moved += 1;
        sum.merged += Number(isMerged);
        sum.reopened += Number(isReopened);
        sum.released += Number(isReleased);
      }
      return sum;
    },
    moveAnswers: async (projectId, link, change, eventIds) => {
      const { external_user_id, user_id } = link;
      const rows = contents.get(projectId);
      if (rows === undefined) return { moved: 0, isLast: true };
      const found = answersOf(rows, external_user_id)
        .toSorted((a, b) => (a.id < b.id ? -1 : 1))
        .slice(0, eventIds.length - 1);
      if (found.length === 0) return { moved: 0, isLast: true };
      const emit = emitterOf(state, scope);
      const ids = eventIds.values();
      const done = found.map((answer) => ({ answer, ...moveOne(rows, answer, link, change) }));
      const claimed = claimedByItem(rows, change.at);
      for (const { answer, released } of done) {
        if (released === null) continue;
        const item_state = itemState(rowOf(rows.items, answer.item_id), claimed.get(answer.item_id) ?? 0);
        emit(ids.next().value ?? '', change, 'goldset.task.released', released, {
          item_id: answer.item_id,
          annotator_id: user_id,
          item_state,
        });
      }
      const merged = done.flatMap((one) => one.merged ?? []);
      const reopened = done.filter(({ isReopened }) => isReopened).length;
      const moved = done.flatMap((one) => (one.merged === null ? [one.answer.id] : []));
      emit(ids.next().value ?? '', change, 'goldset.annotations.moved', projectId, {
        external_user_id,
        user_id,
        moved,
        merged,
        reopened,
      });
      const row = rowOf(externalUsers, external_user_id);
      if (row.link !== null) {
        const sums = {
          moved: row.link.moved + found.length,
          merged: row.link.merged + merged.length,
          reopened: row.link.reopened + reopened,
          released: row.link.released + done.filter(({ released }) => released !== null).length,
        };
        externalUsers.set(row.id, { ...row, link: { ...row.link, ...sums } });
      }
      return { moved: found.length, isLast: found.length < eventIds.length - 1 };
    },
    finish: async (id) => {
      const row = find(id);
      if (row === undefined || row.link === null || row.link.is_complete) return undefined;
      if (ownProjects().some((project) => answersOf(rowOf(contents, project.id), id).length > 0)) return undefined;
      externalUsers.set(id, { ...row, link: { ...row.link, is_complete: true } });
      const { moved, merged, reopened, released } = row.link;
      return { moved, merged, reopened, released };
    },
    listUnfinished: async (after) =>
      [...externalUsers.values()]
        .filter(({ id, link }) => link !== null && !link.is_complete && (after === null || id > after))
        .toSorted((a, b) => (a.id < b.id ? -1 : 1))
        .flatMap(({ id, organization_id, link }) =>
          link === null
            ? []
            : [{ organization_id, external_user_id: id, user_id: link.user_id, linked_by: link.linked_by }],
        ),
  };
};
