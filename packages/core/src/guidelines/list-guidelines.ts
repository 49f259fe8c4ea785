import type { Dependencies, UseCase } from '../dependencies.ts';
import { ok } from '../kernel/index.ts';
import type { Id, Page, PageRequest } from '../kernel/index.ts';
import { scopeOf } from '../store.ts';
import type { Guideline } from './transports.ts';

/** Lists the versions of a project's guideline. */
export type ListGuidelines = UseCase<{ readonly project_id: Id; readonly page: PageRequest }, Page<Guideline>>;

/** Lists the versions of a project's guideline. */
export const listGuidelines =
  ({ store }: Dependencies): ListGuidelines =>
  async (caller, { page }) =>
    ok(await store.within(scopeOf(caller)).guidelines.list(page));
