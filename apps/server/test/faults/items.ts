import { encodeBinary, encodeStructured, textHeader } from '@goldset/adapter-kafka';
import type { OutgoingMessage } from '@goldset/adapter-kafka';
import type { Client } from '@goldset/client';
import { newChecks } from './ground.ts';
import type { Ground } from './ground.ts';

const KEYS = 16;

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

const keyOf = (project_id: string, n: number): Uint8Array => bytes(`${project_id}-${n % KEYS}`);

/** The header that says which message it is; a dead letter keeps it. */
export const NUMBER = 'number';

const eventOf = (n: number, type: string, data: unknown): Parameters<typeof encodeStructured>[0] => ({
  id: `event-${n}`,
  source: '/faults',
  type,
  extensions: {},
  data,
});

/** The message of an item that has no name of its own, so that one that is imported twice is there twice. */
export const itemMessage = (project_id: string, n: number): OutgoingMessage => {
  const event = eventOf(n, 'goldset.item.import', { project_id, data: { n } });
  return { key: keyOf(project_id, n), ...(n % 3 === 0 ? encodeBinary(event) : encodeStructured(event)) };
};

/** Messages that can never succeed, by the reason for which they are given up. */
const poisons: readonly (readonly [
  reason: string,
  make: (project_id: string, n: number) => Pick<OutgoingMessage, 'value' | 'headers'>,
])[] = [
  ['empty', () => ({ value: null, headers: [] })],
  [
    'malformed_json',
    () => ({
      value: bytes('{"specversion": "1.0", '),
      headers: [textHeader('content-type', 'application/cloudevents+json')],
    }),
  ],
  [
    'not_a_cloud_event',
    (project_id, n) => ({
      value: bytes(JSON.stringify({ project_id, data: { n } })),
      headers: [textHeader('content-type', 'application/cloudevents+json')],
    }),
  ],
  ['unknown_type', (project_id, n) => encodeStructured(eventOf(n, 'goldset.item.imprt', { project_id, data: { n } }))],
  [
    'unknown_field',
    (project_id, n) => encodeBinary(eventOf(n, 'goldset.item.import', { project_id, data: { n }, externalId: 'x' })),
  ],
  ['invalid', (project_id, n) => encodeStructured(eventOf(n, 'goldset.item.import', { project_id, data: n }))],
];

const poisonOf = (n: number): (typeof poisons)[number] => poisons[n % poisons.length] as (typeof poisons)[number];

/** The reason for which a poison message must be given up. */
export const reasonOf = (n: number): string => poisonOf(n)[0];

/** A message that can never succeed. */
export const poisonMessage = (project_id: string, n: number): OutgoingMessage => {
  const { value, headers } = poisonOf(n)[1](project_id, n);
  return { key: keyOf(project_id, n), value, headers: [...headers, textHeader(NUMBER, String(n))] };
};

/** Makes a project whose items can be answered. */
export const newProject = async (client: Client, organization_id: string, overlap = 1): Promise<string> => {
  const { id: project_id } = await client.post('/organizations/{organization_id}/projects', {
    path: { organization_id },
    body: { name: 'Reviews', overlap },
  });
  const path = { project_id };
  await client.post('/projects/{project_id}/annotation-uis', {
    path,
    body: {
      name: 'Sentiment',
      controls: [{ name: 'sentiment', kind: 'choice', source: 'text', options: ['positive', 'negative'] }],
    },
  });
  await client.post('/projects/{project_id}/guidelines', { path, body: { text: 'Judge the sentence.' } });
  return project_id;
};

/** Makes an organization. */
export const newOrganization = async (client: Client): Promise<string> =>
  (await client.post('/organizations', { body: { name: 'Acme' } })).id;

/** How many items a project has, by its counters. */
export const itemCount = async (client: Client, project_id: string): Promise<number> => {
  const { open, claimed, complete } = (await client.get('/projects/{project_id}/progress', { path: { project_id } }))
    .items;
  return open + claimed + complete;
};

/** What is wrong with the items of a project that was to have exactly those numbers: lost, doubled, not told of once, or miscounted. */
export const itemFaults = async (
  { sql }: Ground,
  client: Client,
  project_id: string,
  numbers: ReadonlySet<number>,
): Promise<readonly string[]> => {
  const { broken, check } = newChecks();
  const seen = new Map<number, number>();
  for await (const { data } of client.export(project_id))
    seen.set(Number(data['n']), (seen.get(Number(data['n'])) ?? 0) + 1);
  const lost = [...numbers].filter((n) => !seen.has(n));
  const doubled = [...seen].filter(([, count]) => count > 1);
  const strange = [...seen.keys()].filter((n) => !numbers.has(n));
  check(lost.length === 0, `${lost.length} items are lost, such as ${lost[0]}.`);
  check(doubled.length === 0, `${doubled.length} items are there more than once, such as ${doubled[0]?.[0]}.`);
  check(strange.length === 0, `${strange.length} items should not be there, such as ${strange[0]}.`);
  const [told] = await sql<{ untold: number; twice: number; strange: number }[]>`
    with told as (
      select jsonb_array_elements_text(data->'created')::uuid as id from outbox where project_id = ${project_id} and type = 'goldset.items.imported'
    ), counted as (select id, count(*) as times from told group by id)
    select
      (select count(*)::int from items left join counted using (id) where items.project_id = ${project_id} and counted.id is null) as untold,
      (select count(*)::int from counted where times > 1) as twice,
      (select count(*)::int from counted left join items on items.project_id = ${project_id} and items.id = counted.id where items.id is null) as strange`;
  check(
    told?.untold === 0 && told.twice === 0 && told.strange === 0,
    `The events do not name each item once: ${JSON.stringify(told)}.`,
  );
  const { items: counted } = await client.get('/projects/{project_id}/progress', { path: { project_id } });
  const [recount] = await sql<{ open: number; claimed: number; complete: number }[]>`
    select count(*) filter (where state = 'open')::int as open, count(*) filter (where state = 'claimed')::int as claimed, count(*) filter (where state = 'complete')::int as complete
    from items where project_id = ${project_id} and deleted_at is null`;
  check(
    ['open', 'claimed', 'complete'].every((state) => counted[state as 'open'] === recount?.[state as 'open']),
    `The counters say ${JSON.stringify(counted)}, a recount ${JSON.stringify(recount)}.`,
  );
  return broken;
};
