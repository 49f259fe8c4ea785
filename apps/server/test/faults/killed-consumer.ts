import { setTimeout as delay } from 'node:timers/promises';
import { headerText } from '@goldset/adapter-kafka';
import type { OutgoingMessage } from '@goldset/adapter-kafka';
import { until } from '../../../../test/until.ts';
import { many, newChecks, PATIENCE, secondsSince } from './ground.ts';
import type { Finding, Ground } from './ground.ts';
import {
  itemCount,
  itemFaults,
  itemMessage,
  newOrganization,
  newProject,
  NUMBER,
  poisonMessage,
  reasonOf,
} from './items.ts';

/** How large it is. */
export interface KilledConsumerSizes {
  readonly messages: number;
  readonly kills: number;
  readonly partitions: number;
}

/**
 * Item messages, of which one in a hundred can never succeed and one in ten comes again (half of those in another partition than before), while the
 * process that reads them is killed at moments left to chance and started again: exactly the good ones are there, each once, and each bad one is a dead letter.
 */
export const killedConsumer = async (
  ground: Ground,
  { messages: count, kills, partitions }: KilledConsumerSizes,
): Promise<Finding> => {
  const { random, admin, topic } = ground;
  const began = performance.now();
  await ground.makeTopics(partitions);
  const { client } = await ground.serve();
  const project = await newProject(client, await newOrganization(client));

  const bad = new Set<number>();
  while (bad.size < count / 100) bad.add(Math.floor(random() * count));
  const good = new Set(Array.from({ length: count }, (_, n) => n).filter((n) => !bad.has(n)));
  const message = (n: number): OutgoingMessage => (bad.has(n) ? poisonMessage(project, n) : itemMessage(project, n));
  let again = 0;
  const part = (from: number, to: number): readonly OutgoingMessage[] =>
    Array.from({ length: to - from }, (_, index) => from + index).flatMap((n) => {
      if (n === 0 || random() >= 0.1) return [message(n)];
      again += 1;
      const earlier = message(Math.floor(random() * n));
      return [message(n), random() < 0.5 ? earlier : { ...earlier, key: message(Math.floor(random() * count)).key }];
    });
  // The last part comes when nobody is killed any more, so that not all can be done before.
  const soon = Math.floor((count * kills) / (kills + 1));
  const sending = ground.send('items', part(0, soon));
  // It is awaited below, after all that may fail before.
  sending.catch(() => undefined);

  const most = [...good].filter((n) => n < soon).length;
  let handled = 0;
  for (let left = kills; left > 0; left -= 1) {
    const consumer = ground.consume();
    const target = handled + ((most - handled) / (left + 1)) * (0.5 + random());
    await until(async () => (handled = await itemCount(client, project)) >= target, PATIENCE);
    await delay(random() * 100);
    consumer.kill('SIGKILL');
    await consumer.ended;
    handled = await itemCount(client, project);
  }
  const last = ground.consume();
  await sending;
  await ground.send('items', part(soon, count));
  await ground.untilCommitted('items');
  last.kill('SIGTERM');
  const { code } = await last.ended;
  const seconds = secondsSince(began);

  const { broken, check } = newChecks();
  const letters = ground.read('items.dead-letter');
  const expected = await admin.size(topic('items.dead-letter'));
  await until(() => letters.messages.length >= expected);
  const reasons = new Map(
    letters.messages.map(({ headers }) => [
      Number(headerText(headers, NUMBER)),
      headerText(headers, 'dead_letter_reason'),
    ]),
  );
  const ungiven = [...bad].filter((n) => reasons.get(n) !== reasonOf(n));
  check(
    ungiven.length === 0,
    `${ungiven.length} of the bad messages are not dead letters with their reason, such as ${ungiven[0]}, for ${reasonOf(ungiven[0] ?? 0)}.`,
  );
  const wrong = [...reasons].filter(([n]) => !bad.has(n));
  check(wrong.length === 0, `${wrong.length} good messages are dead letters, such as ${wrong[0]?.join(', for ')}.`);
  const changed = letters.messages.filter(
    ({ headers, value }) =>
      Buffer.compare(
        Buffer.from(value ?? []),
        Buffer.from(message(Number(headerText(headers, NUMBER))).value ?? []),
      ) !== 0,
  );
  check(changed.length === 0, `${changed.length} dead letters are not as they were.`);
  check(code === 0, `The last consumer ended with ${code}.`);
  const faults = await itemFaults(ground, client, project, good);
  const figures = [
    `${many(count)} messages (${many(bad.size)} bad) and ${many(again)} of them again, ${kills} times SIGKILL, read in ${seconds}`,
    `${many(await itemCount(client, project))} items of ${many(good.size)} good messages`,
    `${many(reasons.size)} bad messages in ${many(letters.messages.length)} dead letters for ${new Set(reasons.values()).size} reasons`,
  ];
  return { figures: figures.join('; '), broken: [...broken, ...faults] };
};
