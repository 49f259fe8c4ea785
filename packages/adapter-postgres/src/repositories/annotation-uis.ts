import type { AnnotationUI } from '@goldset/core';
import type { AnnotationUisRepository, Scope } from '@goldset/core/adapter';
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
  readonly name: string;
  readonly controls: AnnotationUI['controls'];
  readonly created_by: CompactUserRow;
  readonly created_at: Date;
}

const columnsOf = (controls = 'v.controls'): string =>
  `v.id, v.version, v.name, ${controls}, ${compactUser('v.created_by')} as created_by, v.created_at`;

const transport = (row: Row): AnnotationUI => ({
  id: row.id,
  version: row.version,
  name: row.name,
  controls: row.controls,
  created_by: row.created_by,
  created_at: row.created_at.toISOString(),
});

const add = statement<
  EventTimeParameter & {
    project_id: string;
    id: string;
    name: string;
    controls: string;
    created_by: string;
    created_at: string;
  },
  AddedVersionRow<Row>
>(`
  with ${nextVersion('annotation_ui_count', 'annotation_ui_time')},
  v as (
    insert into annotation_uis (project_id, version, id, name, controls, created_by, created_at)
    select :project_id::uuid, next.version, :id::uuid, :name::text, :controls::text::jsonb, :created_by::uuid, :created_at::timestamptz from next
    on conflict (project_id, id) do nothing
    returning *
  )
  ${shownVersion(columnsOf())}`);

const findInForce = statement<{ project_id: string }, Row>(`
  select ${columnsOf()} from annotation_uis v
  where v.project_id = :project_id::uuid
    and v.version = (select g.annotation_ui_version from guidelines g where g.project_id = :project_id::uuid order by g.version desc limit 1)`);

const reads = versionReads('annotation_uis', columnsOf, transport, { name: 'controls', json: ['v.controls'] });

/** The annotation UIs of one project. */
export const annotationUisOn = (run: Run, scope: Scope): AnnotationUisRepository => ({
  add: async ({ controls, ...ui }) => {
    const row = addedVersion(
      await run(add, {
        project_id: projectOf(scope),
        ...ui,
        controls: JSON.stringify(controls),
        ...eventTimeOf(scope),
      }),
    );
    return row && transport(row);
  },
  ...reads(run, scope),
  findInForce: async () => {
    const [row] = await run(findInForce, { project_id: projectOf(scope) });
    return row && transport(row);
  },
});
