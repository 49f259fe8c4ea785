import type { Page, PageRequest, Scope } from '@goldset/core';
import { heavyListStatement, readHeavyPage } from '../keyset.ts';
import { statement } from '../statement.ts';
import type { Run } from '../statement.ts';
import { roughWeightOf, weightOf } from '../weight.ts';
import type { Large } from '../weight.ts';
import { projectOf } from './scope.ts';

/** How the versions of a project are read. */
export interface VersionReads<T> {
  list(page: PageRequest): Promise<Page<T>>;
  find(version: number | 'latest'): Promise<T | undefined>;
}

/** Reads of a table of versions, by one statement each. `columnsOf` are those of the table under the alias `v`, with the one that may be large, which is named. */
export const versionReads = <Row, T extends { readonly version: number }>(
  table: 'annotation_uis' | 'guidelines',
  columnsOf: (large: string) => string,
  transport: (row: Row) => T,
  { name, ...large }: Large & { readonly name: string },
): ((run: Run, scope: Scope) => VersionReads<T>) => {
  const ofProject = (selected: string): string => `select ${selected} from ${table} v where v.project_id = :project_id::uuid`;
  const columns = columnsOf(`v.${name}`);
  const row = { as: 'v', kept: 'v.*', columns: (ifLight: (value: string, roughWeight: string) => string) => columnsOf(`${ifLight(`v.${name}`, roughWeightOf(large))} as ${name}`), weight: weightOf(large), withheld: [name] };
  const list = heavyListStatement<{ project_id: string }, Row>('version', row, (selected, beyond, inOrder) => `${ofProject(selected)} and ${beyond('v.version')} ${inOrder('v.version')}`);
  const find = statement<{ project_id: string; version: number }, Row>(`${ofProject(columns)} and v.version = :version::bigint`);
  const findLatest = statement<{ project_id: string }, Row>(`${ofProject(columns)} order by v.version desc limit 1`);
  return (run, scope) => ({
    list: (page) => readHeavyPage(run, scope, list, { project_id: projectOf(scope) }, page, 'version', transport, ({ version }) => String(version)),
    find: async (version) => {
      const project_id = projectOf(scope);
      const [row] = version === 'latest' ? await run(findLatest, { project_id }) : await run(find, { project_id, version });
      return row && transport(row);
    },
  });
};
