export { ImportError, ImportOptions, ImportResult, NamingImportOptions } from './transports.ts';
export { MAX_BATCH_LINES, notedUntil, olderLine, outcomeOfNoted } from './batch.ts';
export type { ImportCounts, LineBatch, LineOutcome, StoppedImport } from './batch.ts';
export type { InboxRepository } from './repository.ts';
export { importLines, MAX_ABORTABLE_BYTES } from './import-lines.ts';
export type { Importer, ImportLine, ImportOutcome, ImportSource, LastingScope } from './import-lines.ts';
export { settleLines } from './settle-lines.ts';
export { headingFault, isTable, linesOfTable, noTableFaults, TableOptions } from './table.ts';
export type { ReadRow, Row, TableSource } from './table.ts';
