import {
  Annotation,
  Claim,
  ClaimTasks,
  ImportOptions,
  ImportResult,
  ImportSkip,
  ImportSkips,
  SkipTask,
  SubmitTask,
  Task,
  TaskFilter,
} from '@goldset/core';
import { found, page, thing } from '../response/answer.ts';
import { endpoint } from '../endpoint.ts';
import type { Endpoint } from '../endpoint.ts';
import { examples } from './examples.ts';
import { importBody } from '../request/import-body.ts';
import { json, noFields } from '../request/json-body.ts';

/** Tasks. */
export const taskEndpoints = [
  endpoint(
    {
      operation: 'claimTasks',
      method: 'post',
      path: '/projects/{project_id}/tasks/claim',
      tag: 'Tasks',
      summary: 'Claim tasks',
      description:
        'Hands out fewer tasks than `count` where together they would hold more than 8 MiB; what it does not answer is not claimed. Higher priority first, then in the order of import, or from a random place in it on (`strategy`); or one item (`item_id`). With nothing to give, `tasks` is empty and `reason` says why: of a named item, that it is `complete`, that its places are `leased` by others, or `exhausted` where the caller holds it, has answered it or has skipped it; an item that is not there is a 404. `Retry-After` says when the first lease of others ends. A project without a guideline is `not_ready`.',
      body: json(ClaimTasks),
      answer: found(
        Claim,
        examples.claim,
        'The tasks, and each guideline and annotation UI that they name, once.',
        ({ retry_after }) => retry_after,
      ),
      errors: ['not_ready'],
    },
    (application, caller, input) => application.claimTasks(caller, input),
  ),
  endpoint(
    {
      operation: 'listTasks',
      method: 'get',
      path: '/projects/{project_id}/tasks',
      tag: 'Tasks',
      summary: 'List tasks',
      description:
        'The caller’s; everybody’s for those who have `task:read_all`. With `state=claimed` an annotator finds the work again that they hold. A task whose lease has ended is `expired`; until a claim takes its place it can still be renewed and submitted. With another `state` a page may be short or empty and yet have a `next`.',
      query: TaskFilter,
      answer: page('TaskPage', 'tasks', Task, examples.task),
    },
    (application, caller, input) => application.listTasks(caller, input),
  ),
  endpoint(
    {
      operation: 'getTask',
      method: 'get',
      path: '/projects/{project_id}/tasks/{task_id}',
      tag: 'Tasks',
      summary: 'Read a task',
      description: 'One of the caller’s; anybody’s for those who have `task:read_all`.',
      answer: thing(Task, examples.task, 'The task.'),
    },
    (application, caller, input) => application.getTask(caller, input),
  ),
  endpoint(
    {
      operation: 'renewTask',
      method: 'post',
      path: '/projects/{project_id}/tasks/{task_id}/renew',
      tag: 'Tasks',
      summary: 'Renew the lease of a task',
      description:
        'The lease then ends the project’s `lease_seconds` from now, also where it had ended and nobody has taken the place: the task is `claimed` again. Only the annotator can: a `403` says so to those who may read the task, to others it is a `404`.',
      body: noFields,
      answer: found(Task, { ...examples.task, lease: { expires_at: '2026-11-22T09:45:00.000Z' } }, 'The task.'),
      errors: ['lease_lost', 'already_submitted'],
    },
    (application, caller, input) => application.renewTask(caller, input),
  ),
  endpoint(
    {
      operation: 'releaseTask',
      method: 'post',
      path: '/projects/{project_id}/tasks/{task_id}/release',
      tag: 'Tasks',
      summary: 'Release a task',
      description:
        'Its place is free for anyone, the annotator included. Doing it again answers the same. Those who have `task:release_any` can release anybody’s: a `403` says so to those who may read the task, to others it is a `404`.',
      body: noFields,
      answer: found(Task, { ...examples.task, state: 'released' }, 'The task.'),
      errors: ['lease_lost', 'already_submitted'],
    },
    (application, caller, input) => application.releaseTask(caller, input),
  ),
  endpoint(
    {
      operation: 'skipTask',
      method: 'post',
      path: '/projects/{project_id}/tasks/{task_id}/skip',
      tag: 'Tasks',
      summary: 'Skip a task',
      description:
        'Its place is free for others; the annotator is not offered the item again. Doing it again answers the same. Those who have `task:release_any` can skip anybody’s: a `403` says so to those who may read the task, to others it is a `404`.',
      body: json(SkipTask),
      answer: found(Task, { ...examples.task, state: 'skipped', skip_reason: 'not in English' }, 'The task.'),
      errors: ['lease_lost', 'already_submitted'],
    },
    (application, caller, input) => application.skipTask(caller, input),
  ),
  endpoint(
    {
      operation: 'submitTask',
      method: 'post',
      path: '/projects/{project_id}/tasks/{task_id}/submit',
      tag: 'Tasks',
      summary: 'Submit the answer to a task',
      description:
        'Accepted once: the same value again answers the same annotation, another one is `already_submitted`. Only the annotator can: a `403` says so to those who may read the task, to others it is a `404`.',
      body: json(SubmitTask),
      answer: found(Annotation, examples.annotation, 'The annotation as it was submitted.'),
      errors: ['lease_lost', 'already_submitted'],
    },
    (application, caller, input) => application.submitTask(caller, input),
  ),
  endpoint(
    {
      operation: 'importSkips',
      method: 'post',
      path: '/projects/{project_id}/tasks/import',
      tag: 'Tasks',
      summary: 'Import skips',
      description: `Skips from elsewhere: who skipped an item there is not offered it here. Each becomes a skipped task, or, where it says that it was taken back (\`requeued_at\`), a released one. It takes no place of the item.

Of one annotator and item, skips of different dates are different ones, of which one stands at most. A line without a date means the skip that stands, or else the latest. The same skip again is unchanged, also after the item was put back. One with another \`reason\` is rejected, or with \`on_conflict=update\` gets it. An annotator who has answered the item is \`already_exists\`, one who has a claimed task on it \`in_use\`, but for a skip that was taken back. A project without a guideline is \`not_ready\`.

Bad lines, \`on_error\`, a body that ends early, and a caller who may not go on are treated as in an import of items.`,
      query: ImportOptions,
      body: importBody({ key: 'skips', line: ImportSkip, document: ImportSkips }),
      answer: found(ImportResult, examples.importResult, 'What the import did.'),
      errors: ['not_ready'],
    },
    (application, caller, input) => application.importSkips(caller, input),
  ),
] as const satisfies readonly Endpoint[];
