import type { CompactOrganization, Project } from '@goldset/core';
import type { NewProject, ProjectsRepository, ProjectUpdate, Scope } from '@goldset/core/adapter';
import { deletionOf, deletionStatement, holdStatement, restored, restoring } from '../sql/deletion.ts';
import { eventTimeOf, isNewer, made } from '../sql/event-order.ts';
import type { EventTimeParameter } from '../sql/event-order.ts';
import { ANYWHERE, boundedListStatement, heavyListStatement, readBoundedPage, readHeavyPage } from '../sql/keyset.ts';
import type { HeavyRow } from '../sql/keyset.ts';
import { compactUser, holdsSought } from '../sql/sql-fragments.ts';
import type { CompactUserRow } from '../sql/sql-fragments.ts';
import { statement } from '../sql/statement.ts';
import type { Run } from '../sql/statement.ts';
import { asOfColumn, ifRevision, refusals, updateOf } from '../sql/update.ts';
import type { UpdateRow } from '../sql/update.ts';
import { roughWeightOf, weightOf } from '../sql/weight.ts';
import { organizationOf } from '../sql/scope.ts';

interface Row {
  readonly id: string;
  readonly organization: CompactOrganization;
  readonly name: string;
  readonly description: string;
  readonly state: Project['state'];
  readonly overlap: number;
  readonly lease_seconds: number;
  readonly max_claimed: number;
  readonly show_predictions: boolean;
  readonly revision: number;
  readonly created_by: CompactUserRow;
  readonly created_at: Date;
  readonly updated_at: Date;
  readonly deleted_at: Date | null;
}

const columnsOf = (description = 'p.description'): string => `
  p.id, (select json_build_object('id', o.id, 'name', o.name) from organizations o where o.id = p.organization_id) as organization,
  p.name, ${description} as description, p.state, p.overlap, p.lease_seconds, p.max_claimed, p.show_predictions, p.revision,
  ${compactUser('p.created_by')} as created_by, p.created_at, p.updated_at, p.deleted_at`;

const columns = columnsOf();

const transport = (row: Row): Project => ({
  id: row.id,
  organization: row.organization,
  name: row.name,
  description: row.description,
  state: row.state,
  overlap: row.overlap,
  lease_seconds: row.lease_seconds,
  max_claimed: row.max_claimed,
  show_predictions: row.show_predictions,
  revision: row.revision,
  created_by: row.created_by,
  created_at: row.created_at.toISOString(),
  updated_at: row.updated_at.toISOString(),
  deleted_at: row.deleted_at?.toISOString() ?? null,
});

const add = statement<NewProject & EventTimeParameter & { readonly organization_id: string }, Row>(`
  with p as (
    insert into projects (id, organization_id, name, description, overlap, lease_seconds, max_claimed, show_predictions,
      created_by, created_at, updated_at, event_time, event_revision)
    values (:id::uuid, :organization_id::uuid, :name::text, :description::text, :overlap::smallint, :lease_seconds::int,
      :max_claimed::int, :show_predictions::boolean, :created_by::uuid, :created_at::timestamptz, :created_at::timestamptz, :event_time::timestamptz, 1)
    on conflict (id) do nothing
    returning *
  )
  select ${columns} from p`);

const heavy: HeavyRow = {
  as: 'p',
  kept: 'p.*',
  columns: (ifLight) => columnsOf(ifLight('p.description', roughWeightOf({ texts: ['p.description'] }))),
  weight: weightOf({ texts: ['p.description'] }),
  withheld: ['description'],
};

const listFor = heavyListStatement<{ organization_id: string; user_id: string }, Row>(
  'id',
  heavy,
  (selected, beyond, inOrder) => `
  select ${selected} from projects p
  where p.organization_id = :organization_id::uuid and p.deleted_at is null and ${beyond('p.id')}
    and exists (
      select from role_bindings b
      where b.organization_id = :organization_id::uuid and b.user_id = :user_id::uuid and (b.project_id is null or b.project_id = p.id)
    )
  ${inOrder('p.id')}`,
);

const listNamed = boundedListStatement<{ organization_id: string; user_id: string; sought: string }, Row>({
  columns: 'p.*',
  from: 'projects p',
  where: 'true',
  id: 'p.id',
  owner: { column: 'p.organization_id', value: ':organization_id::uuid' },
  fits: `p.deleted_at is null and ${holdsSought('p.name')} and exists (
      select from role_bindings b
      where b.organization_id = :organization_id::uuid and b.user_id = :user_id::uuid and (b.project_id is null or b.project_id = p.id)
    )`,
  large: { row: heavy, join: '' },
});

const listDeleted = heavyListStatement<{ organization_id: string; restorable_since: string }, Row>(
  'id',
  heavy,
  (selected, beyond, inOrder) => `
  select ${selected} from projects p
  where p.organization_id = :organization_id::uuid and p.deleted_at > :restorable_since::timestamptz and ${beyond('p.id')} ${inOrder('p.id')}`,
);

