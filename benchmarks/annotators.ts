// Simulates annotators who work against the whole of Goldset, and checks the invariants afterwards: `npm run annotators
// -- --minutes 10 --annotators 500`. Exits with 1 if one does not hold.
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { shareOf } from './beside.ts';
import { underLoad } from './load/load.ts';
import { startStack } from './load/stack.ts';
import { startDurablePostgres } from '../test/temporary-postgres.ts';

const USAGE = `npm run annotators -- [--minutes 10] [--annotators 500] [--think 8] [--seed n]

  --minutes     how long they work
  --annotators  how many they are
  --think       the seconds that they think about a task, on average
  --seed        plays the chances of another run again; what depends on time is never the same`;

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    annotators: { type: 'string', default: '500' },
    think: { type: 'string', default: '8' },
    seed: { type: 'string', default: String(Math.floor(Math.random() * 2 ** 32)) },
    help: { type: 'boolean' },
  },
});
const [minutes, annotators, think, seed] = [values.minutes, values.annotators, values.think, values.seed].map(
  Number,
) as [number, number, number, number];
if (values.help === true || [minutes, annotators, think, seed].some((number) => !(number >= 0))) {
  console.error(USAGE);
  process.exit(values.help === true ? 0 : 1);
}

const LEASE_SECONDS = 60;
const SAMPLE_INTERVAL = 5_000;
// Node measures the delay of a timer of 10 ms, and its figures include these.
const TIMER = 0.01;

const ms = (value: number): string => (value < 100 ? value.toFixed(1) : Math.round(value).toString());

const tableOf = (milliseconds: ReadonlyMap<string, readonly number[]>): readonly string[] => [
  '| operation | requests | p50 ms | p95 ms | p99 ms | max ms |',
  '|---|---:|---:|---:|---:|---:|',
  ...[...milliseconds]
    .toSorted(([, a], [, b]) => b.length - a.length)
    .map(
      ([operation, taken]) =>
        `| ${operation} | ${taken.length} | ${[0.5, 0.95, 0.99, 1].map((share) => ms(shareOf(taken, share))).join(' | ')} |`,
    ),
];

console.log(`${annotators} annotators for ${minutes} minutes, who think ${think} s about a task; --seed ${seed}`);
const postgres = await startDurablePostgres();
try {
  const stack = await startStack(postgres.url);
  try {
    const delays: { readonly p50: number; readonly p99: number; readonly max: number }[] = [];
    let memory = 0;
    const sample = async (): Promise<void> => {
      const metrics = await stack.metrics();
      const delayOf = (name: string): number =>
        ((metrics.get(`nodejs_eventloop_lag_${name}_seconds`) ?? Number.NaN) - TIMER) * 1000;
      delays.push({ p50: delayOf('p50'), p99: delayOf('p99'), max: delayOf('max') });
      memory = Math.max(memory, metrics.get('process_resident_memory_bytes') ?? 0);
    };
    const options = {
      seed,
      annotators,
      items: Math.max(200, 4 * annotators),
      leaseSeconds: LEASE_SECONDS,
      cuts: 0.01,
      think: think * 1000,
      manageEvery: 5_000,
    };
    const began = performance.now();
    const { faults, items, annotations, acknowledged, recorder } = await underLoad(stack, options, async () => {
      // Reading the metrics resets the delays, so those from creating the annotators are not counted.
      await stack.metrics();
      for (const end = Date.now() + minutes * 60_000; Date.now() < end;) {
        await delay(Math.min(SAMPLE_INTERVAL, Math.max(0, end - Date.now())));
        await sample();
      }
    });
    const statuses = [...recorder.statuses]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([status, count]) => `${count} × ${status}`);
    const of = (name: 'p50' | 'p99' | 'max'): number => Math.max(...delays.map((each) => each[name]));
    console.log(`\n${tableOf(recorder.milliseconds).join('\n')}\n`);
    console.log(`answers: ${statuses.join(', ')}`);
    console.log(
      `event loop of the server, in the worst 5 seconds: p50 ${ms(of('p50'))} ms, p99 ${ms(of('p99'))} ms, max ${ms(of('max'))} ms; in the middle ones: p99 ${ms(
        shareOf(
          delays.map(({ p99 }) => p99),
          0.5,
        ),
      )} ms`,
    );
    console.log(`memory of the server: ${Math.round(memory / 1024 / 1024)} MB at most`);
    console.log(
      `there are ${items} items and ${annotations} annotations; ${acknowledged} answers, skips and releases that were acknowledged are all there, and every invariant holds: ${faults.length === 0 ? 'yes' : 'NO'} (${Math.round((performance.now() - began) / 1000)} s, the check included)`,
    );
    for (const fault of [...faults, ...stack.errors()].slice(0, 20)) console.log(`  ${fault}`);
    if (faults.length > 0) process.exitCode = 1;
  } finally {
    await stack.stop();
  }
} finally {
  await postgres.stop();
}
