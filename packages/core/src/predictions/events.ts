import { z } from 'zod';
import { Id } from '../kernel/index.ts';

/** The events of predictions. The subject of an import is its project; one event names at most 1,000 predictions. */
export const predictionEvents = {
  'goldset.predictions.imported': z.strictObject({ created: z.array(Id), updated: z.array(Id) }),
} as const;
