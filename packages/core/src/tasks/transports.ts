import { z } from 'zod';
import { AnnotationUI } from '../annotation-uis/index.ts';
import { Guideline } from '../guidelines/index.ts';
import { ExternalId } from '../items/index.ts';
import { Id, JsonObject, text, Timestamp } from '../kernel/index.ts';
import type { Transport } from '../kernel/index.ts';
import { Prediction } from '../predictions/index.ts';
import { CompactUser } from '../users/index.ts';

/** Where a task is in its life. A task whose lease ended stays claimed until a claim takes its place. */
export const TaskState = z.enum(['claimed', 'submitted', 'skipped', 'released', 'expired']).meta({ id: 'TaskState' });
/** Where a task is in its life. */
export type TaskState = z.output<typeof TaskState>;

/** One annotator's turn on one item, with the versions it was claimed under. */
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
/** One annotator's turn on one item. */
export type Task = Transport<typeof Task>;

/** Why a claim gave nothing: the first of these that holds. */
export const EmptyClaimReason = z.enum(['archived', 'holding', 'complete', 'leased', 'exhausted']).meta({
  id: 'EmptyClaimReason',
  description:
    '`archived`: the project is archived. `holding`: you hold `max_claimed` tasks. `complete`: nothing is left for anyone. `leased`: others hold places that you could take. `exhausted`: nothing is left for you.',
});
/** Why a claim gave nothing. */
export type EmptyClaimReason = z.output<typeof EmptyClaimReason>;

/** The request for tasks. */
export const ClaimTasks = z
  .strictObject({ count: z.int().min(1).max(100).default(1).meta({ description: 'How many tasks are wanted at most.' }) })
  .meta({ id: 'ClaimTasks', example: { count: 1 } });
/** The request for tasks. */
export type ClaimTasks = Transport<typeof ClaimTasks>;

/** What a claim gave: the tasks, and each guideline and annotation UI that they name, once. */
export const Claim = z
  .object({
    tasks: z.array(Task),
    guidelines: z.array(Guideline),
    annotation_uis: z.array(AnnotationUI),
    reason: EmptyClaimReason.nullable().meta({ description: 'Why there are no tasks; `null` when there are.' }),
    retry_after: z.int().min(1).nullable().meta({ description: 'With reason `leased`: in how many seconds the first lease ends.' }),
  })
  .meta({ id: 'Claim' });
/** What a claim gave. */
export type Claim = Transport<typeof Claim>;

/** The request to submit a task: the answer of each control, under its name. */
export const SubmitTask = z.strictObject({ value: JsonObject }).meta({ id: 'SubmitTask', example: { value: { sentiment: 'positive' } } });
/** The request to submit a task. */
export type SubmitTask = Transport<typeof SubmitTask>;

/** The request to skip a task. */
export const SkipTask = z.strictObject({ reason: text(1, 1000).optional() }).meta({ id: 'SkipTask', example: { reason: 'not in English' } });
/** The request to skip a task. */
export type SkipTask = Transport<typeof SkipTask>;
