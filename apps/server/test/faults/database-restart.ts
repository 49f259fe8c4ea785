import { setTimeout as delay } from 'node:timers/promises';
import { generationsOf } from '../../../../packages/adapter-kafka/test/kafka-admin.ts';
import { until } from '../../../../test/until.ts';
import type { TemporaryPostgres } from '../../../../test/temporary-postgres.ts';
import { many, newChecks, PATIENCE, secondsSince } from './ground.ts';
import type { Finding, Ground } from './ground.ts';
import { itemCount, itemFaults, itemMessage, newOrganization, newProject } from './items.ts';

/** How large it is. */
export interface DatabaseRestartSizes {
  readonly messages: number;
  /** For how many milliseconds PostgreSQL is away: longer than a group waits for a member that shows no sign of life. */
  readonly away: number;
  readonly partitions: number;
}

/** PostgreSQL is away in the middle, while messages go on coming: the consumer pauses, stays the member it was, and goes on; no message is given up for it. */
export const databaseRestart = async (
  ground: Ground,
  database: Pick<TemporaryPostgres, 'end' | 'start'>,
  { messages: count, away, partitions }: DatabaseRestartSizes,
): Promise<Finding> => {
  const { admin, prefix } = ground;
  const { broken, check } = newChecks();
  await ground.makeTopics(partitions);
  const { client } = await ground.serve();
  const project = await newProject(client, await newOrganization(client));
  const messages = Array.from({ length: count }, (_, n) => itemMessage(project, n));
  const consumer = ground.consume();
  await ground.send('items', messages.slice(0, count / 2));
  await until(async () => (await ground.committed('items')) > 0, PATIENCE);
  const before = await admin.members(prefix);

  const stopped = performance.now();
  await database.end('orderly');
  const sending = ground.send('items', messages.slice(count / 2));
  // It is awaited below, after all that may fail before.
  sending.catch(() => undefined);
  await consumer.said('a partition is tried again after a fault');
  const states = new Set<string>();
  const watch = async (end: number): Promise<number> => {
    while (performance.now() - stopped < end) {
      const { state, ids } = await admin.members(prefix);
      states.add(`${state} ${ids.join(' ')}`);
      await delay(100);
    }
    return ground.committed('items');
  };
  // What was written when PostgreSQL ended may still be committed.
  const done = await watch(away / 2);
  const then = await watch(away);
  await sending;
  await database.start();
  const missing = secondsSince(stopped);
  const again = performance.now();
  await ground.untilCommitted('items');
  const resumed = secondsSince(again);

  const after = await admin.members(prefix);
  check(then === done, `${then - done} messages were committed while PostgreSQL was away.`);
  check(then < count, 'All was done before PostgreSQL was away.');
  check(
    states.size === 1 && states.has(`Stable ${before.ids.join(' ')}`) && before.ids.length === 1,
    `The group was not stable while PostgreSQL was away: ${[...states].join('; ')}, and ${before.ids.join(' ')} before.`,
  );
  check(
    after.state === 'Stable' && after.ids.join() === before.ids.join(),
    `The group has other members than before: ${before.ids.join()}, then ${after.ids.join()}.`,
  );
  const generations = await generationsOf(ground.brokers, prefix);
  check(generations.length === 1, `The group has had the generations ${generations.join(', ')}.`);
  const letters = await ground.deadLetters();
  check(letters === 0, `There are ${letters} dead letters.`);
  const faults = await itemFaults(ground, client, project, new Set(messages.keys()));
  const figures = [
    `PostgreSQL was away for ${missing}, with ${many(count - then)} of ${many(count)} messages still to be done`,
    `the group had ${after.ids.length} member and ${generations.length} generation all the while; all was done ${resumed} after it came back`,
    `${letters} dead letters, ${many(await itemCount(client, project))} items`,
  ];
  return { figures: figures.join('; '), broken: [...broken, ...faults] };
};
