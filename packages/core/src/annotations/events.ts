import { z } from 'zod';
import { ItemState } from '../items/index.ts';
import { Id } from '../kernel/index.ts';

const item_state = ItemState.meta({
  description:
    'The state of the item after the change; where one request deletes several of its annotations, after all of them.',
});
const annotation_count = z.int().min(0).meta({ description: 'How many annotations the item has after the change.' });

/**
 * The events of annotations. The subject of a revision, a deletion and a restoration is the annotation. The subject of
 * the others is their project, and one such event names at most 1,000 annotations. In `moved`, annotations of an
 * external user become those of a person. If both had one of the same item, `annotation_id` stays. The revisions of the
 * other one follow its own, and its value is repeated after them.
 */
export const annotationEvents = {
  'goldset.annotation.revised': z.strictObject({ item_id: Id, annotator_id: Id, revision: z.int() }),
  'goldset.annotation.deleted': z.strictObject({
    item_id: Id,
    annotator_id: Id,
    task_id: Id.nullable().meta({
      description: 'The task that it was the answer to, which is released now; `null` where there is none.',
    }),
    item_state,
    annotation_count,
  }),
  'goldset.annotation.restored': z.strictObject({
    item_id: Id,
    annotator_id: Id,
    revision: z.int(),
    item_state,
    annotation_count,
  }),
  'goldset.annotations.imported': z.strictObject({ created: z.array(Id), updated: z.array(Id) }),
  'goldset.annotations.moved': z.strictObject({
    external_user_id: Id,
    user_id: Id,
    moved: z.array(Id),
    merged: z.array(z.strictObject({ annotation_id: Id, merged_id: Id })),
    /** The number of items that were complete and no longer are. */
    reopened: z.int().min(0),
  }),
} as const;
