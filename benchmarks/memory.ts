import { readFile, writeFile } from 'node:fs/promises';
import { figureOf } from './beside.ts';
import { rowOf } from './row.ts';
import type { Row } from './row.ts';

/** Resets the peak memory of a process, so that the next peak is that of the work that follows. */
export const forgetPeak = async (pid: number): Promise<void> => {
  if (process.platform === 'linux') await writeFile(`/proc/${pid}/clear_refs`, '5');
};

/**
 * Returns the peak resident memory of a process, in MB, since its start or `forgetPeak`; `undefined` on systems other
 * than Linux.
 */
export const peakOf = async (pid: number): Promise<number | undefined> => {
  if (process.platform !== 'linux') return undefined;
  const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(await readFile(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kilobytes) / 1024;
};

/** Returns the row that compares the peak memory of a process with its limit; none if the peak is unknown. */
export const memoryRows = (work: string, peak: number | undefined, most: number): readonly Row[] =>
  peak === undefined ? [] : [rowOf(work, 'MB', '≤ 1', figureOf([{ ours: peak, limit: most }]))];
