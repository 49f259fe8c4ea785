import type { AuthorityOf } from '../access/index.ts';
import { changeBy, restorableSince } from '../dependencies.ts';
import type { Dependencies, UseCase } from '../dependencies.ts';
import type { Invalid, TooLarge } from '../errors.ts';
import { importLines, isTable, linesOfTable, noTableFaults } from '../imports/index.ts';
import type { ImportOptions, ImportResult, ImportSource, StoppedImport, TableSource } from '../imports/index.ts';
import { err, ok } from '../kernel/index.ts';
import type { Id, Result } from '../kernel/index.ts';
import { scopeOf } from '../store.ts';
import { itemRows } from './item-table.ts';
import type { ItemTableOptions } from './item-table.ts';
import { ImportItem } from './transports.ts';

/** An import of any length: lines, or a table whose rows are lines. */
export type ImportItemsInput = ImportOptions & ItemTableOptions & (ImportSource | TableSource) & { readonly project_id: Id };

/**
 * Imports items in constant memory, in batches that are atomic each. A bad line stops no good one, unless `on_error` is
 * `abort`: then at most 10 MiB are taken, all of it is checked before the first write, and all or nothing is written.
 * What a caller asks for once is at most 10 MiB too, read first and then written in one transaction with the answer. An import
 * is stopped once its caller may not go on, as when the token is revoked or the project archived.
 */
export type ImportItems = UseCase<ImportItemsInput, ImportResult, StoppedImport | Invalid | TooLarge>;

const sourceOf = async (input: ImportItemsInput): Promise<Result<ImportSource, Invalid>> => {
  const { delimiter, formulas, external_id, metadata, types } = input;
  if (isTable(input)) return linesOfTable(input, { delimiter, formulas }, itemRows({ external_id, metadata, types }));
  const faults = noTableFaults({ delimiter, formulas, external_id, metadata, types });
  return faults.length > 0 ? err({ code: 'invalid', errors: faults }) : ok(input);
};

/** Imports items. */
export const importItems =
  (deps: Dependencies, underOf: AuthorityOf): ImportItems =>
  async (caller, input) => {
    const { newId } = deps;
    const source = await sourceOf(input);
    if (!source.ok) return source;
    return importLines(deps, { ...scopeOf(caller), under: underOf(caller) }, source.value, {
      schema: ImportItem,
      keyOf: ({ external_id }) => external_id,
      isWrittenInOrder: true,
      // The change is taken with the ids, so that an item’s id and its `created_at` name the same moment however long the import takes.
      write: ({ items }, lines, events) =>
        items.importBatch({
          on_conflict: input.on_conflict,
          change: changeBy(deps, caller),
          restorable_since: restorableSince(deps),
          newEventId: newId,
          lines: lines.map((item, place) => ({ id: newId(), item, event: events[place] ?? null })),
        }),
    });
  };
