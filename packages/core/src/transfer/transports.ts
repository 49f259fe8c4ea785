import { z } from 'zod';
import { Annotation } from '../annotations/index.ts';
import { Item, itemLine } from '../items/index.ts';
import {
  besideOthers,
  Id,
  JsonObject,
  list,
  Name,
  optional,
  Revision,
  text,
  Timestamp,
  TimestampInput,
  Version,
} from '../kernel/index.ts';
import type { Transport } from '../kernel/index.ts';
import { ImportPrediction } from '../predictions/index.ts';
import { Email, UserKind } from '../users/index.ts';

/** A field that an export writes and an import ignores, because the target project has its own. */
const ignored = <Schema extends z.ZodType>(schema: Schema, why: string): z.ZodOptional<Schema> =>
  optional(schema).meta({ description: `Ignored: ${why}` });

/** The greatest `revision` of a new item. It leaves space in the column for as many changes again. */
const MAX_REVISIONS = 1_000_000_000;

const Source = Annotation.shape.source;

/** A user as a line of an export names them. */
export const ImportedUser = z
  .strictObject({
    id: optional(Id).meta({
      description:
        'A member of the organization who is a person, and an external user of it, are known by it. Of others it tells those of one name apart.',
    }),
    name: Name.meta({ description: 'What the external user is called who is made of somebody who is not known.' }),
    kind: optional(UserKind).meta({
      description:
        'What the user is where the line comes from; a service account always becomes an external user. Default: `person` where there is an `email`, else `external`.',
    }),
    email: optional(Email).meta({
      description:
        'The e-mail address of a person: whoever has joined the organization with it is meant, and whoever joins with it later will be.',
    }),
    source: Name.nullable().optional().meta({
      description:
        'Where the name of an external user comes from; `null`: from no source. Left out, the name is one of the user with this `id` alone.',
    }),
  })
  .meta({
    id: 'ImportedUser',
    example: { id: '0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0002', name: 'Grace', kind: 'person', email: 'grace@example.org' },
  });
/** A user as a line of an export names them. */
export type ImportedUser = Transport<typeof ImportedUser>;

const ImportedRevision = z
  .strictObject({
    value: JsonObject,
    created_at: TimestampInput.meta({ description: 'When the value was given.' }),
    author: optional(ImportedUser).meta({ description: 'Who gave it. Default: the annotator.' }),
    revision: ignored(Revision, 'the place in the list says it.'),
    source: ignored(Source, 'it is that of the annotation.'),
  })
  .meta({ id: 'ImportedRevision' });

const endsWithValue = besideOthers<{ readonly value?: unknown; readonly revisions?: readonly unknown[] | undefined }>(
  ({ value: { value, revisions = [] }, issues }) => {
    if (value === undefined && revisions.length === 0)
      issues.push({ code: 'custom', input: undefined, path: ['value'], message: '' });
  },
);

/** An answer in a line of an import of items. */
export const ImportedAnnotation = z
  .strictObject({
    annotator: ImportedUser,
    value: optional(JsonObject).meta({
      description:
        'The answer of each control, under its name. Where there are `revisions`, it is the value of the last of them.',
    }),
    created_at: optional(TimestampInput).meta({
      description:
        'When the answer was given; not in the future. Default: now. Where there are `revisions`, it is the `created_at` of the first of them.',
    }),
    revisions: optional(list(ImportedRevision)).meta({
      description: 'All values that a revised answer ever had, oldest first. Empty, or left out: it was never revised.',
    }),
    guideline_version: optional(Version).meta({
      description: 'The guideline it was given under, which the project must have. Default: none.',
    }),
    annotation_ui_version: optional(Version).meta({
      description:
        'The annotation UI it was given under, which the project must have. Default: that of the guideline, or else the one in force.',
    }),
    source: optional(Source).meta({ description: 'How it was given; kept as `origin`.' }),
    origin: optional(Source).meta({ description: 'How it was first given, if it was imported since; kept.' }),
    id: ignored(Id, 'it gets a new one.'),
    item_id: ignored(Id, 'it is that of the line.'),
    task_id: ignored(Id, 'an imported answer has no task.'),
    revision: ignored(Revision, 'the number of its revisions.'),
    updated_at: ignored(Timestamp, 'the time of the import.'),
  })
  .check(endsWithValue)
  .meta({ id: 'ImportedAnnotation' });
