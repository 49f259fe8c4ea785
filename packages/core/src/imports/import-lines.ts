import type { z } from 'zod';
import { authorityError } from '../access/index.ts';
import type { Authority, EndedAuthority, Scope } from '../access/index.ts';
import { contentHash, err, MAX_FAULTS, ok, parse } from '../kernel/index.ts';
import type {
  Err,
  Fault,
  Invalid,
  LineEvent,
  NotedEvent,
  Platform,
  Result,
  TooLarge,
  UnitOfWork,
} from '../kernel/index.ts';
import { MAX_BATCH_LINES, outcomeOfNoted } from './batch.ts';
import type { ImportCounts, LineOutcome, StoppedImport } from './batch.ts';
import { newEventKeys } from './event-keys.ts';
import type { InboxRepository } from './repository.ts';
import type { ImportError, ImportOptions, ImportResult } from './transports.ts';

/**
 * One line of an import as it was read: its value, or why it could not be read. `line` counts from 1, and `bytes` is
 * its length. A line that an event brings takes effect once in its project, however often the event comes. If a line
 * costs more to write than others of its length, `weight` is the number of bytes that would cost as much, so that no
 * batch takes too long.
 */
export type ImportLine = {
  readonly line: number;
  readonly bytes: number;
  readonly weight?: number | undefined;
  readonly event?: LineEvent | undefined;
} & ({ readonly value: unknown } | { readonly fault: Fault });

/** The outcome of one line: what it did; `duplicate` if its event had taken effect already; or why it was rejected. */
export type ImportOutcome = Exclude<LineOutcome, Fault> | readonly Fault[];

/** The source of an import, of any length. */
export interface ImportSource {
  /**
   * The lines, one by one or in the groups in which they arrived. They are read once, in order, no faster than they can
   * be written. If reading throws, or a batch cannot be written, the batches written so far stay (not always the first
   * ones), and the import rejects.
   */
  readonly lines: AsyncIterable<ImportLine | readonly ImportLine[]>;
  readonly on_error: ImportOptions['on_error'];
  /** Called with the outcome of each line once it is final, in no order. Not called for an import that was aborted. */
  readonly onOutcome?: ((line: number, outcome: ImportOutcome) => void) | undefined;
}

/** How one kind of line is imported. */
export interface Importer<Line, Repositories> {
  readonly schema: z.ZodType<Line>;
  /** A schema that reads this line faster than `schema`, chosen by the line's value. */
  readonly schemaOf?: (value: unknown) => z.ZodType<Line>;
  /**
   * A key that no two lines of one batch share: the later line begins the next batch. `undefined` for a line that
   * conflicts with no other.
   */
  readonly keyOf: (line: Line) => string | undefined;
  /**
   * Whether batches passed to `write` take effect in that order without waiting in between, if they have no compound
   * line.
   */
  readonly isWrittenInOrder?: boolean;
  /**
   * Whether `write` makes several changes for a line. A batch with such lines is written in a transaction. If some of
   * its lines are rejected, the transaction is undone and the other lines are written again, so that nothing of the
   * rejected lines remains.
   */
  readonly isCompound?: (line: Line) => boolean;
  /**
   * Resolves, for each line in their order, to what is to be written or to the validation errors that a schema cannot
   * find; or to the reason why the caller may not go on. The number of statements must not grow with the number of
   * lines of one kind. Lines with errors are not written.
   */
  readonly check?: (
    repositories: Repositories,
    lines: readonly Line[],
  ) => Promise<readonly Result<Line, readonly Fault[]>[] | EndedAuthority>;
  /**
   * Writes at most `MAX_BATCH_LINES` lines and notes their events, as one atomic unit. Resolves to one outcome for
   * each, in their order; a rejected line may have several validation errors. If the caller may not go on, writes
   * nothing and resolves to the reason.
   */
  readonly write: (
    repositories: Repositories,
    lines: readonly Line[],
    events: readonly (NotedEvent | null)[],
  ) => Promise<readonly (LineOutcome | readonly Fault[])[] | EndedAuthority>;
}

