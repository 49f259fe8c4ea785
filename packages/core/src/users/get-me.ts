import { ok } from '../kernel/index.ts';
import type { Dependencies, UseCase } from '../dependencies.ts';
import { scopeOf } from '../store.ts';
import type { Me } from './transports.ts';

/** The caller, as they see themselves. */
export type GetMe = UseCase<object, Me>;

/** Reads the caller. */
export const getMe =
  ({ store }: Dependencies): GetMe =>
  async (caller) => {
    const me = await store.within(scopeOf(caller)).users.find(caller.user_id);
    if (me === undefined) throw new Error('A caller is a user.');
    return ok(me);
  };
