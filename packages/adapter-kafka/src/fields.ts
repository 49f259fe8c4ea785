import { ChosenId, Id } from '@goldset/core';
import { optional } from '@goldset/core/adapter';
import { z } from 'zod';

/** The id for the resource that a command creates. The producer chooses it, so that it can refer to the resource. */
export const choosing = { id: optional(ChosenId) } as const;

/** The revisions that a change requires, like `If-Match` over HTTP. */
export const conditional = {
  if_revision: optional(
    z
      .array(
        z
          .int()
          .min(1)
          .max(2 ** 31 - 1),
      )
      .min(1)
      .max(100),
  ).meta({ description: 'The change is made only of a thing that is at one of these revisions; else it is `stale`.' }),
} as const;

/** The organization that a command acts on. */
export const ofOrganization = { organization_id: Id } as const;

/** The project that a command acts on. */
export const ofProject = { project_id: Id } as const;

/** Ids for the examples of the contract. */
export const exampleIds = {
  organization: '0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0001',
  user: '0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0002',
  external_user: '0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0006',
  role_binding: '0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0003',
  token: '0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0004',
  invitation: '0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0005',
  project: '0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0030',
  annotation_ui: '0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0031',
  guideline: '0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0032',
  item: '0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0040',
  task: '0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0050',
  annotation: '0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0060',
  prediction: '0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0070',
} as const;