/**
 * The greatest size, in bytes, of an import that is written in one transaction: with `on_error: 'abort'`, or with an
 * idempotency key.
 */
export const MAX_ABORTABLE_BYTES = 10 * 1024 * 1024;

const MAX_BATCH_BYTES = 4 * 1024 * 1024;

interface GoodLine<Line> {
  readonly line: number;
  readonly value: Line;
  readonly event: NotedEvent | null;
}

/** The repository that knows which events took effect. */
interface Noting {
  readonly inbox: InboxRepository;
}

type Deps<Repositories> = Pick<Platform, 'secrets'> & { readonly store: UnitOfWork<Scope, Repositories> };

interface Tally extends Omit<ImportResult, 'errors'> {
  created: number;
  updated: number;
  unchanged: number;
  rejected: number;
  readonly errors: ImportError[];
  /** The outcomes not yet passed to `onOutcome`; `undefined` if the source has no `onOutcome`. */
  readonly outcomes: (readonly [line: number, outcome: ImportOutcome])[] | undefined;
}

const newTally = ({ onOutcome }: ImportSource): Tally => ({
  created: 0,
  updated: 0,
  unchanged: 0,
  rejected: 0,
  errors: [],
  outcomes: onOutcome && [],
});

const copyOf = (tally: Tally): Tally => ({
  ...tally,
  errors: [...tally.errors],
  outcomes: tally.outcomes && [...tally.outcomes],
});

const resultOf = ({ outcomes: _, ...tally }: Tally): ImportResult => {
  trim(tally.errors);
  return tally;
};

const trim = (errors: ImportError[]): void => {
  errors.sort((a, b) => a.line - b.line);
  errors.length = Math.min(errors.length, MAX_FAULTS);
};

const count = (tally: Tally, line: number, outcome: ImportOutcome): void => {
  tally.outcomes?.push([line, outcome]);
  if (typeof outcome === 'string') {
    tally[outcome === 'duplicate' ? 'unchanged' : outcome] += 1;
    return;
  }
  tally.rejected += 1;
  for (const fault of outcome) tally.errors.push({ line, ...fault });
  // Lines are rejected while reading and while writing, so the errors are sorted here. Sorting only when the list is
  // full keeps this cheap.
  if (tally.errors.length > 2 * MAX_FAULTS) trim(tally.errors);
};

/** Passes the final outcomes to `onOutcome` and removes them from the tally. */
const tell = ({ outcomes }: Tally, { onOutcome }: Pick<ImportSource, 'onOutcome'>): void => {
  if (outcomes === undefined) return;
  for (const [line, outcome] of outcomes) onOutcome?.(line, outcome);
  outcomes.length = 0;
};

const listOf = (came: ImportLine | readonly ImportLine[]): readonly ImportLine[] => ('line' in came ? [came] : came);

const read = <Line>(
  eventKeyOf: (event: LineEvent) => string,
  { schema, schemaOf }: Pick<Importer<Line, never>, 'schema' | 'schemaOf'>,
  tally: Tally,
  line: ImportLine,
): GoodLine<Line> | undefined => {
  if ('fault' in line) {
    count(tally, line.line, [line.fault]);
    return undefined;
  }
  const parsed = parse(schemaOf?.(line.value) ?? schema, line.value);
  // The content of an event is what was sent, before defaults are filled in.
  if (parsed.ok)
    return {
      line: line.line,
      value: parsed.value,
      event:
        line.event === undefined
          ? null
          : { key: eventKeyOf(line.event), content: contentHash(line.value), time: line.event.time ?? null },
    };
  count(tally, line.line, parsed.error);
  return undefined;
};

interface Batch<Line> {
  readonly lines: readonly GoodLine<Line>[];
  /**
   * Whether this batch must be written after the one before it: a line has a key or an event of that batch, or one of
   * the two batches has a compound line.
   */
  readonly isAboutTheSame: boolean;
  readonly isCompound: boolean;
}

