import { Guideline, PublishGuideline } from '@goldset/core';
import { created, page, thing } from '../response/answer.ts';
import { endpoint } from '../endpoint.ts';
import type { Endpoint } from '../endpoint.ts';
import { versionOf } from '../conditional/etag.ts';
import { examples } from './examples.ts';
import { json } from '../request/json-body.ts';

/** Guidelines. */
export const guidelineEndpoints = [
  endpoint(
    {
      operation: 'listGuidelines',
      method: 'get',
      path: '/projects/{project_id}/guidelines',
      tag: 'Guidelines',
      summary: 'List the versions of the guideline',
      answer: page('GuidelinePage', 'guidelines', Guideline, examples.guideline, 'version'),
    },
    (application, caller, input) => application.listGuidelines(caller, input),
  ),
  endpoint(
    {
      operation: 'publishGuideline',
      method: 'post',
      path: '/projects/{project_id}/guidelines',
      tag: 'Guidelines',
      summary: 'Publish the next version of the guideline',
      description:
        'It and the annotation UI it names are in force from then on. A project without an annotation UI is `not_ready`.',
      body: json(PublishGuideline),
      answer: created(
        Guideline,
        examples.guideline,
        ({ version }, { project_id }) => `/projects/${project_id}/guidelines/${version}`,
      ),
      errors: ['not_ready'],
    },
    (application, caller, input) => application.publishGuideline(caller, input),
  ),
  endpoint(
    {
      operation: 'getGuideline',
      operationId: 'getLatestGuideline',
      method: 'get',
      path: '/projects/{project_id}/guidelines/latest',
      tag: 'Guidelines',
      summary: 'Read the guideline in force',
      answer: thing(Guideline, examples.guideline, 'The guideline.', versionOf),
    },
    (application, caller, input) => application.getGuideline(caller, { ...input, version: 'latest' }),
  ),
  endpoint(
    {
      operation: 'getGuideline',
      method: 'get',
      path: '/projects/{project_id}/guidelines/{version}',
      tag: 'Guidelines',
      summary: 'Read a version of the guideline',
      answer: thing(Guideline, examples.guideline, 'The guideline.'),
    },
    (application, caller, input) => application.getGuideline(caller, input),
  ),
] as const satisfies readonly Endpoint[];
