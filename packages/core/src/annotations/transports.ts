import { z } from 'zod';
import { ExternalId } from '../items/index.ts';
import { Id, JsonObject, Name, optional, Revision, Timestamp, TimestampInput, visibleText } from '../kernel/index.ts';
import type { Transport } from '../kernel/index.ts';
import { CompactUser } from '../users/index.ts';

const Value = JsonObject.meta({ description: 'The answer of each control, under its name.' });

const Source = z.enum(['task', 'import']);

/** An answer, submitted or imported, as it is now: one value per control, with the versions it was given under. */
export const Annotation = z
  .object({
    id: Id,
    item_id: Id,
    task_id: Id.nullable(),
    annotator: CompactUser,
    value: Value,
    guideline_version: z.int().nullable(),
    annotation_ui_version: z.int(),
    source: Source,
    revision: Revision,
    created_at: Timestamp,
    updated_at: Timestamp,
  })
  .meta({ id: 'Annotation' });
/** An answer, submitted or imported, as it is now. */
export type Annotation = Transport<typeof Annotation>;

/** The request for the next revision of an annotation. */
export const ReviseAnnotation = z.strictObject({ value: Value }).meta({ id: 'ReviseAnnotation', example: { value: { sentiment: 'negative' } } });
/** The request for the next revision of an annotation. */
export type ReviseAnnotation = Transport<typeof ReviseAnnotation>;

/** What an annotation was, or is, from one moment on, and who made it so. */
export const AnnotationRevision = z
  .object({
    revision: Revision,
    value: Value,
    author: CompactUser,
    source: Source.meta({
      description: 'The source of the answer that the value was given in: the annotation’s own, or that of another answer of its annotator, from before an external user was linked to them. Such a revision keeps its date, and may be older than the one before it.',
    }),
    created_at: Timestamp,
  })
  .meta({ id: 'AnnotationRevision' });
/** What an annotation was, or is, from one moment on. */
export type AnnotationRevision = Transport<typeof AnnotationRevision>;

/** Which annotations are listed; each filter narrows. */
export const AnnotationFilters = z.strictObject({
  item_id: Id.optional().meta({ description: 'Only those of this item.' }),
  annotator_id: Id.optional().meta({ description: 'Only those of this annotator.' }),
  changed_since: TimestampInput.optional().meta({
    description: 'Only those made or revised after this moment. A page is then looked for among 10,000 annotations at most: it may be short, or empty, and yet have a next one.',
  }),
});
/** Which annotations are listed. */
export type AnnotationFilters = Transport<typeof AnnotationFilters>;

/** One line of an import of annotations: an answer that was given elsewhere. */
export const ImportAnnotation = z
  .strictObject({
    external_id: ExternalId,
    annotator: visibleText(254).meta({
      description:
        'The e-mail address with which a person joined the organization, or else the name, of at most 200 characters, of an external user of the organization, who is made when there is none. What is imported by the name of an external user who is linked to a person is that person’s, also after they have left.',
    }),
    source: optional(Name).meta({
      description: 'Where the name of the annotator comes from, such as the tool or the vendor: one name of two sources is two external users. An address means the same person in every source. Default: none.',
    }),
    value: Value,
    created_at: optional(TimestampInput).meta({ description: 'When the answer was given; not in the future. Default: now.' }),
    guideline_version: optional(z.int().min(1).max(2 ** 31 - 1)).meta({ description: 'The guideline it was given under. Default: none.' }),
  })
  .meta({ id: 'ImportAnnotation', example: { external_id: 'sentence-1', annotator: 'w17', value: { sentiment: 'positive' } } });
/** One line of an import of annotations. */
export type ImportAnnotation = Transport<typeof ImportAnnotation>;

/** An import of annotations as one JSON document. */
export const ImportAnnotations = z.strictObject({ annotations: z.array(ImportAnnotation) }).meta({ id: 'ImportAnnotations' });
