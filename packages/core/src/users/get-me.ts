import { defineOperation, scopeOf } from '../access/index.ts';
import type { Needs, UseCase } from '../access/index.ts';
import { ok } from '../kernel/index.ts';
import type { UsersRepository } from './repository.ts';
import type { Me } from './transports.ts';

/** Reads the caller, with the fields that only they can see. */
export type GetMe = UseCase<object, Me>;

/** Reads the caller. */
export const getMe = defineOperation({
  name: 'getMe',
  permission: 'me:read',
  effect: 'reads',
  onArchived: 'serves',
  target: 'installation',
  run:
    ({ store }: Needs<{ users: UsersRepository }>): GetMe =>
    async (caller) => {
      const me = await store.within(scopeOf(caller)).users.find(caller.user_id);
      if (me === undefined) throw new Error('A caller is a user.');
      return ok(me);
    },
});
