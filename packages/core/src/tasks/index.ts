export {
  Claim,
  ClaimTasks,
  EmptyClaimReason,
  ImportSkip,
  ImportSkips,
  SkipTask,
  SubmitTask,
  Task,
  TaskFilter,
  TaskState,
} from './transports.ts';
export type {
  ClaimChoice,
  ClaimRequest,
  EmptyClaim,
  SkipBatch,
  TaskOf,
  TasksRepository,
  TaskToSubmit,
} from './repository.ts';
export { taskEvents } from './events.ts';
export type { AlreadySubmitted, LeaseLost } from './errors.ts';
export type { ClaimTasks as ClaimTasksUseCase, ClaimTasksInput } from './claim-tasks.ts';
export type { ListTasks } from './list-tasks.ts';
export type { GetTask } from './get-task.ts';
export type { RenewTask } from './renew-task.ts';
export type { ReleaseTask, SkipTask as SkipTaskUseCase } from './give-back-task.ts';
export type { SubmitTask as SubmitTaskUseCase, SubmitTaskInput } from './submit-task.ts';
export { judgeSkip, mayBeNamed } from './skip-line.ts';
export type { SkipFacts } from './skip-line.ts';
export { newSkipImporter } from './import-skips.ts';
export type { ImportSkips as ImportSkipsUseCase, ImportSkipsInput } from './import-skips.ts';
export { taskOperations } from './operations.ts';
