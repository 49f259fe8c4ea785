import { defineOperation, scopeOf } from '../access/index.ts';
import type { Needs, UseCase } from '../access/index.ts';
import { ok } from '../kernel/index.ts';
import type { Id, Page, PageRequest } from '../kernel/index.ts';
import type { GuidelinesRepository } from './repository.ts';
import type { Guideline } from './transports.ts';

/** Lists the versions of a project's guideline. */
export type ListGuidelines = UseCase<{ readonly project_id: Id; readonly page: PageRequest }, Page<Guideline>>;

/** Lists the versions of a project's guideline. */
export const listGuidelines = defineOperation({
  name: 'listGuidelines',
  permission: 'guideline:read',
  effect: 'reads',
  onArchived: 'serves',
  target: 'project',
  run:
    ({ store }: Needs<{ guidelines: GuidelinesRepository }>): ListGuidelines =>
    async (caller, { page }) =>
      ok(await store.within(scopeOf(caller)).guidelines.list(page)),
});
