import { defineOperation, scopeOf } from '../access/index.ts';
import type { Needs, NotFound, UseCase } from '../access/index.ts';
import { err, ok } from '../kernel/index.ts';
import type { Id } from '../kernel/index.ts';
import type { AnnotationUisRepository } from './repository.ts';
import type { AnnotationUI } from './transports.ts';

/**
 * Reads one version of a project's annotation UI, or the newest one, which is in force only if a guideline names it.
 */
export type GetAnnotationUI = UseCase<
  { readonly project_id: Id; readonly version: number | 'latest' },
  AnnotationUI,
  NotFound
>;

/** Reads one version of a project's annotation UI. */
export const getAnnotationUI = defineOperation({
  name: 'getAnnotationUI',
  permission: 'annotation_ui:read',
  effect: 'reads',
  onArchived: 'serves',
  target: 'project',
  run:
    ({ store }: Needs<{ annotationUis: AnnotationUisRepository }>): GetAnnotationUI =>
    async (caller, { version }) => {
      const ui = await store.within(scopeOf(caller)).annotationUis.find(version);
      return ui === undefined ? err({ code: 'not_found' }) : ok(ui);
    },
});
