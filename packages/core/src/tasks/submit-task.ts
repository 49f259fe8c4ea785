import { answerAsItIs, changeBy, defineOperation, scopeOf } from '../access/index.ts';
import type { Forbidden, Needs, NotFound, UseCase } from '../access/index.ts';
import type { Annotation } from '../annotations/index.ts';
import { equalAnswers, validateAnswer } from '../controls/index.ts';
import { err, ok } from '../kernel/index.ts';
import type { Id, Invalid } from '../kernel/index.ts';
import { onlyItsAnnotator } from './errors.ts';
import type { AlreadySubmitted, LeaseLost } from './errors.ts';
import { readableTasks } from './readable-tasks.ts';
import type { TasksRepository } from './repository.ts';
import { refusalOf } from './task.ts';
import type { SubmitTask as Request } from './transports.ts';

/** An answer, and the task that it answers. */
export interface SubmitTaskInput extends Request {
  readonly project_id: Id;
  readonly task_id: Id;
}

/**
 * Submits the caller's task, once. Submitting an equal value again, even if it is written differently, returns the same
 * annotation. Another value is `already_submitted`.
 */
export type SubmitTask = UseCase<
  SubmitTaskInput,
  Annotation,
  NotFound | Forbidden | LeaseLost | AlreadySubmitted | Invalid
>;

/** Submits a task. */
export const submitTask = defineOperation({
  name: 'submitTask',
  permission: 'task:submit',
  effect: 'writes',
  onArchived: 'serves',
  target: 'project',
  run:
    (deps: Needs<{ tasks: TasksRepository }>): SubmitTask =>
    async (caller, { task_id, value }) => {
      const scope = scopeOf(caller);
      const { tasks } = deps.store.within(scope);
      const readable = { task_id, ...readableTasks(caller) };
      const before = await tasks.findToSubmit(readable);
      if (before === undefined) return err({ code: 'not_found' });
      if (before.annotator_id !== caller.user_id) return err(onlyItsAnnotator);
      const valid = validateAnswer(before.controls, value, before.data);
      if (!valid.ok) return err({ code: 'invalid', errors: valid.error });
      if (before.state === 'claimed') {
        const submission = { task_id, item_id: before.item_id, annotation_id: deps.newId(), value: valid.value };
        const annotation = await tasks.submit(submission, changeBy(deps, caller), deps.newId());
        if (annotation !== undefined) return ok(annotation);
      }
      // The task was no longer claimed when the answer was written, so its state now decides the error.
      const task = before.state === 'claimed' ? await tasks.findToSubmit(readable) : before;
      if (task === undefined) return err({ code: 'not_found' });
      if (task.submitted !== null && equalAnswers(task.controls, task.submitted.value, value))
        return answerAsItIs(deps.store, scope, task.submitted);
      return err(refusalOf(task.state));
    },
});
