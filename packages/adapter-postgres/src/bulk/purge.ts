import { NIL_ID } from '@goldset/core';
import type { Id, Store } from '@goldset/core';
import { idArray, statement } from '../sql/statement.ts';
import type { Parameter, Run, Statement } from '../sql/statement.ts';

// The most rows that one statement removes, and the most items whose rows it looks for.
const CHUNK_ROWS = 1000;
const CHUNK_ITEMS = 500;
// Every table that refers to users is searched for each user who is removed.
const CHUNK_USERS = 50;

interface Chunk {
  /** How many rows were found to remove. If they are fewer than the limit, they were the last ones. */
  readonly found: number;
  /** How many of them this statement removed; other statements may have removed some before. */
  readonly removed: number;
}

/** A statement that removes rows, and the most it removes. */
interface Removal<Of extends object> {
  readonly removing: Statement<Of, Chunk>;
  readonly limit: number;
}

interface OfProject {
  readonly project_id: string;
}

interface OfItems extends OfProject {
  readonly item_ids: string;
}

interface OfOrganization {
  readonly organization_id: string;
}

/**
 * Makes a statement that removes at most a chunk of rows of `table`: those that `found` finds and locks, under the
 * alias `x`. It always locks them in one order, so that several statements at once never deadlock. `within` is SQL for
 * a condition that all of these rows meet.
 */
const removal = <Of extends object>(
  table: string,
  key: readonly [string, ...string[]],
  within: string,
  found: string,
  limit = CHUNK_ROWS,
): Removal<Of> => {
  const columns = (alias: string): string => key.map((column) => `${alias}.${column}`).join(', ');
  const removing = statement<Of, Chunk>(`
  with found as materialized (select ${columns('x')} from ${found} limit ${limit}),
  removed as (
    delete from ${table} x
    where ${within} and x.${key[0]} = any (array(select f.${key[0]} from found f))
      ${key.length === 1 ? '' : `and (${columns('x')}) in (select ${columns('f')} from found f)`}
    returning 1
  )
  select (select count(*)::int from found) as found, (select count(*)::int from removed) as removed`);
  return { removing, limit };
};

/** SQL for rows of `table` that are locked one after the other. */
const held = (table: string, key: readonly string[], where: string): string => {
  const columns = key.map((column) => `y.${column}`).join(', ');
  return `(select ${columns} from ${table} y where ${where} order by ${columns} limit ${CHUNK_ROWS} for update of y) x`;
};

const inProject = 'x.project_id = :project_id::uuid';

const ofItems = 'unnest(:item_ids::uuid[]) as item(id)';

/** Removes the rows of items, with one index probe for each item. */
const underItems = (table: string): Removal<OfItems> =>
  removal<OfItems>(
    table,
    ['id'],
    inProject,
    `${ofItems} cross join lateral ${held(table, ['id'], 'y.project_id = :project_id::uuid and y.item_id = item.id')}`,
  );

/**
 * Removes the revisions of annotations. `annotations` is SQL for these annotations, under the alias `a`. No foreign key
 * leads from revisions to annotations, because the revisions of deleted annotations stay in their table. So all
 * revisions are removed before their annotations.
 */
const revisionsOf = <Of extends OfProject>(annotations: string): Removal<Of> =>
  removal<Of>(
    'annotation_revisions',
    ['annotation_id', 'revision'],
    inProject,
    `${annotations} cross join lateral ${held('annotation_revisions', ['annotation_id', 'revision'], 'y.project_id = :project_id::uuid and y.annotation_id = a.id')}`,
  );

/** Removes the revisions of the annotations of items. */
const revisionsUnderItems = (table: 'annotations' | 'deleted_annotations'): Removal<OfItems> =>
  revisionsOf(
    `${ofItems} cross join lateral (select a.id from ${table} a where a.project_id = :project_id::uuid and a.item_id = item.id order by a.id offset 0) a`,
  );

const items = removal<OfItems>(
  'items',
  ['id'],
  inProject,
  held('items', ['id'], 'y.project_id = :project_id::uuid and y.id = any (:item_ids::uuid[])'),
);

/** The removals of items and of all rows that refer to them, dependent rows first. */
const itemContents = [
  ...[revisionsUnderItems('annotations'), underItems('annotations'), underItems('predictions')],
  ...[revisionsUnderItems('deleted_annotations'), underItems('deleted_annotations'), underItems('deleted_predictions')],
  ...[underItems('tasks'), items],
] as const;

interface OfDeleted extends OfProject {
  readonly ids: string;
  readonly before: string;
}

