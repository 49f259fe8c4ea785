import {
  Annotation,
  AnnotationFilters,
  AnnotationRevision,
  ImportAnnotation,
  ImportAnnotations,
  ImportOptions,
  ImportResult,
  ReviseAnnotation,
} from '@goldset/core';
import { found, page, thing } from '../answer.ts';
import { endpoint } from '../endpoint.ts';
import type { Endpoint } from '../endpoint.ts';
import { examples } from '../examples.ts';
import { importBody } from '../import-body.ts';
import { json } from '../json-body.ts';

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
      query: AnnotationFilters,
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
  endpoint(
    {
      operation: 'reviseAnnotation',
      method: 'patch',
      path: '/projects/{project_id}/annotations/{annotation_id}',
      tag: 'Annotations',
      summary: 'Revise an annotation',
      description:
        'Only the annotator can: a `403` says so to those who may read the annotation, to others it is a `404`. The value is checked as it was when it was submitted, against the annotation UI version that the annotation names, and becomes its next revision; those before it are kept. An equal value changes nothing.',
      body: json(ReviseAnnotation),
      answer: thing(Annotation, examples.revisedAnnotation, 'The annotation as it is now.'),
      errors: ['stale'],
    },
    (application, caller, input) => application.reviseAnnotation(caller, input),
  ),
  endpoint(
    {
      operation: 'listAnnotationRevisions',
      method: 'get',
      path: '/projects/{project_id}/annotations/{annotation_id}/revisions',
      tag: 'Annotations',
      summary: 'List the revisions of an annotation',
      description: 'The present one included. Of one of the caller’s; of anybody’s for those who have `annotation:read_all`.',
      answer: page('AnnotationRevisionPage', 'revisions', AnnotationRevision, examples.annotationRevision, 'version'),
    },
    (application, caller, input) => application.listAnnotationRevisions(caller, input),
  ),
  endpoint(
    {
      operation: 'importAnnotations',
      method: 'post',
      path: '/projects/{project_id}/annotations/import',
      tag: 'Annotations',
      summary: 'Import annotations',
      description: `Answers that were given elsewhere, to items of the project; they count like those that are submitted, and an item may have more of them than its \`overlap\`. A project without a guideline is \`not_ready\`.

An answer is checked against the annotation UI version that it stands under, and names it: the one that the line names, or the guideline that the line names, else the one in force. The annotation names a guideline only where its line does.

There is one annotation per item and annotator. The same value again is unchanged. Another one is rejected, or with \`on_conflict=update\` becomes the next revision, by the caller; it is then checked against the version that the annotation has. Its date is the line’s \`created_at\`. An equal value of another \`created_at\` is another answer: it says that the same was given again. No revision is dated before the one that it follows, and a value that is there with its date is unchanged.

A line with \`revisions\` carries all that an answer was, oldest first, with dates and authors. The same list again is unchanged. With \`on_conflict=update\` a list that goes on after the revisions that are there has the others appended. Any other list is \`already_exists\`, and the detail says where the two differ.

An annotator who has a claimed task on the item is \`in_use\`; one who has an annotation there is not handed the item again.

Bad lines, \`on_error\`, a body that ends early, and a caller who may not go on are treated as in an import of items.`,
      query: ImportOptions,
      body: importBody({ key: 'annotations', line: ImportAnnotation, document: ImportAnnotations }),
      answer: found(ImportResult, examples.importResult, 'What the import did.'),
      errors: ['not_ready'],
    },
    (application, caller, input) => application.importAnnotations(caller, input),
  ),
];
