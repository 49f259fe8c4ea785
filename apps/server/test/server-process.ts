import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** A Goldset server in a process of its own. */
export interface ServerProcess {
  readonly pid: number;
  /** Resolves to its URL when it serves; rejects, with what it said, when it ends before. */
  readonly serving: Promise<string>;
  /** Resolves to how it ended. */
  readonly ended: Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>;
  stdout(): string;
  stderr(): string;
  /** Resolves when `stderr` holds `text`. */
  said(text: string): Promise<void>;
  kill(signal: NodeJS.Signals): void;
}

const root = fileURLToPath(new URL('../../../', import.meta.url));

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));

const { scripts } = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as {
  readonly scripts: { readonly start: string };
};

/** What `npm start` tells Node. */
export const startOptions = scripts.start.split(' ').filter((word) => word.startsWith('--'));

const inherited = (): Record<string, string | undefined> => {
  const ours =
    /^(HOST|PORT|KEEP_ALIVE_SECONDS|TRUSTED_PROXIES|DATABASE_URL|DATABASE_DIRECT_URL|DATABASE_PREPARE|GOLDSET_.*|ORGANIZATION_CREATION|DATABASE_POOL_SIZE|MAX_QUEUED|METRICS_TOKEN|ROLE|KAFKA_.*|CORS_ORIGINS|LOG_LEVEL|LANG|LC_.*)$/;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !ours.test(name)));
};

/** Starts a server on any free port, with `env` as its whole configuration, or another program that says when it serves: of `npm start` the process is that of npm, and it has ended when the server has, too. */
export const startServer = (
  env: Readonly<Record<string, string>>,
  [command, ...args]: readonly [string, ...string[]] = [process.execPath, ...startOptions, main],
): ServerProcess => {
  const child = spawn(command, args, {
    cwd: root,
    env: { ...inherited(), PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = { stdout: '', stderr: '' };
  let servesAt: (url: string) => void = () => undefined;
  let endedBefore: (error: Error) => void = () => undefined;
  const serving = new Promise<string>((resolve, reject) => {
    servesAt = resolve;
    endedBefore = reject;
  });
  // Not every test waits for it to serve.
  serving.catch(() => undefined);
  child.stdout.on('data', (chunk: Buffer) => {
    output.stdout += chunk.toString('utf8');
    const url = /^Goldset serves (\S+)$/m.exec(output.stdout)?.[1];
    if (url !== undefined && output.stdout.endsWith('\n')) servesAt(url);
  });
  const listeners = new Set<() => void>();
  child.stderr.on('data', (chunk: Buffer) => {
    output.stderr += chunk.toString('utf8');
    for (const listener of listeners) listener();
  });
  const ended = once(child, 'close').then(([code, signal]) => {
    endedBefore(new Error(`The server ended with ${String(code ?? signal)}: ${output.stderr}`));
    return { code: code as number | null, signal: signal as NodeJS.Signals | null };
  });
  return {
    pid: child.pid ?? 0,
    serving,
    ended,
    stdout: () => output.stdout,
    stderr: () => output.stderr,
    said: (text) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (output.stderr.includes(text)) resolve();
        };
        listeners.add(look);
        void ended.then(() => reject(new Error(`The server ended without saying "${text}": ${output.stderr}`)));
        look();
      }),
    kill: (signal) => void child.kill(signal),
  };
};
