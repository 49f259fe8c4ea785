import type { NotFound } from '../access/index.ts';
import { changeBy, restorableSince } from '../dependencies.ts';
import type { Dependencies, UseCase } from '../dependencies.ts';
import type { Invalid, TooLarge } from '../errors.ts';
import { err, MAX_FAULTS, ok, parse } from '../kernel/index.ts';
import type { Change, Fault, Id } from '../kernel/index.ts';
import { scopeOf } from '../store.ts';
import { MAX_BATCH_LINES } from './repository.ts';
import type { ItemsRepository, LineOutcome } from './repository.ts';
import { ImportItem } from './transports.ts';
import type { ImportError, ImportOptions, ImportResult } from './transports.ts';

/** One line of an import as it was read: its value, or why it could not be read. `line` counts from 1, `bytes` is its length. */
export type ImportLine = { readonly line: number; readonly bytes: number } & ({ readonly value: unknown } | { readonly fault: Fault });

/** An import of any length. */
export interface ImportItemsInput extends ImportOptions {
  readonly project_id: Id;
  /** Read once, in order, no faster than the lines can be written. If it throws, whole batches stay written and the import rejects. */
  readonly lines: AsyncIterable<ImportLine>;
}

/**
 * Imports items in constant memory, in batches that are atomic each. A bad line stops no good one, unless `on_error` is
 * `abort`: then at most 10 MiB are taken, all of it is checked before the first write, and all or nothing is written. A
 * project that is deleted meanwhile is not found.
 */
export type ImportItems = UseCase<ImportItemsInput, ImportResult, NotFound | Invalid | TooLarge>;

/** How much an import with `on_error: 'abort'` takes, in bytes. */
export const MAX_ABORTABLE_BYTES = 10 * 1024 * 1024;

const MAX_BATCH_BYTES = 4 * 1024 * 1024;

interface GoodLine {
  readonly line: number;
  readonly item: ImportItem;
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

const read = (tally: Tally, line: ImportLine): GoodLine | undefined => {
  if ('fault' in line) {
    reject(tally, line.line, [line.fault]);
    return undefined;
  }
  const parsed = parse(ImportItem, line.value);
  if (parsed.ok) return { line: line.line, item: parsed.value };
  reject(tally, line.line, parsed.error);
  return undefined;
};

const count = (tally: Tally, lines: readonly GoodLine[], outcomes: readonly LineOutcome[]): void => {
  for (const [index, outcome] of outcomes.entries()) {
    if (typeof outcome === 'string') tally[outcome] += 1;
    else reject(tally, lines[index]?.line ?? 0, [outcome]);
  }
};

/** Cuts lines into batches: no more than the repository takes, and never two lines with one `external_id` in a batch. */
const newBatcher = (): ((line: GoodLine, bytes: number) => readonly GoodLine[] | undefined) & { readonly rest: () => readonly GoodLine[] } => {
  let batch: GoodLine[] = [];
  let size = 0;
  let names = new Set<string>();
  const rest = (): readonly GoodLine[] => {
    const full = batch;
    [batch, size, names] = [[], 0, new Set()];
    return full;
  };
  const add = (line: GoodLine, bytes: number): readonly GoodLine[] | undefined => {
    const name = line.item.external_id;
    const isFull = batch.length === MAX_BATCH_LINES || (batch.length > 0 && size + bytes > MAX_BATCH_BYTES) || (name !== undefined && names.has(name));
    const full = isFull ? rest() : undefined;
    batch.push(line);
    size += bytes;
    if (name !== undefined) names.add(name);
    return full;
  };
  return Object.assign(add, { rest });
};

/** Writes a batch, and says whether its project is there. */
const writer =
  (deps: Dependencies, change: Change, on_conflict: ImportOptions['on_conflict'], tally: Tally) =>
  async (items: ItemsRepository, lines: readonly GoodLine[]): Promise<boolean> => {
    if (lines.length === 0) return true;
    const { newId } = deps;
    const batch = { lines: lines.map(({ item }) => ({ id: newId(), item })), on_conflict, change, restorable_since: restorableSince(deps), newEventId: newId };
    const outcomes = await items.importBatch(batch);
    if (outcomes !== undefined) count(tally, lines, outcomes);
    return outcomes !== undefined;
  };

const GONE = err({ code: 'not_found' });

/** Imports items. */
export const importItems = (deps: Dependencies): ImportItems => {
  const importAll = importAllOrNothing(deps);
  const importEach = importEachLine(deps);
  return (caller, input) => (input.on_error === 'abort' ? importAll(caller, input) : importEach(caller, input));
};

const importEachLine =
  (deps: Dependencies): ImportItems =>
  async (caller, { lines, on_conflict }) => {
    const tally = newTally();
    const write = writer(deps, changeBy(deps, caller), on_conflict, tally);
    const { items } = deps.store.within(scopeOf(caller));
    const batcher = newBatcher();
    // One batch is written while the next one is read.
    let writing: Promise<boolean> = Promise.resolve(true);
    try {
      for await (const line of lines) {
        const good = read(tally, line);
        const full = good && batcher(good, line.bytes);
        if (full === undefined) continue;
        if (!(await writing)) return GONE;
        writing = write(items, full);
        writing.catch(() => undefined);
      }
    } finally {
      await writing;
    }
    if (!(await writing) || !(await write(items, batcher.rest()))) return GONE;
    trim(tally);
    return ok(tally);
  };

const importAllOrNothing =
  (deps: Dependencies): ImportItems =>
  async (caller, { lines, on_conflict }) => {
    const checked = newTally();
    const batcher = newBatcher();
    const batches: (readonly GoodLine[])[] = [];
    let bytes = 0;
    for await (const line of lines) {
      bytes += line.bytes;
      if (bytes > MAX_ABORTABLE_BYTES) {
        return err({ code: 'too_large', detail: 'An import with on_error=abort takes at most 10 MiB; send more in several imports, or without it.' });
      }
      const good = read(checked, line);
      const full = good && batcher(good, line.bytes);
      if (full !== undefined) batches.push(full);
    }
    batches.push(batcher.rest());
    if (checked.rejected > 0) return refused(checked);
    return deps.store.transact(scopeOf(caller), async ({ items }) => {
      const tally = newTally();
      const write = writer(deps, changeBy(deps, caller), on_conflict, tally);
      for (const batch of batches) if (!(await write(items, batch))) return GONE;
      return tally.rejected > 0 ? refused(tally) : ok(tally);
    });
  };

const refused = (tally: Tally): { readonly ok: false; readonly error: Invalid } => {
  trim(tally);
  return err({ code: 'invalid', errors: tally.errors });
};
