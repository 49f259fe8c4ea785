export { ExportedItem } from './transports.ts';
export type { ExportChunk, ExportRepository } from './repository.ts';
export { exportProject } from './export-project.ts';
export type { ExportProject } from './export-project.ts';
