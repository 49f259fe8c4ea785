import type { NotFound } from '../access/index.ts';
import type { Dependencies, UseCase } from '../dependencies.ts';
import { err, ok } from '../kernel/index.ts';
import type { Id } from '../kernel/index.ts';
import { scopeOf } from '../store.ts';
import type { Guideline } from './transports.ts';

/** Reads one version of a project's guideline, or the one in force. */
export type GetGuideline = UseCase<{ readonly project_id: Id; readonly version: number | 'latest' }, Guideline, NotFound>;

/** Reads one version of a project's guideline. */
export const getGuideline =
  ({ store }: Dependencies): GetGuideline =>
  async (caller, { version }) => {
    const guideline = await store.within(scopeOf(caller)).guidelines.find(version);
    return guideline === undefined ? err({ code: 'not_found' }) : ok(guideline);
  };
