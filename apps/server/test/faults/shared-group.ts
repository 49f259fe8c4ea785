import { setTimeout as delay } from 'node:timers/promises';
import { encodeStructured } from '@goldset/adapter-kafka';
import type { OutgoingMessage } from '@goldset/adapter-kafka';
import { until } from '../../../../packages/adapter-kafka/test/kafka-reader.ts';
import { many, newChecks, PATIENCE, secondsSince } from './ground.ts';
import type { Finding, Ground } from './ground.ts';
import { itemFaults, itemMessage, newOrganization, newProject } from './items.ts';

/** How large it is. */
export interface SharedGroupSizes {
  readonly messages: number;
  readonly commands: number;
  /** How often one of the two is stopped and started again. */
  readonly stops: number;
  readonly partitions: number;
}

const LONGEST_TURN = 400;

/** Two consumers of one group, of which one is stopped and started again and again while messages come: whatever is handed over twice takes effect once, items and commands alike. */
export const sharedGroup = async (ground: Ground, { messages: count, commands, stops, partitions }: SharedGroupSizes): Promise<Finding> => {
  const { admin, prefix } = ground;
  const { broken, check } = newChecks();
  const began = performance.now();
  await ground.makeTopics(partitions);
  const { client } = await ground.serve();
  const project = await newProject(client, await newOrganization(client));
  const path = { project_id: project };
  const inProject = { path };
  const before = (await client.get('/projects/{project_id}/annotation-uis', inProject)).annotation_uis.length;

  // A command that is done twice makes two versions.
  const command = (n: number): OutgoingMessage => ({
    key: new TextEncoder().encode(`${project}-${n}`),
    ...encodeStructured({
      id: `command-${n}`,
      source: '/faults',
      type: 'goldset.annotation_ui.create',
      extensions: {},
      data: { ...path, name: `ui-${n}`, controls: [{ name: 'sentiment', kind: 'choice', source: 'text', options: ['positive', 'negative'] }] },
    }),
  });
  const rounds = stops + 1;
  const sendPart = (round: number): Promise<unknown> => {
    const part = <T>(all: number, make: (n: number) => T): T[] => {
      const [from, to] = [Math.floor((all * round) / rounds), Math.floor((all * (round + 1)) / rounds)];
      return Array.from({ length: to - from }, (_, n) => make(from + n));
    };
    return Promise.all([ground.send('items', part(count, (n) => itemMessage(project, n))), ground.send('commands', part(commands, command))]);
  };

  const steady = ground.consume();
  await steady.said('partitions are assigned');
  const ends: (number | null)[] = [];
  for (let round = 0; round < stops; round += 1) {
    const other = ground.consume();
    await other.said('partitions are assigned');
    await until(async () => (await admin.members(prefix)).ids.length === 2, PATIENCE);
    const sending = sendPart(round);
    // It is awaited below, after all that may fail before.
    sending.catch(() => undefined);
    await delay(ground.random() * LONGEST_TURN);
    other.kill('SIGTERM');
    ends.push((await other.ended).code);
    await sending;
  }
  await sendPart(stops);
  await ground.untilCommitted('items', 'commands');
  const seconds = secondsSince(began);

  const made: string[] = [];
  for await (const { name } of client.list('/projects/{project_id}/annotation-uis', inProject)) made.push(name);
  check(made.length - before === commands && new Set(made).size === made.length, `${commands} commands made ${made.length - before} annotation UIs, of which ${new Set(made).size - before} differ.`);
  check(ends.every((code) => code === 0), `The consumer that was stopped ended with ${ends.join(', ')}.`);
  const letters = await ground.deadLetters();
  check(letters === 0, `There are ${letters} dead letters.`);
  const faults = await itemFaults(ground, client, project, new Set(Array.from({ length: count }, (_, n) => n)));
  const figures = [
    `two consumers on ${partitions} partitions, one of them stopped and started ${stops} times in ${seconds}`,
    `${many(count)} item messages made ${many(count)} items and ${many(commands)} commands ${many(made.length - before)} versions; ${letters} dead letters`,
  ];
  return { figures: figures.join('; '), broken: [...broken, ...faults] };
};
