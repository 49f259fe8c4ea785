import type { Me, UsersRepository } from '@goldset/core';
import { statement } from '../statement.ts';
import type { Run } from '../statement.ts';

const addFirst = statement<{ id: string; kind: string; name: string; email: string | null; at: string }, { id: string }>(`
  insert into users (id, kind, name, email, is_first, created_at)
  select :id::uuid, :kind::text, :name::text, :email::text, true, :at::timestamptz
  where not exists (select from users)
  on conflict (is_first) where is_first do nothing
  returning id`);

const find = statement<{ id: string }, Omit<Me, 'created_at'> & { created_at: Date }>(`
  select id, kind, name, email, created_at from users where id = :id::uuid`);

/** The users of the installation. */
export const usersOn = (run: Run): UsersRepository => ({
  addFirst: async ({ created_at, ...user }) => (await run(addFirst, { ...user, at: created_at })).length === 1,
  find: async (id) => {
    const [row] = await run(find, { id });
    return row && { ...row, created_at: row.created_at.toISOString() };
  },
});
