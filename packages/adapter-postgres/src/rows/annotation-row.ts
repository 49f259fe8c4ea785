import type { Annotation } from '@goldset/core';
import { compactUser, iso } from '../sql/sql-fragments.ts';
import type { CompactUserRow } from '../sql/sql-fragments.ts';

/** A row of annotations with its annotator. */
export interface AnnotationRow {
  readonly id: string;
  readonly item_id: string;
  readonly task_id: string | null;
  readonly annotator: CompactUserRow;
  readonly value: Annotation['value'];
  readonly guideline_version: number | null;
  readonly annotation_ui_version: number;
  readonly source: Annotation['source'];
  readonly origin: Annotation['origin'];
  readonly revision: number;
  readonly created_at: Date;
  readonly updated_at: Date;
}

/** The columns of an `AnnotationRow`, of annotations under the alias `a`. */
export const annotationColumns = (a: string, value = `${a}.value`): string => `
  ${a}.id, ${a}.item_id, ${a}.task_id, ${compactUser(`${a}.annotator_id`)} as annotator, ${value} as value, ${a}.guideline_version,
  ${a}.annotation_ui_version, ${a}.source, ${a}.origin, ${a}.revision, ${a}.created_at, ${a}.updated_at`;

/**
 * SQL for an annotation as JSON, as it is returned, stored and exported. The annotation is a row under the alias `a`;
 * `more` is SQL for more fields, and `user` makes the SQL for a user.
 */
export const annotationJson = (a: string, more = '', user = compactUser): string => `json_build_object(
    'id', ${a}.id, 'item_id', ${a}.item_id, 'task_id', ${a}.task_id, 'annotator', ${user(`${a}.annotator_id`)}, 'value', ${a}.value,
    'guideline_version', ${a}.guideline_version, 'annotation_ui_version', ${a}.annotation_ui_version, 'source', ${a}.source, 'origin', ${a}.origin,
    'revision', ${a}.revision, 'created_at', ${iso(`${a}.created_at`)}, 'updated_at', ${iso(`${a}.updated_at`)}${more})`;

/** Converts an `AnnotationRow` to its transport form. */
export const annotationTransport = (row: AnnotationRow): Annotation => ({
  id: row.id,
  item_id: row.item_id,
  task_id: row.task_id,
  annotator: row.annotator,
  value: row.value,
  guideline_version: row.guideline_version,
  annotation_ui_version: row.annotation_ui_version,
  source: row.source,
  origin: row.origin,
  revision: row.revision,
  created_at: row.created_at.toISOString(),
  updated_at: row.updated_at.toISOString(),
});
