import {
  Annotation,
  AnnotationFilters,
  AnnotationRevision,
  DeleteAnnotations,
  ImportAnnotation,
  ImportAnnotations,
  ImportResult,
  ListedAnnotation,
  NamingImportOptions,
  ReviseAnnotation,
  TableOptions,
} from '@goldset/core';
import { z } from 'zod';
import { found, gone, page, thing } from '../response/answer.ts';
import { DeletedQuery } from '../request/deleted-query.ts';
import { endpoint } from '../endpoint.ts';
import type { Endpoint } from '../endpoint.ts';
import { countedDeletion } from './counted-deletion.ts';
import { examples } from './examples.ts';
import { importOrTableBody } from '../request/import-body.ts';
import { json, noFields } from '../request/json-body.ts';

/** Annotations. */
export const annotationEndpoints = [
  endpoint(
    {
      operation: 'listAnnotations',
      method: 'get',
      path: '/projects/{project_id}/annotations',
      tag: 'Annotations',
      summary: 'List annotations',
      description:
        'The caller’s; everybody’s for those who have `annotation:read_all`. The deleted ones, everybody’s, need the permission `annotation:restore`, and cannot be filtered.',
      query: z.strictObject({ ...AnnotationFilters.shape, ...DeletedQuery.shape }),
      answer: page('AnnotationPage', 'annotations', ListedAnnotation, examples.annotation),
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
      operation: 'deleteAnnotation',
      method: 'delete',
      path: '/projects/{project_id}/annotations/{annotation_id}',
      tag: 'Annotations',
      summary: 'Delete an annotation',
      description:
        'Whoever gave it. It is no answer to its item any more, so that the item may be handed out again, to the same annotator too. Its task becomes `released`: submitting it is `lease_lost`. It can be restored for a time, with its revisions.',
      answer: gone,
      errors: ['stale'],
    },
    (application, caller, input) => application.deleteAnnotation(caller, input),
  ),
  endpoint(
    {
      operation: 'deleteAnnotations',
      method: 'post',
      path: '/projects/{project_id}/annotations/delete',
      tag: 'Annotations',
      summary: 'Delete all annotations that fit a filter',
      description: `${countedDeletion.description} An answer that is given meanwhile makes the next count another one; it is never deleted unasked. What a deletion does is said at the deletion of one annotation; each is told of by an event of its own, and can be restored for a time.`,
      body: json(DeleteAnnotations),
      answer: countedDeletion.answer,
      errors: countedDeletion.errors,
    },
    (application, caller, input) => application.deleteAnnotations(caller, input),
  ),
  endpoint(
    {
      operation: 'restoreAnnotation',
      method: 'post',
      path: '/projects/{project_id}/annotations/{annotation_id}/restore',
      tag: 'Annotations',
      summary: 'Restore a deleted annotation',
      description:
        'With its revisions. It counts as an imported answer does, so that its item may have more answers than its `overlap`, and has no `task_id`: its task stays `released`. `already_exists`: its annotator holds the item, or has answered it, since then. `in_use`: the `data` of the item was replaced since then. One that is not deleted answers as it is.',
      body: noFields,
      answer: thing(Annotation, { ...examples.annotation, task_id: null }, 'The annotation.'),
      errors: ['already_exists', 'in_use'],
    },
    (application, caller, input) => application.restoreAnnotation(caller, input),
  ),
  endpoint(
    {
      operation: 'listAnnotationRevisions',
      method: 'get',
      path: '/projects/{project_id}/annotations/{annotation_id}/revisions',
      tag: 'Annotations',
      summary: 'List the revisions of an annotation',
      description:
        'The present one included. Of one of the caller’s; of anybody’s for those who have `annotation:read_all`.',
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

Bad lines, \`on_error\`, a body that ends early, and a caller who may not go on are treated as in an import of items.

A table (\`text/csv\`, \`text/tab-separated-values\`) has an answer per row, in the columns that an export with \`format=csv\` writes: \`external_id\`, or \`item_id\` where that is empty, \`annotator\`, \`source\`, \`guideline_version\`, \`annotation_ui_version\`, \`created_at\`, and one for each control, under its name or under \`value.<name>\`. \`data\` and \`annotator_id\` are passed over; any other heading refuses the table, with \`422\`. Cells hold what the export writes: a word, text or number, else JSON. An empty cell stands for no answer, but for an empty text that must be given, or that stands in quotes (\`""\`). Give \`formulas=escape\` for a table that Goldset exported.`,
      query: z.strictObject({ ...NamingImportOptions.shape, ...TableOptions.shape }),
      body: importOrTableBody({
        key: 'annotations',
        line: ImportAnnotation,
        document: ImportAnnotations,
        rows: examples.annotationRows,
      }),
      answer: found(ImportResult, examples.importResult, 'What the import did.'),
      errors: ['not_ready'],
    },
    (application, caller, input) => application.importAnnotations(caller, input),
  ),
] as const satisfies readonly Endpoint[];
