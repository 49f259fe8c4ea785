import type { Client } from '@goldset/client';
import { newRandom } from '../../../../test/random.ts';
import { until } from '../../../../test/until.ts';
import { many, newChecks, PATIENCE, secondsSince } from './ground.ts';
import type { Finding, Ground } from './ground.ts';
import { newOrganization, newProject } from './items.ts';
import { eventFaults, toldOnce, untilTold } from './told.ts';
import type { Told } from './told.ts';

/** How large it is. */
export interface KilledRelaySizes {
  readonly clients: number;
  readonly projects: number;
  /** How many items each project has at first. */
  readonly items: number;
  /** How many requests each client sends. */
  readonly requests: number;
}

const OVERLAP = 2;

/** Whom a client is, and what it does next. */
interface Worker {
  readonly client: Client;
  readonly random: () => number;
}

type Request = (worker: Worker, project_id: string, items: readonly string[]) => Promise<{ readonly status: number }>;

const pick = <T>({ random }: Worker, all: readonly T[]): T => all[Math.floor(random() * all.length)] as T;

const claim: Request = async (worker, project_id) => {
  const inProject = { path: { project_id } };
  const { client } = worker;
  const claimed = await client.answers.post('/projects/{project_id}/tasks/claim', { ...inProject, body: {} });
  const [task] = claimed.status === 200 ? claimed.body.tasks : [];
  if (task === undefined) return claimed;
  const path = { project_id, task_id: task.id };
  const chance = worker.random();
  if (chance < 0.1) return claimed;
  if (chance < 0.2) return client.answers.post('/projects/{project_id}/tasks/{task_id}/skip', { path, body: {} });
  if (chance < 0.4) return client.answers.post('/projects/{project_id}/tasks/{task_id}/release', { path });
  return client.answers.post('/projects/{project_id}/tasks/{task_id}/submit', {
    path,
    body: { value: { sentiment: pick(worker, ['positive', 'negative']) } },
  });
};

/** What clients ask for, some things more often than others. */
const requests: readonly Request[] = [
  claim,
  claim,
  claim,
  claim,
  ({ client, random }, project_id) =>
    client.answers.post('/projects/{project_id}/items', {
      path: { project_id },
      query: { on_conflict: 'update' },
      body: {
        items: Array.from({ length: 3 }, () => ({
          external_id: `item-${Math.floor(random() * 1_000)}`,
          data: { text: 'a' },
          metadata: { at: random() },
        })),
      },
    }),
  (worker, project_id, items) =>
    worker.client.answers.patch('/projects/{project_id}/items/{item_id}', {
      path: { project_id, item_id: pick(worker, items) },
      body: { metadata: { at: worker.random() } },
    }),
  (worker, project_id, items) =>
    worker.client.answers.delete('/projects/{project_id}/items/{item_id}', {
      path: { project_id, item_id: pick(worker, items) },
    }),
  (worker, project_id, items) =>
    worker.client.answers.post('/projects/{project_id}/items/{item_id}/restore', {
      path: { project_id, item_id: pick(worker, items) },
    }),
];

/** An item as its events tell it. */
interface ToldItem {
  readonly state: string;
  readonly annotation_count: number;
  readonly revision: number;
  readonly is_deleted: boolean;
}

/** What the items of all projects are, by what was told of them in order. */
const replay = (events: readonly Told[]): ReadonlyMap<string, ToldItem> => {
  const items = new Map<string, ToldItem>();
  const change = (id: string, to: (before: ToldItem) => Partial<ToldItem>): void => {
    const before = items.get(id);
    if (before === undefined) throw new Error(`Something is told of item ${id} before it was created.`);
    items.set(id, { ...before, ...to(before) });
  };
  const revised = ({ revision }: ToldItem): Partial<ToldItem> => ({ revision: revision + 1 });
  for (const { type, subject, data } of events) {
    const {
      created = [],
      updated = [],
      restored = [],
      item_id,
      item_state,
      annotation_count,
    } = data as {
      readonly [Name in 'created' | 'updated' | 'restored']?: readonly string[];
    } & { readonly item_id?: string; readonly item_state?: string; readonly annotation_count?: number };
    if (type === 'goldset.items.imported' || type === 'goldset.items.updated') {
      for (const id of created) items.set(id, { state: 'open', annotation_count: 0, revision: 1, is_deleted: false });
      for (const id of updated) change(id, revised);
      for (const id of restored) change(id, (before) => ({ ...revised(before), is_deleted: false }));
    } else if (type === 'goldset.item.deleted') change(subject, () => ({ is_deleted: true }));
    else if (type === 'goldset.item.restored')
      change(subject, () => ({ is_deleted: false, state: String(item_state) }));
    else if (item_id !== undefined && item_state !== undefined)
      change(item_id, () => ({ state: item_state, ...(annotation_count === undefined ? {} : { annotation_count }) }));
  }
  return items;
};

