import { encodeStructured, headerText } from '@goldset/adapter-kafka';
import type { OutgoingMessage } from '@goldset/adapter-kafka';
import { makeTopics } from '../../../../packages/adapter-kafka/test/kafka-reader.ts';
import { until } from '../../../../test/until.ts';
import { inbound, many, newChecks, PATIENCE, secondsSince } from './ground.ts';
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
export interface LateTopicSizes {
  readonly messages: number;
  /** Of these, which can never succeed. */
  readonly bad: number;
  readonly commands: number;
  readonly partitions: number;
}

interface Details {
  readonly kafka: {
    readonly consumer: { readonly state: string } | null;
    readonly missing_topics: readonly { readonly topic: string }[];
  };
}

/** A topic and that of its dead letters are made when two consumers read the others already, on a broker that makes none by itself: nobody waits for it, and it is read in whole once it is there. */
export const lateTopic = async (
  ground: Ground,
  { messages: count, bad, commands, partitions }: LateTopicSizes,
): Promise<Finding> => {
  const { brokers, topic } = ground;
  const { broken, check } = newChecks();
  const late = [topic('items'), topic('items.dead-letter')] as const;
  const others = [topic('events'), ...inbound.flatMap((name) => [topic(name), topic(`${name}.dead-letter`)])].filter(
    (name) => !late.includes(name),
  );
  await makeTopics(brokers, ...others.map((name) => ({ topic: name, partitions })));
  const { client } = await ground.serve();
  const project = await newProject(client, await newOrganization(client));
  const path = { project_id: project };
  const versions = async (): Promise<number> => {
    let versionCount = 0;
    for await (const _ of client.list('/projects/{project_id}/annotation-uis', { path })) versionCount += 1;
    return versionCount;
  };
  // They come in any order, so none may be older than another.
  const time = new Date().toISOString();
  const command = (n: number): OutgoingMessage => ({
    key: new TextEncoder().encode(`${project}-${n}`),
    ...encodeStructured({
      ...{ id: `command-${n}`, source: '/faults', time, type: 'goldset.annotation_ui.create', extensions: {} },
      data: {
        ...path,
        name: `ui-${n}`,
        controls: [{ name: 'sentiment', kind: 'choice', source: 'text', options: ['positive', 'negative'] }],
      },
    }),
  });
  const before = await versions();
  const consumers = [ground.consume(), ground.consume()];
  const urls = await Promise.all(consumers.map(({ serving }) => serving));
  const details = (): Promise<readonly Details['kafka'][]> =>
    Promise.all(urls.map(async (url) => ((await (await fetch(`${url}/readyz`)).json()) as Details).kafka));
  const missing = async (): Promise<readonly string[]> =>
    (await details()).map(({ missing_topics }) =>
      missing_topics
        .map((each) => each.topic)
        .toSorted()
        .join(', '),
    );
  const untilMissing = (...names: readonly string[]): Promise<void> =>
    until(async () => (await missing()).every((said) => said === names.toSorted().join(', ')), PATIENCE);

  await untilMissing(...late);
  await Promise.all(consumers.map((consumer) => consumer.said(`Kafka has not got the topic ${late[0]} `)));
  await ground.send(
    'commands',
    Array.from({ length: commands }, (_none, n) => command(n)),
  );
  await until(async () => (await versions()) === before + commands, PATIENCE);
  check(
    (await details()).every(({ consumer }) => consumer?.state === 'reading'),
    'A consumer does not read while a topic is missing.',
  );

  const made = performance.now();
  await makeTopics(brokers, { topic: late[0], partitions });
  const isBad = (n: number): boolean => n % Math.floor(count / bad) === Math.floor(count / bad) - 1;
  await ground.send(
    'items',
    Array.from({ length: count }, (_none, n) => (isBad(n) ? poisonMessage(project, n) : itemMessage(project, n))),
  );
  const numbers = Array.from({ length: count }, (_none, n) => n);
  await until(async () => (await itemCount(client, project)) > 0, PATIENCE);
  const found = secondsSince(made);
  await untilMissing(late[1]);
  await makeTopics(brokers, { topic: late[1] });
  await ground.untilCommitted('items', 'commands');
  await untilMissing();
  const seconds = secondsSince(made);

  const letters = ground.read('items.dead-letter');
  const expected = numbers.filter(isBad);
  await until(
    () => new Set(letters.messages.map(({ headers }) => headerText(headers, NUMBER))).size >= expected.length,
    PATIENCE,
  );
  const reasons = new Map(
    letters.messages.map(({ headers }) => [
      Number(headerText(headers, NUMBER)),
      headerText(headers, 'dead_letter_reason'),
    ]),
  );
  const wrong = expected.filter((n) => reasons.get(n) !== reasonOf(n));
  check(
    wrong.length === 0 && reasons.size === expected.length,
    `${wrong.length} of ${expected.length} bad messages are not dead letters with their reason, and there are ${reasons.size} dead letters.`,
  );
  const after = await versions();
  check(after === before + commands, `${commands} commands made ${after - before} annotation UIs.`);
  const faults = await itemFaults(ground, client, project, new Set(numbers.filter((n) => !isBad(n))));
  const figures = [
    `two consumers did ${many(commands)} commands while the topic of items was missing, and named it`,
    `it was read ${found} after it was made; its dead letters waited for their topic; ${many(count)} messages, of which ${expected.length} bad, were done ${seconds} after it was made`,
  ];
  return { figures: figures.join('; '), broken: [...broken, ...faults] };
};
