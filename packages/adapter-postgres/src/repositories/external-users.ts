import type { ExternalUser } from '@goldset/core';
import type { ExternalUsersRepository, MovedAnswers, Scope, UnfinishedLink, UnkeyedName } from '@goldset/core/adapter';
import { NIL_ID } from '@goldset/core';
import { ANYWHERE, boundedListStatement, listStatement, readBoundedPage, readPage } from '../sql/keyset.ts';
import { moveAnswersOn } from '../bulk/moved-answers.ts';
import { namesLock, shareNames } from '../bulk/names-lock.ts';
import { newExternalUsers } from '../bulk/new-external-users.ts';
import { compactUser, holdsSought } from '../sql/sql-fragments.ts';
import type { CompactUserRow } from '../sql/sql-fragments.ts';
import { statement } from '../sql/statement.ts';
import type { Run } from '../sql/statement.ts';
import { organizationOf } from '../sql/scope.ts';

/** How many links, or names without a key, are read at once. */
const UNFINISHED = 100;

interface Row extends MovedAnswers {
  readonly id: string;
  readonly source: string;
  readonly name: string;
  readonly created_at: Date;
  readonly answers: number;
  readonly user: CompactUserRow | null;
  readonly linked_by: CompactUserRow | null;
  readonly linked_at: Date | null;
  readonly moved_at: Date | null;
}

const columns = `
  e.id, e.source, e.name, e.created_at, e.linked_at, e.moved, e.merged, e.reopened, e.released, e.moved_at,
  ${compactUser('e.linked_to')} as user, ${compactUser('e.linked_by')} as linked_by,
  (
    select coalesce(sum(c.annotations_imported), 0)::float8
    from projects p cross join lateral (
      select c.annotations_imported from counters c where c.project_id = p.id and c.user_id = e.id limit 1
    ) c
    where p.organization_id = :organization_id::uuid and p.deleted_at is null
  ) as answers`;

const list = listStatement<{ organization_id: string }, Row>(
  'id',
  (beyond, inOrder) => `
  select ${columns} from external_users e where e.organization_id = :organization_id::uuid and ${beyond('e.id')} ${inOrder('e.id')}`,
);

const listFitting = boundedListStatement<
  { organization_id: string; sought: string | null; source: string | null },
  Row
>({
  columns: 'e.*',
  from: 'external_users e',
  where: 'true',
  id: 'e.id',
  owner: { column: 'e.organization_id', value: ':organization_id::uuid' },
  fits: `${holdsSought('e.name')} and e.source = coalesce(:source::text, e.source)`,
  found: { as: 'e', columns, join: '' },
});

interface One {
  readonly organization_id: string;
  readonly id: string;
}

const find = statement<One, Row>(`
  select ${columns} from external_users e where e.organization_id = :organization_id::uuid and e.id = :id::uuid`);

const transport = ({
  id,
  name,
  source,
  answers,
  user,
  linked_by,
  linked_at,
  moved_at,
  created_at,
  moved,
  merged,
  reopened,
  released,
}: Row): ExternalUser => ({
  id,
  name,
  source: source === '' ? null : source,
  answers,
  link:
    user === null || linked_by === null || linked_at === null
      ? null
      : {
          user,
          linked_by,
          linked_at: linked_at.toISOString(),
          moved,
          merged,
          reopened,
          released,
          remaining: answers,
          is_complete: moved_at !== null,
        },
  created_at: created_at.toISOString(),
});

const findToLink = statement<
  One & { readonly user_id: string },
  { readonly linked_to: string | null; readonly is_person: boolean }
>(`
  select e.linked_to, exists (
    select from members m join users u on u.id = m.user_id and u.kind = 'person'
    where m.organization_id = :organization_id::uuid and m.user_id = :user_id::uuid
  ) as is_person
  from external_users e where e.organization_id = :organization_id::uuid and e.id = :id::uuid`);

