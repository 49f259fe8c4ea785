import type {
  Annotation,
  CompactUser,
  DeletedItem,
  ExportedItem,
  ExportedUser,
  Id,
  ItemState,
  Timestamp,
} from '../../index.ts';
import type { ChangePlace, EndedPlace, ExportChunk, ExportRepository, NamedBy, Scope } from '../../adapter.ts';
import { revisionsOf } from './answers.ts';
import { BEFORE_ALL, claimedByItem, freePlaces, itemsIn, skipsOf } from './items.ts';
import { compare } from './page-of.ts';
import { predictionsFor } from './predictions.ts';
import { endedIn } from './people.ts';
import { contentsOf } from './projects.ts';
import { memberKey, rowOf } from './state.ts';
import type { State } from './state.ts';

const DATABASE = 'memory';

/** The maximum number of items in a chunk of an export. */
const CHUNK_ITEMS = 100;

/** The maximum length of all lines of a chunk together, in characters; a single line may be longer. */
const CHUNK_CHARACTERS = 2_000_000;

interface Line {
  readonly id: Id;
  /** `null` for a deleted item. */
  readonly state: ItemState | null;
  readonly line: string;
  /** A text that differs after each transaction that changes the item. */
  readonly picture: string;
}

/** Returns a function that says how an export of a scope names a user. */
const namerOf =
  ({ users, members, externalUsers }: State, { organization_id }: Scope, people: NamedBy) =>
  ({ id }: CompactUser): ExportedUser => {
    const { kind, name, email } = rowOf(users, id);
    const isMember = members.has(memberKey(organization_id ?? '', id));
    return {
      ...{ id, name, kind },
      ...(people === 'email' && kind === 'person' && { email: isMember ? email : null }),
      ...(people === 'email' && kind === 'external' && { source: externalUsers.get(id)?.source ?? null }),
    };
  };

/** Returns the lines of all items at a moment, including deleted ones, in the order of their ids. */
const linesOf = (state: State, scope: Scope, now: Timestamp, people: NamedBy = 'name'): readonly Line[] => {
  const rows = contentsOf(state, scope);
  const named = namerOf(state, scope, people);
  const annotations = new Map<Id, Annotation[]>();
  for (const annotation of [...rows.annotations.values()].sort((a, b) => compare(a.id, b.id))) {
    annotations.set(annotation.item_id, [...(annotations.get(annotation.item_id) ?? []), annotation]);
  }
  const written = new Map(itemsIn(rows, BEFORE_ALL, () => true).map(({ id, state }) => [id, state]));
  return [...itemsIn(rows, now, () => true)]
    .sort((a, b) => compare(a.id, b.id))
    .map(({ deleted_at, ...item }) => {
      const { id, external_id } = item;
      if (deleted_at !== null) {
        const line = JSON.stringify({ id, external_id, deleted_at } satisfies DeletedItem);
        return { id, state: null, line, picture: line };
      }
      const exported: ExportedItem = {
        ...item,
        skips: skipsOf(rows, id).map((skip) => ({ ...skip, annotator: named(skip.annotator) })),
        requeued: item.requeued && { ...item.requeued, by: named(item.requeued.by) },
        annotations: (annotations.get(id) ?? []).map((annotation) => ({
          ...annotation,
          annotator: named(annotation.annotator),
          revisions:
            annotation.revision === 1
              ? []
              : revisionsOf(rows, annotation).map((revision) => ({ ...revision, author: named(revision.author) })),
        })),
        predictions: predictionsFor(rows, id),
      };
      // The names of users are not part of the picture: a renamed user is no change of the item.
      const picture = JSON.stringify([
        { ...item, state: written.get(id) },
        skipsOf(rows, id),
        annotations.get(id),
        exported.predictions,
        rowOf(rows.items, id).retaken,
      ]);
      return { id: item.id, state: item.state, line: JSON.stringify(exported), picture };
    });
};

/** Returns as many of the lines as a chunk can hold. */
const chunkOf = <Place>(lines: readonly Line[], placeOf: (line: Line) => Place): ExportChunk<Place> => {
  let [size, count] = [0, 0];
  for (const { line } of lines.slice(0, CHUNK_ITEMS)) {
    if (count > 0 && size + line.length > CHUNK_CHARACTERS) break;
    [size, count] = [size + line.length, count + 1];
  }
  const last = lines[count - 1];
  return {
    lines: lines.slice(0, count).map(({ line }) => line),
    next: last === undefined || count === lines.length ? null : placeOf(last),
  };
};

/**
 * The export of the scope’s project. A horizon is a picture of all lines; a line whose picture differs between two
 * horizons has changed between them.
 */
export const exportOf = (state: State, scope: Scope): ExportRepository => ({
  begin: async () => {
    const transaction = state.horizons.size + 1;
    state.horizons.set(transaction, new Map(linesOf(state, scope, BEFORE_ALL).map(({ id, picture }) => [id, picture])));
    const project = scope.project_id === null ? undefined : state.projects.get(scope.project_id);
    return { horizon: { database: DATABASE, transaction: String(transaction) }, project_name: project?.name ?? '' };
  },
  chunk: async (only, after, now, people) => {
    const notAllowed = endedIn(state, scope);
    if (notAllowed !== undefined) return notAllowed;
    const wanted = linesOf(state, scope, now, people).filter(
      (line) => line.state !== null && (after === null || line.id > after) && (only === null || line.state === only),
    );
    return chunkOf(wanted, ({ id }) => id);
  },
  changes: async ({ since, until }, only, after, now, people) => {
    const notAllowed = endedIn(state, scope);
    if (notAllowed !== undefined) return notAllowed;
    const pictureAt = (transaction: string): ReadonlyMap<Id, string> =>
      state.horizons.get(Number(transaction)) ?? new Map<Id, string>();
    const [from, to] = [pictureAt(since.transaction), pictureAt(until.transaction)];
    const wanted = linesOf(state, scope, now, people).filter(
      (line) =>
        from.get(line.id) !== line.picture &&
        to.get(line.id) === line.picture &&
        (only === null || line.state === null || line.state === only) &&
        (after === null || line.id > after.id),
    );
    return chunkOf<ChangePlace>(wanted, ({ id }) => ({ transaction: until.transaction, id }));
  },
  ended: async ({ since, after: from, until }, only, after, now, people) => {
    const notAllowed = endedIn(state, scope);
    if (notAllowed !== undefined) return notAllowed;
    const rows = contentsOf(state, scope);
    const unchanged = state.horizons.get(Number(since.transaction)) ?? new Map<Id, string>();
    const isOpenAt = (id: Id, moment: Timestamp): boolean =>
      freePlaces(rowOf(rows.items, id), claimedByItem(rows, moment).get(id) ?? 0) > 0;
    const wanted = linesOf(state, scope, now, people).filter(
      ({ id, state: at, picture }) =>
        at !== null &&
        unchanged.get(id) === picture &&
        isOpenAt(id, until) &&
        !isOpenAt(id, from) &&
        (only === null || at === only) &&
        (after === null || id > after.task_id),
    );
    return chunkOf<EndedPlace>(wanted, ({ id }) => ({ ended_at: until, task_id: id }));
  },
});
