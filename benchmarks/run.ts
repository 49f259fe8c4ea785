// Compares every claim about speed with its limit and prints the results: `npm run bench`. Exits with 0 if everything
// was measured, whether or not the claims hold, which the rows say; with 1 if something could not be measured.
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Part } from './part.ts';
import type { Row } from './row.ts';
import { tableOf } from './table.ts';

/**
 * The parts of the report, in order. Each is loaded when it is run. A part that needs more than Node is only run if it
 * is named.
 */
const PARTS: Readonly<
  Record<string, { readonly title: string; readonly isNamed?: true; readonly load: () => Promise<Part> }>
> = {
  requests: { title: 'Requests, against the limit', load: async () => (await import('./requests.ts')).measureRequests },
  streams: { title: 'Streams, against the limit', load: async () => (await import('./streams.ts')).measureStreams },
  hostile: {
    title: 'The heaviest requests, eight at once',
    load: async () => (await import('./hostile.ts')).measureHostile,
  },
  growth: { title: 'Growth', load: async () => (await import('./growth.ts')).measureGrowth },
  kafka: {
    title: 'Kafka, against the limit',
    isNamed: true,
    load: async () => (await import('./kafka.ts')).measureKafka,
  },
};

// The folder of the pages that show the pictures; only a complete report draws them.
const pictures = fileURLToPath(new URL('../docs/', import.meta.url));

const USAGE = `npm run bench -- [--json] [--quick] [part]

  --json   print one JSON object and nothing else
  --quick  a tenth of the sizes, in under four minutes
  part     one of: ${Object.keys(PARTS).join(', ')}; without it all but kafka are measured, which needs a broker (or Java and Maven)`;

const say = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

const read = (): { readonly json: boolean; readonly quick: boolean; readonly names: readonly string[] } => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      json: { type: 'boolean', default: false },
      quick: { type: 'boolean', default: false },
      help: { type: 'boolean' },
    },
  });
  const [name, ...others] = positionals;
  if (values.help === true || others.length > 0 || (name !== undefined && !Object.hasOwn(PARTS, name))) {
    say(USAGE);
    process.exit(values.help === true ? 0 : 1);
  }
  return {
    json: values.json,
    quick: values.quick,
    names: name === undefined ? Object.keys(PARTS).filter((each) => PARTS[each]?.isNamed !== true) : [name],
  };
};

const { json, quick, names } = read();
const measured: Row[] = [];
for (const name of names) {
  const part = PARTS[name];
  if (part === undefined) continue;
  const began = performance.now();
  try {
    say(`${part.title} …`);
    const rows = await (
      await part.load()
    )({ quick, say: (line) => say(`  ${line}`), ...(json || quick ? {} : { pictures }) });
    measured.push(...rows);
    if (!json) process.stdout.write(`\n## ${part.title}\n\n${tableOf(rows)}\n\n`);
  } catch (error) {
    process.exitCode = 1;
    say(`${name} could not be measured: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  }
  say(`${name}: ${((performance.now() - began) / 1000).toFixed(0)} s`);
}
if (json) process.stdout.write(`${JSON.stringify({ rows: measured })}\n`);
