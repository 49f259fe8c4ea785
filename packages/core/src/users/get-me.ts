import { err, ok } from '../kernel/index.ts';
import type { Dependencies, UseCase } from '../dependencies.ts';
import type { NotFound } from '../access/index.ts';
import { scopeOf } from '../store.ts';
import type { Me } from './transports.ts';

/** The caller, as they see themselves. */
export type GetMe = UseCase<object, Me, NotFound>;

/** Reads the caller. */
export const getMe =
  ({ store }: Dependencies): GetMe =>
  async (caller) => {
    const me = await store.within(scopeOf(caller)).users.find(caller.user_id);
    return me === undefined ? err({ code: 'not_found' }) : ok(me);
  };
