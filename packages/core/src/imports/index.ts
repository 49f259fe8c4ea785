export { ImportError, ImportOptions, ImportResult } from './transports.ts';
export { MAX_BATCH_LINES } from './batch.ts';
export type { LineBatch, LineOutcome } from './batch.ts';
export { importLines, MAX_ABORTABLE_BYTES } from './import-lines.ts';
export type { Importer, ImportLine, ImportSource } from './import-lines.ts';
export { settleLines } from './settle-lines.ts';
