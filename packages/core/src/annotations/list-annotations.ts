import { defineOperation, forbidden, scopeOf } from '../access/index.ts';
import type { Forbidden, Needs, UseCase } from '../access/index.ts';
import { err, fault, ok, restorableSince } from '../kernel/index.ts';
import type { Id, Invalid, Page, PageRequest } from '../kernel/index.ts';
import type { AnnotationsRepository } from './repository.ts';
import type { AnnotationFilters, ListedAnnotation } from './transports.ts';

/** The project whose annotations are listed, and the filters. */
export interface ListAnnotationsInput extends AnnotationFilters {
  readonly project_id: Id;
  /** Lists the deleted annotations of all annotators instead, for callers who may restore them. Allows no filters. */
  readonly deleted?: boolean | undefined;
  readonly page: PageRequest;
}

/** Lists the annotations of a project: those of the caller, or of all annotators if the caller may read all. */
export type ListAnnotations = UseCase<ListAnnotationsInput, Page<ListedAnnotation>, Forbidden | Invalid>;

/** Lists annotations. */
export const listAnnotations = defineOperation({
  name: 'listAnnotations',
  permission: 'annotation:read',
  effect: 'reads',
  onArchived: 'serves',
  target: 'project',
  run:
    (deps: Needs<{ annotations: AnnotationsRepository }, 'restoreDays'>): ListAnnotations =>
    async (caller, { project_id: _, deleted = false, page, ...filters }) => {
      const { annotations } = deps.store.within(scopeOf(caller));
      if (deleted) {
        if (!caller.permissions.has('annotation:restore')) return err(forbidden(caller, 'annotation:restore'));
        if (Object.values(filters).some((filter) => filter !== undefined)) {
          return err({
            code: 'invalid',
            errors: [
              fault(
                ['deleted'],
                'option',
                'The deleted annotations cannot be filtered: leave the other parameters out.',
              ),
            ],
          });
        }
        return ok(await annotations.listDeleted(restorableSince(deps), page));
      }
      const { annotator_id = null, item_id, changed_since } = filters;
      const own = caller.permissions.has('annotation:read_all') ? null : caller.user_id;
      if (own !== null && annotator_id !== null && annotator_id !== own)
        return ok({ items: [], next: null, prev: null });
      return ok(await annotations.list({ annotator_id: own ?? annotator_id, item_id, changed_since }, page));
    },
});
