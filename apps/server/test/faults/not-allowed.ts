import { encodeStructured, headerText, textHeader } from '@goldset/adapter-kafka';
import type { Client } from '@goldset/client';
import { until } from '../../../../test/until.ts';
import type { Reader } from '../../../../packages/adapter-kafka/test/kafka-reader.ts';
import { inbound, many, newChecks, PATIENCE, secondsSince } from './ground.ts';
import type { Finding, Ground } from './ground.ts';
import { newOrganization, newProject, NUMBER } from './items.ts';

/** How large it is. */
export interface NotAllowedSizes {
  /** How often each kind of message is sent to each project. */
  readonly times: number;
  readonly partitions: number;
  /** For how many milliseconds a message is waited with before it is given up for `not_found`. */
  readonly patience: number;
}

interface Place {
  readonly project_id: string;
  readonly item_id: string;
}

type Topic = (typeof inbound)[number];

const controls = [{ name: 'sentiment', kind: 'choice', source: 'text', options: ['positive', 'negative'] }];

/** What a viewer of a project may not ask for. */
const forbidden: readonly (readonly [Topic, type: string, data: (place: Place) => object])[] = [
  ['items', 'goldset.item.import', ({ project_id }) => ({ project_id, data: { text: 'b' } })],
  [
    'predictions',
    'goldset.prediction.import',
    ({ project_id, item_id }) => ({
      project_id,
      item_id,
      model: 'm',
      model_version: '1',
      value: { sentiment: 'positive' },
    }),
  ],
  [
    'annotations',
    'goldset.annotation.import',
    ({ project_id, item_id }) => ({ project_id, item_id, annotator: 'w1', value: { sentiment: 'positive' } }),
  ],
  ['commands', 'goldset.project.update', ({ project_id }) => ({ project_id, name: 'Taken over' })],
  ['commands', 'goldset.project.delete', ({ project_id }) => ({ project_id })],
  ['commands', 'goldset.item.update', ({ project_id, item_id }) => ({ project_id, item_id, priority: 9 })],
  ['commands', 'goldset.item.delete', ({ project_id, item_id }) => ({ project_id, item_id })],
  ['commands', 'goldset.annotation_ui.create', ({ project_id }) => ({ project_id, name: 'Another', controls })],
  ['commands', 'goldset.guideline.publish', ({ project_id }) => ({ project_id, text: 'Judge nothing.' })],
];

/**
 * Messages for a project in which the consumer's user may only look, and for one of another tenant, in which it has no role: dead letters
 * for `forbidden` and, after they were waited with, for `not_found`, and neither project is any other than before.
 */
export const notAllowed = async (
  ground: Ground,
  { times, partitions, patience }: NotAllowedSizes,
): Promise<Finding> => {
  const { sql } = ground;
  const { broken, check } = newChecks();
  await ground.makeTopics(partitions);
  const { client } = await ground.serve();

  const newPlace = async (organization_id: string): Promise<Place> => {
    const project_id = await newProject(client, organization_id);
    await client.post('/projects/{project_id}/items', {
      path: { project_id },
      body: { items: [{ data: { text: 'a' } }] },
    });
    const [item] = (await client.get('/projects/{project_id}/items', { path: { project_id } })).items;
    return { project_id, item_id: item?.id ?? '' };
  };
  const organization_id = await newOrganization(client);
  const [own, foreign] = [await newPlace(organization_id), await newPlace(await newOrganization(client))];
  const account = await client.post('/organizations/{organization_id}/service-accounts', {
    path: { organization_id },
    body: { name: 'the consumer', roles: ['viewer'] },
  });
  const { secret } = await client.post('/organizations/{organization_id}/service-accounts/{user_id}/tokens', {
    path: { organization_id, user_id: account.id },
    body: { name: 'kafka' },
  });

  const pictureOf = async ({ project_id }: Place): Promise<string> =>
    JSON.stringify(
      await Promise.all([client.get('/projects/{project_id}', { path: { project_id } }), exportOf(client, project_id)]),
    );
  const state = async (): Promise<string> =>
    JSON.stringify([await pictureOf(own), await pictureOf(foreign), await sql`select count(*) from outbox`]);
  const before = await state();

  const reasons = new Map<string, string>();
  for (const [place, reason] of [
    [own, 'forbidden'],
    [foreign, 'not_found'],
  ] as const) {
    for (const [name, type, dataOf] of forbidden) {
      for (let time = 0; time < times; time += 1) {
        const number = `${reason} ${type} ${time}`;
        const message = encodeStructured({ id: number, source: '/faults', type, extensions: {}, data: dataOf(place) });
        // Each has a key of its own, so that not all of them wait one behind the other.
        await ground.send(name, [
          {
            ...message,
            key: new TextEncoder().encode(number),
            headers: [...message.headers, textHeader(NUMBER, number)],
          },
        ]);
        reasons.set(number, reason);
      }
    }
  }

  const began = performance.now();
  ground.consume(secret ?? '');
  await ground.untilCommitted(...inbound);
  // What is not found is set aside, and given up later.
  await until(async () => (await ground.deadLetters()) >= reasons.size, PATIENCE);
  const [seconds, waited] = [secondsSince(began), performance.now() - began];
  const readers = inbound.map((name): Reader => ground.read(`${name}.dead-letter`));
  const letters = (): Reader['messages'] => readers.flatMap(({ messages }) => messages);
  const size = await ground.deadLetters();
  await until(() => letters().length >= size, PATIENCE);

  const given = new Map(
    letters().map(({ headers }) => [headerText(headers, NUMBER) ?? '', headerText(headers, 'dead_letter_reason')]),
  );
  const wrong = [...reasons].filter(([number, reason]) => given.get(number) !== reason);
  check(
    wrong.length === 0,
    `${wrong.length} messages are not dead letters for their reason: ${wrong
      .slice(0, 3)
      .map(([number]) => `${number} (${given.get(number)})`)
      .join(', ')}.`,
  );
  check(waited >= patience, `What was not found was waited with for ${waited.toFixed(0)} ms at most.`);
  check((await state()) === before, 'A project is not as it was, or an event says that something was changed.');
  const count = (reason: string): string => many([...given.values()].filter((one) => one === reason).length);
  const figures = [
    `${forbidden.length} kinds of messages: ${count('forbidden')} dead letters for forbidden where the user may only look, ${count('not_found')} for not_found in the project of another tenant, all in ${seconds}`,
    `of ${many(reasons.size)} messages none changed anything`,
  ];
  return { figures: figures.join('; '), broken };
};

const exportOf = async (client: Client, project_id: string): Promise<readonly unknown[]> => {
  const lines: unknown[] = [];
  for await (const line of client.export(project_id)) lines.push(line);
  return lines;
};
