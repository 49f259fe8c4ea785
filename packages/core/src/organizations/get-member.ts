import type { NotFound } from '../access/index.ts';
import type { Dependencies, UseCase } from '../dependencies.ts';
import { err, ok } from '../kernel/index.ts';
import type { Id } from '../kernel/index.ts';
import { scopeOf } from '../store.ts';
import type { Member } from './transports.ts';

/** Reads one member of an organization. */
export type GetMember = UseCase<{ readonly organization_id: Id; readonly user_id: Id }, Member, NotFound>;

/** Reads a member. */
export const getMember =
  ({ store }: Dependencies): GetMember =>
  async (caller, { user_id }) => {
    const member = await store.within(scopeOf(caller)).members.find(user_id);
    return member === undefined ? err({ code: 'not_found' }) : ok(member);
  };
