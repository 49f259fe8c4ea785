import { AnnotationUI, AnswerSchema, CreateAnnotationUI } from '@goldset/core';
import { created, page, thing } from '../response/answer.ts';
import { endpoint } from '../endpoint.ts';
import type { Endpoint } from '../endpoint.ts';
import { versionOf } from '../conditional/etag.ts';
import { examples } from './examples.ts';
import { json } from '../request/json-body.ts';

/** Annotation UIs. */
export const annotationUiEndpoints = [
  endpoint(
    {
      operation: 'listAnnotationUIs',
      operationId: 'listAnnotationUis',
      method: 'get',
      path: '/projects/{project_id}/annotation-uis',
      tag: 'Annotation UI',
      summary: 'List the versions of the annotation UI',
      answer: page('AnnotationUIPage', 'annotation_uis', AnnotationUI, examples.annotationUI, 'version'),
    },
    (application, caller, input) => application.listAnnotationUIs(caller, input),
  ),
  endpoint(
    {
      operation: 'createAnnotationUI',
      method: 'post',
      path: '/projects/{project_id}/annotation-uis',
      tag: 'Annotation UI',
      summary: 'Make the next version of the annotation UI',
      description: 'It takes effect when a guideline names it.',
      body: json(CreateAnnotationUI),
      answer: created(
        AnnotationUI,
        examples.annotationUI,
        ({ version }, { project_id }) => `/projects/${project_id}/annotation-uis/${version}`,
      ),
    },
    (application, caller, input) => application.createAnnotationUI(caller, input),
  ),
  endpoint(
    {
      operation: 'getAnnotationUI',
      operationId: 'getLatestAnnotationUI',
      method: 'get',
      path: '/projects/{project_id}/annotation-uis/latest',
      tag: 'Annotation UI',
      summary: 'Read the newest version of the annotation UI',
      description:
        'The newest version is in force only once a guideline names it: the `annotation_ui_version` of `GET …/guidelines/latest` is the one in force.',
      answer: thing(AnnotationUI, examples.annotationUI, 'The annotation UI.', versionOf),
    },
    (application, caller, input) => application.getAnnotationUI(caller, { ...input, version: 'latest' }),
  ),
  endpoint(
    {
      operation: 'getAnnotationUI',
      method: 'get',
      path: '/projects/{project_id}/annotation-uis/{version}',
      tag: 'Annotation UI',
      summary: 'Read a version of the annotation UI',
      answer: thing(AnnotationUI, examples.annotationUI, 'The annotation UI.'),
    },
    (application, caller, input) => application.getAnnotationUI(caller, input),
  ),
  endpoint(
    {
      operation: 'getAnnotationUISchema',
      method: 'get',
      path: '/projects/{project_id}/annotation-uis/{version}/json-schema',
      tag: 'Annotation UI',
      summary: 'Read the JSON Schema of an answer',
      description: 'For the `value` of answers to tasks that name this version of the annotation UI.',
      // Not `application/schema+json`: a client that accepts only JSON would be refused, and `$schema` names the kind
      // of document.
      answer: thing(AnswerSchema, examples.answerSchema, 'The JSON Schema (2020-12).'),
    },
    (application, caller, input) => application.getAnnotationUISchema(caller, input),
  ),
] as const satisfies readonly Endpoint[];
