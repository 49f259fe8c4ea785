// Sends the dead letters of a topic to that topic again. Usage: npm run replay-dead-letters -- <topic> [options], with
// the KAFKA_* variables of the server.
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import {
  createKafkajsSink,
  createKafkajsSource,
  keepReplayed,
  letterRanges,
  MAX_ATTEMPTS,
  replayDeadLetters,
} from '@goldset/adapter-kafka';
import type { ReplayChoice, Replayed } from '@goldset/adapter-kafka';
import { readConfig } from './config.ts';
import type { KafkaConfig } from './config.ts';
import { readTls } from './kafka-files.ts';
import { StartupFault } from './startup-fault.ts';

const USAGE = `npm run replay-dead-letters -- <topic> [--dry-run] [--force] [--max-attempts ${MAX_ATTEMPTS}]
    [--code <reason>]… [--project <id>]… [--since <time>] [--until <time>] [--partition <number>]…`;

interface Asked extends ReplayChoice {
  readonly topic: string;
  readonly dryRun: boolean;
}

const misused = (why: string): StartupFault => new StartupFault(`${why}\n${USAGE}`);

const momentOf = (name: string, text: string | undefined): Date | undefined => {
  if (text === undefined) return undefined;
  const moment = new Date(text);
  if (Number.isNaN(moment.getTime())) throw misused(`--${name} must be a time, such as 2026-11-22T09:30:00Z.`);
  return moment;
};

const numberOf = (name: string, text: string): number => {
  if (!/^\d{1,9}$/.test(text)) throw misused(`--${name} must be a whole number.`);
  return Number(text);
};

const asked = (args: readonly string[]): Asked => {
  const read = (): ReturnType<typeof parse> => {
    try {
      return parse(args);
    } catch (error) {
      throw misused(error instanceof Error ? error.message : String(error));
    }
  };
  const {
    positionals: [topic, ...more],
    values,
  } = read();
  if (topic === undefined || more.length > 0 || topic.endsWith('.dead-letter'))
    throw misused('Say which topic, such as goldset.items.');
  const attempts = values['max-attempts'];
  return {
    topic,
    dryRun: values['dry-run'] === true,
    force: values.force === true,
    maxAttempts: attempts === undefined ? undefined : numberOf('max-attempts', attempts),
    filter: {
      codes: values.code,
      projects: values.project,
      since: momentOf('since', values.since),
      until: momentOf('until', values.until),
      partitions: values.partition?.map((text) => numberOf('partition', text)),
    },
  };
};

const parse = (args: readonly string[]) =>
  parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      'dry-run': { type: 'boolean' },
      force: { type: 'boolean' },
      'max-attempts': { type: 'string' },
      code: { type: 'string', multiple: true },
      project: { type: 'string', multiple: true },
      since: { type: 'string' },
      until: { type: 'string' },
      partition: { type: 'string', multiple: true },
    },
  });

const leftBecause = {
  hopeless: 'will fail again for certain',
  exhausted: 'were given up too often',
  omitted: 'stand only where they came from, because the broker does not take them with the headers',
} as const;

const report = ({ sent, counts }: Replayed, { topic, dryRun }: Asked): string => {
  const lines = counts.flatMap(({ code, project_id, send, ...left }) => [
    ...(send > 0 ? [`${String(send).padStart(8)}  ${code}  ${project_id ?? 'no project'}`] : []),
    ...(Object.keys(leftBecause) as (keyof typeof leftBecause)[])
      .filter((why) => left[why] > 0)
      .map(
        (why) =>
          `${String(left[why]).padStart(8)}  ${code}  ${project_id ?? 'no project'}  left: they ${leftBecause[why]}`,
      ),
  ]);
  const forced = counts.some(({ hopeless, exhausted }) => hopeless + exhausted > 0)
    ? ' With --force, those are sent too that will fail again or were given up too often.'
    : '';
  return `${sent} dead letters ${dryRun ? 'would be' : 'were'} sent to ${topic} again.${forced}\n${lines.map((line) => `${line}\n`).join('')}`;
};

const replay = async (kafka: KafkaConfig | undefined, request: Asked): Promise<void> => {
  if (kafka === undefined) throw new StartupFault('KAFKA_BROKERS must name the brokers.');
  const { brokers, clientId, groupId, tls, sasl } = kafka;
  const connection = { brokers, clientId, tls: readTls(tls), ...(sasl === undefined ? {} : { sasl }) };
  const [sink, group] = [createKafkajsSink(connection), `${groupId}.replay`];
  const groups: string[] = [];
  const replayed = await replayDeadLetters({
    ...request,
    ranges: await letterRanges(connection, group, request.topic),
    newSource: () => {
      groups.push(`${group}.${randomUUID()}`);
      return createKafkajsSource(connection, { groupId: groups.at(-1) ?? group });
    },
    sink,
    wait: (milliseconds, signal) => delay(milliseconds, undefined, { signal }).catch(() => undefined),
    onFault: (fault) => process.stderr.write(`${fault instanceof Error ? fault.message : String(fault)}\n`),
  });
  await sink.close();
  await keepReplayed(connection, group, request.topic, request.dryRun ? new Map() : replayed.next, groups);
  process.stdout.write(report(replayed, request));
};

// This program does not use the database, so errors in these variables must not stop it.
const { DATABASE_URL: _, DATABASE_DIRECT_URL: __, ROLE: ___, ...environment } = process.env;
const config = readConfig(environment);
const run = async (): Promise<void> => {
  const request = asked(process.argv.slice(2));
  if (!config.ok) throw new StartupFault(config.error.join('\n'));
  await replay(config.value.kafka, request);
};
await run().catch((error: unknown) => {
  process.stderr.write(
    `The replay did not end. ${error instanceof StartupFault ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  process.exitCode = 1;
});
