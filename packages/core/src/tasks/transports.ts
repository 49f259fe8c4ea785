import { z } from 'zod';
import { AnnotationUI } from '../annotation-uis/index.ts';
import { Guideline } from '../guidelines/index.ts';
import { ExternalId, itemName, namesOneItem } from '../items/index.ts';
import {
  besideOthers,
  Id,
  isFaulty,
  JsonObject,
  Name,
  optional,
  text,
  Timestamp,
  TimestampInput,
  Version,
  visibleText,
  withDefault,
} from '../kernel/index.ts';
import type { Transport } from '../kernel/index.ts';
import { Prediction } from '../predictions/index.ts';
import { CompactUser } from '../users/index.ts';

/**
 * The state of a task. A task whose lease has ended is expired; it can be renewed, submitted and given back until a
 * claim takes over its place.
 */
export const TaskState = z.enum(['claimed', 'submitted', 'skipped', 'released', 'expired']).meta({
  id: 'TaskState',
  description:
    '`expired`: its lease has ended. Until a claim takes its place it can still be renewed, submitted, released and skipped; afterwards it stays `expired`.',
});
/** The state of a task. */
export type TaskState = z.output<typeof TaskState>;

/** One annotator's claim of one item, with the versions under which it was claimed. */
export const Task = z
  .object({
    id: Id,
    state: TaskState,
    item: z.object({ id: Id, external_id: ExternalId.nullable(), data: JsonObject }),
    annotator: CompactUser,
    lease: z.object({ expires_at: Timestamp }),
    guideline_version: z.int(),
    annotation_ui_version: z.int(),
    predictions: z.array(Prediction),
    skip_reason: z.string().nullable(),
    created_at: Timestamp,
    updated_at: Timestamp,
  })
  .meta({ id: 'Task' });
/** One annotator's claim of one item. */
export type Task = Transport<typeof Task>;

/** Filters a list of tasks. Without conditions it holds all tasks; with several, a task must match all of them. */
export const TaskFilter = z.strictObject({
  state: TaskState.optional().meta({
    description:
      'Only those in this state. `claimed` are those whose lease has not ended; `expired` includes those whose place nobody has taken, which can still be renewed and submitted.',
  }),
  item_id: Id.optional().meta({ description: 'Only those on this item.' }),
  annotator_id: Id.optional().meta({
    description: 'Only those of this annotator: none of another one’s for those who do not have `task:read_all`.',
  }),
});
/** Filters a list of tasks. */
export type TaskFilter = Transport<typeof TaskFilter>;

/** Why a claim gave no task: the first of these reasons that holds. */
export const EmptyClaimReason = z.enum(['archived', 'holding', 'complete', 'leased', 'exhausted']).meta({
  id: 'EmptyClaimReason',
  description:
    '`archived`: the project is archived. `holding`: you hold `max_claimed` tasks. `complete`: nothing is left for anyone, or there are no items. `leased`: others hold places that you could take. `exhausted`: nothing is left for you. Of a named item: `complete`: it has its answers. `leased`: others hold its places. `exhausted`: you hold it, have answered it or skipped it.',
});
/** Why a claim gave no task. */
export type EmptyClaimReason = z.output<typeof EmptyClaimReason>;

const namesOneOrNone = ({
  value,
  issues,
}: z.core.ParsePayload<{
  readonly count: number;
  readonly strategy?: string | undefined;
  readonly item_id?: string | undefined;
}>): void => {
  const { count, strategy, item_id } = value;
  if (item_id === undefined) return;
  if (count > 1)
    issues.push({
      code: 'custom',
      input: count,
      path: ['count'],
      message: 'Must be 1, or absent, where an item is named.',
      params: { fault: 'range' },
    });
  if (strategy !== undefined)
    issues.push({
      code: 'custom',
      input: strategy,
      path: ['strategy'],
      message: 'Must be absent where an item is named.',
      params: { fault: 'option' },
    });
};