/** An answer in a line of an import of items. */
export type ImportedAnnotation = Transport<typeof ImportedAnnotation>;

/** A prediction in a line of an import of items. */
export const ImportedPrediction = z
  .strictObject({
    model: ImportPrediction.shape.model,
    model_version: ImportPrediction.shape.model_version,
    score: ImportPrediction.shape.score,
    value: ImportPrediction.shape.value,
    annotation_ui_version: optional(Version).meta({
      description:
        'The annotation UI that the value was made for, which the project must have. Default: the one in force, or else the newest before it that the value fits; of these, the 19 newest are tried.',
    }),
    created_at: optional(TimestampInput).meta({
      description: 'When it was imported first; not in the future. Default: now.',
    }),
    id: ignored(Id, 'it gets a new one.'),
    item_id: ignored(Id, 'it is that of the line.'),
  })
  .meta({ id: 'ImportedPrediction' });
/** A prediction in a line of an import of items. */
export type ImportedPrediction = Transport<typeof ImportedPrediction>;

/** A skip in a line of an import of items. */
export const ImportedSkip = z
  .strictObject({
    annotator: ImportedUser,
    reason: optional(text(1, 1000)).meta({ description: 'Why it was skipped.' }),
    skipped_at: optional(TimestampInput).meta({ description: 'When it was skipped; not in the future. Default: now.' }),
    requeued_at: optional(TimestampInput).meta({
      description: 'When the skip was taken back; the annotator may then be offered the item again.',
    }),
    task_id: ignored(Id, 'it gets a new one.'),
  })
  .meta({ id: 'ImportedSkip' });
/** A skip in a line of an import of items. */
export type ImportedSkip = Transport<typeof ImportedSkip>;

/** The requeue of an item, in a line of an import of items. */
const ImportedRequeue = z
  .strictObject({
    by: ImportedUser,
    reason: optional(text(1, 1000)),
    at: TimestampInput,
  })
  .meta({ id: 'ImportedRequeue' });

/** One line of an import: a new item, or an item from an export with its answers, predictions and skips. */
export const ImportItem = z
  .strictObject({
    ...itemLine,
    annotations: optional(list(ImportedAnnotation)).meta({
      description: 'Answers to the item. They need the permission `annotation:import`.',
    }),
    predictions: optional(list(ImportedPrediction)).meta({
      description: 'Machines’ answers for the item. They need the permission `prediction:import`.',
    }),
    skips: optional(list(ImportedSkip)).meta({
      description: 'Who skipped the item. They need the permission `task:import`.',
    }),
    requeued: optional(ImportedRequeue).meta({ description: 'Who put the item back last. Of an item that is new.' }),
    created_at: optional(TimestampInput).meta({
      description: 'When the item was made first; not in the future. Of an item that is new. Default: now.',
    }),
    revision: optional(Revision.max(MAX_REVISIONS)).meta({
      description: 'The revision that an item which is new begins with. Default: 1.',
    }),
    id: ignored(Id, 'the item gets a new one.'),
    state: ignored(Item.shape.state, 'it follows from the answers.'),
    annotation_count: ignored(z.int().min(0), 'it follows from the answers.'),
    updated_at: ignored(Timestamp, 'the time of the import.'),
  })
  .meta({ id: 'ImportItem', example: { external_id: 'sentence-1', data: { text: 'the cast is phenomenal' } } });
/** One line of an import: an item. */
export type ImportItem = Transport<typeof ImportItem>;

const plainKeys: ReadonlySet<string> = new Set(Object.keys(itemLine));

/** A line that has only an item: how to recognize it, and its schema. */
export const PlainItem = {
  isPlain: (value: unknown): boolean =>
    typeof value === 'object' && value !== null && Object.keys(value).every((key) => plainKeys.has(key)),
  schema: z.strictObject(itemLine),
} as const;

const isFilledList = (value: unknown): boolean => Array.isArray(value) && value.length > 0;

/**
 * Whether a line, as it was read, has answers, predictions or skips. Such a line may be as long as an export writes it.
 */
export const hasParts = (value: unknown): boolean => {
  const { annotations, predictions, skips } = Object(value) as { readonly [part: string]: unknown };
  return [annotations, predictions, skips].some(isFilledList);
};

/** An import as one JSON document. */
export const ImportItems = z.strictObject({ items: z.array(ImportItem) }).meta({ id: 'ImportItems' });
