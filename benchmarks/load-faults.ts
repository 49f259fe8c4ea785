// Causes each fault while annotators work, and checks the invariants afterwards: `npm run load-faults`. Prints one line
// for each; exits with 1 if something does not hold.
import { parseArgs } from 'node:util';
import { diskFull, exportCut, importCut, postgresRestarted, serverKilled, slowExport } from './load/faults.ts';
import type { Report, Scale } from './load/faults.ts';
import { startSmallDiskPostgres } from './load/small-disk-postgres.ts';
import { startStack } from './load/stack.ts';
import type { Stack } from './load/stack.ts';
import { startDurablePostgres } from '../test/temporary-postgres.ts';
import type { TemporaryPostgres } from '../test/temporary-postgres.ts';

const FULL: Omit<Scale, 'load'> = { times: 6, between: 100, lines: 20_000, slowItems: 12_000, slowSeconds: 120 };

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    annotators: { type: 'string', default: '50' },
    think: { type: 'string', default: '0.2' },
    seed: { type: 'string', default: String(Math.floor(Math.random() * 2 ** 32)) },
  },
});
const seed = Number(values.seed);
const scale: Scale = {
  ...FULL,
  load: {
    seed,
    annotators: Number(values.annotators),
    items: 1_000,
    leaseSeconds: 10,
    cuts: 0.01,
    think: Number(values.think) * 1000,
  },
};

const withStack = async (databaseUrl: string, run: (stack: Stack) => Promise<Report>): Promise<Report> => {
  const stack = await startStack(databaseUrl);
  try {
    const { figures, faults } = await run(stack);
    return { figures, faults: [...faults, ...(faults.length === 0 ? [] : stack.errors().slice(0, 3))] };
  } finally {
    await stack.stop();
  }
};

const onPostgres =
  (run: (stack: Stack, postgres: TemporaryPostgres) => Promise<Report>): (() => Promise<Report>) =>
  async () => {
    const postgres = await startDurablePostgres();
    try {
      return await withStack(postgres.url, (stack) => run(stack, postgres));
    } finally {
      await postgres.stop();
    }
  };

const onSmallDisk = async (): Promise<Report> => {
  const postgres = await startSmallDiskPostgres();
  try {
    return await withStack(postgres.url, (stack) => diskFull(stack, postgres, { ...scale, times: 2 }));
  } finally {
    await postgres.stop();
  }
};

const FAULTS: Readonly<Record<string, () => Promise<Report>>> = {
  'server killed': onPostgres((stack) => serverKilled(stack, scale)),
  'PostgreSQL restarted': onPostgres((stack, postgres) => postgresRestarted(stack, postgres, scale)),
  'import cut': onPostgres((stack) => importCut(stack, scale)),
  'export cut': onPostgres((stack) => exportCut(stack, scale)),
  'export at 10 kB/s': onPostgres((stack) => slowExport(stack, scale)),
  'disk full': onSmallDisk,
};

console.log(`${scale.load.annotators} annotators at work; --seed ${seed}`);
for (const [name, run] of Object.entries(FAULTS)) {
  if (positionals.length > 0 && !positionals.includes(name)) continue;
  const began = performance.now();
  const { figures, faults } = await run().catch((error: unknown): Report => ({
    figures: '',
    faults: [error instanceof Error ? (error.stack ?? error.message) : String(error)],
  }));
  const seconds = Math.round((performance.now() - began) / 1000);
  console.log(`${faults.length === 0 ? 'holds' : 'FAILS'}  ${name}: ${figures} (${seconds} s)`);
  for (const fault of faults) console.log(`       ${fault}`);
  if (faults.length > 0) process.exitCode = 1;
}
