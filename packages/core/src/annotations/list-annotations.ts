import type { Dependencies, UseCase } from '../dependencies.ts';
import { ok } from '../kernel/index.ts';
import type { Id, Page, PageRequest } from '../kernel/index.ts';
import { scopeOf } from '../store.ts';
import type { Annotation, AnnotationFilters } from './transports.ts';

/** Lists the caller's annotations in a project, or everybody's to those who may read all. */
export type ListAnnotations = UseCase<AnnotationFilters & { readonly project_id: Id; readonly page: PageRequest }, Page<Annotation>>;

/** Lists annotations. */
export const listAnnotations =
  ({ store }: Dependencies): ListAnnotations =>
  async (caller, { annotator_id = null, item_id, changed_since, page }) => {
    const own = caller.permissions.has('annotation:read_all') ? null : caller.user_id;
    if (own !== null && annotator_id !== null && annotator_id !== own) return ok({ items: [], next: null, prev: null });
    return ok(await store.within(scopeOf(caller)).annotations.list({ annotator_id: own ?? annotator_id, item_id, changed_since }, page));
  };
