import { changeBy, defineOperation, scopeOf } from '../access/index.ts';
import type { AuthorityOf, Caller, EndedAuthority, Needs, UseCase } from '../access/index.ts';
import type { AnnotationUI } from '../annotation-uis/index.ts';
import { newAnnotationImporter } from '../annotations/index.ts';
import type { AnswerImporting, AnswerLine } from '../annotations/index.ts';
import type { ExternalUsersRepository } from '../external-users/index.ts';
import type { GuidelinesRepository } from '../guidelines/index.ts';
import { importLines, isTable, linesOfTable, MAX_BATCH_LINES, noTableFaults } from '../imports/index.ts';
import type {
  Importer,
  ImportOptions,
  ImportResult,
  ImportSource,
  InboxRepository,
  LineOutcome,
  StoppedImport,
  TableSource,
} from '../imports/index.ts';
import { itemRows } from '../items/index.ts';
import type { ItemsRepository, ItemTableOptions, NewItem } from '../items/index.ts';
import { err, fault, idAtMoment, MAX_FAULTS, ok, restorableSince } from '../kernel/index.ts';
import type { Change, Fault, Id, Invalid, NotedEvent, Platform, Result, TooLarge } from '../kernel/index.ts';
import { newControlsReader } from '../predictions/index.ts';
import type { PredictionsRepository, ReadControls } from '../predictions/index.ts';
import { newSkipImporter } from '../tasks/index.ts';
import type { TasksRepository } from '../tasks/index.ts';
import { faultsAt, judgePrediction } from './judge-predictions.ts';
import { faultsOfLine } from './line-faults.ts';
import { ImportItem, PlainItem } from './transports.ts';
import { keyOfUser, usersOfLine, userToFind } from './users-of-line.ts';
import type { UserToFind } from './users-of-line.ts';

/** An import of any length: lines, or a table whose rows are lines. */
export type ImportItemsInput = ImportOptions &
  ItemTableOptions &
  (ImportSource | TableSource) & { readonly project_id: Id };

/**
 * Imports items in constant memory, in batches that are each atomic. Items are new, or come from an export with their
 * answers, predictions and skips. A line is written completely or not at all. A rejected line does not stop the others,
 * unless `on_error` is `abort`: then at most 10 MiB are accepted, every line is checked before the first write, and
 * either all lines are written or none. An import with an idempotency key is also limited to 10 MiB; it is read first
 * and then written in one transaction with its idempotency record. An import is stopped if the authority of its caller
 * ends, as when the token is revoked or the project archived.
 */
export type ImportItems = UseCase<ImportItemsInput, ImportResult, StoppedImport | Invalid | TooLarge>;

/** The repositories that an import of items with their answers, predictions and skips uses. */
export interface ItemImporting extends AnswerImporting {
  readonly items: ItemsRepository;
  readonly guidelines: GuidelinesRepository;
  readonly tasks: TasksRepository;
  readonly predictions: PredictionsRepository;
  readonly externalUsers: ExternalUsersRepository;
}

type Outcome = LineOutcome | readonly Fault[];

/** A line to be written, with the id that its item gets if it is new. */
interface Line {
  readonly place: number;
  readonly id: Id;
  readonly line: ImportItem;
}

/** A part of a line: an answer, a prediction or a skip, and its path in the line. */
interface Part<Value> {
  readonly of: Line;
  readonly path: readonly PropertyKey[];
  readonly value: Value;
}

/** The name by which the parts of a line name their item. */
type ItemName = { readonly item_id: Id } | { readonly external_id: string };

/** Whether a line writes more than the item itself. */
const isCompound = ({ annotations = [], predictions = [], skips = [], requeued }: ImportItem): boolean =>
  annotations.length + predictions.length + skips.length > 0 || requeued !== undefined;

const noGuideline = (part: string): Fault =>
  fault(
    [part],
    'not_found',
    'The project has no guideline yet; give it the setup of the project that the line comes from, or publish one.',
  );

const isDone = (outcome: Outcome | undefined): outcome is 'created' | 'updated' | 'unchanged' =>
  outcome === 'created' || outcome === 'updated' || outcome === 'unchanged';

