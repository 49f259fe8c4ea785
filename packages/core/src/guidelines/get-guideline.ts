import { defineOperation, scopeOf } from '../access/index.ts';
import type { Needs, NotFound, UseCase } from '../access/index.ts';
import { err, ok } from '../kernel/index.ts';
import type { Id } from '../kernel/index.ts';
import type { GuidelinesRepository } from './repository.ts';
import type { Guideline } from './transports.ts';

/** Reads one version of a project's guideline, or the one in force. */
export type GetGuideline = UseCase<
  { readonly project_id: Id; readonly version: number | 'latest' },
  Guideline,
  NotFound
>;

/** Reads one version of a project's guideline. */
export const getGuideline = defineOperation({
  name: 'getGuideline',
  permission: 'guideline:read',
  effect: 'reads',
  onArchived: 'serves',
  target: 'project',
  run:
    ({ store }: Needs<{ guidelines: GuidelinesRepository }>): GetGuideline =>
    async (caller, { version }) => {
      const guideline = await store.within(scopeOf(caller)).guidelines.find(version);
      return guideline === undefined ? err({ code: 'not_found' }) : ok(guideline);
    },
});
