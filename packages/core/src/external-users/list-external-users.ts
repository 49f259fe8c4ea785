import type { Dependencies, UseCase } from '../dependencies.ts';
import { ok } from '../kernel/index.ts';
import type { Id, Page, PageRequest } from '../kernel/index.ts';
import { scopeOf } from '../store.ts';
import type { ExternalUser } from './transports.ts';

/** Lists those who are known by imported answers alone, and who they are. */
export type ListExternalUsers = UseCase<{ readonly organization_id: Id; readonly page: PageRequest }, Page<ExternalUser>>;

/** Lists external users. */
export const listExternalUsers =
  ({ store }: Dependencies): ListExternalUsers =>
  async (caller, { page }) =>
    ok(await store.within(scopeOf(caller)).externalUsers.list(page));