/** What the items of a project are, by the API. */
const shown = async (client: Client, project_id: string): Promise<ReadonlyMap<string, ToldItem>> => {
  const items = new Map<string, ToldItem>();
  const path = { project_id };
  for (const deleted of [false, true]) {
    for await (const { id, state, annotation_count, revision } of client.list('/projects/{project_id}/items', {
      path,
      query: { deleted },
    })) {
      items.set(id, { state, annotation_count, revision, is_deleted: deleted });
    }
  }
  return items;
};

/** Clients write to several projects over HTTP while two relays run, of which one is killed: what the events say of each item, replayed in order, ends in what the API shows. */
export const killedRelay = async (ground: Ground, sizes: KilledRelaySizes): Promise<Finding> => {
  const { sql } = ground;
  const { broken, check } = newChecks();
  await ground.makeTopics(3);
  const { client, as } = await ground.serve();
  const organization_id = await newOrganization(client);
  const projects = await Promise.all(
    Array.from({ length: sizes.projects }, () => newProject(client, organization_id, OVERLAP)),
  );
  const items = new Map<string, readonly string[]>();
  for (const project_id of projects) {
    await client.post('/projects/{project_id}/items', {
      path: { project_id },
      body: {
        items: Array.from({ length: sizes.items }, (_, n) => ({ external_id: `item-${n}`, data: { text: 'a' } })),
      },
    });
    items.set(project_id, [...(await shown(client, project_id)).keys()]);
  }
  const hire = async (n: number): Promise<Worker> => {
    const account = await client.post('/organizations/{organization_id}/service-accounts', {
      path: { organization_id },
      body: { name: `client ${n}`, roles: ['admin'] },
    });
    const { secret } = await client.post('/organizations/{organization_id}/service-accounts/{user_id}/tokens', {
      path: { organization_id, user_id: account.id },
      body: { name: 'fault' },
    });
    return { client: as(secret ?? ''), random: newRandom(Math.floor(ground.random() * 2 ** 31)).next };
  };
  const workers = await Promise.all(Array.from({ length: sizes.clients }, (_, n) => hire(n)));

  const reader = ground.read('events');
  const [doomed] = [ground.relay(), ground.relay()];
  await until(
    async () =>
      (await sql`select holder from relay_leases where expires_at > now() group by holder having count(*) = 8`)
        .length === 2,
    PATIENCE,
  );

  const began = performance.now();
  const statuses = new Map<number, number>();
  let answered = 0;
  const working = Promise.all(
    workers.map(async (worker) => {
      for (let n = 0; n < sizes.requests; n += 1) {
        const project_id = pick(worker, projects);
        const { status } = await pick(worker, requests)(worker, project_id, items.get(project_id) ?? []);
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
        answered += 1;
      }
    }),
  );
  // It is awaited below, after all that may fail before.
  working.catch(() => undefined);
  const all = sizes.clients * sizes.requests;
  const target = all * (0.2 + ground.random() * 0.4);
  await until(() => answered >= target && reader.messages.length > target / 2, PATIENCE);
  doomed?.kill('SIGKILL');
  const killedAt = answered;
  await working;
  const seconds = secondsSince(began);
  await untilTold(ground, reader);
  const events = toldOnce(reader);

  const faulty = [...statuses].filter(
    ([status]) =>
      status >= 500 || status === 400 || status === 401 || status === 403 || status === 422 || status === 429,
  );
  check(
    faulty.length === 0,
    `Requests were answered with ${faulty.map(([status, count]) => `${status} (${count} times)`).join(', ')}.`,
  );
  check(killedAt < all, 'The relay was killed after all was written.');
  const told = replay(events);
  let seen = 0;
  const differing: string[] = [];
  for (const project_id of projects) {
    for (const [id, item] of await shown(client, project_id)) {
      seen += 1;
      const by = told.get(id);
      if (JSON.stringify(by) !== JSON.stringify(item))
        differing.push(`${id} is ${JSON.stringify(item)} and was told as ${JSON.stringify(by)}`);
    }
  }
  check(
    differing.length === 0,
    `${differing.length} items are not what was told of them: ${differing.slice(0, 3).join('; ')}.`,
  );
  check(told.size === seen, `${told.size} items were told of and ${seen} are there.`);
  const faults = await eventFaults(ground, events);
  const figures = [
    `${sizes.clients} clients sent ${many(all)} requests to ${sizes.projects} projects in ${seconds}, one of two relays was killed after ${many(killedAt)} of them`,
    `${many(events.length)} events in ${many(reader.messages.length)} messages, replayed, are the ${many(seen)} items that the API shows (${many([...told.values()].filter(({ is_deleted }) => is_deleted).length)} of them deleted)`,
  ];
  return { figures: figures.join('; '), broken: [...broken, ...faults] };
};
