import { spawn } from 'node:child_process';
import type { ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { holdDataDirectory } from '../src/data-directory.ts';
import type { DataDirectory, HoldOptions } from '../src/data-directory.ts';
import { StartupFault } from '../src/startup-fault.ts';

type Holder = ChildProcessByStdio<Writable, Readable, null>;

const holderScript = fileURLToPath(new URL('hold-data-directory.ts', import.meta.url));

let directory: string;
const holders: Holder[] = [];

beforeEach(() => {
  directory = join(mkdtempSync(join(tmpdir(), 'goldset-hold-')), 'data');
});

afterEach(() => {
  for (const holder of holders.splice(0)) holder.kill('SIGKILL');
  rmSync(join(directory, '..'), { recursive: true, force: true });
});

const said = async (holder: Holder): Promise<string> => {
  const [chunk] = (await once(holder.stdout, 'data')) as [Buffer];
  return chunk.toString('utf8').trim();
};

const tell = async (holder: Holder, word: string): Promise<string> => {
  const answer = said(holder);
  holder.stdin.write(`${word}\n`);
  return answer;
};

/** A process that holds the data directory, and what it said about it. */
const startHolder = async (): Promise<{ readonly holder: Holder; readonly outcome: string }> => {
  const holder = spawn(process.execPath, [holderScript, directory], { stdio: ['pipe', 'pipe', 'inherit'] });
  holders.push(holder);
  return { holder, outcome: await said(holder) };
};

const faultOf = async (options: HoldOptions = {}): Promise<string> => {
  try {
    (await holdDataDirectory(directory, options)).release();
    return 'held';
  } catch (error) {
    if (error instanceof StartupFault) return error.message;
    throw error;
  }
};

describe('the data directory', () => {
  it('is made for its owner alone, and can be held again after it was released', async () => {
    const first = await holdDataDirectory(directory);
    expect(first.path).toBe(directory);
    expect(statSync(directory).mode & 0o777).toBe(0o700);
    first.release();
    const second = await holdDataDirectory(directory);
    second.release();
    second.release();
    expect(existsSync(join(directory, 'server.json'))).toBe(false);
  });

  it('is refused while another server serves on it, in a sentence with its URL and process', async () => {
    const { holder } = await startHolder();
    await tell(holder, 'serving');
    expect(await faultOf()).toBe(
      `The data directory ${directory} is in use by the Goldset server at http://127.0.0.1:4711 (process ${holder.pid}): stop that one first, or set GOLDSET_DATA_DIR (and PORT) for a second one.`,
    );
  });

  it('is refused while another server starts on it', async () => {
    const { holder } = await startHolder();
    expect(await faultOf()).toContain(`is in use by a Goldset server that is starting (process ${holder.pid})`);
  });

  it('is waited for while another server shuts down on it', async () => {
    const { holder } = await startHolder();
    await tell(holder, 'serving');
    await tell(holder, 'stopping');
    let held: Promise<DataDirectory> | undefined;
    await new Promise<void>((resolve) => {
      held = holdDataDirectory(directory, { onWait: resolve });
    });
    await tell(holder, 'release');
    const mine = await held;
    if (mine === undefined) throw new Error('not held');
    expect(JSON.parse(readFileSync(join(directory, 'server.json'), 'utf8'))).toEqual({
      pid: process.pid,
      state: 'starting',
    });
    mine.release();
  });

  it('is not waited for longer than the patience lasts', async () => {
    const { holder } = await startHolder();
    await tell(holder, 'stopping');
    expect(await faultOf({ patience: 400 })).toBe(
      `The server that is shutting down on the data directory ${directory} (process ${holder.pid}) has not ended within 0.4 seconds: start again in a while, or end that process first.`,
    );
  });

  it('gives the wait up when it is told to', async () => {
    const { holder } = await startHolder();
    await tell(holder, 'stopping');
    const controller = new AbortController();
    const held = holdDataDirectory(directory, { signal: controller.signal, onWait: () => controller.abort() });
    await expect(held).rejects.toThrow(/abort/i);
  });

  it('is free at once when its holder is killed, also if another process has the same id by now', async () => {
    const { holder } = await startHolder();
    await tell(holder, 'serving');
    const gone = once(holder, 'exit');
    holder.kill('SIGKILL');
    await gone;
    writeFileSync(
      join(directory, 'server.json'),
      JSON.stringify({ pid: process.ppid, state: 'serving', url: 'http://127.0.0.1:4711' }),
    );
    const mine = await holdDataDirectory(directory, { patience: 0 });
    mine.release();
    expect(existsSync(join(directory, 'server.json'))).toBe(false);
  });

  it('goes to exactly one of eight processes that want it at once', async () => {
    const outcomes = await Promise.all(Array.from({ length: 8 }, startHolder));
    expect(outcomes.filter(({ outcome }) => outcome === 'held')).toHaveLength(1);
    expect(outcomes.filter(({ outcome }) => outcome.includes('in use'))).toHaveLength(7);
  });

  it('is refused in a sentence where it cannot be made', async () => {
    const file = join(directory, '..', 'file');
    writeFileSync(file, '');
    await expect(holdDataDirectory(join(file, 'data'))).rejects.toThrow(
      /^The data directory .* cannot be made \(ENOTDIR\): set GOLDSET_DATA_DIR to a directory that this user may write, or set DATABASE_URL\.$/,
    );
  });
});