/** The request for tasks: by a strategy, or on one item. */
export const ClaimTasks = z
  .strictObject({
    count: withDefault(z.int().min(1).max(100), 1).meta({
      description: 'How many tasks are wanted at most; with `item_id` 1.',
    }),
    strategy: optional(z.enum(['queue', 'random'])).meta({
      description:
        'Which items are handed out first, higher priorities always before lower ones: `queue` (the default), in the order of import; `random`, from a random place in that order on, so that many annotators do not all begin with the same items.',
    }),
    item_id: optional(Id).meta({
      description: 'The one item that is wanted. Takes neither a `strategy` nor a `count` above 1.',
    }),
  })
  .check(namesOneOrNone)
  .meta({
    id: 'ClaimTasks',
    if: { properties: { item_id: { type: 'string' } }, required: ['item_id'] },
    // The schema of `strategy` allows its names and `null`. With an item, only `null` is left.
    // oxlint-disable-next-line unicorn/no-thenable -- a keyword of JSON Schema
    then: { properties: { count: { maximum: 1 }, strategy: { type: 'null' } } },
    example: { count: 1 },
  });
/** The request for tasks. */
export type ClaimTasks = Transport<typeof ClaimTasks>;

/** The result of a claim: the tasks, and once each guideline and annotation UI that they name. */
export const Claim = z
  .object({
    tasks: z.array(Task),
    guidelines: z.array(Guideline),
    annotation_uis: z.array(AnnotationUI),
    reason: EmptyClaimReason.nullable().meta({
      description: `Why there are no tasks; \`null\` when there are. ${EmptyClaimReason.description ?? ''}`,
    }),
    retry_after: z
      .int()
      .min(1)
      .nullable()
      .meta({ description: 'With reason `leased`: in how many seconds the first lease ends.' }),
  })
  .meta({ id: 'Claim' });
/** The result of a claim. */
export type Claim = Transport<typeof Claim>;

/** The request to submit a task: the answer of each control, under its name. */
export const SubmitTask = z
  .strictObject({ value: JsonObject })
  .meta({ id: 'SubmitTask', example: { value: { sentiment: 'positive' } } });
/** The request to submit a task. */
export type SubmitTask = Transport<typeof SubmitTask>;

/** The request to skip a task. */
export const SkipTask = z
  .strictObject({ reason: optional(text(1, 1000)) })
  .meta({ id: 'SkipTask', example: { reason: 'not in English' } });
/** The request to skip a task. */
export type SkipTask = Transport<typeof SkipTask>;

type TakenBack = { readonly skipped_at?: string | undefined; readonly requeued_at?: string | undefined };

const takenBackLater = besideOthers<TakenBack>((payload) => {
  const {
    value: { skipped_at, requeued_at },
    issues,
  } = payload;
  if (requeued_at === undefined) return;
  if (skipped_at === undefined) issues.push({ code: 'custom', input: undefined, path: ['skipped_at'], message: '' });
  else if (requeued_at < skipped_at && !isFaulty(payload, 'skipped_at') && !isFaulty(payload, 'requeued_at')) {
    issues.push({
      code: 'custom',
      input: requeued_at,
      path: ['requeued_at'],
      message: `Must not be before ${skipped_at}, when the item was skipped.`,
      params: { fault: 'range' },
    });
  }
});

/** One line of an import of skips: an annotator skipped an item elsewhere. */
export const ImportSkip = z
  .strictObject({
    ...itemName,
    annotator: visibleText(254).meta({
      description:
        'Who skipped the item: the e-mail address with which a person joined the organization, or else the name, of at most 200 characters, of an external user, as in an import of annotations.',
    }),
    source: optional(Name).meta({ description: 'Where the name of the annotator comes from. Default: none.' }),
    reason: optional(text(1, 1000)).meta({ description: 'Why it was skipped.' }),
    skipped_at: optional(TimestampInput).meta({
      description:
        'When it was skipped; not in the future. Default: now. Of one annotator and item, skips of different dates are different ones.',
    }),
    requeued_at: optional(TimestampInput).meta({
      description:
        'When the skip was taken back, so that the annotator may be offered the item again; not before `skipped_at`, which it needs. Default: the skip stands.',
    }),
    guideline_version: optional(Version).meta({
      description: 'The guideline it was skipped under. Default: the one in force.',
    }),
  })
  .check(namesOneItem, takenBackLater)
  .meta({
    id: 'ImportSkip',
    description: 'Names its item by `external_id` or by `item_id`.',
    example: {
      external_id: 'sentence-1',
      annotator: 'w17',
      reason: 'not in English',
      skipped_at: '2026-01-07T09:30:00.000Z',
    },
  });
/** One line of an import of skips. */
export type ImportSkip = Transport<typeof ImportSkip>;

/** An import of skips as one JSON document. */
export const ImportSkips = z.strictObject({ skips: z.array(ImportSkip) }).meta({ id: 'ImportSkips' });
