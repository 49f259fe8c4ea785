import type { Id } from '@goldset/core';
import type { PostgresHarness } from '../../../../packages/adapter-postgres/test/postgres-harness.ts';
import { secrets } from '../../src/secrets.ts';
import { operationsOf } from '../http/contract.ts';
import type { Contract } from '../http/contract.ts';
import type { Fetch } from '../http/conforming.ts';
import type { Caller, World } from './plan.ts';
import { namesIn, newPools } from './pools.ts';
import type { Facts } from './pools.ts';

/** What a world is made with. */
export interface WorldOptions {
  readonly contract: Contract;
  readonly harness: PostgresHarness;
  readonly fetch: Fetch;
  readonly now: () => Date;
  /** Stands in every text of the world. */
  readonly mark: string;
}

/** The body of an answer, as far as a world needs it. */
interface Made {
  readonly id: string;
  readonly secret: string;
  readonly token: { readonly secret: string } | null;
  readonly tasks: readonly { readonly id: string }[];
  readonly annotations: readonly { readonly id: string }[];
  readonly predictions: readonly { readonly id: string }[];
}

type Send = (by: Caller | undefined, method: string, path: string, body?: unknown) => Promise<Made>;

const ORIGIN = 'http://localhost/v1';
const ROLES = ['admin', 'manager', 'reviewer', 'annotator', 'annotator', 'viewer'];
const ITEMS = 12;
const MINUTE = 60_000;
const PRESENT = { name: 'sentiment', kind: 'choice', source: 'text', options: ['positive', 'negative'] };

/** A person who belongs to no organization, with a token that is not limited. */
const newPerson = async ({ harness, now }: WorldOptions): Promise<Caller> => {
  const [id, token] = [await harness.person(), secrets.generate()];
  await harness.sql`
    insert into tokens (id, user_id, name, prefix, secret_hash, created_at)
    values (${harness.newId()}, ${id}, 'first', ${token.slice(0, 8)}, ${secrets.hash(token)}, ${now()})`;
  return { name: `person ${id}`, token };
};

