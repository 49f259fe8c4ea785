export { createMemoryStore } from './memory-store.ts';
export { memoryStoreHarness } from './memory-store-harness.ts';
export { newIdSource } from './ids.ts';
export type { ContractCase, ContractHarness, ContractSuite } from './contract/harness.ts';
export { contractSuites } from './contract/suites.ts';
export type { ContractArea, Deviations } from './contract/suites.ts';
export { emptyStoreContract } from './contract/empty-store-contract.ts';
export { assertConsistent } from './contract/consistency.ts';
export { assertEventsFit, isOfType } from './contract/events-fit.ts';
export { assertFits, at, errorOf, only, revealed, upTo, valueOf, walk } from './contract/expect.ts';
export { playRounds, playSteps, stepActions } from './interleaving.ts';
export type { Stage, Step } from './interleaving.ts';
export { attemptsOn } from './contract/operations.ts';
export type { Attempt, Subjects } from './contract/operations.ts';
export { arbitraryProject, comparable, peopleOf } from './contract/arbitrary-project.ts';
export { testSecrets } from './contract/test-secrets.ts';
export {
  answer,
  ANSWERS,
  enterProject,
  linesOf,
  linesOfExport,
  manyItems,
  MARK,
  newEmptyProject,
  joinAs,
  newProject,
  newTestClock,
  newWorld,
  testDependencies,
} from './contract/world.ts';
export type { ProjectWorld, TestClock, World } from './contract/world.ts';
