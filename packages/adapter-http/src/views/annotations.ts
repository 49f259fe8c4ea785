import { Annotation } from '@goldset/core';
import { page, thing } from '../answer.ts';
import { endpoint } from '../endpoint.ts';
import type { Endpoint } from '../endpoint.ts';
import { examples } from '../examples.ts';

/** Annotations. */
export const annotationEndpoints: readonly Endpoint[] = [
  endpoint(
    {
      operation: 'listAnnotations',
      method: 'get',
      path: '/projects/{project_id}/annotations',
      tag: 'Annotations',
      summary: 'List annotations',
      description: 'The caller’s; everybody’s for those who have `annotation:read_all`.',
      answer: page('AnnotationPage', 'annotations', Annotation, examples.annotation),
    },
    (application, caller, input) => application.listAnnotations(caller, input),
  ),
  endpoint(
    {
      operation: 'getAnnotation',
      method: 'get',
      path: '/projects/{project_id}/annotations/{annotation_id}',
      tag: 'Annotations',
      summary: 'Read an annotation',
      description: 'One of the caller’s; anybody’s for those who have `annotation:read_all`.',
      answer: thing(Annotation, examples.annotation, 'The annotation.'),
    },
    (application, caller, input) => application.getAnnotation(caller, input),
  ),
];
