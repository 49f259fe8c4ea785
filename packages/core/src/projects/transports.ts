import { z } from 'zod';
import { Description, Id, Name, optional, Revision, SearchText, Timestamp, withDefault } from '../kernel/index.ts';
import type { Transport } from '../kernel/index.ts';
import { CompactOrganization } from '../organizations/index.ts';
import { CompactUser } from '../users/index.ts';

/** The largest overlap of an item. */
export const MAX_OVERLAP = 100;

/** How many annotators must answer an item: 1…100. */
export const Overlap = z.int().min(1).max(MAX_OVERLAP);

/** The state of a project: `active` accepts data and answers, `archived` can only be read. */
export const ProjectState = z.enum(['active', 'archived']).meta({ id: 'ProjectState' });
/** The state of a project: `active` accepts data and answers, `archived` can only be read. */
export type ProjectState = z.output<typeof ProjectState>;

/** A project: items, annotation UI, guideline and settings of one annotation job. */
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
    revision: Revision,
    created_by: CompactUser,
    created_at: Timestamp,
    updated_at: Timestamp,
    deleted_at: Timestamp.nullable().meta({ description: 'Set in the list of deleted projects only.' }),
  })
  .meta({ id: 'Project' });
/** A project: items, annotation UI, guideline and settings of one annotation job. */
export type Project = Transport<typeof Project>;

const settings = {
  lease_seconds: z.int().min(10).max(86_400).meta({ description: 'For how long a claimed task is reserved.' }),
  max_claimed: z.int().min(1).max(1_000).meta({ description: 'How many tasks one annotator may hold at once.' }),
  show_predictions: z.boolean().meta({ description: 'Whether annotators see predictions.' }),
} as const;

/** Filters a list of projects. */
export const ProjectFilter = z.strictObject({
  name: SearchText.optional().meta({ description: 'The name holds this text, in capitals or not.' }),
});
/** Filters a list of projects. */
export type ProjectFilter = Transport<typeof ProjectFilter>;

/** The request for a project. */
export const CreateProject = z
  .strictObject({
    name: Name,
    description: withDefault(Description, ''),
    overlap: withDefault(Overlap, 1),
    lease_seconds: withDefault(settings.lease_seconds, 600),
    max_claimed: withDefault(settings.max_claimed, 100),
    show_predictions: withDefault(settings.show_predictions, false),
  })
  .meta({ id: 'CreateProject', example: { name: 'Movie reviews', overlap: 3 } });
/** The request for a project. */
export type CreateProject = Transport<typeof CreateProject>;

/** The new values of a project's fields; a field that is left out keeps its value. */
export const UpdateProject = z
  .strictObject({
    name: optional(Name),
    description: optional(Description),
    state: optional(ProjectState).meta({
      description:
        '`archived`: it can be read, exported and reopened, and what is claimed can be submitted; all else is refused. `active` reopens it.',
    }),
    overlap: optional(Overlap).meta({
      description: 'Of items that are imported from then on, unless `apply_to_items` is `true`.',
    }),
    lease_seconds: optional(settings.lease_seconds),
    max_claimed: optional(settings.max_claimed),
    show_predictions: optional(settings.show_predictions),
    apply_to_items: optional(z.boolean()).meta({
      description:
        'Whether the items that are there get this `overlap` too, which must then be given; never less than the answers and claims that an item has. Repeating a request that was cut finishes it.',
    }),
  })
  .check(({ value, issues }) => {
    if (value.apply_to_items === true && value.overlap === undefined)
      issues.push({
        code: 'custom',
        input: undefined,
        path: ['overlap'],
        message: 'Must be given with apply_to_items.',
      });
  })
  .meta({
    id: 'UpdateProject',
    if: { properties: { apply_to_items: { const: true } }, required: ['apply_to_items'] },
    // oxlint-disable-next-line unicorn/no-thenable -- a keyword of JSON Schema
    then: { required: ['overlap'], properties: { overlap: { type: 'integer' } } },
    example: { name: 'Movie reviews, second round', overlap: 5 },
  });
/** The new values of a project's fields; a field that is left out keeps its value. */
export type UpdateProject = Transport<typeof UpdateProject>;
