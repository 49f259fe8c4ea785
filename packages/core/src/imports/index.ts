export { ImportError, ImportOptions, ImportResult } from './transports.ts';
export { MAX_BATCH_LINES, notedUntil, outcomeOfNoted } from './batch.ts';
export type { LineBatch, LineOutcome } from './batch.ts';
export type { InboxRepository } from './repository.ts';
export { importLines, MAX_ABORTABLE_BYTES } from './import-lines.ts';
export type { Importer, ImportLine, ImportOutcome, ImportSource } from './import-lines.ts';
export { settleLines } from './settle-lines.ts';
