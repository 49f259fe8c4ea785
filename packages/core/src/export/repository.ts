import type { Id } from '../kernel/index.ts';

/** The next part of an export. */
export interface ExportChunk {
  /** Each the JSON text of an `ExportedItem`, in the order of the items' ids. */
  readonly lines: readonly string[];
  /** Where the next chunk begins; `null` when this one is the last. */
  readonly next: Id | null;
}

/** Reads a project for export. */
export interface ExportRepository {
  /**
   * The lines after `after` (`null`: from the start): at least one where there is one, and no more than fit into a few
   * megabytes. One statement, no transaction open afterwards. Each line must show its item and annotations at one moment,
   * and items that are there throughout a walk must appear exactly once in it.
   */
  chunk(after: Id | null): Promise<ExportChunk>;
}
