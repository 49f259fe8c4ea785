import { setTimeout as delay } from 'node:timers/promises';
import type { Client, DataOf, Operation } from '@goldset/client';
import { LABELS } from './crew.ts';
import type { Acknowledged, Crew } from './crew.ts';
import type { Random } from '../../test/random.ts';
import type { Recorder } from './recorder.ts';

type Claim = DataOf<Operation<'post', '/projects/{project_id}/tasks/claim'>>;
type Task = Claim['tasks'][number];

/** The options of an annotator. */
export interface AnnotatorOptions {
  readonly crew: Crew;
  readonly client: Client;
  readonly recorder: Recorder;
  readonly random: Random;
  /** The mean time that the annotator thinks about a task, in milliseconds. */
  readonly think: number;
  /** Ends the work: requests that were begun are finished. */
  readonly signal: AbortSignal;
}

const PATIENCE = 5;

const ABANDONED = 0.04;
const COMES_BACK = 0.5;
const SKIPPED = 0.05;
const RELEASED = 0.03;
const RENEWED = 0.15;
const SENT_TWICE = 0.02;
const OTHER_ANSWER = 0.01;
const REVISED = 0.04;
const LOOKS_BACK = 0.05;

/**
 * Works on a project until the signal aborts: claims, thinks, answers, skips, releases, abandons tasks, submits after
 * the lease has ended, reads old answers and corrects them. Records everything as a fault that the server must not do.
 */