const hold = statement<{ organization_id: string }, never>(`select pg_advisory_xact_lock(${namesLock})`);

interface NewLink {
  readonly organization_id: string;
  readonly user_id: string;
  readonly by: string;
  readonly at: string;
}

const isSaid = `linked_to = :user_id::uuid, linked_by = :by::uuid, linked_at = :at::timestamptz`;

const counted = `counted as (
    insert into external_names as n (organization_id, changes) values (:organization_id::uuid, 1)
    on conflict (organization_id) do update set changes = n.changes + 1
  )`;

const link = statement<NewLink & { readonly id: string }, never>(`
  with ${counted}
  update external_users e set ${isSaid} where e.organization_id = :organization_id::uuid and e.id = :id::uuid and e.linked_to is null`);

const join = statement<NewLink & { readonly email_key: string }, { readonly id: string }>(`
  with ${counted},
  joined as (
    insert into member_addresses as m (organization_id, email_key, user_id, created_at)
    values (:organization_id::uuid, :email_key::text, :user_id::uuid, :at::timestamptz)
    on conflict (organization_id, email_key) do update set user_id = m.user_id
    returning m.user_id
  )
  update external_users e set ${isSaid}
  where e.organization_id = :organization_id::uuid and e.email_key = :email_key::text and e.linked_to is null and (select j.user_id from joined j) = :user_id::uuid
  returning e.id`);

const listUnkeyed = statement<Record<never, never>, UnkeyedName>(`
  select e.organization_id, e.id, e.name from external_users e where e.email_key = '' order by e.id limit ${UNFINISHED}`);

const setKey = statement<
  One & { readonly email_key: string | null; readonly at: string },
  { readonly user_id: string | null }
>(`
  with ${counted},
  joined as materialized (
    select m.user_id from member_addresses m where m.organization_id = :organization_id::uuid and m.email_key = :email_key::text
  )
  update external_users e set
    email_key = :email_key::text,
    linked_to = coalesce(e.linked_to, (select j.user_id from joined j)),
    linked_by = coalesce(e.linked_by, (select j.user_id from joined j)),
    linked_at = coalesce(e.linked_at, (select :at::timestamptz from joined j))
  where e.organization_id = :organization_id::uuid and e.id = :id::uuid and e.email_key = ''
  returning case when old.linked_to is null then new.linked_to end as user_id`);

// Runs with a snapshot from after the names were locked. Of two transactions that create one name, the later one finds
// it when it runs again.
const identify = statement<
  { organization_id: string; users: string; at: string; by: string },
  { readonly user_id: string | null }
>(`
  with asked as materialized (
    select a.*, coalesce(
      (select m.user_id from members m where m.organization_id = :organization_id::uuid and m.user_id = a.known_as and (select u.kind from users u where u.id = m.user_id) = 'person'),
      (select coalesce(e.linked_to, e.id) from external_users e where e.organization_id = :organization_id::uuid and e.id = a.known_as),
      (select coalesce(e.linked_to, e.id) from external_users e where e.organization_id = :organization_id::uuid and e.name = a.name and e.source = coalesce(a.source, '')),
      (select coalesce(e.linked_to, e.id) from external_users e where a.is_of_one and e.organization_id = :organization_id::uuid and e.source = a.source and e.source like 'goldset:%' order by e.id limit 1),
      (select m.user_id from member_addresses m where m.organization_id = :organization_id::uuid and m.email_key = a.email_key)
    ) as user_id
    from json_to_recordset(:users::text::json) as a(ord int, id uuid, name text, source text, email_key text, known_as uuid, is_of_one boolean)
  ),
  ${newExternalUsers("(select a.id, coalesce(a.source, '') as source, a.name, a.email_key from asked a where a.user_id is null)")}
  select coalesce(a.user_id, n.id) as user_id from asked a left join newcomers n on n.id = a.id order by a.ord`);

/** How often another transaction may create a name that is to be created here. */
const PATIENCE = 100;

