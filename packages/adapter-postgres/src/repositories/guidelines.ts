import type { Guideline } from '@goldset/core';
import type { GuidelinesRepository, NewGuideline, Scope } from '@goldset/core/adapter';
import { compactUser } from '../sql/sql-fragments.ts';
import type { CompactUserRow } from '../sql/sql-fragments.ts';
import { statement } from '../sql/statement.ts';
import type { Run } from '../sql/statement.ts';
import { projectOf } from '../sql/scope.ts';
import { addedVersion, nextVersion, shownVersion, versionReads } from './versions.ts';
import type { AddedVersionRow } from './versions.ts';
import { eventTimeOf } from '../sql/event-order.ts';
import type { EventTimeParameter } from '../sql/event-order.ts';

interface Row {
  readonly id: string;
  readonly version: number;
  readonly text: string;
  readonly annotation_ui_version: number;
  readonly created_by: CompactUserRow;
  readonly created_at: Date;
}

const columnsOf = (text = 'v.text'): string =>
  `v.id, v.version, ${text}, v.annotation_ui_version, ${compactUser('v.created_by')} as created_by, v.created_at`;

const transport = (row: Row): Guideline => ({
  id: row.id,
  version: row.version,
  text: row.text,
  annotation_ui_version: row.annotation_ui_version,
  created_by: row.created_by,
  created_at: row.created_at.toISOString(),
});

const add = statement<NewGuideline & EventTimeParameter & { readonly project_id: string }, AddedVersionRow<Row>>(`
  with ${nextVersion('guideline_count', 'guideline_time')},
  v as (
    insert into guidelines (project_id, version, id, text, annotation_ui_version, created_by, created_at)
    select :project_id::uuid, next.version, :id::uuid, :text::text, :annotation_ui_version::int, :created_by::uuid, :created_at::timestamptz from next
    on conflict (project_id, id) do nothing
    returning *
  )
  ${shownVersion(columnsOf())}`);

const reads = versionReads('guidelines', columnsOf, transport, { name: 'text', texts: ['v.text'] });

/** The guidelines of one project. */
export const guidelinesOn = (run: Run, scope: Scope): GuidelinesRepository => ({
  add: async (guideline) => {
    const row = addedVersion(await run(add, { project_id: projectOf(scope), ...guideline, ...eventTimeOf(scope) }));
    return row && transport(row);
  },
  ...reads(run, scope),
});
