import { z } from 'zod';
import { itemName, ItemState, namesOneItem } from '../items/index.ts';
import {
  asksForSomething,
  besideOthers,
  ExpectedCount,
  Id,
  isFaulty,
  JsonObject,
  list,
  Name,
  optional,
  Revision,
  Timestamp,
  TimestampInput,
  Version,
  visibleText,
} from '../kernel/index.ts';
import type { Transport } from '../kernel/index.ts';
import { CompactUser } from '../users/index.ts';

const Value = JsonObject.meta({ description: 'The answer of each control, under its name.' });

const Source = z.enum(['task', 'import']);

/**
 * The current revision of an answer that was submitted or imported: one value per control, with the versions under
 * which it was given.
 */
export const Annotation = z
  .object({
    id: Id,
    item_id: Id,
    task_id: Id.nullable().meta({
      description:
        'The task that it is the answer to; `null` where it was imported, or restored after a deletion: its task stays released.',
    }),
    annotator: CompactUser,
    value: Value,
    guideline_version: z.int().nullable(),
    annotation_ui_version: z.int(),
    source: Source,
    origin: Source.nullable().meta({
      description:
        'Of an answer that was imported with its item from an export: how it was given there, first of all; else `null`.',
    }),
    revision: Revision,
    created_at: Timestamp,
    updated_at: Timestamp,
  })
  .meta({ id: 'Annotation' });
/** The current revision of an answer that was submitted or imported. */
export type Annotation = Transport<typeof Annotation>;

/** An annotation in a list, which may be a list of deleted ones. */
export const ListedAnnotation = Annotation.extend({
  deleted_at: Timestamp.optional().meta({ description: 'When it was deleted: in the list of deleted ones only.' }),
}).meta({ id: 'ListedAnnotation' });
/** An annotation in a list, which may be a list of deleted ones. */
export type ListedAnnotation = Transport<typeof ListedAnnotation>;

/** The request for the next revision of an annotation. */
export const ReviseAnnotation = z
  .strictObject({ value: Value })
  .meta({ id: 'ReviseAnnotation', example: { value: { sentiment: 'negative' } } });
/** The request for the next revision of an annotation. */
export type ReviseAnnotation = Transport<typeof ReviseAnnotation>;

/** The value of an annotation from one moment on, and its author. */
export const AnnotationRevision = z
  .object({
    revision: Revision,
    value: Value,
    author: CompactUser,
    source: Source.meta({
      description:
        'The source of the answer that the value was given in: the annotation’s own, or that of another answer of its annotator, from before an external user was linked to them. Such a revision keeps its date, and may be older than the one before it.',
    }),
    created_at: Timestamp,
  })
  .meta({ id: 'AnnotationRevision' });
/** The value of an annotation from one moment on. */
export type AnnotationRevision = Transport<typeof AnnotationRevision>;

/** Filters a list of annotations. An annotation must match all conditions. */
export const AnnotationFilters = z.strictObject({
  item_id: Id.optional().meta({ description: 'Only those of this item.' }),
  annotator_id: Id.optional().meta({ description: 'Only those of this annotator.' }),
  changed_since: TimestampInput.optional().meta({
    description:
      'Only those made or revised after this moment. A page is then looked for among 10,000 annotations at most: it may be short, or empty, and yet have a next one.',
  }),
});
/** Filters a list of annotations. */
export type AnnotationFilters = Transport<typeof AnnotationFilters>;

/** Filters the annotations to delete. An annotation must match all conditions, and there must be at least one. */
export const FittingAnnotations = z
  .strictObject({
    item_id: optional(Id).meta({ description: 'Those of this item.' }),
    annotator_id: optional(Id).meta({ description: 'Those of this annotator.' }),
    guideline_version: optional(Version).meta({ description: 'Those given under this guideline.' }),
    annotation_ui_version: optional(Version).meta({ description: 'Those given under this annotation UI.' }),
    source: optional(Source).meta({ description: 'Those submitted (`task`), or those imported (`import`).' }),
    item_state: optional(ItemState).meta({ description: 'Those of items that are in this state now.' }),
    created_after: optional(TimestampInput).meta({ description: 'Those given later than this moment.' }),
    created_before: optional(TimestampInput).meta({ description: 'Those given earlier than this moment.' }),
    changed_since: optional(TimestampInput).meta({ description: 'Those made or revised after this moment.' }),
  })
  .check(asksForSomething)
  .meta({ id: 'FittingAnnotations', minProperties: 1 });
/** Filters the annotations to delete. */
export type FittingAnnotations = Transport<typeof FittingAnnotations>;

