import type { MembersRepository, Scope } from '@goldset/core';
import { statement } from '../statement.ts';
import type { Run } from '../statement.ts';
import { organizationOf } from './scope.ts';

const add = statement<{ organization_id: string; user_id: string; added_by: string; created_at: string }, never>(`
  insert into members (organization_id, user_id, added_by, created_at)
  values (:organization_id::uuid, :user_id::uuid, :added_by::uuid, :created_at::timestamptz)`);

const hold = statement<{ organization_id: string }, never>(`
  select o.id from organizations o where o.id = :organization_id::uuid for no key update`);

/** The members of one organization. */
export const membersOn = (run: Run, scope: Scope): MembersRepository => ({
  hold: async () => {
    await run(hold, { organization_id: organizationOf(scope) });
  },
  add: async ({ user_id, added_by, created_at }) => {
    await run(add, { organization_id: organizationOf(scope), user_id, added_by, created_at });
  },
});
