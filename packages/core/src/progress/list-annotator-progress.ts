import { defineOperation, scopeOf } from '../access/index.ts';
import type { Needs, UseCase } from '../access/index.ts';
import { ok } from '../kernel/index.ts';
import type { Id, Page, PageRequest } from '../kernel/index.ts';
import type { ProgressRepository } from './repository.ts';
import type { AnnotatorProgress } from './transports.ts';

/** Lists how much each annotator of a project has done. */
export type ListAnnotatorProgress = UseCase<
  { readonly project_id: Id; readonly page: PageRequest },
  Page<AnnotatorProgress>
>;

/** Lists progress by annotator. */
export const listAnnotatorProgress = defineOperation({
  name: 'listAnnotatorProgress',
  permission: 'progress:read_by_annotator',
  effect: 'reads',
  onArchived: 'serves',
  target: 'project',
  run:
    ({ store, now }: Needs<{ progress: ProgressRepository }>): ListAnnotatorProgress =>
    async (caller, { page }) =>
      ok(await store.within(scopeOf(caller)).progress.listByAnnotator(page, now().toISOString())),
});
