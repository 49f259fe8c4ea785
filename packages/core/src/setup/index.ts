export { ImportSetup, ProjectSettings, Setup } from './transports.ts';
export type { GetSetup } from './get-setup.ts';
export type { ImportSetup as ImportSetupUseCase, ImportSetupInput } from './import-setup.ts';
export { setupOperations } from './operations.ts';
