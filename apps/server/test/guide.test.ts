import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer } from './server-process.ts';
import type { ServerProcess } from './server-process.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));

interface Step {
  readonly commands: string;
  /** What the commands print; `…` stands for anything on its line. */
  readonly prints: string;
}

const stepsIn = (document: string): readonly Step[] =>
  [...readFileSync(root + document, 'utf8').matchAll(/```sh\n(.*?)```(?:\n```text\n(.*?)```)?/gs)].map(
    ([, commands = '', prints = '']) => ({ commands, prints }),
  );

// The guide is for people with a shell; a machine that has Node and npm alone cannot follow it.
const hasShell = ['bash', 'curl', 'sed', 'gzip'].every((command) => spawnSync(command, ['--version']).status === 0);

const MARK = '=== the next step ===';

// What the commands write is left here; of the folder of the project they need nothing else.
const folder = mkdtempSync(join(tmpdir(), 'goldset-guide-'));
symlinkSync(join(root, 'examples'), join(folder, 'examples'));

const TOKEN = 'a-token-for-the-guide-that-is-long-enough';

// With a database of its own, as its reader has: an export of changes waits for transactions of others.
let server: ServerProcess;
beforeAll(() => {
  server = startServer({ GOLDSET_DATA_DIR: join(folder, 'data'), GOLDSET_BOOTSTRAP_TOKEN: TOKEN });
});
afterAll(async () => {
  server.kill('SIGTERM');
  await server.ended;
  rmSync(folder, { recursive: true });
});

/** Runs all commands in one shell, and tells what each step printed. */
const run = async (steps: readonly Step[]): Promise<readonly string[]> => {
  const url = await server.serving;
  const script = steps
    .map(({ commands }) => commands.replaceAll('http://127.0.0.1:8080', url))
    .join(`\necho "${MARK}"\n`);
  const { stdout } = await promisify(execFile)('bash', ['-eu', '-o', 'pipefail', '-c', script], {
    cwd: folder,
    env: { ...process.env, GOLDSET_TOKEN: TOKEN },
  });
  return stdout.split(`${MARK}\n`);
};

const patternOf = (prints: string): RegExp =>
  new RegExp(
    `^${prints
      .split('…')
      .map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
      .join('.*')}$`,
  );

test.skipIf(!hasShell)('the commands of the guide print what it says', { timeout: 120_000 }, async () => {
  const steps = stepsIn('docs/guide.md');
  expect(steps.length).toBeGreaterThan(10);
  const printed = await run(steps);
  expect(printed).toEqual(steps.map(({ prints }) => expect.stringMatching(patternOf(prints))));
});

test.skipIf(!hasShell)(
  'the main job of the README prints what it says, and ends with an item and its answer',
  { timeout: 120_000 },
  async () => {
    const job = stepsIn('README.md').filter(({ commands }) => commands.startsWith('V1='));
    const [printed = ''] = await run(job);
    expect(printed).toMatch(patternOf(job[0]?.prints ?? ''));
    const item = JSON.parse(printed.trimEnd().split('\n').at(-1) ?? '') as { annotations: readonly object[] };
    expect(item.annotations).toEqual([
      expect.objectContaining({ value: { sentiment: 'positive' }, guideline_version: 1 }),
    ]);
  },
);