interface Batcher<Line> {
  /** Adds a line. Returns the batch that became full because of it, if there is one. */
  readonly add: (line: GoodLine<Line>, bytes: number) => Batch<Line> | undefined;
  readonly rest: () => Batch<Line>;
}

/**
 * Divides lines into batches: no more than are written at once, and never two lines with one key or of one event in a
 * batch.
 */
const newBatcher = <Line>({
  keyOf,
  isCompound,
}: Pick<Importer<Line, never>, 'keyOf' | 'isCompound'>): Batcher<Line> => {
  const empty = () => ({
    lines: [] as GoodLine<Line>[],
    size: 0,
    keys: new Set<string>(),
    events: new Set<string>(),
    isAboutTheSame: false,
    isCompound: false,
  });
  let before = empty();
  let batch = empty();
  const rest = (): Batch<Line> => {
    before = batch;
    batch = empty();
    return before;
  };
  return {
    rest,
    add: (line, bytes) => {
      const key = keyOf(line.value);
      const isAboutOneOf = ({ keys, events }: typeof batch): boolean =>
        (key !== undefined && keys.has(key)) || (line.event !== null && events.has(line.event.key));
      const { lines, size } = batch;
      const isFull =
        lines.length === MAX_BATCH_LINES || (lines.length > 0 && size + bytes > MAX_BATCH_BYTES) || isAboutOneOf(batch);
      const full = isFull ? rest() : undefined;
      if (isCompound?.(line.value) === true) batch.isCompound = true;
      if (isAboutOneOf(before) || batch.isCompound || before.isCompound) batch.isAboutTheSame = true;
      batch.lines.push(line);
      batch.size += bytes;
      if (key !== undefined) batch.keys.add(key);
      if (line.event !== null) batch.events.add(line.event.key);
      return full;
    },
  };
};

/**
 * Corrects the outcomes of rejected lines whose events were noted before: such a line may have been rejected because of
 * what its own event did earlier.
 */
const withKnown = async <Line>(
  { inbox }: Noting,
  lines: readonly GoodLine<Line>[],
  outcomes: readonly ImportOutcome[],
): Promise<readonly ImportOutcome[]> => {
  const keyOf = (outcome: ImportOutcome | undefined, place: number): string | undefined =>
    typeof outcome === 'object' ? lines[place]?.event?.key : undefined;
  const keys = outcomes.map(keyOf).filter((key) => key !== undefined);
  if (keys.length === 0) return outcomes;
  const contents = await inbox.find(keys);
  const known = new Map(keys.map((key, place) => [key, contents[place]]));
  return outcomes.map((outcome, place) => {
    const [key, event] = [keyOf(outcome, place), lines[place]?.event];
    const content = key === undefined ? undefined : known.get(key);
    return content === undefined || event === null || event === undefined
      ? outcome
      : asList(outcomeOfNoted(content, event));
  });
};

const asList = (outcome: LineOutcome | readonly Fault[]): ImportOutcome =>
  typeof outcome === 'string' ? outcome : [outcome].flat();

type Outcomes = readonly (LineOutcome | readonly Fault[])[];

/** Writes the lines of a batch that have passed all checks. */
type WriteAll<Line> = (lines: readonly GoodLine<Line>[]) => Promise<Outcomes | EndedAuthority>;

const writingTo =
  <Line, Repositories>({ write }: Importer<Line, Repositories>, repositories: Repositories): WriteAll<Line> =>
  async (lines) =>
    lines.length === 0
      ? []
      : write(
          repositories,
          lines.map(({ value }) => value),
          lines.map(({ event }) => event),
        );

const isRejected = (outcome: Outcomes[number] | undefined): boolean => typeof outcome === 'object';

