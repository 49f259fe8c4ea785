import type { ExportRepository, Scope } from '@goldset/core';
import { iso } from '../sql-fragments.ts';
import { statement } from '../statement.ts';
import type { Run } from '../statement.ts';
import { projectOf } from './scope.ts';

const CHUNK_ITEMS = 500;
const CHUNK_BYTES = 4 * 1024 * 1024;

// A small value is kept as it is, and its size is known without reading it; only a large one may be compressed.
const sizeOf = (column: string): string => `case when pg_column_size(${column}) < 2000 then pg_column_size(${column}) else octet_length(${column}::text) end`;

const hasProject = `exists (
      select from projects p join organizations o on o.id = p.organization_id and o.deleted_at is null
      where p.id = :project_id::uuid and p.deleted_at is null
    )`;

const isThere = statement<{ project_id: string }, { has_project: boolean }>(`select ${hasProject} as has_project`);

const chunk = statement<{ project_id: string; after: string }, { id: string; line: string; is_last: boolean; has_project: boolean }>(`
  with candidates as (
    select i.id, i.external_id, i.data, i.metadata, i.priority, i.overlap, i.state, i.annotation_count, i.created_at, i.updated_at,
      ${sizeOf('i.data')} + ${sizeOf('i.metadata')} as size
    from items i
    where i.project_id = :project_id::uuid and i.id > :after::uuid and i.deleted_at is null
    order by i.id
    limit ${CHUNK_ITEMS}
  ),
  placed as (
    select c.*, sum(c.size) over (order by c.id) - c.size as bytes_before, row_number() over (order by c.id) as place, count(*) over () as found
    from candidates c
  )
  select i.id, i.place = i.found and i.found < ${CHUNK_ITEMS} as is_last, json_build_object(
    'id', i.id, 'external_id', i.external_id, 'data', i.data, 'metadata', i.metadata, 'priority', i.priority, 'overlap', i.overlap,
    'state', i.state, 'annotation_count', i.annotation_count, 'created_at', ${iso('i.created_at')}, 'updated_at', ${iso('i.updated_at')},
    'annotations', coalesce((
      select json_agg(json_build_object(
        'id', a.id, 'item_id', a.item_id, 'task_id', a.task_id, 'annotator', json_build_object('id', u.id, 'name', u.name), 'value', a.value,
        'guideline_version', a.guideline_version, 'annotation_ui_version', a.annotation_ui_version, 'source', a.source, 'revision', a.revision,
        'created_at', ${iso('a.created_at')}, 'updated_at', ${iso('a.updated_at')}) order by a.id)
      from annotations a join users u on u.id = a.annotator_id
      where a.project_id = :project_id::uuid and a.item_id = i.id), '[]'::json),
    'predictions', '[]'::json)::text as line,
    ${hasProject} as has_project
  from placed i
  where i.bytes_before < ${CHUNK_BYTES}
  order by i.id`);

const START = '00000000-0000-0000-0000-000000000000';

/** A project as it is exported: JSON that the database makes, so that no item is parsed and written again. */
export const exportOn = (run: Run, scope: Scope): ExportRepository => ({
  chunk: async (after) => {
    const project_id = projectOf(scope);
    const rows = await run(chunk, { project_id, after: after ?? START });
    const last = rows.at(-1);
    const [seen] = last === undefined ? await run(isThere, { project_id }) : [last];
    if (seen?.has_project !== true) throw new Error('The project was deleted while it was exported.');
    return { lines: rows.map(({ line }) => line), next: last === undefined || last.is_last ? null : last.id };
  },
});
