export {
  DeletedItem,
  ExportedAnnotation,
  ExportedItem,
  ExportedRevision,
  ExportedUser,
  ExportOptions,
} from './transports.ts';
export type {
  ChangePlace,
  ChangeWindow,
  EndedPlace,
  EndedWindow,
  ExportBeginning,
  ExportChunk,
  ExportRepository,
  Horizon,
  NamedBy,
} from './repository.ts';
export { csvWriter } from './csv.ts';
export type { CsvWriter } from './csv.ts';
export { endedExportIn } from './export-project.ts';
export type { Export, ExportProject, ExportProjectInput } from './export-project.ts';
export { exportOperations } from './operations.ts';
