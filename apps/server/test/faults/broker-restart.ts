import { setTimeout as delay } from 'node:timers/promises';
import { until } from '../../../../test/until.ts';
import type { KafkaServer } from '../../../../test/kafka-server.ts';
import { many, newChecks, PATIENCE, secondsSince } from './ground.ts';
import type { Finding, Ground } from './ground.ts';
import { newOrganization, newProject } from './items.ts';
import { eventFaults, toldOnce, untilTold } from './told.ts';

/** How large it is. */
export interface BrokerRestartSizes {
  readonly projects: number;
  readonly writers: number;
  /** How many writes there are at least before, while and after the broker is away. */
  readonly writes: number;
  /** For how many milliseconds the broker is away at least; a relay tries for some ten seconds before it says so. */
  readonly away: number;
}

const SLOW = 5_000;
// Those who write as fast as they can would take the processors from a broker that starts.
const PAUSE = 20;

/** The broker is killed in the middle and started again, while clients write over HTTP: they are answered all the while, and who reads the events misses none and sees those of a project in order. */
export const brokerRestart = async (
  ground: Ground,
  broker: Pick<KafkaServer, 'kill' | 'start'>,
  { projects: count, writers, writes, away }: BrokerRestartSizes,
): Promise<Finding> => {
  const { broken, check } = newChecks();
  await ground.makeTopics(3);
  // One process does all, so that HTTP is nearest to what fails.
  const { client, server } = await ground.serve('all');
  const organization = await newOrganization(client);
  const projects = await Promise.all(Array.from({ length: count }, () => newProject(client, organization)));
  const reader = ground.read('events');

  let isWriting = true;
  let isAway = false;
  const answered = { in: 0, while: 0, slowest: 0 };
  const refused: number[] = [];
  const write = async (): Promise<void> => {
    const project_id = projects[Math.floor(ground.random() * count)] ?? '';
    const [began, wasAway] = [performance.now(), isAway];
    const { status } = await client.answers.post('/projects/{project_id}/items', {
      path: { project_id },
      body: { items: [{ data: { text: 'a' } }] },
    });
    if (status !== 200) refused.push(status);
    answered.in += 1;
    if (!wasAway) return;
    answered.while += 1;
    answered.slowest = Math.max(answered.slowest, performance.now() - began);
  };
  const writing = Promise.all(
    Array.from({ length: writers }, async () => {
      while (isWriting) {
        await write();
        await delay(PAUSE);
      }
    }),
  );
  // It is awaited below, after all that may fail before.
  writing.catch(() => undefined);

  try {
    await until(() => answered.in >= writes && reader.messages.length >= writes, PATIENCE);
    const killed = performance.now();
    isAway = true;
    await broker.kill();
    await delay(away);
    await until(() => answered.while >= writes, PATIENCE);
    const [waiting] = await ground.sql<
      { events: number }[]
    >`select count(*)::int as events from outbox where published_at is null`;
    isAway = false;
    await broker.start();
    const missing = secondsSince(killed);
    const back = performance.now();
    const before = answered.in;
    await until(() => answered.in >= before + writes, PATIENCE);
    isWriting = false;
    await writing;
    await untilTold(ground, reader);
    const resumed = secondsSince(back);
    const events = toldOnce(reader);
    check(
      refused.length === 0,
      `${refused.length} of ${answered.in} requests were not answered 200, but with ${[...new Set(refused)].join(', ')}.`,
    );
    const failures = server.stderr().split('events could not be published').length - 1;
    check(answered.slowest < SLOW, `A request took ${answered.slowest.toFixed(0)} ms while the broker was away.`);
    const faults = await eventFaults(ground, events);
    const figures = [
      `the broker was away for ${missing}; ${many(answered.while)} of ${many(answered.in)} writes over HTTP were answered meanwhile, the slowest in ${answered.slowest.toFixed(0)} ms`,
      `the relay failed ${failures} times, ${many(waiting?.events ?? 0)} events waited, and all were told ${resumed} after it came back`,
      `${many(events.length)} events in ${many(reader.messages.length)} messages, in order in ${count} projects`,
    ];
    return { figures: figures.join('; '), broken: [...broken, ...faults] };
  } finally {
    isWriting = false;
    await writing.catch(() => undefined);
  }
};
