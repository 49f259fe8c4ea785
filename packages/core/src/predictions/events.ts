import { z } from 'zod';
import { Id } from '../kernel/index.ts';

/**
 * The events of predictions. The subject of an import is its project, and one event names at most 1,000 predictions.
 * The subject of a deletion and of a restoration is the prediction.
 */
export const predictionEvents = {
  'goldset.prediction.deleted': z.strictObject({ item_id: Id }),
  'goldset.prediction.restored': z.strictObject({ item_id: Id }),
  'goldset.predictions.imported': z.strictObject({ created: z.array(Id), updated: z.array(Id) }),
} as const;
