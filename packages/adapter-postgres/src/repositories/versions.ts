import type { Page, PageRequest, Scope } from '@goldset/core';
import { listStatement, readPage } from '../keyset.ts';
import { statement } from '../statement.ts';
import type { Run } from '../statement.ts';
import { projectOf } from './scope.ts';

/** How the versions of a project are read. */
export interface VersionReads<T> {
  list(page: PageRequest): Promise<Page<T>>;
  find(version: number | 'latest'): Promise<T | undefined>;
}

/** Reads of a table of versions, by one statement each. `columns` are those of the table under the alias `v`. */
export const versionReads = <Row, T extends { readonly version: number }>(
  table: 'annotation_uis' | 'guidelines',
  columns: string,
  transport: (row: Row) => T,
): ((run: Run, scope: Scope) => VersionReads<T>) => {
  const ofProject = `select ${columns} from ${table} v where v.project_id = :project_id::uuid`;
  const list = listStatement<{ project_id: string }, Row>('version', (beyond, inOrder) => `${ofProject} and ${beyond('v.version')} ${inOrder('v.version')}`);
  const find = statement<{ project_id: string; version: number }, Row>(`${ofProject} and v.version = :version::bigint`);
  const findLatest = statement<{ project_id: string }, Row>(`${ofProject} order by v.version desc limit 1`);
  return (run, scope) => ({
    list: (page) => readPage(run, list, { project_id: projectOf(scope) }, page, 'version', transport, ({ version }) => String(version)),
    find: async (version) => {
      const project_id = projectOf(scope);
      const [row] = version === 'latest' ? await run(findLatest, { project_id }) : await run(find, { project_id, version });
      return row && transport(row);
    },
  });
};
