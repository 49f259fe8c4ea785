import type { AnnotationUI, AnnotationUisRepository, Scope } from '@goldset/core';
import { listStatement, readPage } from '../keyset.ts';
import { compactUser } from '../sql-fragments.ts';
import type { CompactUserRow } from '../sql-fragments.ts';
import { statement } from '../statement.ts';
import type { Run } from '../statement.ts';
import { projectOf } from './scope.ts';

interface Row {
  readonly id: string;
  readonly version: number;
  readonly name: string;
  readonly controls: AnnotationUI['controls'];
  readonly created_by: CompactUserRow;
  readonly created_at: Date;
}

const columns = `a.id, a.version, a.name, a.controls, ${compactUser('a.created_by')} as created_by, a.created_at`;

const transport = (row: Row): AnnotationUI => ({
  id: row.id,
  version: row.version,
  name: row.name,
  controls: row.controls,
  created_by: row.created_by,
  created_at: row.created_at.toISOString(),
});

// The project's row counts its versions: whoever adds one waits for that row, so there is no gap and no duplicate.
const add = statement<{ project_id: string; id: string; name: string; controls: string; created_by: string; created_at: string }, Row>(`
  with next as (
    update projects set annotation_ui_count = annotation_ui_count + 1 where id = :project_id::uuid returning annotation_ui_count as version
  ),
  a as (
    insert into annotation_uis (project_id, version, id, name, controls, created_by, created_at)
    select :project_id::uuid, next.version, :id::uuid, :name::text, :controls::text::jsonb, :created_by::uuid, :created_at::timestamptz from next
    returning *
  )
  select ${columns} from a`);

const list = listStatement<{ project_id: string }, Row>(
  'version',
  (beyond, inOrder) => `
  select ${columns} from annotation_uis a
  where a.project_id = :project_id::uuid and ${beyond('a.version')} ${inOrder('a.version')}`,
);

const find = statement<{ project_id: string; version: number }, Row>(`
  select ${columns} from annotation_uis a where a.project_id = :project_id::uuid and a.version = :version::bigint`);

const findLatest = statement<{ project_id: string }, Row>(`
  select ${columns} from annotation_uis a where a.project_id = :project_id::uuid order by a.version desc limit 1`);

/** The annotation UIs of one project. */
export const annotationUisOn = (run: Run, scope: Scope): AnnotationUisRepository => ({
  add: async ({ controls, ...ui }) => {
    const [row] = await run(add, { project_id: projectOf(scope), ...ui, controls: JSON.stringify(controls) });
    return transport(row as Row);
  },
  list: (page) => readPage(run, list, { project_id: projectOf(scope) }, page, 'version', transport, ({ version }) => String(version)),
  find: async (version) => {
    const project_id = projectOf(scope);
    const [row] = version === 'latest' ? await run(findLatest, { project_id }) : await run(find, { project_id, version });
    return row && transport(row);
  },
});