/** Writes lines in a transaction. If some of them are rejected, it is undone, and the others are written again. */
const writingApart =
  <Line, Repositories>(
    { store }: Deps<Repositories>,
    scope: Scope,
    importer: Importer<Line, Repositories>,
  ): WriteAll<Line> =>
  async (lines) => {
    const settled = new Map<GoodLine<Line>, Outcomes[number]>();
    for (;;) {
      const left = lines.filter((line) => !settled.has(line));
      const written = await store.transact<Result<Outcomes, Outcomes | EndedAuthority>>(scope, async (repositories) => {
        const outcomes = await writingTo(importer, repositories)(left);
        return typeof outcomes === 'string' || outcomes.some(isRejected) ? err(outcomes) : ok(outcomes);
      });
      const outcomes = written.ok ? written.value : written.error;
      if (typeof outcomes === 'string') return outcomes;
      for (const [index, outcome] of outcomes.entries())
        if (written.ok || isRejected(outcome)) settled.set(left[index] as GoodLine<Line>, outcome);
      if (written.ok) return lines.map((line) => settled.get(line) as Outcomes[number]);
    }
  };

/**
 * Writes a batch and counts the outcomes of its lines, or resolves to the reason why the caller may not go on. Waits
 * for the end of the batch before it if the order matters.
 */
const write = async <Line, Repositories extends Noting>(
  { check, isWrittenInOrder = false }: Importer<Line, Repositories>,
  repositories: Repositories,
  { lines, isAboutTheSame }: Batch<Line>,
  tally: Tally,
  writeAll: WriteAll<Line>,
  before?: Promise<unknown>,
): Promise<EndedAuthority | undefined> => {
  if (lines.length === 0) return undefined;
  if (!isWrittenInOrder || isAboutTheSame || check !== undefined) await before;
  const checked: readonly Result<Line, readonly Fault[]>[] | EndedAuthority =
    (await check?.(
      repositories,
      lines.map(({ value }) => value),
    )) ?? lines.map(({ value }) => ok(value));
  if (typeof checked === 'string') return checked;
  const good = lines.flatMap((line, place) => {
    const one = checked[place];
    return one?.ok === true ? [{ ...line, value: one.value }] : [];
  });
  const written = await writeAll(good);
  if (typeof written === 'string') return written;
  const settled = written.values();
  const outcomes = checked.map((line) =>
    line.ok ? asList(settled.next().value as LineOutcome | readonly Fault[]) : line.error,
  );
  for (const [place, outcome] of (await withKnown(repositories, lines, outcomes)).entries())
    count(tally, lines[place]?.line ?? 0, outcome);
  return undefined;
};

const stopped = (
  under: Authority,
  ended: EndedAuthority,
  { created, updated, unchanged, rejected }: ImportCounts,
): Err<StoppedImport> => err({ ...authorityError(under, ended), so_far: { created, updated, unchanged, rejected } });

/** A scope in which every statement checks that the caller may go on. */
export type LastingScope = Scope & { readonly under: Authority };

type Imported = Result<ImportResult, Invalid | TooLarge | StoppedImport>;

/** Rejected lines have left changes, so the transaction must be undone and the other lines written again. */
interface Undone {
  readonly code: 'undone';
}

const importEachLine = async <Line, Repositories extends Noting>(
  deps: Deps<Repositories>,
  scope: LastingScope,
  source: ImportSource,
  importer: Importer<Line, Repositories>,
): Promise<Imported> => {
  const tally = newTally(source);
  const repositories = deps.store.within(scope);
  const eventKeyOf = newEventKeys(deps.secrets.hash);
  const batcher = newBatcher(importer);
  // One batch is written while the next one waits at the database and the one after that is read.
  const writeAll = ({ isCompound }: Batch<Line>): WriteAll<Line> =>
    isCompound ? writingApart(deps, scope, importer) : writingTo(importer, repositories);
  let writing: Promise<EndedAuthority | undefined> = Promise.resolve(undefined);
  let before = writing;
  let ended: EndedAuthority | undefined;
  try {
    for await (const came of source.lines) {
      // Lines that cannot be written need not be read.
      if (ended !== undefined) break;
      for (const line of listOf(came)) {
        const good = read(eventKeyOf, importer, tally, line);
        const full = good && batcher.add(good, line.weight ?? line.bytes);
        if (full === undefined) continue;
        if ((await before) !== undefined) break;
        before = writing;
        writing = write(importer, repositories, full, tally, writeAll(full), before);
        writing.then((why) => (ended ??= why)).catch(() => undefined);
      }
      tell(tally, source);
    }
  } finally {
    await Promise.allSettled([before, writing]);
    tell(tally, source);
  }
  const last = batcher.rest();
  ended = (await before) ?? (await writing) ?? (await write(importer, repositories, last, tally, writeAll(last)));
  if (ended !== undefined) return stopped(scope.under, ended, tally);
  tell(tally, source);
  return ok(resultOf(tally));
};

