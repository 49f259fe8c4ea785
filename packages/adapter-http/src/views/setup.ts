import { ImportSetup, Setup } from '@goldset/core';
import { found } from '../response/answer.ts';
import { endpoint } from '../endpoint.ts';
import type { Endpoint } from '../endpoint.ts';
import { examples } from './examples.ts';
import { json } from '../request/json-body.ts';

/** Export and import of the setup of a project. */
export const setupEndpoints = [
  endpoint(
    {
      operation: 'getSetup',
      method: 'get',
      path: '/projects/{project_id}/setup',
      tag: 'Projects',
      summary: 'Read the setup of a project',
      description:
        'Its settings, and all versions of its annotation UI and of its guideline, as `POST` takes them: a project that is given the same setup can be given its exported items as well. Needs the permissions `annotation_ui:read` and `guideline:read` as well.',
      answer: found(Setup, examples.setup, 'The setup.'),
      errors: ['too_large'],
    },
    (application, caller, input) => application.getSetup(caller, input),
  ),
  endpoint(
    {
      operation: 'importSetup',
      method: 'post',
      path: '/projects/{project_id}/setup',
      tag: 'Projects',
      summary: 'Give a project the setup of another one',
      description:
        'All of it, or nothing. Settings that are named replace what the project has. Versions keep their numbers, so that exported answers can name them: those that the project has must be the same (else `already_exists` names the first that is not), the others are added, and the last guideline is in force. Sent again, it changes nothing. Needs the permissions `annotation_ui:create` and `guideline:publish` as well.',
      body: json(ImportSetup),
      answer: found(Setup, examples.setup, 'The setup as it is now.'),
      errors: ['already_exists'],
    },
    (application, caller, input) => application.importSetup(caller, input),
  ),
] as const satisfies readonly Endpoint[];