const chunksOf = function* <T>(all: readonly T[]): Generator<readonly T[]> {
  for (let start = 0; start < all.length; start += MAX_BATCH_LINES) yield all.slice(start, start + MAX_BATCH_LINES);
};

const order = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

/**
 * Compares users by their names. Every import creates new users in this order, so that no two imports block each other.
 */
const byName = ([, a]: readonly [string, UserToFind], [, b]: readonly [string, UserToFind]): number =>
  order(a.name, b.name) || order(a.source ?? '', b.source ?? '');

/** The part of a line that describes the item itself. */
const itemOf = (
  { external_id, data, metadata, priority, overlap, created_at, revision, requeued }: ImportItem,
  idOf: (user: NonNullable<ImportItem['requeued']>['by']) => Id,
): NewItem => ({
  ...{ external_id, data, metadata, priority, overlap, created_at, revision },
  requeued: requeued && { by: idOf(requeued.by), reason: requeued.reason ?? null, at: requeued.at },
});

const nobody = (): never => {
  throw new Error('Only a compound line names users.');
};

/** Creates the importer of the lines of one import of items. */
const newItemImporter = (
  deps: Pick<Platform, 'now' | 'newId' | 'domains' | 'restoreDays'>,
  caller: Caller,
  { on_conflict }: Pick<ImportOptions, 'on_conflict'>,
): Importer<ImportItem, ItemImporting> => {
  const { newId, domains } = deps;
  let found:
    | { readonly inForce: AnnotationUI; readonly guideline_version: number; readonly controlsOf: ReadControls }
    | undefined;
  // A guideline that is published during an import is in force from the next import on, as in an import of annotations.
  const inForceIn = async ({ guidelines, annotationUis }: ItemImporting): Promise<typeof found> => {
    if (found !== undefined) return found;
    const guideline = await guidelines.find('latest');
    const inForce = guideline && (await annotationUis.find(guideline.annotation_ui_version));
    found = inForce && { inForce, guideline_version: guideline.version, controlsOf: newControlsReader(inForce) };
    return found;
  };
  const idFor = ({ created_at }: ImportItem): Id =>
    created_at === undefined ? newId() : idAtMoment(Date.parse(created_at), newId());

  const writeItems = (
    { items }: ItemImporting,
    lines: readonly ImportItem[],
    events: readonly (NotedEvent | null)[],
    idOf: Parameters<typeof itemOf>[1],
    ids: readonly Id[],
    change: Change,
  ) =>
    items.importBatch({
      ...{ on_conflict, change },
      restorable_since: restorableSince(deps),
      newEventId: newId,
      lines: lines.map((line, place) => ({
        id: ids[place] ?? '',
        item: itemOf(line, idOf),
        event: events[place] ?? null,
      })),
    });

  /**
   * Writes lines with the answers, predictions and skips of their items, in a transaction that is undone if one of the
   * lines is rejected.
   */
  const writeCompound = async (
    repositories: ItemImporting,
    all: readonly ImportItem[],
    events: readonly (NotedEvent | null)[],
    change: Change,
  ): Promise<readonly Outcome[] | EndedAuthority> => {
    const outcomes = new Map<number, Outcome>();
    const rejected = new Map<number, Fault[]>();
    const reject = (place: number, faults: readonly Fault[]): void => {
      const all = rejected.get(place) ?? [];
      all.push(...faults.slice(0, MAX_FAULTS - all.length));
      rejected.set(place, all);
      outcomes.set(place, all);
    };
    for (const [place, line] of all.entries()) {
      const faults = faultsOfLine(caller, change, domains, line);
      if (faults.length > 0) reject(place, faults);
    }
    const inForce = all.some(isCompound) ? await inForceIn(repositories) : undefined;
    if (inForce === undefined) {
      for (const [place, { annotations = [], predictions = [], skips = [] }] of all.entries()) {
        for (const [part, values] of Object.entries({ annotations, predictions, skips }))
          if (values.length > 0 && !outcomes.has(place)) reject(place, [noGuideline(part)]);
      }
    }
    const lines = all.flatMap((line, place): readonly Line[] =>
      outcomes.has(place) ? [] : [{ place, id: idFor(line), line }],
    );
    const users = new Map(
      lines
        .flatMap(({ line }) => usersOfLine(line))
        .map((user) => userToFind(user, domains))
        .map((user) => [keyOfUser(user), user]),
    );
    const known = new Map<string, Id>();
    for (const some of chunksOf([...users].toSorted(byName))) {
      const ids = await repositories.externalUsers.identify(
        some.map(([, user]) => ({ ...user, id: newId() })),
        change,
      );
      for (const [index, [key]] of some.entries()) known.set(key, ids[index] as Id);
    }
    const idOf = (user: Parameters<typeof userToFind>[0]): Id => known.get(keyOfUser(userToFind(user, domains))) as Id;

    const written = await writeItems(
      repositories,
      lines.map(({ line }) => line),
      lines.map(({ place }) => events[place] ?? null),
      idOf,
      lines.map(({ id }) => id),
      change,
    );
    if (typeof written === 'string') return written;
    for (const [index, { place }] of lines.entries()) {
      const outcome = written[index] as Outcome;
      if (typeof outcome === 'object') reject(place, [outcome].flat());
      else outcomes.set(place, outcome);
    }
    // An item that existed already may have another id, so the parts name it as the line does.
    const nameOf = ({ place, id, line: { external_id } }: Line): ItemName =>
      outcomes.get(place) === 'created' || external_id === undefined ? { item_id: id } : { external_id };
    const there = lines.filter(({ place }) => isDone(outcomes.get(place)));
    const hasRoom = ({ of }: Part<unknown>): boolean => (rejected.get(of.place)?.length ?? 0) < MAX_FAULTS;
    const partsOf = function* <Value>(
      part: string,
      valuesOf: (line: ImportItem) => readonly Value[] | undefined,
    ): Generator<readonly Part<Value>[]> {
      for (const some of chunksOf(
        there.flatMap((of) =>
          (valuesOf(of.line) ?? []).map((value, nth): Part<Value> => ({ of, path: [part, nth], value })),
        ),
      )) {
        const left = some.filter(hasRoom);
        if (left.length > 0) yield left;
      }
    };
    const settle = ({ of, path }: Part<unknown>, outcome: Outcome): void => {
      if (typeof outcome === 'object') reject(of.place, faultsAt(path, [outcome].flat()));
      else if (outcome !== 'unchanged' && outcomes.get(of.place) === 'unchanged') outcomes.set(of.place, 'updated');
    };
    if (inForce === undefined) return all.map((_, place) => outcomes.get(place) as Outcome);

    // Skips come before answers: an annotator may have answered an item after skipping it, but a skip that was not
    // taken back is rejected for an annotator who has answered.
    const skips = newSkipImporter(deps, caller, { on_conflict }, inForce.guideline_version, { areIds: true });
    for (const parts of partsOf('skips', (line) => line.skips)) {
      const skipLines = parts.map(({ of, value: { annotator, reason, skipped_at, requeued_at } }) => ({
        ...nameOf(of),
        annotator: idOf(annotator),
        reason,
        skipped_at,
        requeued_at,
      }));
      const settled = await skips.write(
        repositories,
        skipLines,
        skipLines.map(() => null),
      );
      if (typeof settled === 'string') return settled;
      for (const [index, part] of parts.entries()) settle(part, settled[index] as Outcome);
    }
    const answers = newAnnotationImporter(deps, caller, { on_conflict }, inForce.inForce, { areIds: true });
    for (const parts of partsOf('annotations', ({ annotations }) => annotations)) {
      const answerLines = parts.map(
        ({
          of,
          value: {
            annotator,
            value,
            created_at,
            revisions = [],
            guideline_version,
            annotation_ui_version,
            source,
            origin,
          },
        }): AnswerLine => ({
          ...nameOf(of),
          ...{ annotator: idOf(annotator), guideline_version, annotation_ui_version, origin: origin ?? source },
          ...(revisions.length === 0
            ? { value, created_at }
            : {
                revisions: revisions.map((one) => ({
                  value: one.value,
                  created_at: one.created_at,
                  author: one.author && idOf(one.author),
                })),
              }),
        }),
      );
      const settled = await answers.write(
        repositories,
        answerLines,
        answerLines.map(() => null),
      );
      if (typeof settled === 'string') return settled;
      for (const [index, part] of parts.entries()) settle(part, settled[index] as Outcome);
    }
    for (const parts of partsOf('predictions', ({ predictions }) => predictions)) {
      const judged = [];
      for (const part of parts) {
        const judgement = await judgePrediction(
          repositories,
          inForce.controlsOf,
          inForce.inForce.version,
          part.value,
          part.of.line.data,
        );
        if (judgement.ok) judged.push({ part, ...judgement.value });
        else settle(part, judgement.error);
      }
      const settled = await repositories.predictions.importBatch({
        ...{ on_conflict, change, newEventId: newId },
        lines: judged.map(
          ({
            part: {
              of,
              value: { model, model_version, score, value: sent, created_at, annotation_ui_version },
            },
            value,
            checked_against,
          }) => ({
            id: newId(),
            prediction: { ...nameOf(of), model, model_version, score, value, annotation_ui_version },
            ...{ checked_against, sent, created_at },
          }),
        ),
      });
      if (typeof settled === 'string') return settled;
      for (const [index, { part }] of judged.entries()) settle(part, settled[index] as Outcome);
    }
    return all.map((_, place) => outcomes.get(place) as Outcome);
  };

  return {
    schema: ImportItem,
    // Most lines have only an item, which a smaller schema reads faster.
    schemaOf: (value) =>
      PlainItem.isPlain(value) ? (PlainItem.schema as Importer<ImportItem, ItemImporting>['schema']) : ImportItem,
    keyOf: ({ external_id }) => external_id,
    isWrittenInOrder: true,
    isCompound,
    // The time of the change is taken with the ids, so that an item’s id and its `created_at` name the same moment,
    // however long the import takes.
    write: async (repositories, lines, events) => {
      const change = changeBy(deps, caller);
      if (lines.some(isCompound)) return writeCompound(repositories, lines, events, change);
      const outcomes = lines.map((line): Outcome | undefined => {
        const faults = line.created_at === undefined ? [] : faultsOfLine(caller, change, domains, line);
        return faults.length === 0 ? undefined : faults;
      });
      const good = outcomes.flatMap((outcome, place) => (outcome === undefined ? [place] : []));
      if (good.length === 0) return outcomes as readonly Outcome[];
      const goodLines = good.map((place) => lines[place] as ImportItem);
      const written = await writeItems(
        repositories,
        goodLines,
        good.map((place) => events[place] ?? null),
        nobody,
        goodLines.map(idFor),
        change,
      );
      if (typeof written === 'string') return written;
      for (const [index, place] of good.entries()) outcomes[place] = written[index];
      return outcomes as readonly Outcome[];
    },
  };
};

const sourceOf = async (input: ImportItemsInput): Promise<Result<ImportSource, Invalid>> => {
  const { delimiter, formulas, external_id, metadata, types } = input;
  if (isTable(input)) return linesOfTable(input, { delimiter, formulas }, itemRows({ external_id, metadata, types }));
  const faults = noTableFaults({ delimiter, formulas, external_id, metadata, types });
  return faults.length > 0 ? err({ code: 'invalid', errors: faults }) : ok(input);
};

/** Imports items. */
export const importItems = defineOperation({
  name: 'importItems',
  permission: 'item:import',
  effect: 'writes',
  onArchived: 'refuses',
  target: 'project',
  run:
    (
      deps: Needs<ItemImporting & { inbox: InboxRepository }, 'domains' | 'restoreDays' | 'secrets'>,
      underOf: AuthorityOf,
    ): ImportItems =>
    async (caller, input) => {
      const source = await sourceOf(input);
      if (!source.ok) return source;
      return importLines(
        deps,
        { ...scopeOf(caller), under: underOf(caller) },
        source.value,
        newItemImporter(deps, caller, input),
      );
    },
});