const projectsOf = statement<One, { readonly id: string }>(`
  select p.id from projects p
  cross join lateral (
    select from counters c where c.project_id = p.id and c.user_id = :id::uuid limit 1
  ) c
  where p.organization_id = :organization_id::uuid
  order by p.id`);

const finish = statement<One & { readonly at: string }, MovedAnswers>(`
  update external_users e set moved_at = :at::timestamptz
  where e.organization_id = :organization_id::uuid and e.id = :id::uuid and e.linked_to is not null and e.moved_at is null
    and not exists (
      select from projects p
      cross join lateral (
        select from counters c where c.project_id = p.id and c.user_id = :id::uuid limit 1
      ) c
      cross join lateral (
        select from annotations a where a.project_id = p.id and a.annotator_id = :id::uuid limit 1
      ) a
      where p.organization_id = :organization_id::uuid
    )
  returning e.moved, e.merged, e.reopened, e.released`);

const listUnfinished = statement<{ after: string }, UnfinishedLink>(`
  select e.organization_id, e.id as external_user_id, e.linked_to as user_id, e.linked_by
  from external_users e
  where e.linked_to is not null and e.moved_at is null and e.id > :after::uuid
  order by e.id
  limit ${UNFINISHED}`);

/** The external users of one organization. */
export const externalUsersOn = (run: Run, scope: Scope): ExternalUsersRepository => ({
  list: (page, { sought = null, source = null } = {}) => {
    const organization_id = organizationOf(scope);
    return sought === null && source === null
      ? readPage(run, list, { organization_id }, page, 'id', transport, ({ id }) => id)
      : readBoundedPage(run, scope, listFitting, { organization_id, sought, source }, page, ANYWHERE, transport);
  },
  find: async (id) => {
    const [row] = await run(find, { organization_id: organizationOf(scope), id });
    return row && transport(row);
  },
  findToLink: async ({ external_user_id, user_id }) => {
    const [row] = await run(findToLink, { organization_id: organizationOf(scope), id: external_user_id, user_id });
    return row && { linked_to: row.linked_to, is_person: row.is_person };
  },
  hold: async () => {
    await run(hold, { organization_id: organizationOf(scope) });
  },
  identify: async (users, { at, by }) => {
    const organization_id = organizationOf(scope);
    await run(shareNames, { organization_id });
    const asked = JSON.stringify(users.map((user, ord) => ({ ord, ...user })));
    for (let turn = 0; turn < PATIENCE; turn += 1) {
      const ids = (await run(identify, { organization_id, users: asked, at, by })).map(({ user_id }) => user_id);
      if (ids.every((id) => id !== null)) return ids;
    }
    throw new Error('Others made every name that was to be made.');
  },
  link: async ({ external_user_id, user_id }, { at, by }) => {
    await run(link, { organization_id: organizationOf(scope), id: external_user_id, user_id, by, at });
  },
  join: async ({ user_id, email_key }, { at, by }) => {
    const rows = await run(join, { organization_id: organizationOf(scope), user_id, email_key, by, at });
    return rows.map(({ id }) => id).toSorted();
  },
  listUnkeyed: async () => (await run(listUnkeyed, {})).map((row) => ({ ...row })),
  setKey: async (id, email_key, at) => {
    const [row] = await run(setKey, { organization_id: organizationOf(scope), id, email_key, at });
    return row?.user_id ?? null;
  },
  projectsOf: async (id) =>
    (await run(projectsOf, { organization_id: organizationOf(scope), id })).map((project) => project.id),
  finish: async (id, at) => {
    const [row] = await run(finish, { organization_id: organizationOf(scope), id, at });
    return row && { moved: row.moved, merged: row.merged, reopened: row.reopened, released: row.released };
  },
  listUnfinished: async (after) => (await run(listUnfinished, { after: after ?? NIL_ID })).map((row) => ({ ...row })),
  ...moveAnswersOn(run, scope),
});