const importAtOnce = async <Line, Repositories extends Noting>(
  deps: Deps<Repositories>,
  scope: LastingScope,
  source: ImportSource,
  importer: Importer<Line, Repositories>,
): Promise<Imported> => {
  const isRefused = ({ rejected }: Tally): boolean => source.on_error === 'abort' && rejected > 0;
  const checked = newTally(source);
  const eventKeyOf = newEventKeys(deps.secrets.hash);
  const batcher = newBatcher(importer);
  const batches: Batch<Line>[] = [];
  let bytes = 0;
  for await (const came of source.lines) {
    for (const line of listOf(came)) {
      bytes += line.bytes;
      if (bytes > MAX_ABORTABLE_BYTES) {
        return err({
          code: 'too_large',
          detail:
            'An import with on_error=abort, or with an idempotency key, takes at most 10 MiB; send more in several imports, or without.',
        });
      }
      const good = read(eventKeyOf, importer, checked, line);
      const full = good && batcher.add(good, line.weight ?? line.bytes);
      if (full !== undefined) batches.push(full);
    }
  }
  batches.push(batcher.rest());
  if (isRefused(checked)) return refused(checked);
  const rejected = new Set<number>();
  for (;;) {
    let tally = checked;
    const undone = new Map<number, ImportOutcome>();
    const imported = await deps.store.transact<Imported | Err<Undone>>(scope, async (repositories) => {
      tally = copyOf(checked);
      undone.clear();
      for (const batch of batches) {
        const writeAll: WriteAll<Line> = async (lines) => {
          const outcomes = await writingTo(importer, repositories)(lines);
          if (typeof outcomes !== 'string' && batch.isCompound)
            for (const [index, outcome] of outcomes.entries())
              if (isRejected(outcome)) undone.set(lines[index]?.line ?? 0, asList(outcome));
          return outcomes;
        };
        const ended = await write(
          importer,
          repositories,
          { ...batch, lines: batch.lines.filter(({ line }) => !rejected.has(line)) },
          tally,
          writeAll,
        );
        if (ended !== undefined) return stopped(scope.under, ended, checked);
      }
      if (isRefused(tally)) return refused(tally);
      return undone.size > 0 ? err({ code: 'undone' }) : ok(resultOf(tally));
    });
    if (imported.ok) tell(tally, source);
    if (imported.ok || imported.error.code !== 'undone') return imported as Imported;
    for (const [line, outcome] of undone) {
      rejected.add(line);
      count(checked, line, outcome);
    }
  }
};

const refused = (tally: Tally): { readonly ok: false; readonly error: Invalid } => {
  return err({ code: 'invalid', errors: resultOf(tally).errors });
};

/**
 * Imports lines in constant memory, in batches that are each atomic. A rejected line does not stop the others, unless
 * `on_error` is `abort`: then at most 10 MiB are accepted, every line is checked before the first write, and either all
 * lines are written or none. An import with an idempotency key is also limited to 10 MiB; it is read first and then
 * written in one transaction with its idempotency record. An import is stopped if the authority of its caller ends:
 * after the operation that ended it has responded, no further batch is written.
 */
export const importLines = <Line, Repositories extends Noting>(
  deps: Deps<Repositories>,
  scope: LastingScope,
  source: ImportSource,
  importer: Importer<Line, Repositories>,
): Promise<Imported> =>
  source.on_error === 'abort' || scope.once !== undefined
    ? importAtOnce(deps, scope, source, importer)
    : importEachLine(deps, scope, source, importer);
