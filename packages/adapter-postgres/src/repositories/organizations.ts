import type { ListedOrganization, Organization } from '@goldset/core';
import type { OrganizationsRepository, OrganizationUpdate, Scope } from '@goldset/core/adapter';
import { deletionOf, deletionStatement, holdStatement, restored, restoring } from '../sql/deletion.ts';
import { eventTimeOf, isNewer, made } from '../sql/event-order.ts';
import type { EventTimeParameter } from '../sql/event-order.ts';
import { listStatement, readPage } from '../sql/keyset.ts';
import { compactUser } from '../sql/sql-fragments.ts';
import type { CompactUserRow } from '../sql/sql-fragments.ts';
import { statement } from '../sql/statement.ts';
import type { Run } from '../sql/statement.ts';
import { asOfColumn, ifRevision, refusals, updateOf } from '../sql/update.ts';
import type { UpdateRow } from '../sql/update.ts';

const add = statement<
  EventTimeParameter & { id: string; name: string; created_by: string; created_at: string },
  { id: string }
>(`
  insert into organizations (id, name, created_by, created_at, updated_at, event_time, event_revision)
  values (:id::uuid, :name::text, :created_by::uuid, :created_at::timestamptz, :created_at::timestamptz, :event_time::timestamptz, 1)
  on conflict (id) do nothing
  returning id`);

interface ListedRow {
  readonly id: string;
  readonly name: string;
  readonly deleted_at: Date | null;
}

const listOf = listStatement<{ user_id: string; organization_id: string | null }, ListedRow>(
  'id',
  (beyond, inOrder) => `
  select o.id, o.name, o.deleted_at
  from members m join organizations o on o.id = m.organization_id and o.deleted_at is null
  where m.user_id = :user_id::uuid and (:organization_id::uuid is null or m.organization_id = :organization_id::uuid)
    and ${beyond('m.organization_id')}
  ${inOrder('m.organization_id')}`,
);

const listDeletedOf = listStatement<
  { user_id: string; organization_id: string | null; restorable_since: string },
  ListedRow
>(
  'id',
  (beyond, inOrder) => `
  select o.id, o.name, o.deleted_at
  from members m join organizations o on o.id = m.organization_id and o.deleted_at > :restorable_since::timestamptz
  where m.user_id = :user_id::uuid and (:organization_id::uuid is null or m.organization_id = :organization_id::uuid)
    and exists (
      select from role_bindings b
      where b.organization_id = m.organization_id and b.user_id = :user_id::uuid and b.project_id is null and b.role = 'admin'
    )
    and ${beyond('m.organization_id')}
  ${inOrder('m.organization_id')}`,
);

const listed = ({ id, name, deleted_at }: ListedRow): ListedOrganization => ({
  id,
  name,
  deleted_at: deleted_at?.toISOString() ?? null,
});

interface Row {
  readonly id: string;
  readonly name: string;
  readonly revision: number;
  readonly created_by: CompactUserRow;
  readonly created_at: Date;
  readonly updated_at: Date;
  readonly member_count: number;
}

const columns = `
  o.id, o.name, o.revision, ${compactUser('o.created_by')} as created_by, o.created_at, o.updated_at,
  (select count(*)::int from members m where m.organization_id = o.id) as member_count`;

const find = statement<{ id: string }, Row>(`
  select ${columns} from organizations o where o.id = :id::uuid and o.deleted_at is null`);

interface UpdateParameters extends EventTimeParameter {
  readonly id: string;
  readonly name: string | null;
  readonly if_revision: string | null;
  readonly at: string;
}

const update = statement<UpdateParameters, Row & UpdateRow>(`
  with was as materialized (select o.* from organizations o where o.id = :id::uuid and o.deleted_at is null for update),
  judged as materialized (
    select w.id, ${asOfColumn('w')}, case ${refusals('w')} when coalesce(:name::text, w.name) = w.name then 'unchanged' else 'changed' end as outcome
    from was w
  ),
  changed as (
    update organizations o set name = coalesce(:name::text, o.name), revision = o.revision + 1, updated_at = :at::timestamptz, ${made('o.revision + 1')}
    from judged j where o.id = j.id and j.outcome = 'changed'
    returning o.*
  ),
  confirmed as (update organizations o set ${made('o.revision')} from judged j where o.id = j.id and j.outcome = 'unchanged' and ${isNewer('o')})
  select ${columns}, j.outcome, j.as_of
  from judged j cross join lateral (select * from changed union all select * from was where j.outcome <> 'changed') o`);

const remove = deletionStatement<{ id: string }>('organizations', 'x.id = :id::uuid');

const hold = holdStatement<{ id: string }>('organizations', 'x.id = :id::uuid');

const restore = restoring<{ id: string }, Row>('organizations', 'x.id = :id::uuid', columns, 'o');

const transport = (row: Row): Organization => ({
  id: row.id,
  name: row.name,
  revision: row.revision,
  created_by: row.created_by,
  created_at: row.created_at.toISOString(),
  updated_at: row.updated_at.toISOString(),
  member_count: row.member_count,
});

/** The organizations of the installation. */
export const organizationsOn = (run: Run, scope: Scope): OrganizationsRepository => ({
  add: async ({ id, name, created_by, created_at }) =>
    (await run(add, { id, name, created_by, created_at, ...eventTimeOf(scope) })).length > 0,
  listOf: ({ user_id, organization_id }, page) =>
    readPage(run, listOf, { user_id, organization_id }, page, 'id', listed, ({ id }) => id),
  listDeletedOf: ({ user_id, organization_id }, restorable_since, page) =>
    readPage(run, listDeletedOf, { user_id, organization_id, restorable_since }, page, 'id', listed, ({ id }) => id),
  find: async (id) => {
    const [row] = await run(find, { id });
    return row && transport(row);
  },
  update: async ({ id, changes, if_revision, at }: OrganizationUpdate) => {
    const [row] = await run(update, {
      id,
      name: changes.name ?? null,
      if_revision: ifRevision(if_revision),
      at,
      ...eventTimeOf(scope),
    });
    return updateOf(row, transport);
  },
  delete: async (id, { if_revision }, at) =>
    deletionOf(await run(remove, { id, if_revision: ifRevision(if_revision), at, ...eventTimeOf(scope) })),
  holdDeleted: async (id, restorable_since) => (await run(hold, { id, restorable_since }))[0]?.is_deleted,
  restore: async (id, at) => transport(restored(await run(restore, { id, at, ...eventTimeOf(scope) }))),
});
