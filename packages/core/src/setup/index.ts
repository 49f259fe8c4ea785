export { ImportSetup, ProjectSettings, Setup } from './transports.ts';
export { getSetup } from './get-setup.ts';
export type { GetSetup } from './get-setup.ts';
export { importSetup } from './import-setup.ts';
export type { ImportSetup as ImportSetupUseCase, ImportSetupInput } from './import-setup.ts';
