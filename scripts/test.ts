// Runs all checks, one after another; a failing one does not stop the others. The last line says how many passed.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

interface VitestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly assertionResults: readonly unknown[];
  }[];
}

const root = fileURLToPath(new URL('..', import.meta.url));
const bin = join(root, 'node_modules', '.bin');
const scratch = mkdtempSync(join(tmpdir(), 'goldset-check-'));
const vitestReport = join(scratch, 'vitest.json');
const environment = {
  ...process.env,
  PATH: `${bin}${delimiter}${process.env['PATH'] ?? ''}`,
  GOLDSET_CONTRACT_SEEN: mkdtempSync(join(scratch, 'contract-')),
};

const run = (
  command: string,
  args: readonly string[],
  show: boolean,
): Promise<{ readonly code: number; readonly output: string }> =>
  new Promise((resolve) => {
    const chunks: Buffer[] = [];
    const child = spawn(command, [...args], {
      cwd: root,
      env: environment,
      stdio: show ? 'inherit' : ['ignore', 'pipe', 'pipe'],
    });
    child.stdout?.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.stderr?.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.once('error', (error) => resolve({ code: 1, output: error.message }));
    child.once('close', (code) => resolve({ code: code ?? 1, output: Buffer.concat(chunks).toString('utf8') }));
  });

const step = async (name: string, command: string, ...args: readonly string[]): Promise<Counts> => {
  const began = performance.now();
  const { code, output } = await run(command, args, false);
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  if (code !== 0) console.log(output.trimEnd());
  console.log(`${code === 0 ? 'ok  ' : 'FAIL'} ${name} (${seconds} s)`);
  return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 };
};

const vitest = async (): Promise<Counts> => {
  const { code } = await run(
    'vitest',
    ['run', '--allowOnly=false', '--reporter=default', '--reporter=json', `--outputFile.json=${vitestReport}`],
    true,
  );
  if (!existsSync(vitestReport)) return { passed: 0, failed: 1, skipped: 0 };
  const report = JSON.parse(readFileSync(vitestReport, 'utf8')) as VitestReport;
  // A file that cannot be loaded reports no failed tests, so it is counted here.
  const brokenFiles = report.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  ).length;
  const failed = report.numFailedTests + brokenFiles;
  return {
    passed: report.numPassedTests,
    // Errors outside of any test fail the run as well.
    failed: failed === 0 && (code !== 0 || report.numPassedTests === 0) ? 1 : failed,
    skipped: report.numPendingTests + report.numTodoTests,
  };
};

const counts: Counts[] = [];
try {
  counts.push(await step('types', 'tsc', '-b'));
  counts.push(await step('format', 'oxfmt', '--check'));
  counts.push(await step('lint', 'oxlint', '--deny-warnings'));
  counts.push(await step('boundaries', 'node', 'scripts/boundaries.ts'));
  counts.push(await step('generated files', 'node', 'scripts/generate.ts', '--check'));
  counts.push(await vitest());
  counts.push(await step('contract coverage', 'node', 'scripts/contract-coverage.ts'));
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

const sum = (of: keyof Counts): number => counts.reduce((total, each) => total + each[of], 0);
if (sum('failed') > 0 || sum('passed') === 0) process.exitCode = 1;
console.log(`${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped`);
