import { setTimeout as delay } from 'node:timers/promises';
import { itemOf, RETRIES } from './crew.ts';
import type { Crew } from './crew.ts';
import type { Random } from '../../test/random.ts';
import type { Recorder } from './recorder.ts';

/** The options of a manager. */
export interface ManagerOptions {
  readonly crew: Crew;
  readonly recorder: Recorder;
  readonly random: Random;
  /** The mean time between two rounds of work on the project, in milliseconds. */
  readonly every: number;
  /** The number of items of an import. */
  readonly items: number;
  readonly ballast?: string;
  readonly signal: AbortSignal;
}

const OVERLAPPING = 20;
const PUBLISHES = 0.3;
const EXPORTS = 0.3;
const RETRY_PAUSE = 250;

/**
 * Manages a project while others work on it: imports new items together with some existing ones, publishes guidelines,
 * exports, tries to change the data of items, and reads the progress.
 */
export const manage = async ({
  crew,
  recorder,
  random,
  every,
  items,
  ballast,
  signal,
}: ManagerOptions): Promise<void> => {
  const { manager, memory, project_id } = crew;
  const path = { project_id };

  const importMore = async (): Promise<void> => {
    const [from, to] = [Math.max(0, memory.items - OVERLAPPING), memory.items + items];
    const lines = (): readonly ReturnType<typeof itemOf>[] =>
      Array.from({ length: to - from }, (_, n) => itemOf(from + n, ballast));
    const { created, updated, unchanged, rejected } = await manager.import('/projects/{project_id}/items', lines, {
      path,
    });
    if (created + unchanged !== to - from || updated + rejected > 0)
      recorder.fault(
        `An import of ${to - from} lines came to ${JSON.stringify({ created, updated, unchanged, rejected })}`,
      );
    memory.items = to;
  };

  /** Tries to change the data of an item, which must fail once the item has an answer. */
  const rewrite = async (): Promise<void> => {
    const { external_id } = itemOf(random.below(memory.items - OVERLAPPING));
    const result = await manager.import(
      '/projects/{project_id}/items',
      () => [{ external_id, data: { text: 'rewritten' } }],
      { path, query: { on_conflict: 'update' } },
    );
    if (result.updated + result.unchanged + result.rejected !== 1)
      recorder.fault(`A line for an item that is there came to ${JSON.stringify(result)}`);
  };

  /** Resolves to the ids of the tasks whose answers are in an export; an export that is cut is repeated. */
  const exportAll = async (): Promise<ReadonlySet<string>> => {
    for (let retry = 0; ; retry += 1) {
      try {
        const seen = new Set<string>();
        for await (const item of manager.export(project_id))
          for (const { task_id } of item.annotations) if (task_id !== null) seen.add(task_id);
        return seen;
      } catch (error) {
        if (retry === RETRIES) throw error;
        await delay(RETRY_PAUSE);
      }
    }
  };

  while (!signal.aborted) {
    const progress = await manager.get('/projects/{project_id}/progress', { path });
    if (progress.items.open < 2 * items) await importMore();
    if (random.chance(PUBLISHES))
      memory.guideline = Math.max(
        memory.guideline,
        (
          await manager.post('/projects/{project_id}/guidelines', {
            path,
            body: { text: `Judge the sentence, ${memory.guideline}.` },
          })
        ).version,
      );
    if (random.chance(EXPORTS)) {
      const known = [...memory.answers.keys()];
      const seen = await exportAll();
      const missing = known.filter((task_id) => !seen.has(task_id));
      if (missing.length > 0)
        recorder.fault(`An export misses ${missing.length} answers that were acknowledged before it began.`);
    }
    if (random.chance(0.5)) await rewrite();
    await delay(random.time(every), undefined, { signal }).catch(() => undefined);
  }
};
