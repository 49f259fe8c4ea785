import { defineOperation, scopeOf } from '../access/index.ts';
import type { Needs, UseCase } from '../access/index.ts';
import { ok } from '../kernel/index.ts';
import type { Id } from '../kernel/index.ts';
import type { ProgressRepository } from './repository.ts';
import type { Progress } from './transports.ts';

/** Reads the progress of a project. */
export type GetProgress = UseCase<{ readonly project_id: Id }, Progress>;

/** Reads the progress of a project. */
export const getProgress = defineOperation({
  name: 'getProgress',
  permission: 'progress:read',
  effect: 'reads',
  onArchived: 'serves',
  target: 'project',
  run:
    ({ store, now }: Needs<{ progress: ProgressRepository }>): GetProgress =>
    async (caller) =>
      ok(await store.within(scopeOf(caller)).progress.read(now().toISOString())),
});