interface One {
  readonly organization_id: string;
  readonly id: string;
}

const find = statement<One, Row>(`
  select ${columns} from projects p where p.id = :id::uuid and p.organization_id = :organization_id::uuid and p.deleted_at is null`);

const isIt = 'x.id = :id::uuid and x.organization_id = :organization_id::uuid';

const remove = deletionStatement<One>('projects', isIt);

const hold = holdStatement<One>('projects', isIt);

const restore = restoring<One, Row>('projects', isIt, columns, 'p');

type Changes = Required<ProjectUpdate['changes']>;

type Nullable<Fields> = { readonly [Name in keyof Fields]: Exclude<Fields[Name], undefined> | null };

interface UpdateParameters extends Nullable<Changes>, EventTimeParameter {
  readonly organization_id: string;
  readonly id: string;
  readonly if_revision: string | null;
  readonly at: string;
}

/** The fields that an update may name, and the types of their columns. */
const fields = {
  name: 'text',
  description: 'text',
  state: 'text',
  overlap: 'smallint',
  lease_seconds: 'int',
  max_claimed: 'int',
  show_predictions: 'boolean',
} as const satisfies Record<keyof Changes, string>;

const named = Object.entries(fields);

const update = statement<UpdateParameters, Row & UpdateRow<'archived'>>(`
  with was as materialized (select p.* from projects p where p.id = :id::uuid and p.organization_id = :organization_id::uuid and p.deleted_at is null for update),
  judged as materialized (
    select w.id, ${asOfColumn('w')}, case
      ${refusals('w')}
      when ${named.map(([name, type]) => `coalesce(:${name}::${type}, w.${name}) = w.${name}`).join(' and ')} then 'unchanged'
      when w.state = 'archived' and :state::text is distinct from 'active' then 'archived'
      else 'changed'
    end as outcome
    from was w
  ),
  changed as (
    update projects p set ${named.map(([name, type]) => `${name} = coalesce(:${name}::${type}, p.${name})`).join(', ')},
      revision = p.revision + 1, updated_at = :at::timestamptz, ${made('p.revision + 1')}
    from judged j where p.id = j.id and j.outcome = 'changed'
    returning p.*
  ),
  confirmed as (update projects p set ${made('p.revision')} from judged j where p.id = j.id and j.outcome = 'unchanged' and ${isNewer('p')})
  select ${columns}, j.outcome, j.as_of
  from judged j cross join lateral (select * from changed union all select * from was where j.outcome <> 'changed') p`);

const NOTHING: Nullable<Changes> = {
  name: null,
  description: null,
  state: null,
  overlap: null,
  lease_seconds: null,
  max_claimed: null,
  show_predictions: null,
};

/** The projects of one organization. */
export const projectsOn = (run: Run, scope: Scope): ProjectsRepository => ({
  add: async (project) => {
    const [row] = await run(add, { ...project, organization_id: organizationOf(scope), ...eventTimeOf(scope) });
    return row && transport(row);
  },
  listFor: (user_id, page, sought = null) => {
    const organization_id = organizationOf(scope);
    return sought === null
      ? readHeavyPage(run, scope, listFor, { organization_id, user_id }, page, 'id', transport, ({ id }) => id)
      : readBoundedPage(run, scope, listNamed, { organization_id, user_id, sought }, page, ANYWHERE, transport);
  },
  listDeleted: (restorable_since, page) =>
    readHeavyPage(
      run,
      scope,
      listDeleted,
      { organization_id: organizationOf(scope), restorable_since },
      page,
      'id',
      transport,
      ({ id }) => id,
    ),
  find: async (id) => {
    const [row] = await run(find, { organization_id: organizationOf(scope), id });
    return row && transport(row);
  },
  update: async ({ id, changes, if_revision, at }) => {
    const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
    const [row] = await run(update, {
      ...NOTHING,
      ...given,
      organization_id: organizationOf(scope),
      id,
      if_revision: ifRevision(if_revision),
      at,
      ...eventTimeOf(scope),
    });
    return updateOf<Row & UpdateRow<'archived'>, Project, 'archived'>(row, transport);
  },
  delete: async (id, { if_revision }, at) =>
    deletionOf(
      await run(remove, {
        organization_id: organizationOf(scope),
        id,
        if_revision: ifRevision(if_revision),
        at,
        ...eventTimeOf(scope),
      }),
    ),
  holdDeleted: async (id, restorable_since) =>
    (await run(hold, { organization_id: organizationOf(scope), id, restorable_since }))[0]?.is_deleted,
  restore: async (id, at) =>
    transport(restored(await run(restore, { organization_id: organizationOf(scope), id, at, ...eventTimeOf(scope) }))),
});
