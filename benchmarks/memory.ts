import { readFile, writeFile } from 'node:fs/promises';
import { figureOf } from './beside.ts';
import { rowOf } from './row.ts';
import type { Row } from './row.ts';

/** Forgets the most memory that a process has had, so that the next peak is one of what follows. */
export const forgetPeak = async (pid: number): Promise<void> => {
  if (process.platform === 'linux') await writeFile(`/proc/${pid}/clear_refs`, '5');
};

/** The most memory that a process has had (resident, in MB) since it started or `forgetPeak`; `undefined` where only Linux could say. */
export const peakOf = async (pid: number): Promise<number | undefined> => {
  if (process.platform !== 'linux') return undefined;
  const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(await readFile(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kilobytes) / 1024;
};

/** The row of the most memory that a process has had, beside how much it may have; none where nobody could say. */
export const memoryRows = (work: string, peak: number | undefined, most: number): readonly Row[] =>
  peak === undefined ? [] : [rowOf(work, 'MB', '≤ 1', figureOf([{ ours: peak, limit: most }]))];
