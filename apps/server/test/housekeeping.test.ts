import { describe, expect, test } from 'vitest';
import { keepHouse } from '../src/housekeeping.ts';
import type { Job } from '../src/housekeeping.ts';
import type { Logger } from '../src/log.ts';

const newLog = (): { readonly log: Logger; readonly lines: [string, object][] } => {
  const lines: [string, object][] = [];
  const at =
    (level: string) =>
    (fields: object): void => {
      lines.push([level, fields]);
    };
  return { log: { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') }, lines };
};

/** A clock whose waits end when they are told to. */
const newWaits = () => {
  const waits: { readonly milliseconds: number; readonly end: () => void }[] = [];
  const wait = (milliseconds: number, signal: AbortSignal): Promise<unknown> =>
    new Promise<void>((resolve) => {
      signal.addEventListener('abort', () => resolve());
      waits.push({ milliseconds, end: resolve });
    });
  const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  return { waits, wait, turn };
};

const now = (): Date => new Date('2026-01-01T00:00:00Z');

const job = (run: Job['run'], fields: Partial<Job> = {}): Job => ({ name: 'job', every: 1000, run, ...fields });

describe('housekeeping', () => {
  test('does each job again and again, about so often, and says what was done', async () => {
    const { log, lines } = newLog();
    const { waits, wait, turn } = newWaits();
    const found = [3, 0];
    let random = 0;
    const house = keepHouse([job(async (at) => (expect(at).toEqual(now()), found.shift() ?? 0))], {
      now,
      log,
      wait,
      random: () => random,
    });
    for (const next of [0.5, 0.999]) {
      random = next;
      waits.at(-1)?.end();
      await turn();
    }
    expect(waits.map(({ milliseconds }) => milliseconds)).toEqual([500, 1000, 1499]);
    expect(lines).toEqual([['info', { job: 'job', rows: 3 }]]);
    await house.stop();
    expect(found).toEqual([]);
  });

  test('goes on after a job that failed', async () => {
    const { log, lines } = newLog();
    const { waits, wait, turn } = newWaits();
    let times = 0;
    const failing = job(async () => {
      times += 1;
      throw new Error('The database is away.');
    });
    const house = keepHouse([failing], { now, log, wait });
    for (let round = 0; round < 2; round += 1) {
      waits.at(-1)?.end();
      await turn();
    }
    await house.stop();
    expect([times, lines.map(([level]) => level)]).toEqual([2, ['warn', 'warn']]);
  });

  test('stops behind what is going on, which is told, and does at the end what is to be done there', async () => {
    const { log } = newLog();
    const { waits, wait, turn } = newWaits();
    const done: string[] = [];
    let chunk: () => void = () => undefined;
    const long = job(async (_at, signal) => {
      done.push('begun');
      await new Promise<void>((resolve) => {
        chunk = resolve;
      });
      done.push(signal.aborted ? 'told' : 'not told');
      return 1;
    });
    const last = job(async () => done.push('last'), { atEnd: true });
    const house = keepHouse([long, last], { now, log, wait });
    waits[0]?.end();
    await turn();
    let isStopped = false;
    const stopped = house.stop().then(() => {
      isStopped = true;
    });
    await turn();
    expect([done, isStopped]).toEqual([['begun', 'last'], false]);
    chunk();
    await stopped;
    expect(done).toEqual(['begun', 'last', 'told']);
  });

  test('stops at once where nothing is going on', async () => {
    const house = keepHouse([job(() => Promise.reject(new Error('Never.')), { every: 3_600_000 })], {
      now,
      log: newLog().log,
    });
    await expect(house.stop()).resolves.toBeUndefined();
  });
});
