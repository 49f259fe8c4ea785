import type { Page, PageRequest } from '@goldset/core';
import type { Scope } from '@goldset/core/adapter';
import { eventMoment, refuseOlder } from '../sql/event-order.ts';
import type { OlderRow } from '../sql/event-order.ts';
import { heavyListStatement, readHeavyPage } from '../sql/keyset.ts';
import { statement } from '../sql/statement.ts';
import type { Run } from '../sql/statement.ts';
import { roughWeightOf, weightOf } from '../sql/weight.ts';
import type { Large } from '../sql/weight.ts';
import { projectOf } from '../sql/scope.ts';

/** The reads of the versions of a project. */
export interface VersionReads<T> {
  list(page: PageRequest): Promise<Page<T>>;
  find(version: number | 'latest'): Promise<T | undefined>;
}

/**
 * Makes the reads of a table of versions, by one statement each. `columnsOf` returns the columns of the table under the
 * alias `v`, with the given SQL for the column that may be large; `name` is the name of that column.
 */
export const versionReads = <Row, T extends { readonly version: number }>(
  table: 'annotation_uis' | 'guidelines',
  columnsOf: (large: string) => string,
  transport: (row: Row) => T,
  { name, ...large }: Large & { readonly name: string },
): ((run: Run, scope: Scope) => VersionReads<T>) => {
  const ofProject = (selected: string): string =>
    `select ${selected} from ${table} v where v.project_id = :project_id::uuid`;
  const columns = columnsOf(`v.${name}`);
  const row = {
    as: 'v',
    kept: 'v.*',
    columns: (ifLight: (value: string, roughWeight: string) => string) =>
      columnsOf(`${ifLight(`v.${name}`, roughWeightOf(large))} as ${name}`),
    weight: weightOf(large),
    withheld: [name],
  };
  const list = heavyListStatement<{ project_id: string }, Row>(
    'version',
    row,
    (selected, beyond, inOrder) => `${ofProject(selected)} and ${beyond('v.version')} ${inOrder('v.version')}`,
  );
  const find = statement<{ project_id: string; version: number }, Row>(
    `${ofProject(columns)} and v.version = :version::bigint`,
  );
  const findLatest = statement<{ project_id: string }, Row>(`${ofProject(columns)} order by v.version desc limit 1`);
  return (run, scope) => ({
    list: (page) =>
      readHeavyPage(run, scope, list, { project_id: projectOf(scope) }, page, 'version', transport, ({ version }) =>
        String(version),
      ),
    find: async (version) => {
      const project_id = projectOf(scope);
      const [row] =
        version === 'latest' ? await run(findLatest, { project_id }) : await run(find, { project_id, version });
      return row && transport(row);
    },
  });
};

/**
 * The result of a statement that adds a version: the columns of the version. They are null if its id is taken, or if
 * the latest version is newer than the event.
 */
export type AddedVersionRow<Row> = OlderRow & { readonly is_older: boolean } & {
  readonly [Name in keyof Row]: Row[Name] | null;
};

/**
 * SQL for the next version of a project, as `next`. The row of the project counts its versions. Each statement that
 * adds one waits for that row, so there are no gaps and no duplicates. An event that was made before the latest version
 * adds no version.
 */
export const nextVersion = (
  count: 'annotation_ui_count' | 'guideline_count',
  time: 'annotation_ui_time' | 'guideline_time',
): string => `
  held as materialized (
    select p.id, p.${count} as version, p.${time} as as_of, (:event_time::timestamptz < p.${time}) is true as is_older
    from projects p where p.id = :project_id::uuid
    for no key update of p
  ),
  next as (
    update projects p set ${count} = p.${count} + 1, ${time} = coalesce(:event_time::timestamptz, :created_at::timestamptz)
    from held h where p.id = h.id and not h.is_older
    returning p.${count} as version
  )`;

/** SQL that selects the version `v` that was added. */
export const shownVersion = (columns: string): string => `
  select h.version as revision, ${eventMoment('h.as_of')} as as_of, h.is_older, v.* from held h left join lateral (select ${columns} from v) v on true`;

/**
 * Returns the version that was added; `undefined` if its id is taken. Throws if the event was made before the latest
 * version.
 */
export const addedVersion = <Row extends { readonly id: string }>([row]: readonly AddedVersionRow<Row>[]):
  | Row
  | undefined => {
  refuseOlder(row, ({ is_older }) => is_older);
  return row === undefined || row.id === null ? undefined : (row as unknown as Row);
};