const newSend = ({ contract, fetch }: WorldOptions, learn: ReturnType<typeof newPools>['learn']): Send => {
  const operations = operationsOf(contract).map((operation) => ({
    operation,
    pattern: new RegExp(`^${operation.path.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`),
  }));
  return async (by, method, path, body) => {
    const headers = {
      ...(by && { authorization: `Bearer ${by.token}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    };
    const response = await fetch(
      new Request(ORIGIN + path, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) }),
    );
    const text = await response.text();
    if (response.status >= 300)
      throw new Error(`The world could not be made: ${method} ${path} answered ${response.status} ${text}`);
    const parsed = text === '' ? {} : (JSON.parse(text) as object);
    const [pathname = ''] = path.split('?');
    const found = operations
      .filter((each) => each.operation.method === method && each.pattern.test(pathname))
      .toSorted((a, b) => namesIn(a.operation.path).length - namesIn(b.operation.path).length)[0];
    const params = (found?.pattern.exec(pathname)?.groups ?? {}) as Facts;
    if (found !== undefined)
      learn({ operation: found.operation, params, token: by?.token ?? '', headers: response.headers, body: parsed });
    return parsed as Made;
  };
};

const seedProject = async (
  send: Send,
  owner: Caller,
  organization: Id,
  mark: string,
  annotators: readonly Caller[],
  controls: readonly object[],
): Promise<string> => {
  const { id } = await send(owner, 'POST', `/organizations/${organization}/projects`, {
    name: `Reviews${mark}`,
    description: `What people say${mark}`,
    overlap: 2,
  });
  const path = `/projects/${id}`;
  await send(owner, 'POST', `${path}/annotation-uis`, { name: `Sentiment${mark}`, controls });
  await send(owner, 'POST', `${path}/guidelines`, { text: `Judge the sentence${mark}.` });
  await send(owner, 'GET', `${path}/annotation-uis/1/json-schema`);
  const items = Array.from({ length: ITEMS }, (_, n) => ({
    external_id: `sentence-${n}${mark}`,
    data: { text: `sentence ${n}${mark}`, image: 'x' },
    metadata: { origin: `import${mark}` },
  }));
  await send(owner, 'POST', `${path}/items`, { items });
  for (const annotator of annotators) {
    const { tasks } = await send(annotator, 'POST', `${path}/tasks/claim`, { count: 4 });
    if (tasks[0] && controls.includes(PRESENT))
      await send(annotator, 'POST', `${path}/tasks/${tasks[0].id}/submit`, { value: { sentiment: 'positive' } });
    if (tasks[1]) await send(annotator, 'POST', `${path}/tasks/${tasks[1].id}/skip`, { reason: `unclear${mark}` });
    if (tasks[2]) await send(annotator, 'POST', `${path}/tasks/${tasks[2].id}/release`);
    await send(annotator, 'GET', `${path}/tasks`);
  }
  if (annotators.length > 0 && controls.includes(PRESENT)) {
    const value = { sentiment: 'negative' };
    const annotation = (await send(annotators[0], 'GET', `${path}/annotations`)).annotations[0]?.id;
    await send(annotators[0], 'PATCH', `${path}/annotations/${annotation}`, { value });
    await send(owner, 'GET', `${path}/annotations/${annotation}/revisions`);
    await send(owner, 'POST', `${path}/annotations/import`, {
      annotations: [{ external_id: `sentence-9${mark}`, annotator: `elsewhere${mark}`, value }],
    });
    await send(owner, 'POST', `${path}/predictions`, {
      predictions: items
        .slice(0, 4)
        .map(({ external_id }) => ({ external_id, model: `small${mark}`, model_version: '1', score: 0.5, value })),
    });
  }
  for (const list of ['items', 'annotations', 'predictions']) await send(owner, 'GET', `${path}/${list}?per_page=5`);
  if (annotators.length > 0 && controls.includes(PRESENT)) {
    // Some that are deleted, and can be restored.
    for (const list of ['annotations', 'predictions'] as const) {
      const [first, second] = (await send(owner, 'GET', `${path}/${list}?order=desc`))[list];
      for (const one of [first, second]) await send(owner, 'DELETE', `${path}/${list}/${one?.id}`);
      await send(owner, 'GET', `${path}/${list}?deleted=true`);
      await send(owner, 'POST', `${path}/${list}/${second?.id}/restore`);
    }
  }
  return id;
};

const controlsOf = ({ components }: Contract): readonly object[] => {
  const { oneOf } = components.schemas['Control'] as { readonly oneOf: readonly { readonly $ref: string }[] };
  return oneOf.map(({ $ref }) => ({
    ...(components.schemas[$ref.split('/').at(-1) ?? '']?.['example'] as object),
    source: 'text',
    required: false,
  }));
};

/** Makes an organization with people and machines of every role, projects, items, tasks in every state, annotations and invitations. */
export const seedWorld = async (options: WorldOptions): Promise<World> => {
  const { contract, now, mark } = options;
  const pools = newPools(contract);
  const send = newSend(options, (exchange) => pools.learn(exchange));
  const [owner, stranger] = [await newPerson(options), await newPerson(options)];
  const { id: organization } = await send(owner, 'POST', '/organizations', { name: `Acme${mark}` });
  await newSend(options, () => undefined)(stranger, 'POST', '/organizations', { name: 'Elsewhere' });

  const accounts = `/organizations/${organization}/service-accounts`;
  const hire = async (name: string, roles: readonly string[]): Promise<Caller> => {
    const { id } = await send(owner, 'POST', accounts, { name: name + mark, roles });
    const { secret } = await send(owner, 'POST', `${accounts}/${id}/tokens`, { name: `token${mark}` });
    return { name, token: secret };
  };
  const staff: Caller[] = [];
  for (const role of ROLES) staff.push(await hire(role, [role]));
  const guest = await hire('guest', []);

  const invite = (name: string, roles: readonly string[]): Promise<Made> =>
    send(owner, 'POST', `/organizations/${organization}/invitations`, {
      email: `${name}${mark.toLowerCase()}-${organization}@example.org`,
      roles,
    });
  const { secret } = await invite('grace', ['manager']);
  const joined = await send(undefined, 'POST', '/invitations/accept', { secret, name: `Grace${mark}` });
  await invite('alan', []);
  const person: Caller = { name: 'invited', token: joined.token?.secret ?? '' };

  const annotators = staff.filter(({ name }) => name === 'annotator');
  const project = await seedProject(send, owner, organization, mark, annotators, [PRESENT]);
  await seedProject(send, owner, organization, mark, annotators, controlsOf(contract));
  await seedProject(send, owner, organization, mark, [], [PRESENT]);
  const { id: bound } = await send(owner, 'POST', accounts, { name: `bound${mark}`, roles: [] });
  await send(owner, 'POST', `/organizations/${organization}/role-bindings`, {
    user_id: bound,
    role: 'annotator',
    target: { type: 'project', id: project },
  });

  const limited = await send(owner, 'POST', '/me/tokens', { name: `limited${mark}`, permissions: ['me:read'] });
  const expiring = await send(owner, 'POST', '/me/tokens', {
    name: `expiring${mark}`,
    expires_at: new Date(now().getTime() + MINUTE).toISOString(),
  });
  const revoked = await send(owner, 'POST', '/me/tokens', { name: `revoked${mark}` });
  await send(owner, 'DELETE', `/me/tokens/${revoked.id}`);
  // What the world was made with is known once all of it was listed; small pages have cursors.
  const lists = [
    '/me/tokens',
    ...['members', 'role-bindings', 'service-accounts', 'projects', 'invitations'].map(
      (list) => `/organizations/${organization}/${list}`,
    ),
  ];
  for (const list of lists) for (const size of [200, 5]) await send(owner, 'GET', `${list}?per_page=${size}`);
  await send(person, 'GET', '/me/tokens');
  pools.open();
  const outsiders = [
    stranger,
    guest,
    { name: 'limited', token: limited.secret },
    { name: 'expiring', token: expiring.secret },
    { name: 'revoked', token: revoked.secret },
  ];
  return { pools, callers: [owner, ...staff, person], outsiders, foreign: [] };
};
