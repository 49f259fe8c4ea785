import type { Dependencies, UseCase } from '../dependencies.ts';
import { ok } from '../kernel/index.ts';
import type { Id, Page, PageRequest } from '../kernel/index.ts';
import { scopeOf } from '../store.ts';
import type { Annotation } from './transports.ts';

/** Lists the caller's annotations in a project, or everybody's to those who may read all. */
export type ListAnnotations = UseCase<{ readonly project_id: Id; readonly page: PageRequest }, Page<Annotation>>;

/** Lists annotations. */
export const listAnnotations =
  ({ store }: Dependencies): ListAnnotations =>
  async (caller, { page }) => {
    const annotator_id = caller.permissions.has('annotation:read_all') ? null : caller.user_id;
    return ok(await store.within(scopeOf(caller)).annotations.list({ annotator_id }, page));
  };
