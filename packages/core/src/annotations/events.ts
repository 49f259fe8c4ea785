import { z } from 'zod';
import { Id } from '../kernel/index.ts';

/**
 * The events of annotations. The subject of a revision is the annotation; that of the others is their project, and one event names at most
 * 1,000 annotations. In `moved`, those of an external user become those of a person. Of two to one item `annotation_id` stays; the
 * other one's revisions stand behind its own, and its value again behind them.
 */
export const annotationEvents = {
  'goldset.annotation.revised': z.strictObject({ item_id: Id, annotator_id: Id, revision: z.int() }),
  'goldset.annotations.imported': z.strictObject({ created: z.array(Id), updated: z.array(Id) }),
  'goldset.annotations.moved': z.strictObject({
    external_user_id: Id,
    user_id: Id,
    moved: z.array(Id),
    merged: z.array(z.strictObject({ annotation_id: Id, merged_id: Id })),
    /** How many items were complete and are not any more. */
    reopened: z.int().min(0),
  }),
} as const;
