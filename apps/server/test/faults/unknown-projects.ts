import { headerText, textHeader } from '@goldset/adapter-kafka';
import type { OutgoingMessage } from '@goldset/adapter-kafka';
import { until } from '../../../../test/until.ts';
import { many, newChecks, PATIENCE } from './ground.ts';
import type { Finding, Ground } from './ground.ts';
import { itemFaults, itemMessage, newOrganization, newProject, NUMBER } from './items.ts';

/** How large it is. */
export interface UnknownProjectsSizes {
  /** Good messages of others, behind one of each unknown project. */
  readonly messages: number;
  readonly projects: number;
  /** How often it is measured with and, by turns, without the unknown projects. */
  readonly rounds: number;
  /** How fast the good messages must be done at least, as a share of how fast they are without the others. */
  readonly least: number;
  /** For how many milliseconds a project is waited for. */
  readonly patience: number;
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** Messages for projects that nobody has announced, in front of good ones of others in the same partition: those are done as fast as without them, and the projects are waited for at the same time, once. */
export const unknownProjects = async (
  ground: Ground,
  { messages: count, projects, rounds, least, patience }: UnknownProjectsSizes,
): Promise<Finding> => {
  const { sql, random } = ground;
  const { broken, check } = newChecks();
  await ground.makeTopics(1);
  const { client } = await ground.serve();
  const project = await newProject(client, await newOrganization(client));
  const unknownId = (): string =>
    `${Array.from({ length: 8 }, () => Math.floor(random() * 16).toString(16)).join('')}-0000-7000-8000-${Array.from({ length: 12 }, () => Math.floor(random() * 16).toString(16)).join('')}`;
  const itemsThere = async (): Promise<number> =>
    (await sql<{ count: number }[]>`select count(*)::int as count from items where project_id = ${project}`)[0]
      ?.count ?? 0;

  let sent = 0;
  const unknown: number[] = [];
  const measure = async (isWith: boolean): Promise<number> => {
    const first = 10_000_000 + unknown.length;
    const strange = Array.from({ length: isWith ? projects : 0 }, (_none, index): OutgoingMessage => {
      const message = itemMessage(unknownId(), first + index);
      return { ...message, headers: [...message.headers, textHeader(NUMBER, String(first + index))] };
    });
    unknown.push(...strange.map((_message, index) => first + index));
    const good = Array.from({ length: count }, (_none, index) => itemMessage(project, sent + index));
    await ground.send('items', [...strange, ...good]);
    sent += count;
    const { consumer, took } = await ground.lag.quietly(async () => {
      const started = ground.consume();
      await started.said('partitions are assigned');
      const began = performance.now();
      await until(async () => (await itemsThere()) === sent, PATIENCE);
      return { consumer: started, took: performance.now() - began };
    });
    await ground.untilCommitted('items');
    consumer.kill('SIGTERM');
    await consumer.ended;
    return took;
  };

  const times = { with: [] as number[], without: [] as number[] };
  for (let round = 0; round < rounds; round += 1) {
    // Whoever comes first meets a colder machine.
    for (const which of round % 2 === 0 ? (['without', 'with'] as const) : (['with', 'without'] as const))
      times[which].push(await measure(which === 'with'));
  }
  const began = performance.now();
  const last = ground.consume();
  await until(async () => (await ground.deadLetters()) >= unknown.length, PATIENCE);
  const waited = performance.now() - began;
  last.kill('SIGTERM');
  await last.ended;

  const letters = ground.read('items.dead-letter');
  await until(() => letters.messages.length >= unknown.length, PATIENCE);
  const reasons = new Map(
    letters.messages.map(({ headers }) => [
      Number(headerText(headers, NUMBER)),
      headerText(headers, 'dead_letter_reason'),
    ]),
  );
  const wrong = unknown.filter((n) => reasons.get(n) !== 'not_found');
  check(
    wrong.length === 0 && reasons.size === unknown.length,
    `${wrong.length} of ${unknown.length} messages of unknown projects are not dead letters for not_found, and there are ${reasons.size} dead letters.`,
  );
  // They were waited for at the same time: the last of them not for longer than one is.
  check(
    waited < patience * 2 + 15_000,
    `After the last round ${projects} projects were waited for, for ${(waited / 1000).toFixed(1)} s.`,
  );
  const [left] = await sql<{ count: number }[]>`select count(*)::int as count from waiting_messages`;
  check(left?.count === 0, `${left?.count} messages still wait.`);
  const ratio = median(times.without) / median(times.with);
  check(
    ratio >= least,
    `With ${projects} unknown projects in front, ${many(count)} messages were done at ${ratio.toFixed(2)} of the speed without, less than ${least}.`,
  );
  const faults = await itemFaults(ground, client, project, new Set(Array.from({ length: sent }, (_none, n) => n)));
  const perSecond = (time: number): string => many(Math.round((count / time) * 1000));
  const figures = [
    `${many(count)} good messages behind ${projects} of unknown projects in one partition at ${perSecond(median(times.with))}/s, without these at ${perSecond(median(times.without))}/s: ${ratio.toFixed(2)} (medians of ${rounds}, each from the join of a new process on)`,
    `${unknown.length} dead letters for not_found, the last ${(waited / 1000).toFixed(1)} s after the last round`,
  ];
  return { figures: figures.join('; '), broken: [...broken, ...faults] };
};
