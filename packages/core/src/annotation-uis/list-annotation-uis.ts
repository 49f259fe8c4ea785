import { defineOperation, scopeOf } from '../access/index.ts';
import type { Needs, UseCase } from '../access/index.ts';
import { ok } from '../kernel/index.ts';
import type { Id, Page, PageRequest } from '../kernel/index.ts';
import type { AnnotationUisRepository } from './repository.ts';
import type { AnnotationUI } from './transports.ts';

/** Lists the versions of a project's annotation UI. */
export type ListAnnotationUIs = UseCase<{ readonly project_id: Id; readonly page: PageRequest }, Page<AnnotationUI>>;

/** Lists the versions of a project's annotation UI. */
export const listAnnotationUIs = defineOperation({
  name: 'listAnnotationUIs',
  permission: 'annotation_ui:read',
  effect: 'reads',
  onArchived: 'serves',
  target: 'project',
  run:
    ({ store }: Needs<{ annotationUis: AnnotationUisRepository }>): ListAnnotationUIs =>
    async (caller, { page }) =>
      ok(await store.within(scopeOf(caller)).annotationUis.list(page)),
});