export const annotate = async ({ crew, client, recorder, random, think, signal }: AnnotatorOptions): Promise<void> => {
  const { memory, project_id } = crew;
  const path = { project_id };
  const mine: string[] = [];
  const forgotten: { readonly task: Task; readonly again: number }[] = [];

  const pause = (mean: number): Promise<void> => delay(random.time(mean), undefined, { signal }).catch(() => undefined);
  const label = (): string => LABELS[random.below(LABELS.length)] ?? LABELS[0];
  /**
   * Records an unexpected response as a fault, except `lease_lost`, which is the response for a task that no longer
   * belongs to the annotator.
   */
  const unexpected = (what: string, task: Task, answer: { readonly status: number; readonly body: unknown }): void => {
    const { code } = answer.body as { readonly code?: string };
    // If an annotator thinks longer than the lease lasts, somebody else may have been given the task.
    if (answer.status === 409 && code === 'lease_lost') return;
    recorder.fault(`${what} of task ${task.id} was answered ${answer.status} ${JSON.stringify(answer.body)}`);
  };

  const submit = async (task: Task): Promise<void> => {
    const inTask = { ...path, task_id: task.id };
    const value = { sentiment: label() };
    const answer = await client.answers.post('/projects/{project_id}/tasks/{task_id}/submit', {
      path: inTask,
      body: { value },
    });
    if (answer.status !== 200) return unexpected('The submit', task, answer);
    const { id, guideline_version, revision } = answer.body;
    if (guideline_version !== task.guideline_version)
      recorder.fault(
        `The answer to task ${task.id} names guideline ${guideline_version}, and it was claimed under ${task.guideline_version}.`,
      );
    memory.answers.set(task.id, {
      annotation_id: id,
      item_id: task.item.id,
      guideline_version: task.guideline_version,
      text: task.item.data['text'],
      label: value.sentiment,
      revision,
    });
    mine.push(task.id);
    if (random.chance(SENT_TWICE)) {
      const again = await client.answers.post('/projects/{project_id}/tasks/{task_id}/submit', {
        path: inTask,
        body: { value },
      });
      if (again.status !== 200 || again.body.id !== id)
        recorder.fault(
          `The same answer to task ${task.id} again was answered ${again.status} ${JSON.stringify(again.body)}`,
        );
    }
    if (random.chance(OTHER_ANSWER)) {
      const sentiment = LABELS.find((other) => other !== value.sentiment) ?? '';
      const other = await client.answers.post('/projects/{project_id}/tasks/{task_id}/submit', {
        path: inTask,
        body: { value: { sentiment } },
      });
      if (other.status !== 409 || other.body.code !== 'already_submitted')
        recorder.fault(`Another answer to task ${task.id} was answered ${other.status} ${JSON.stringify(other.body)}`);
    }
  };

  const end = async (task: Task, how: 'skip' | 'release'): Promise<void> => {
    const inTask = { ...path, task_id: task.id };
    const answer =
      how === 'skip'
        ? await client.answers.post('/projects/{project_id}/tasks/{task_id}/skip', {
            path: inTask,
            body: { reason: 'unclear' },
          })
        : await client.answers.post('/projects/{project_id}/tasks/{task_id}/release', { path: inTask });
    if (answer.status !== 200) return unexpected(`The ${how}`, task, answer);
    memory.ended.set(task.id, how === 'skip' ? 'skipped' : 'released');
  };

  const revise = async (known: Acknowledged): Promise<void> => {
    const inAnnotation = { ...path, annotation_id: known.annotation_id };
    const before = await client.answers.get('/projects/{project_id}/annotations/{annotation_id}', {
      path: inAnnotation,
    });
    const tag = before.headers.get('etag');
    if (
      before.status !== 200 ||
      tag === null ||
      before.body.revision !== known.revision ||
      before.body.value['sentiment'] !== known.label
    ) {
      return recorder.fault(
        `Annotation ${known.annotation_id} is not what it was acknowledged to be: ${before.status} ${JSON.stringify(before.body)}`,
      );
    }
    const sentiment = label();
    const answer = await client.answers.patch('/projects/{project_id}/annotations/{annotation_id}', {
      path: inAnnotation,
      headers: { 'If-Match': tag },
      body: { value: { sentiment } },
    });
    // If the response to a revision was lost, the repeated request finds its tag stale; the current annotation shows
    // whether the revision took effect.
    const after =
      answer.status === 412
        ? await client.answers.get('/projects/{project_id}/annotations/{annotation_id}', { path: inAnnotation })
        : answer;
    if (after.status !== 200 || after.body.value['sentiment'] !== sentiment)
      return recorder.fault(
        `The revision of annotation ${known.annotation_id} was answered ${after.status} ${JSON.stringify(after.body)}`,
      );
    known.label = sentiment;
    known.revision = after.body.revision;
  };

  const work = async (task: Task): Promise<void> => {
    await pause(think);
    if (signal.aborted) return;
    if (random.chance(ABANDONED)) {
      if (random.chance(COMES_BACK))
        forgotten.push({ task, again: Date.parse(task.lease.expires_at) + random.time(think) });
      return;
    }
    if (random.chance(RENEWED)) {
      const renewed = await client.answers.post('/projects/{project_id}/tasks/{task_id}/renew', {
        path: { ...path, task_id: task.id },
      });
      if (renewed.status !== 200) return unexpected('The renewal', task, renewed);
      await pause(think);
      if (signal.aborted) return;
    }
    if (random.chance(SKIPPED)) return end(task, 'skip');
    if (random.chance(RELEASED)) return end(task, 'release');
    return submit(task);
  };

  const lookBack = async (): Promise<void> => {
    const tasks = await client.answers.get('/projects/{project_id}/tasks', {
      path,
      query: { per_page: 20, order: 'desc' },
    });
    if (tasks.status !== 200) recorder.fault(`The list of own tasks was answered ${tasks.status}`);
    const known = memory.answers.get(mine[random.below(mine.length)] ?? '');
    if (known !== undefined && random.chance(REVISED / LOOKS_BACK)) await revise(known);
  };

  // Annotators do not all start at the same moment.
  await pause(think);
  while (!signal.aborted) {
    const known = memory.guideline;
    const claimed = await client.answers.post('/projects/{project_id}/tasks/claim', {
      path,
      body: { count: 1 + random.below(3), ...(random.chance(0.2) ? { strategy: 'random' as const } : {}) },
    });
    if (claimed.status !== 200) {
      recorder.fault(`A claim was answered ${claimed.status} ${JSON.stringify(claimed.body)}`);
      return;
    }
    const { tasks } = claimed.body;
    for (const task of tasks) {
      if (task.guideline_version < known)
        recorder.fault(
          `Task ${task.id} was claimed under guideline ${task.guideline_version} when ${known} was in force.`,
        );
      if (memory.answers.has(task.id) || memory.ended.has(task.id))
        recorder.fault(`Task ${task.id} was claimed again after it had ended.`);
    }
    if (tasks.length === 0) await pause(PATIENCE * think);
    for (const task of tasks) if (!signal.aborted) await work(task);
    const late = forgotten.findIndex(({ again }) => again <= Date.now());
    const [back] = late === -1 || signal.aborted ? [] : forgotten.splice(late, 1);
    if (back !== undefined) await submit(back.task);
    if (random.chance(LOOKS_BACK) && !signal.aborted) await lookBack();
  }
};
