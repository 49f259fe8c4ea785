import { z } from 'zod';
import { Annotation, AnnotationRevision } from '../annotations/index.ts';
import { ExternalId, Item, ItemSkip, ItemState } from '../items/index.ts';
import { Id, Name, Timestamp } from '../kernel/index.ts';
import type { Transport } from '../kernel/index.ts';
import { Prediction } from '../predictions/index.ts';
import { Delimiter } from '../tables/index.ts';
import { CompactUser, UserKind } from '../users/index.ts';

/** A user as an export names them. */
export const ExportedUser = CompactUser.extend({
  kind: UserKind,
  email: z.string().nullable().optional().meta({
    description:
      'Of a person, with `people=email`: the e-mail address; `null` of one who is not a member of the organization any more.',
  }),
  source: Name.nullable().optional().meta({
    description:
      'Of an external user, with `people=email`: where the name comes from; `null`: from no source that was named.',
  }),
}).meta({ id: 'ExportedUser' });
/** A user as an export names them. */
export type ExportedUser = Transport<typeof ExportedUser>;

/** A revision of an exported annotation. */
export const ExportedRevision = AnnotationRevision.extend({ author: ExportedUser }).meta({ id: 'ExportedRevision' });

/** An annotation as it is exported, with its earlier revisions. */
export const ExportedAnnotation = Annotation.extend({
  annotator: ExportedUser,
  revisions: z.array(ExportedRevision).meta({
    description:
      'All revisions of an annotation that was revised, oldest first; the last of them is the present one. Empty where it never was.',
  }),
}).meta({ id: 'ExportedAnnotation' });
/** An annotation as it is exported. */
export type ExportedAnnotation = Transport<typeof ExportedAnnotation>;

/** One line of an export: an item with all its annotations, predictions and skips, from one moment. */
export const ExportedItem = Item.omit({ deleted_at: true })
  .extend({
    skips: z.array(ItemSkip.extend({ annotator: ExportedUser }).meta({ id: 'ExportedSkip' })).meta({
      description:
        'Who skipped the item, and why, in the order of their tasks; those whose skip was taken back included.',
    }),
    requeued: Item.shape.requeued
      .unwrap()
      .extend({ by: ExportedUser })
      .nullable()
      .meta({ description: 'Who put the item back last, and why; `null`: nobody did.' }),
    annotations: z.array(ExportedAnnotation),
    predictions: z.array(Prediction),
  })
  .meta({ id: 'ExportedItem' });
/** One line of an export. */
export type ExportedItem = Transport<typeof ExportedItem>;

/** One line of an export of changes: an item that was deleted. */
export const DeletedItem = z
  .object({ id: Id, external_id: ExternalId.nullable(), deleted_at: Timestamp })
  .meta({ id: 'DeletedItem' });
/** One line of an export of changes: an item that was deleted. */
export type DeletedItem = Transport<typeof DeletedItem>;

/** The options of an export: which items, and in which format. */
export const ExportOptions = z.strictObject({
  state: ItemState.optional().meta({ description: 'Only items that are in this state.' }),
  changed_since: z.string().max(200).optional().meta({
    minLength: 1,
    description:
      'The `Goldset-Next-Cursor` of an earlier export with the same `state`: only items whose fields, state, annotations or predictions changed since, in the order of their changes, and a `DeletedItem` for each that was deleted.',
  }),
  people: z.enum(['name', 'email']).default('name').meta({
    description:
      'How people are named: by `id`, `name` and `kind`, or (`email`) members by their e-mail address as well and external users by the source of their name, so that an import knows them again in another organization. `email` needs the permission `member:read`.',
  }),
  format: z.enum(['ndjson', 'csv', 'tsv']).default('ndjson').meta({
    description:
      'One item per line, or (`csv`, RFC 4180; `tsv`, the same with tabs) one annotation per row; an item without annotations has no row.',
  }),
  formulas: z.enum(['escape', 'keep']).default('escape').meta({
    description:
      "In a table, a text that a spreadsheet could take for a formula (it begins with `=`, `+`, `-`, `@`, tab or CR) gets a leading `'`, and so does one that begins with `'`, so that one `'` is always one escape; numbers stay as they are. Import such a table with `formulas=escape`. `keep` leaves all texts as they are.",
  }),
  delimiter: Delimiter.optional().meta({
    description:
      'With `format=csv` only: what stands between the cells (a tab is `%09` in a URL). Default: a comma. Excel takes `;` where the comma stands before decimals.',
  }),
  bom: z
    .boolean()
    .optional()
    .meta({ description: 'Of a table only: whether it begins with a byte order mark, by which Excel knows UTF-8.' }),
});
/** The options of an export: which items, and in which format. */
export type ExportOptions = Transport<typeof ExportOptions>;
