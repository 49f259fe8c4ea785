import { readFile, writeFile } from 'node:fs/promises';

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
