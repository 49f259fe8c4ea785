import type { Dependencies, UseCase } from '../dependencies.ts';
import { ok } from '../kernel/index.ts';
import type { Id, Page, PageRequest } from '../kernel/index.ts';
import { scopeOf } from '../store.ts';
import type { Member } from './transports.ts';

/** Lists the members of an organization, people and service accounts, by their user ids. */
export type ListMembers = UseCase<{ readonly organization_id: Id; readonly page: PageRequest }, Page<Member>>;

/** Lists members. */
export const listMembers =
  ({ store }: Dependencies): ListMembers =>
  async (caller, { page }) =>
    ok(await store.within(scopeOf(caller)).members.list(page));
