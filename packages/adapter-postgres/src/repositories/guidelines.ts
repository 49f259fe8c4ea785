import type { Guideline, GuidelinesRepository, NewGuideline, Scope } from '@goldset/core';
import { compactUser } from '../sql-fragments.ts';
import type { CompactUserRow } from '../sql-fragments.ts';
import { statement } from '../statement.ts';
import type { Run } from '../statement.ts';
import { projectOf } from './scope.ts';
import { versionReads } from './versions.ts';

interface Row {
  readonly id: string;
  readonly version: number;
  readonly text: string;
  readonly annotation_ui_version: number;
  readonly created_by: CompactUserRow;
  readonly created_at: Date;
}

const columnsOf = (text = 'v.text'): string => `v.id, v.version, ${text}, v.annotation_ui_version, ${compactUser('v.created_by')} as created_by, v.created_at`;

const transport = (row: Row): Guideline => ({
  id: row.id,
  version: row.version,
  text: row.text,
  annotation_ui_version: row.annotation_ui_version,
  created_by: row.created_by,
  created_at: row.created_at.toISOString(),
});

// The project's row counts its versions: whoever adds one waits for that row, so there is no gap and no duplicate.
const add = statement<NewGuideline & { readonly project_id: string }, Row>(`
  with next as (
    update projects set guideline_count = guideline_count + 1 where id = :project_id::uuid returning guideline_count as version
  ),
  v as (
    insert into guidelines (project_id, version, id, text, annotation_ui_version, created_by, created_at)
    select :project_id::uuid, next.version, :id::uuid, :text::text, :annotation_ui_version::int, :created_by::uuid, :created_at::timestamptz from next
    on conflict (project_id, id) do nothing
    returning *
  )
  select ${columnsOf()} from v`);

const reads = versionReads('guidelines', columnsOf, transport, { name: 'text', texts: ['v.text'] });

/** The guidelines of one project. */
export const guidelinesOn = (run: Run, scope: Scope): GuidelinesRepository => ({
  add: async (guideline) => {
    const [row] = await run(add, { project_id: projectOf(scope), ...guideline });
    return row && transport(row);
  },
  ...reads(run, scope),
});
