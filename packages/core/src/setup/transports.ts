import { z } from 'zod';
import { AnnotationUI, CreateAnnotationUI } from '../annotation-uis/index.ts';
import { Guideline, PublishGuideline } from '../guidelines/index.ts';
import { list, optional, withDefault } from '../kernel/index.ts';
import type { Transport } from '../kernel/index.ts';
import { Project, UpdateProject } from '../projects/index.ts';

const { description, overlap, lease_seconds, max_claimed, show_predictions } = Project.shape;

/** The settings of a project: its fields except its name and its state. */
export const ProjectSettings = z
  .object({ description, overlap, lease_seconds, max_claimed, show_predictions })
  .meta({ id: 'ProjectSettings' });

/** The setup of a project: its settings, and all versions of its annotation UI and of its guideline. */
export const Setup = z
  .object({
    settings: ProjectSettings,
    annotation_uis: z
      .array(AnnotationUI.pick({ version: true, name: true, controls: true }).meta({ id: 'SetupAnnotationUI' }))
      .meta({ description: 'All versions, in their order.' }),
    guidelines: z
      .array(Guideline.pick({ version: true, text: true, annotation_ui_version: true }).meta({ id: 'SetupGuideline' }))
      .meta({ description: 'All versions, in their order; the last one is in force.' }),
  })
  .meta({ id: 'Setup' });
/** The setup of a project. */
export type Setup = Transport<typeof Setup>;

const version = optional(z.int().min(1)).meta({ description: 'Its place in the list, counted from 1.' });

const { description: text, overlap: places, ...limits } = UpdateProject.shape;

const ImportSettings = z
  .strictObject({
    description: text,
    overlap: places,
    lease_seconds: limits.lease_seconds,
    max_claimed: limits.max_claimed,
    show_predictions: limits.show_predictions,
  })
  .meta({ id: 'ImportSettings' });

const inOrder =
  (which: string) =>
  ({ value, issues }: z.core.ParsePayload<readonly { readonly version?: number | undefined }[]>): void => {
    for (const [place, one] of value.entries()) {
      if (one.version === undefined || one.version === place + 1) continue;
      issues.push({
        code: 'custom',
        input: one.version,
        path: [place, 'version'],
        message: `Must be ${place + 1}: send all versions of the ${which}, in their order, from 1 on.`,
        params: { fault: 'range' },
      });
    }
  };

/** The request to give a project the setup of another one. */
export const ImportSetup = z
  .strictObject({
    settings: optional(ImportSettings).meta({ description: 'Those that are named replace what the project has.' }),
    annotation_uis: withDefault(
      list(CreateAnnotationUI.extend({ version }).meta({ id: 'ImportSetupAnnotationUI' })).check(
        inOrder('annotation UI'),
      ),
      [],
    ).meta({
      description: 'The versions from 1 on. Those that the project has must be the same; the others are added.',
    }),
    guidelines: withDefault(
      list(
        PublishGuideline.extend({
          version,
          annotation_ui_version: z
            .int()
            .min(1)
            .meta({ description: 'The version of the annotation UI it is written for.' }),
        }).meta({ id: 'ImportSetupGuideline' }),
      ).check(inOrder('guideline')),
      [],
    ).meta({
      description:
        'The versions from 1 on. Those that the project has must be the same; the others are published, the last of them is in force.',
    }),
  })
  .meta({
    id: 'ImportSetup',
    example: {
      settings: { overlap: 3 },
      annotation_uis: [
        {
          version: 1,
          name: 'Sentiment',
          controls: [{ name: 'sentiment', kind: 'choice', source: 'text', options: ['positive', 'negative'] }],
        },
      ],
      guidelines: [{ version: 1, text: '# Sentiment\n\nJudge the sentence, not the film.', annotation_ui_version: 1 }],
    },
  });
/** The request to give a project the setup of another one. */
export type ImportSetup = Transport<typeof ImportSetup>;
