import { setTimeout as delay } from 'node:timers/promises';
import { encodeStructured } from '@goldset/adapter-kafka';
import type { OutgoingMessage } from '@goldset/adapter-kafka';
import { until } from '../../../../test/until.ts';
import { many, newChecks, PATIENCE, secondsSince } from './ground.ts';
import type { Finding, Ground } from './ground.ts';
import { itemCount, itemFaults, itemMessage, newOrganization, newProject } from './items.ts';

/** How large it is. */
export interface SharedGroupSizes {
  /** How often one of the two is stopped, by turns in order and by SIGKILL, and started again. */
  readonly stops: number;
  /** How many item messages there are always to be done, so that every change of the group comes in the middle; of commands there are a fiftieth. */
  readonly backlog: number;
  readonly partitions: number;
}

const TURN = { least: 300, most: 1_500 } as const;

/** Two consumers of one group, of which one is stopped and started again and again while messages come: whatever is handed over twice takes effect once, items and commands alike. */
export const sharedGroup = async (
  ground: Ground,
  { stops, backlog, partitions }: SharedGroupSizes,
): Promise<Finding> => {
  const { admin, prefix, topic } = ground;
  const { broken, check } = newChecks();
  const began = performance.now();
  await ground.makeTopics(partitions);
  const { client } = await ground.serve();
  const project = await newProject(client, await newOrganization(client));
  const path = { project_id: project };
  const inProject = { path };
  const before = (await client.get('/projects/{project_id}/annotation-uis', inProject)).annotation_uis.length;

  // A command that is done twice makes two versions. They come in any order, so none may be older than another.
  const time = new Date().toISOString();
  const command = (n: number): OutgoingMessage => ({
    key: new TextEncoder().encode(`${project}-${n}`),
    ...encodeStructured({
      id: `command-${n}`,
      source: '/faults',
      time,
      type: 'goldset.annotation_ui.create',
      extensions: {},
      data: {
        ...path,
        name: `ui-${n}`,
        controls: [{ name: 'sentiment', kind: 'choice', source: 'text', options: ['positive', 'negative'] }],
      },
    }),
  });
  const sent = { items: 0, commands: 0 };
  let isSending = true;
  const keepSending = async (
    name: keyof typeof sent,
    most: number,
    make: (n: number) => OutgoingMessage,
  ): Promise<void> => {
    while (isSending) {
      const left = (await admin.size(topic(name))) - (await ground.committed(name));
      const more = Array.from({ length: Math.max(0, most - left) }, (_, n) => make(sent[name] + n));
      if (more.length > 0) await ground.send(name, more);
      sent[name] += more.length;
      await delay(50);
    }
  };
  const sending = Promise.all([
    keepSending('items', backlog, (n) => itemMessage(project, n)),
    keepSending('commands', backlog / 50, command),
  ]);
  // It is awaited below, after all that may fail before.
  sending.catch(() => undefined);

  const ends: (number | null)[] = [];
  try {
    const steady = ground.consume();
    await steady.said('partitions are assigned');
    for (let stop = 0; stop < stops; stop += 1) {
      const other = ground.consume();
      await other.said('partitions are assigned');
      await delay(TURN.least + ground.random() * (TURN.most - TURN.least));
      const isInOrder = stop % 2 === 0;
      // One of the two has done more than it has committed: what is killed now comes again.
      if (!isInOrder)
        await until(async () => (await itemCount(client, project)) > (await ground.committed('items')), PATIENCE);
      other.kill(isInOrder ? 'SIGTERM' : 'SIGKILL');
      const { code } = await other.ended;
      if (isInOrder) ends.push(code);
      else await until(async () => (await admin.members(prefix)).ids.length === 1, PATIENCE);
    }
  } finally {
    isSending = false;
  }
  await sending;
  await ground.untilCommitted('items', 'commands');
  const seconds = secondsSince(began);

  const made: string[] = [];
  for await (const { name } of client.list('/projects/{project_id}/annotation-uis', inProject)) made.push(name);
  check(
    made.length - before === sent.commands && new Set(made).size === made.length,
    `${sent.commands} commands made ${made.length - before} annotation UIs, of which ${new Set(made).size - before} differ.`,
  );
  check(
    ends.every((code) => code === 0),
    `The consumer that was stopped ended with ${ends.join(', ')}.`,
  );
  const letters = await ground.deadLetters();
  check(letters === 0, `There are ${letters} dead letters.`);
  const faults = await itemFaults(ground, client, project, new Set(Array.from({ length: sent.items }, (_, n) => n)));
  const figures = [
    `two consumers on ${partitions} partitions, one of them stopped ${stops} times, by turns in order and by SIGKILL, and started again, in ${seconds}`,
    `${many(sent.items)} item messages made ${many(await itemCount(client, project))} items and ${many(sent.commands)} commands ${many(made.length - before)} versions; ${letters} dead letters`,
  ];
  return { figures: figures.join('; '), broken: [...broken, ...faults] };
};
