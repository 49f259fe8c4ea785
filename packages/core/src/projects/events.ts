import { z } from 'zod';
import { eventOf, Revision } from '../kernel/index.ts';
import type { EventMaker } from '../kernel/index.ts';
import { ProjectState } from './transports.ts';

/** The events of projects; their subject is the project. */
export const projectEvents = {
  'goldset.project.created': z.strictObject({}),
  'goldset.project.updated': z.strictObject({ revision: Revision, state: ProjectState }),
  'goldset.project.deleted': z.strictObject({}),
  'goldset.project.restored': z.strictObject({}),
} as const;

/** Makes an event of a project. */
export const newEvent: EventMaker<typeof projectEvents> = eventOf;
