import type { Dependencies, UseCase } from '../dependencies.ts';
import { ok } from '../kernel/index.ts';
import type { Id } from '../kernel/index.ts';
import { scopeOf } from '../store.ts';
import type { Progress } from './transports.ts';

/** Reads how far a project is. */
export type GetProgress = UseCase<{ readonly project_id: Id }, Progress>;

/** Reads how far a project is. */
export const getProgress =
  ({ store, now }: Dependencies): GetProgress =>
  async (caller) =>
    ok(await store.within(scopeOf(caller)).progress.read(now().toISOString()));
