import { z } from 'zod';

/** The events of projects; their subject is the project. */
export const projectEvents = {
  'goldset.project.created': z.strictObject({}),
  'goldset.project.deleted': z.strictObject({}),
  'goldset.project.restored': z.strictObject({}),
} as const;
