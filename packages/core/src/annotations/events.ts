import { z } from 'zod';
import { Id } from '../kernel/index.ts';

/** The events of annotations. The subject of a revision is the annotation; that of an import is its project, and one event names at most 1,000 annotations. */
export const annotationEvents = {
  'goldset.annotation.revised': z.strictObject({ item_id: Id, annotator_id: Id, revision: z.int() }),
  'goldset.annotations.imported': z.strictObject({ created: z.array(Id), updated: z.array(Id) }),
} as const;
