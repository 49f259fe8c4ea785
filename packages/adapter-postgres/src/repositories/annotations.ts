import type { Annotation, AnnotationsRepository, Scope } from '@goldset/core';
import { annotationColumns, annotationTransport } from '../annotation-row.ts';
import type { AnnotationRow } from '../annotation-row.ts';
import { listStatement, readPage } from '../keyset.ts';
import { statement } from '../statement.ts';
import type { Run } from '../statement.ts';
import { projectOf } from './scope.ts';

const ofItem = `cross join lateral (
    select from items i where i.project_id = :project_id::uuid and i.id = a.item_id and i.deleted_at is null limit 1
  ) i`;

const listAll = listStatement<{ project_id: string }, AnnotationRow>(
  'id',
  (beyond, inOrder) => `
  select ${annotationColumns('a')} from annotations a ${ofItem}
  where a.project_id = :project_id::uuid and ${beyond('a.id')} ${inOrder('a.id')}`,
);

const listOwn = listStatement<{ project_id: string; annotator_id: string }, AnnotationRow>(
  'id',
  (beyond, inOrder) => `
  select ${annotationColumns('a')} from annotations a ${ofItem}
  where a.project_id = :project_id::uuid and a.annotator_id = :annotator_id::uuid and ${beyond('a.id')} ${inOrder('a.id')}`,
);

const find = statement<{ project_id: string; id: string; annotator_id: string | null }, AnnotationRow>(`
  select ${annotationColumns('a')} from annotations a ${ofItem}
  where a.project_id = :project_id::uuid and a.id = :id::uuid and a.annotator_id = coalesce(:annotator_id::uuid, a.annotator_id)`);

const idOf = ({ id }: Annotation): string => id;

/** The annotations of one project. */
export const annotationsOn = (run: Run, scope: Scope): AnnotationsRepository => ({
  list: ({ annotator_id }, page) => {
    const project_id = projectOf(scope);
    return annotator_id === null
      ? readPage(run, listAll, { project_id }, page, 'id', annotationTransport, idOf)
      : readPage(run, listOwn, { project_id, annotator_id }, page, 'id', annotationTransport, idOf);
  },
  find: async ({ annotator_id }, id) => {
    const [row] = await run(find, { project_id: projectOf(scope), id, annotator_id });
    return row && annotationTransport(row);
  },
});
