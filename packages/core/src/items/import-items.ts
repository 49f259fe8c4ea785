import { changeBy } from '../dependencies.ts';
import type { Dependencies, UseCase } from '../dependencies.ts';
import type { Invalid, TooLarge } from '../errors.ts';
import { importLines } from '../imports/index.ts';
import type { ImportOptions, ImportResult, ImportSource } from '../imports/index.ts';
import type { Id } from '../kernel/index.ts';
import { scopeOf } from '../store.ts';
import { ImportItem } from './transports.ts';

/** An import of any length. */
export interface ImportItemsInput extends ImportOptions, ImportSource {
  readonly project_id: Id;
}

/**
 * Imports items in constant memory, in batches that are atomic each. A bad line stops no good one, unless `on_error` is
 * `abort`: then at most 10 MiB are taken, all of it is checked before the first write, and all or nothing is written.
 */
export type ImportItems = UseCase<ImportItemsInput, ImportResult, Invalid | TooLarge>;

/** Imports items. */
export const importItems =
  (deps: Dependencies): ImportItems =>
  (caller, input) => {
    const { newId, store } = deps;
    const batch = { on_conflict: input.on_conflict, change: changeBy(deps, caller), newEventId: newId };
    return importLines(store, scopeOf(caller), input, {
      schema: ImportItem,
      keyOf: ({ external_id }) => external_id,
      write: ({ items }, lines) => items.importBatch({ ...batch, lines: lines.map((item) => ({ id: newId(), item })) }),
    });
  };
