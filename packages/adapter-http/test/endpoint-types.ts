// Compiled, not run: what `endpoint` must refuse. Each refusal is expected, so the compiler fails where one is missing.
import { Claim, ClaimTasks, Project, SubmitTask, Task, UpdateProject } from '@goldset/core';
import type { Application, Caller } from '@goldset/core';
import { created, found, gone, page } from '../src/response/answer.ts';
import { endpoint } from '../src/endpoint.ts';
import { examples } from '../src/views/examples.ts';
import { json, noFields } from '../src/request/json-body.ts';

const claim = {
  operation: 'claimTasks',
  method: 'post',
  path: '/projects/{project_id}/tasks/claim',
  tag: 'Tasks',
  summary: 'Claim',
} as const;
const renew = {
  operation: 'renewTask',
  method: 'post',
  path: '/projects/{project_id}/tasks/{task_id}/renew',
  tag: 'Tasks',
  summary: 'Renew',
} as const;
const submit = { ...renew, operation: 'submitTask' } as const;
const read = {
  operation: 'getProject',
  method: 'get',
  path: '/projects/{project_id}',
  tag: 'Projects',
  summary: 'Read',
} as const;

const update = { ...read, operation: 'updateProject', method: 'patch', summary: 'Change' } as const;

const claimed = found(Claim, examples.claim, 'The tasks.');
const task = found(Task, examples.task, 'The task.');
const project = found(Project, examples.project, 'The project.');

/** Every one of these compiles, or fails to, exactly as it says. */
export const cases = [
  endpoint({ ...claim, body: json(ClaimTasks), answer: claimed, errors: ['not_ready'] }, (application, caller, input) =>
    application.claimTasks(caller, input),
  ),

  endpoint({ ...claim, body: json(ClaimTasks), answer: claimed }, (application, caller, input) =>
    // @ts-expect-error the operation can answer `not_ready`, which is not declared
    application.claimTasks(caller, input),
  ),

  endpoint({ ...renew, body: noFields, answer: task, errors: ['lease_lost'] }, (application, caller, input) =>
    // @ts-expect-error of two errors, one is not declared
    application.renewTask(caller, input),
  ),

  endpoint({ ...submit, answer: task, errors: ['lease_lost', 'already_submitted'] }, (application, caller, input) =>
    // @ts-expect-error an operation that can answer `invalid` needs something that is invalid: a body
    application.submitTask(caller, { ...input, value: {} }),
  ),

  endpoint(
    // @ts-expect-error there is no such error
    { ...renew, body: noFields, answer: task, errors: ['lease_lost', 'already_submitted', 'on_fire'] },
    (application, caller, input) => application.renewTask(caller, input),
  ),

  // @ts-expect-error a project is no task
  endpoint({ ...read, answer: task }, (application, caller, input) => application.getProject(caller, input)),

  endpoint(
    { ...read, answer: page('ProjectPage', 'projects', Project, examples.project) },
    // @ts-expect-error one thing is no page
    (application, caller, input) => application.getProject(caller, input),
  ),

  // @ts-expect-error something is not nothing
  endpoint({ ...read, answer: gone }, (application, caller, input) => application.getProject(caller, input)),

  endpoint(
    { ...claim, body: json(SubmitTask), answer: task, errors: ['lease_lost', 'already_submitted'] },
    // @ts-expect-error the path names no task
    (application, caller, input) => application.submitTask(caller, input),
  ),

  // @ts-expect-error a list without a page
  endpoint({ ...read, answer: project }, (application, caller, input) => application.listItems(caller, input)),

  // @ts-expect-error the example does not fit the schema
  created(Project, { ...examples.project, overlap: 'three' }, ({ id }) => `/projects/${id}`),

  endpoint({ ...update, body: json(UpdateProject), answer: project, errors: ['stale'] }, (application, caller, input) =>
    application.updateProject(caller, input),
  ),

  endpoint({ ...update, body: json(UpdateProject), answer: project }, (application, caller, input) =>
    // @ts-expect-error the operation can answer `stale`, and takes `If-Match` where that is declared
    application.updateProject(caller, input),
  ),

  // @ts-expect-error an archived project answers a read like any other
  endpoint({ ...read, answer: project }, async () => ({ ok: false, error: { code: 'archived' } })),

  endpoint(
    { ...read, answer: project },
    (application: Application, caller: Caller, input: { readonly project_id: string }) =>
      application.getProject(caller, input),
  ),
] as const;
