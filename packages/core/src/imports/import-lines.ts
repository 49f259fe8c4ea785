import type { NotFound } from '../access/index.ts';
import type { z } from 'zod';
import type { Invalid, TooLarge } from '../errors.ts';
import { err, MAX_FAULTS, ok, parse } from '../kernel/index.ts';
import type { Fault, Result } from '../kernel/index.ts';
import type { Repositories, Scope, Store } from '../store.ts';
import { MAX_BATCH_LINES } from './batch.ts';
import type { LineOutcome } from './batch.ts';
import type { ImportError, ImportOptions, ImportResult } from './transports.ts';

/** One line of an import as it was read: its value, or why it could not be read. `line` counts from 1, `bytes` is its length. */
export type ImportLine = { readonly line: number; readonly bytes: number } & ({ readonly value: unknown } | { readonly fault: Fault });

/** What is imported, of any length. */
export interface ImportSource {
  /** Read once, in order, no faster than the lines can be written. If it throws, whole batches stay written and the import rejects. */
  readonly lines: AsyncIterable<ImportLine>;
  readonly on_error: ImportOptions['on_error'];
}

/** How one kind of thing is imported. */
export interface Importer<Line> {
  readonly schema: z.ZodType<Line>;
  /** What no two lines of one batch have in common: the later one begins the next batch. `undefined` for a line that collides with none. */
  readonly keyOf: (line: Line) => string | undefined;
  /** The faults that a schema cannot see, in at most one statement: a list for each line, in their order. Lines that have one are not written. */
  readonly check?: (repositories: Repositories, lines: readonly Line[]) => Promise<readonly (readonly Fault[])[]>;
  /** Writes at most `MAX_BATCH_LINES` lines as one atomic unit, and resolves to one outcome for each, in their order; a line that is rejected may have several faults. `undefined` where the project is gone. */
  readonly write: (repositories: Repositories, lines: readonly Line[]) => Promise<readonly (LineOutcome | readonly Fault[])[] | undefined>;
}

/** How much an import takes that is written in one transaction, in bytes: with `on_error: 'abort'`, and of what is asked for once. */
export const MAX_ABORTABLE_BYTES = 10 * 1024 * 1024;

const MAX_BATCH_BYTES = 4 * 1024 * 1024;

interface GoodLine<Line> {
  readonly line: number;
  readonly value: Line;
}

interface Tally extends Omit<ImportResult, 'errors'> {
  created: number;
  updated: number;
  unchanged: number;
  rejected: number;
  readonly errors: ImportError[];
}

const newTally = (): Tally => ({ created: 0, updated: 0, unchanged: 0, rejected: 0, errors: [] });

const reject = (tally: Tally, line: number, faults: readonly Fault[]): void => {
  tally.rejected += 1;
  tally.errors.push(...faults.map((fault) => ({ line, ...fault })));
  // Lines are rejected while reading and while writing, so the order is made here; sorting only a full list keeps it cheap.
  if (tally.errors.length > 2 * MAX_FAULTS) trim(tally);
};

const trim = (tally: Tally): void => {
  tally.errors.sort((a, b) => a.line - b.line);
  tally.errors.length = Math.min(tally.errors.length, MAX_FAULTS);
};

const read = <Line>({ schema }: Importer<Line>, tally: Tally, line: ImportLine): GoodLine<Line> | undefined => {
  if ('fault' in line) {
    reject(tally, line.line, [line.fault]);
    return undefined;
  }
  const parsed = parse(schema, line.value);
  if (parsed.ok) return { line: line.line, value: parsed.value };
  reject(tally, line.line, parsed.error);
  return undefined;
};

interface Batcher<Line> {
  /** Adds a line; gives the batch that is full because of it, if one is. */
  readonly add: (line: GoodLine<Line>, bytes: number) => readonly GoodLine<Line>[] | undefined;
  readonly rest: () => readonly GoodLine<Line>[];
}

/** Cuts lines into batches: no more than is written at once, and never two lines with one key in a batch. */
const newBatcher = <Line>({ keyOf }: Importer<Line>): Batcher<Line> => {
  let batch: GoodLine<Line>[] = [];
  let size = 0;
  let keys = new Set<string>();
  const rest = (): readonly GoodLine<Line>[] => {
    const full = batch;
    [batch, size, keys] = [[], 0, new Set()];
    return full;
  };
  return {
    rest,
    add: (line, bytes) => {
      const key = keyOf(line.value);
      const isFull = batch.length === MAX_BATCH_LINES || (batch.length > 0 && size + bytes > MAX_BATCH_BYTES) || (key !== undefined && keys.has(key));
      const full = isFull ? rest() : undefined;
      batch.push(line);
      size += bytes;
      if (key !== undefined) keys.add(key);
      return full;
    },
  };
};