/** The request to delete all annotations that match a filter. */
export const DeleteAnnotations = z.strictObject({ filter: FittingAnnotations, expected_count: ExpectedCount }).meta({
  id: 'DeleteAnnotations',
  example: { filter: { guideline_version: 1, source: 'task' }, expected_count: 128 },
});
/** The request to delete all annotations that match a filter. */
export type DeleteAnnotations = Transport<typeof DeleteAnnotations>;

const Annotator = visibleText(254);

/** One of the values that an imported answer had: the value, when it was given, and by whom. */
export const ImportRevision = z
  .strictObject({
    value: Value,
    created_at: TimestampInput.meta({
      description: 'When the value was given; not before the revision above it, and not in the future.',
    }),
    author: optional(Annotator).meta({
      description: 'Who gave the value, named as `annotator` is. Default: the annotator.',
    }),
    author_source: optional(Name).meta({
      description: 'Where the name of the author comes from. Default: the `source` of the line.',
    }),
  })
  .meta({
    id: 'ImportRevision',
    example: { value: { sentiment: 'positive' }, created_at: '2026-01-07T09:30:00.000Z' },
  });
/** One of the values that an imported answer had. */
export type ImportRevision = Transport<typeof ImportRevision>;

type Given = {
  readonly value?: unknown;
  readonly created_at?: string | undefined;
  readonly revisions?: readonly Pick<ImportRevision, 'created_at'>[] | undefined;
};

const valueOrRevisions = besideOthers<Given>((payload) => {
  const {
    value: { value, created_at, revisions },
    issues,
  } = payload;
  if (revisions === undefined) {
    if (value === undefined) issues.push({ code: 'custom', input: undefined, path: ['value'], message: '' });
    return;
  }
  const areFaulty = isFaulty(payload, 'revisions');
  for (const [name, one] of Object.entries({ value, created_at })) {
    if (one === undefined) continue;
    issues.push({
      code: 'custom',
      input: one,
      path: [name],
      message: 'Give `revisions`, or else `value` and `created_at`; a line does not have both.',
      params: { fault: 'duplicate' },
    });
  }
  if (areFaulty) return;
  for (const [place, { created_at: later }] of revisions.entries()) {
    const before = revisions[place - 1]?.created_at;
    if (before === undefined || later >= before) continue;
    issues.push({
      code: 'custom',
      input: later,
      path: ['revisions', place, 'created_at'],
      message: `Must not be before ${before}, when the revision above it was given: send revisions oldest first.`,
      params: { fault: 'range' },
    });
  }
});

/**
 * One line of an import of annotations: an answer that was given elsewhere, with its current value or with all its
 * revisions.
 */
export const ImportAnnotation = z
  .strictObject({
    ...itemName,
    annotator: Annotator.meta({
      description:
        'The e-mail address with which a person joined the organization, or else the name, of at most 200 characters, of an external user of the organization, who is made when there is none. What is imported by the name of an external user who is linked to a person is that person’s, also after they have left.',
    }),
    source: optional(Name).meta({
      description:
        'Where the name of the annotator comes from, such as the tool or the vendor: one name of two sources is two external users. An address means the same person in every source. Default: the `source` of the import; over Kafka, none: then the name means the same external user in every import into the organization that says none.',
    }),
    value: optional(Value).meta({
      description: 'The answer of each control, under its name. Required where there are no `revisions`.',
    }),
    created_at: optional(TimestampInput).meta({
      description:
        'When the answer was given; not in the future, and not before the answer that it revises. Default: now. An answer that is there with another date is another one.',
    }),
    revisions: optional(list(ImportRevision).min(1)).meta({
      description:
        'All values that the answer ever had, oldest first, in the place of `value` and `created_at`. The last one is what the answer is now; the first one says when it was created.',
    }),
    guideline_version: optional(Version).meta({ description: 'The guideline it was given under. Default: none.' }),
    annotation_ui_version: optional(Version).meta({
      description:
        'The annotation UI it was given under, which it is checked against. Default: that of the answer that is there, else that of the guideline that is named, else the one in force.',
    }),
  })
  .check(namesOneItem, valueOrRevisions)
  .meta({
    id: 'ImportAnnotation',
    description: 'Names its item by `external_id` or by `item_id`. Has a `value`, or else `revisions`.',
    example: { external_id: 'sentence-1', annotator: 'w17', value: { sentiment: 'positive' } },
  });
/** One line of an import of annotations. */
export type ImportAnnotation = Transport<typeof ImportAnnotation>;

/** An import of annotations as one JSON document. */
export const ImportAnnotations = z
  .strictObject({ annotations: z.array(ImportAnnotation) })
  .meta({ id: 'ImportAnnotations' });