/** Removes rows with these ids that were deleted individually and have not been restored since. */
const deletedRows = (table: 'deleted_annotations' | 'deleted_predictions'): Removal<OfDeleted> =>
  removal<OfDeleted>(
    table,
    ['id'],
    inProject,
    held(
      table,
      ['id'],
      'y.project_id = :project_id::uuid and y.id = any (:ids::uuid[]) and y.deleted_at <= :before::timestamptz',
    ),
  );

/** The removals of rows that were deleted individually, by table; dependent rows first. */
const deletedContents = {
  deleted_annotations: [
    revisionsOf<OfDeleted>(
      '(select d.id from deleted_annotations d where d.project_id = :project_id::uuid and d.id = any (:ids::uuid[]) and d.deleted_at <= :before::timestamptz offset 0) a',
    ),
    deletedRows('deleted_annotations'),
  ],
  deleted_predictions: [deletedRows('deleted_predictions')],
} as const;

/**
 * Removes the rows of a project, by the next columns of an index. The condition is written as a range, so that the
 * index leads.
 */
const ofProject = (table: string, key: readonly [string, ...string[]], least: string): Removal<OfProject> =>
  removal<OfProject>(
    table,
    key,
    inProject,
    held(table, key, `y.project_id = :project_id::uuid and y.${key[0]} >= ${least}`),
  );

const anyId = `'${NIL_ID}'::uuid`;

const keptAnswers = ofProject('idempotency_keys', ['owner_id', 'operation', 'key'], anyId);

/** The removals of a project's rows other than its items. */
const projectContents = [
  ofProject('counters', ['user_id'], anyId),
  ofProject('queue_cursors', ['annotator_id'], anyId),
  keptAnswers,
  ofProject('inbox', ['event'], anyId),
  ofProject('guidelines', ['version'], '0'),
  ofProject('annotation_uis', ['version'], '0'),
  ofProject('role_bindings', ['id'], anyId),
] as const;

const inOrganization = 'x.organization_id = :organization_id::uuid';

const ofOrganization = (table: string, key: string, limit?: number): Removal<OfOrganization> =>
  removal<OfOrganization>(
    table,
    [key],
    inOrganization,
    held(table, [key], 'y.organization_id = :organization_id::uuid'),
    limit,
  );

/**
 * The removals of an organization's rows other than its projects. A user with a token that works only in the
 * organization is a member.
 */
const organizationContents = [
  ofOrganization('role_bindings', 'id'),
  removal<OfOrganization>(
    'tokens',
    ['id'],
    inOrganization,
    `members m cross join lateral ${held('tokens', ['id'], 'y.user_id = m.user_id and y.organization_id = :organization_id::uuid')}
    where m.organization_id = :organization_id::uuid`,
  ),
  ofOrganization('members', 'user_id'),
  ofOrganization('invitations', 'id'),
  ofOrganization('external_users', 'id'),
  ofOrganization('member_addresses', 'email_key'),
  ofOrganization('external_names', 'organization_id'),
  ofOrganization('users', 'id', CHUNK_USERS),
] as const;

const deletedOrganizations = statement<{ before: string; after: string }, { id: string }>(`
  select o.id from organizations o where o.deleted_at <= :before::timestamptz and o.id > :after::uuid order by o.id limit ${CHUNK_ITEMS}`);

const deletedProjects = statement<{ before: string; after: string }, { id: string }>(
  `
  select p.id from projects p
  where (p.deleted_at <= :before::timestamptz or exists (select from organizations o where o.id = p.organization_id and o.deleted_at <= :before::timestamptz))
    and p.id > :after::uuid
  order by p.id limit ${CHUNK_ITEMS}`,
  { isLong: true },
);

const projectsWithDeletedItems = statement<{ before: string; after: string }, { id: string }>(
  `
  select p.id from projects p
  cross join lateral (
    select from items i where i.project_id = p.id and i.deleted_at is not null and i.deleted_at <= :before::timestamptz limit 1
  ) i
  where p.id > :after::uuid
  order by p.id limit ${CHUNK_ITEMS}`,
  { isLong: true },
);

const projectsWithDeleted = (table: keyof typeof deletedContents) =>
  statement<{ before: string; after: string }, { id: string }>(
    `
  select p.id from projects p
  cross join lateral (
    select from ${table} d where d.project_id = p.id and d.deleted_at <= :before::timestamptz limit 1
  ) d
  where p.id > :after::uuid
  order by p.id limit ${CHUNK_ITEMS}`,
    { isLong: true },
  );

