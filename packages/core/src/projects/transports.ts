import { z } from 'zod';
import { Description, Id, Name, Timestamp } from '../kernel/index.ts';
import type { Transport } from '../kernel/index.ts';
import { CompactOrganization } from '../organizations/index.ts';
import { CompactUser } from '../users/index.ts';

/** How many annotators can be asked to answer an item. */
export const MAX_OVERLAP = 100;

/** How many annotators must answer an item: 1…100. */
export const Overlap = z.int().min(1).max(MAX_OVERLAP);

/** Whether a project takes data and answers, or can only be read. */
export const ProjectState = z.enum(['active', 'archived']).meta({ id: 'ProjectState' });

/** A labelling job: data, label schema, guidelines, settings. */
export const Project = z
  .object({
    id: Id,
    organization: CompactOrganization,
    name: Name,
    description: Description,
    state: ProjectState,
    overlap: Overlap.meta({ description: 'How many annotators must answer an item; copied to items at import.' }),
    lease_seconds: z.int().meta({ description: 'For how long a claimed task is reserved.' }),
    max_claimed: z.int().meta({ description: 'How many tasks one annotator may hold at once.' }),
    show_predictions: z.boolean().meta({ description: 'Whether annotators see predictions.' }),
    created_by: CompactUser,
    created_at: Timestamp,
    updated_at: Timestamp,
    deleted_at: Timestamp.nullable().meta({ description: 'Set in the list of deleted projects only.' }),
  })
  .meta({ id: 'Project' });
/** A labelling job: data, label schema, guidelines, settings. */
export type Project = Transport<typeof Project>;

/** The request for a project. `max_claimed` and `show_predictions` take their defaults. */
export const CreateProject = z
  .strictObject({
    name: Name,
    description: Description.default(''),
    overlap: Overlap.default(1),
    lease_seconds: z.int().min(10).max(86_400).default(600),
  })
  .meta({ id: 'CreateProject', example: { name: 'Movie reviews', overlap: 3 } });
/** The request for a project. */
export type CreateProject = Transport<typeof CreateProject>;