/** Writes a batch, counts what became of its lines, and says whether their project is there. */
const write = async <Line>({ check, write: writeAll }: Importer<Line>, repositories: Repositories, lines: readonly GoodLine<Line>[], tally: Tally): Promise<boolean> => {
  if (lines.length === 0) return true;
  const valuesOf = (some: readonly GoodLine<Line>[]): readonly Line[] => some.map(({ value }) => value);
  const faults = (await check?.(repositories, valuesOf(lines))) ?? [];
  const isGood = (_: unknown, place: number): boolean => (faults[place]?.length ?? 0) === 0;
  for (const [place, { line }] of lines.entries()) if (!isGood(line, place)) reject(tally, line, faults[place] ?? []);
  const good = lines.filter(isGood);
  if (good.length === 0) return true;
  const outcomes = await writeAll(repositories, valuesOf(good));
  if (outcomes === undefined) return false;
  for (const [place, outcome] of outcomes.entries()) {
    if (typeof outcome === 'string') tally[outcome] += 1;
    else reject(tally, good[place]?.line ?? 0, [outcome].flat());
  }
  return true;
};

const GONE = err({ code: 'not_found' });

type Imported = Result<ImportResult, Invalid | TooLarge | NotFound>;

const importEachLine = async <Line>(store: Store, scope: Scope, lines: ImportSource['lines'], importer: Importer<Line>): Promise<Imported> => {
  const tally = newTally();
  const repositories = store.within(scope);
  const batcher = newBatcher(importer);
  // One batch is written while the next one is read.
  let writing: Promise<boolean> = Promise.resolve(true);
  try {
    for await (const line of lines) {
      const good = read(importer, tally, line);
      const full = good && batcher.add(good, line.bytes);
      if (full === undefined) continue;
      if (!(await writing)) return GONE;
      writing = write(importer, repositories, full, tally);
      writing.catch(() => undefined);
    }
  } finally {
    await writing;
  }
  if (!(await writing) || !(await write(importer, repositories, batcher.rest(), tally))) return GONE;
  trim(tally);
  return ok(tally);
};

const importAtOnce = async <Line>(store: Store, scope: Scope, { lines, on_error }: ImportSource, importer: Importer<Line>): Promise<Imported> => {
  const isRefused = ({ rejected }: Tally): boolean => on_error === 'abort' && rejected > 0;
  const checked = newTally();
  const batcher = newBatcher(importer);
  const batches: (readonly GoodLine<Line>[])[] = [];
  let bytes = 0;
  for await (const line of lines) {
    bytes += line.bytes;
    if (bytes > MAX_ABORTABLE_BYTES) {
      return err({ code: 'too_large', detail: 'An import with on_error=abort, or with an idempotency key, takes at most 10 MiB; send more in several imports, or without.' });
    }
    const good = read(importer, checked, line);
    const full = good && batcher.add(good, line.bytes);
    if (full !== undefined) batches.push(full);
  }
  batches.push(batcher.rest());
  if (isRefused(checked)) return refused(checked);
  return store.transact<Imported>(scope, async (repositories) => {
    const tally = { ...checked, errors: [...checked.errors] };
    for (const batch of batches) if (!(await write(importer, repositories, batch, tally))) return GONE;
    trim(tally);
    return isRefused(tally) ? refused(tally) : ok(tally);
  });
};

const refused = (tally: Tally): { readonly ok: false; readonly error: Invalid } => {
  trim(tally);
  return err({ code: 'invalid', errors: tally.errors });
};

/**
 * Imports lines in constant memory, in batches that are atomic each. A bad line stops no good one, unless `on_error` is
 * `abort`: then at most 10 MiB are taken, all of it is checked before the first write, and all or nothing is written.
 * What a caller asks for once is at most 10 MiB too, read first and then written in one transaction with the answer.
 */
export const importLines = <Line>(store: Store, scope: Scope, source: ImportSource, importer: Importer<Line>): Promise<Imported> =>
  source.on_error === 'abort' || scope.once !== undefined ? importAtOnce(store, scope, source, importer) : importEachLine(store, scope, source.lines, importer);
