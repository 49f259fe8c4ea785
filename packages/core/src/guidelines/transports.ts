import { z } from 'zod';
import { Id, optional, text, Timestamp } from '../kernel/index.ts';
import type { Transport } from '../kernel/index.ts';
import { CompactUser } from '../users/index.ts';

const GuidelineText = text(1, 65_536).meta({ description: 'Markdown.' });

/** The written instruction of a project. Immutable: publishing creates the next version. */
export const Guideline = z
  .object({
    id: Id,
    version: z.int().min(1),
    text: GuidelineText,
    annotation_ui_version: z.int().min(1).meta({ description: 'The version of the annotation UI it is written for.' }),
    created_by: CompactUser,
    created_at: Timestamp,
  })
  .meta({ id: 'Guideline' });
/** The written instruction of a project. */
export type Guideline = Transport<typeof Guideline>;

/** The request for the next version of a guideline. */
export const PublishGuideline = z
  .strictObject({
    text: GuidelineText,
    annotation_ui_version: optional(z.int().min(1)).meta({ description: 'Default: the newest.' }),
  })
  .meta({ id: 'PublishGuideline', example: { text: '# Sentiment\n\nJudge the sentence, not the film.' } });
/** The request for the next version of a guideline. */
export type PublishGuideline = Transport<typeof PublishGuideline>;