// The rows that were deleted first. They no longer exist when the statement is run again.
const firstDeleted = (table: keyof typeof deletedContents) =>
  statement<OfProject & { readonly before: string }, { id: string }>(`
  select d.id from ${table} d
  where d.project_id = :project_id::uuid and d.deleted_at <= :before::timestamptz
  order by d.deleted_at, d.id limit ${CHUNK_ITEMS}`);

const deletedThings = (Object.keys(deletedContents) as (keyof typeof deletedContents)[]).map((table) => ({
  projects: projectsWithDeleted(table),
  first: firstDeleted(table),
  contents: deletedContents[table],
}));

interface Candidates extends OfProject {
  readonly after: string;
}

const deletedItems = statement<Candidates & { readonly before: string }, { id: string }>(`
  select i.id from items i
  where i.project_id = :project_id::uuid and i.deleted_at is not null and i.deleted_at <= :before::timestamptz and i.id > :after::uuid
  order by i.id limit ${CHUNK_ITEMS}`);

const allItems = statement<Candidates, { id: string }>(`
  select i.id from items i where i.project_id = :project_id::uuid and i.id > :after::uuid order by i.id limit ${CHUNK_ITEMS}`);

const removeProject = statement<{ id: string; before: string }, { id: string }>(`
  delete from projects p
  where p.id = :id::uuid
    and (p.deleted_at <= :before::timestamptz or exists (select from organizations o where o.id = p.organization_id and o.deleted_at <= :before::timestamptz))
  returning p.id`);

const removeOrganization = statement<{ id: string; before: string }, { id: string }>(`
  delete from organizations o where o.id = :id::uuid and o.deleted_at <= :before::timestamptz returning o.id`);

/** Removes all rows that a statement finds, a chunk at a time. */
const removeAll = async function* <Of extends { readonly [Name in keyof Of]: Parameter }>(
  run: Run,
  { removing, limit }: Removal<Of>,
  of: Of,
): AsyncGenerator<number> {
  for (;;) {
    const [chunk] = await run(removing, of);
    if (chunk === undefined || chunk.found === 0) return;
    yield chunk.removed;
    if (chunk.found < limit) return;
  }
};

/** Reads ids, a chunk at a time. */
const walkIds = async function* (
  read: (after: Id) => Promise<readonly { readonly id: Id }[]>,
): AsyncGenerator<readonly Id[]> {
  for (let after: Id = NIL_ID; ;) {
    const ids = (await read(after)).map(({ id }) => id);
    if (ids.length > 0) yield ids;
    if (ids.length < CHUNK_ITEMS) return;
    after = ids.at(-1) as Id;
  }
};

const removeItems = async function* (
  run: Run,
  project_id: Id,
  read: (after: Id) => Promise<readonly { readonly id: Id }[]>,
): AsyncGenerator<number> {
  for await (const ids of walkIds(read)) {
    for (const from of itemContents) yield* removeAll(run, from, { project_id, item_ids: idArray(ids) });
  }
};

const removed = (rows: readonly unknown[]): number => rows.length;

/**
 * Removes everything that was deleted at or before a moment. Each statement is a transaction of its own, so no lock
 * lasts longer than one statement.
 */
export const purgeOn = (run: Run): Store['purge'] =>
  async function* (before) {
    for await (const projects of walkIds((after) => run(deletedProjects, { before, after }))) {
      for (const project_id of projects) {
        yield* removeItems(run, project_id, (after) => run(allItems, { project_id, after }));
        for (const from of projectContents) yield* removeAll(run, from, { project_id });
        yield removed(await run(removeProject, { id: project_id, before }));
      }
    }
    for await (const organizations of walkIds((after) => run(deletedOrganizations, { before, after }))) {
      for (const organization_id of organizations) {
        yield* removeAll(run, keptAnswers, { project_id: organization_id });
        for (const from of organizationContents) yield* removeAll(run, from, { organization_id });
        yield removed(await run(removeOrganization, { id: organization_id, before }));
      }
    }
    for (const { projects: having, first, contents } of deletedThings) {
      for await (const projects of walkIds((after) => run(having, { before, after }))) {
        for (const project_id of projects) {
          for (let found = CHUNK_ITEMS; found === CHUNK_ITEMS;) {
            const ids = (await run(first, { project_id, before })).map(({ id }) => id);
            found = ids.length;
            for (const from of contents)
              if (found > 0) yield* removeAll(run, from, { project_id, before, ids: idArray(ids) });
          }
        }
      }
    }
    for await (const projects of walkIds((after) => run(projectsWithDeletedItems, { before, after }))) {
      for (const project_id of projects)
        yield* removeItems(run, project_id, (after) => run(deletedItems, { project_id, before, after }));
    }
  };
