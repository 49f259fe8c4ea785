import { createPublisher } from '@goldset/adapter-kafka';
import type { OutgoingMessage } from '@goldset/adapter-kafka';
import { openPostgres } from '@goldset/adapter-postgres';
import type { Postgres } from '@goldset/adapter-postgres';
import {
  eventSchemas,
  INSTALLATION,
  memberPermissions,
  NIL_ID,
  ownPermissions,
  personPermissions,
  requiredPermissions,
  roles,
  rolesByPermission,
} from '@goldset/core';
import type {
  AcceptedInvitation,
  Annotation,
  Claim,
  CreatedInvitation,
  CreatedToken,
  ExternalUser,
  Item,
  OperationName,
  OperationOn,
  Permission,
  Project,
  Role,
  ServiceAccount,
  Task,
  Token,
} from '@goldset/core';
import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { contractFaults, eventIn } from '../../../packages/adapter-kafka/test/contract.ts';
import { until } from '../../../test/until.ts';
import { createTestDatabase } from '../../../test/postgres.ts';
import type { TestDatabase } from '../../../test/postgres.ts';
import type { Answer, Api } from './http/client.ts';
import { startTestApp } from './http/server.ts';
import type { TestApp } from './http/server.ts';

type OnInstallation = OperationOn<'installation'>;
type OnOrganization = OperationOn<'organization'>;
type OnProject = OperationOn<'project'>;

/** What requests are made about: things that are there, and of which every caller may use up their own. */
interface Things {
  readonly organization: string;
  readonly account: string;
  readonly project: string;
  readonly item: string;
  /** A claimed task of the admin. */
  readonly task: string;
  readonly annotation: string;
  readonly prediction: string;
}

type Send = (api: Api, things: Things) => Promise<Answer<unknown>>;

const NDJSON = { headers: { 'Content-Type': 'application/x-ndjson' } };
const CONTROLS = [{ name: 'c', kind: 'choice', source: 'text', options: ['a', 'b'] }];
const VALUE = { c: 'a' };

let names = 0;
const lineOfItems = (count: number): string =>
  Array.from({ length: count }, () =>
    JSON.stringify({ external_id: `item ${(names += 1)}`, data: { text: 'x' } }),
  ).join('\n');

let database: TestDatabase;
let postgres: Postgres;
// By how many milliseconds the application's clock is ahead.
let later = 0;
let app: TestApp;
let admin: Api;
let things: Things;
let strange: Things;

const idOf = async (answer: Promise<Answer<unknown>>): Promise<string> => {
  const { status, body } = await answer;
  if (status >= 300) throw new Error(`${status} ${JSON.stringify(body)}`);
  return (body as { id: string }).id;
};

const newProject = async (organization: string): Promise<string> => {
  const project = await idOf(admin.post(`/organizations/${organization}/projects`, { name: 'P', overlap: 100 }));
  await idOf(admin.post(`/projects/${project}/annotation-uis`, { name: 'U', controls: CONTROLS }));
  await idOf(admin.post(`/projects/${project}/guidelines`, { text: 'x' }));
  await admin.request('POST', `/projects/${project}/items`, { ...NDJSON, body: lineOfItems(20) });
  return project;
};

const newThings = async (): Promise<Things> => {
  const organization = await idOf(admin.post('/organizations', { name: 'O' }));
  const account = await idOf(admin.post(`/organizations/${organization}/service-accounts`, { name: 'S', roles: [] }));
  const project = await newProject(organization);
  const { tasks } = (await admin.post<Claim>(`/projects/${project}/tasks/claim`, { count: 2 })).body;
  const annotation = await idOf(admin.post(`/projects/${project}/tasks/${tasks[1]?.id}/submit`, { value: VALUE }));
  const item = tasks[0]?.item.id ?? '';
  await admin.request('POST', `/projects/${project}/predictions`, {
    ...NDJSON,
    body: JSON.stringify({ item_id: item, model: 'm', model_version: '0', value: VALUE }),
  });
  const { predictions } = (
    await admin.get<{ predictions: readonly { readonly id: string }[] }>(`/projects/${project}/predictions`)
  ).body;
  return {
    organization,
    account,
    project,
    item,
    task: tasks[0]?.id ?? '',
    annotation,
    prediction: predictions[0]?.id ?? '',
  };
};

beforeAll(async () => {
  database = await createTestDatabase();
  postgres = openPostgres(database.url);
  app = await startTestApp({ store: postgres.store, now: () => new Date(Date.now() + later) });
  admin = app.api;
  things = await newThings();
  strange = await newThings();
});
afterAll(async () => {
  await app.close();
  await postgres.close();
  await database.drop();
});

/** A caller without roles in `organization`, and what the organization or project then gives them. */
const hire = async (
  organization: string,
  given: readonly Role[],
): Promise<{ readonly id: string; readonly api: Api }> => {
  const accounts = `/organizations/${organization}/service-accounts`;
  const { id } = (await admin.post<ServiceAccount>(accounts, { name: 'caller', roles: given })).body;
  return {
    id,
    api: admin.as((await admin.post<CreatedToken>(`${accounts}/${id}/tokens`, { name: 't' })).body.secret ?? undefined),
  };
};

/** A person who joins an organization with a role. */
const welcome = async (organization: string, role: Role): Promise<Api> => {
  const { body } = await admin.post<CreatedInvitation>(`/organizations/${organization}/invitations`, {
    email: newAddress(),
    roles: [role],
  });
  const accepted = await admin.as().post<AcceptedInvitation>('/invitations/accept', { secret: body.secret, name: 'P' });
  return admin.as(accepted.body.token?.secret ?? undefined);
};

const bindingsOf = (organization: string): string => `/organizations/${organization}/role-bindings`;

const bind = (user_id: string, role: Role, project: string): Promise<string> =>
  idOf(admin.post(bindingsOf(things.organization), { user_id, role, target: { type: 'project', id: project } }));

// Somebody new each time, since a role is given to one user on one target once.
const newUser = async (organization: string): Promise<string> =>
  idOf(admin.post(`/organizations/${organization}/service-accounts`, { name: 'S', roles: [] }));

const newExternal = async (): Promise<string> => {
  const name = `external ${(names += 1)}`;
  await admin.request('POST', `/projects/${things.project}/annotations/import`, {
    ...NDJSON,
    body: JSON.stringify({ external_id: 'item 1', annotator: name, value: VALUE }),
  });
  const { body } = await admin.get<{ external_users: readonly ExternalUser[] }>(
    `/organizations/${things.organization}/external-users?order=desc`,
  );
  return body.external_users.find((one) => one.name === name)?.id ?? NIL_ID;
};

// Another one each time, since who has an address becomes a member once.
const newAddress = (): string => `person-${(names += 1)}@example.org`;

const newInvitation = async (): Promise<CreatedInvitation> =>
  (
    await admin.post<CreatedInvitation>(`/organizations/${things.organization}/invitations`, {
      email: newAddress(),
      roles: [],
    })
  ).body;

const newToken = async (): Promise<string> =>
  idOf(admin.post(`/organizations/${things.organization}/service-accounts/${things.account}/tokens`, { name: 't' }));

const newBinding = async ({ organization }: Things, type: 'organization' | 'project', id: string): Promise<string> =>
  idOf(
    admin.post(bindingsOf(organization), {
      user_id: await newUser(organization),
      role: 'viewer',
      target: { type, id },
    }),
  );

// A task of the caller's own where they can claim one; else the admin's, which is there but not theirs.
const ownTask = async (api: Api, { project, task }: Things): Promise<string> => {
  const { status, body } = await api.post<Claim>(`/projects/${project}/tasks/claim`);
  return `/projects/${project}/tasks/${status === 200 ? body.tasks[0]?.id : task}`;
};

// Likewise, what is read: their own where they have one.
const firstOf = async (api: Api, path: string, key: string, other: string): Promise<string> => {
  const { status, body } = await api.get<Record<string, readonly { readonly id: string }[]>>(path);
  return `${path}/${(status === 200 && body[key]?.[0]?.id) || other}`;
};

// Another one each time, since an item is deleted once; nothing where the project is not there.
const newItem = async (project: string): Promise<string> => {
  const name = `item ${(names += 1)}`;
  await admin.post(`/projects/${project}/items`, { items: [{ external_id: name, data: { text: 'x' } }] });
  const { body } = await admin.get<{ items?: readonly Item[] }>(`/projects/${project}/items?order=desc`);
  return body.items?.find(({ external_id }) => external_id === name)?.id ?? NIL_ID;
};

// An answer, or a prediction, to an item of its own, since each is deleted once.
const newAnnotation = async (project: string): Promise<string> => {
  const item = await newItem(project);
  await admin.post(`/projects/${project}/annotations/import`, {
    annotations: [{ external_id: `item ${names}`, annotator: 'w1', value: VALUE }],
  });
  const { body } = await admin.get<{ annotations?: readonly { readonly id: string }[] }>(
    `/projects/${project}/annotations?item_id=${item}`,
  );
  return body.annotations?.[0]?.id ?? NIL_ID;
};

const newPrediction = async (project: string): Promise<string> => {
  const item_id = await newItem(project);
  await admin.post(`/projects/${project}/predictions`, {
    predictions: [{ item_id, model: 'm', model_version: '1', value: VALUE }],
  });
  const { body } = await admin.get<{ predictions?: readonly { readonly id: string }[] }>(
    `/projects/${project}/predictions?item_id=${item_id}`,
  );
  return body.predictions?.[0]?.id ?? NIL_ID;
};

// What is restored was deleted before.
const deletedOf = async (project: string, list: 'annotations' | 'predictions'): Promise<string> => {
  const path = `/projects/${project}/${list}/${await (list === 'annotations' ? newAnnotation : newPrediction)(project)}`;
  await admin.delete(path);
  return path;
};

const onProject: Record<OnProject, Send> = {
  getProject: (api, { project }) => api.get(`/projects/${project}`),
  updateProject: (api, { project }) =>
    api.patch(`/projects/${project}`, { name: 'P', overlap: 100, apply_to_items: true }),
  getSetup: (api, { project }) => api.get(`/projects/${project}/setup`),
  importSetup: (api, { project }) =>
    api.post(`/projects/${project}/setup`, { settings: { max_claimed: 99 + (names += 1) } }),
  getProgress: (api, { project }) => api.get(`/projects/${project}/progress`),
  listAnnotatorProgress: (api, { project }) => api.get(`/projects/${project}/progress/annotators`),
  createAnnotationUI: (api, { project }) =>
    api.post(`/projects/${project}/annotation-uis`, { name: 'U', controls: CONTROLS }),
  listAnnotationUIs: (api, { project }) => api.get(`/projects/${project}/annotation-uis`),
  getAnnotationUI: (api, { project }) => api.get(`/projects/${project}/annotation-uis/1`),
  getAnnotationUISchema: (api, { project }) => api.get(`/projects/${project}/annotation-uis/1/json-schema`),
  publishGuideline: (api, { project }) =>
    api.post(`/projects/${project}/guidelines`, { text: 'x', annotation_ui_version: 1 }),
  listGuidelines: (api, { project }) => api.get(`/projects/${project}/guidelines`),
  getGuideline: (api, { project }) => api.get(`/projects/${project}/guidelines/1`),
  importItems: (api, { project }) =>
    api.request('POST', `/projects/${project}/items`, { ...NDJSON, body: lineOfItems(2) }),
  listItems: (api, { project }) => api.get(`/projects/${project}/items`),
  getItem: (api, { project, item }) => api.get(`/projects/${project}/items/${item}`),
  updateItem: (api, { project, item }) => api.patch(`/projects/${project}/items/${item}`, { metadata: { seen: true } }),
  deleteItem: async (api, { project }) => api.delete(`/projects/${project}/items/${await newItem(project)}`),
  requeueItem: async (api, { project }) =>
    api.post(`/projects/${project}/items/${await newItem(project)}/requeue`, { overlap: 50 }),
  restoreItem: (api, { project, item }) => api.post(`/projects/${project}/items/${item}/restore`),
  deleteProject: async (api, { project }) => {
    const answer = await api.delete(`/projects/${project}`);
    await admin.post(`/projects/${project}/restore`);
    return answer;
  },
  restoreProject: (api, { project }) => api.post(`/projects/${project}/restore`),
  claimTasks: (api, { project }) => api.post(`/projects/${project}/tasks/claim`),
  listTasks: (api, { project }) => api.get(`/projects/${project}/tasks`),
  getTask: async (api, at) => api.get(await ownTask(api, at)),
  renewTask: async (api, at) => api.post(`${await ownTask(api, at)}/renew`),
  releaseTask: async (api, at) => api.post(`${await ownTask(api, at)}/release`),
  skipTask: async (api, at) => api.post(`${await ownTask(api, at)}/skip`, { reason: 'x' }),
  submitTask: async (api, at) => api.post(`${await ownTask(api, at)}/submit`, { value: VALUE }),
  listAnnotations: (api, { project }) => api.get(`/projects/${project}/annotations`),
  getAnnotation: async (api, at) => {
    await api.post(`${await ownTask(api, at)}/submit`, { value: VALUE });
    return api.get(await firstOf(api, `/projects/${at.project}/annotations`, 'annotations', at.annotation));
  },
  importPredictions: (api, { project, item }) =>
    api.request('POST', `/projects/${project}/predictions`, {
      ...NDJSON,
      body: JSON.stringify({ item_id: item, model: 'm', model_version: `${(names += 1)}`, value: VALUE }),
    }),
  getPrediction: async (api, { project, prediction }) => api.get(`/projects/${project}/predictions/${prediction}`),
  listPredictions: (api, { project }) => api.get(`/projects/${project}/predictions`),
  reviseAnnotation: async (api, at) => {
    // Their own, where they can have one.
    const submitted = await api.post<Annotation>(`${await ownTask(api, at)}/submit`, { value: VALUE });
    return api.patch(
      `/projects/${at.project}/annotations/${submitted.status === 200 ? submitted.body.id : at.annotation}`,
      { value: { c: 'b' } },
    );
  },
  listAnnotationRevisions: async (api, at) => {
    await api.post(`${await ownTask(api, at)}/submit`, { value: VALUE });
    return api.get(
      `${await firstOf(api, `/projects/${at.project}/annotations`, 'annotations', at.annotation)}/revisions`,
    );
  },
  importAnnotations: (api, { project }) =>
    api.request('POST', `/projects/${project}/annotations/import`, {
      ...NDJSON,
      body: JSON.stringify({ external_id: 'item 1', annotator: 'w1', value: VALUE }),
    }),
  deleteAnnotation: async (api, { project }) =>
    api.delete(`/projects/${project}/annotations/${await newAnnotation(project)}`),
  deleteAnnotations: (api, { project }) =>
    api.post(`/projects/${project}/annotations/delete`, {
      filter: { created_before: '2000-01-01T00:00:00Z' },
      expected_count: 0,
    }),
  restoreAnnotation: async (api, { project }) => api.post(`${await deletedOf(project, 'annotations')}/restore`),
  deletePrediction: async (api, { project }) =>
    api.delete(`/projects/${project}/predictions/${await newPrediction(project)}`),
  deletePredictions: (api, { project }) =>
    api.post(`/projects/${project}/predictions/delete`, {
      filter: { created_before: '2000-01-01T00:00:00Z' },
      expected_count: 0,
    }),
  restorePrediction: async (api, { project }) => api.post(`${await deletedOf(project, 'predictions')}/restore`),
  importSkips: (api, { project }) =>
    api.request('POST', `/projects/${project}/tasks/import`, {
      ...NDJSON,
      body: JSON.stringify({ external_id: 'item 1', annotator: `w${(names += 1)}`, reason: 'x' }),
    }),
  exportProject: (api, { project }) => api.get(`/projects/${project}/export`),
};

const onOrganization: Record<OnOrganization, Send> = {
  getOrganization: (api, { organization }) => api.get(`/organizations/${organization}`),
  updateOrganization: (api, { organization }) => api.patch(`/organizations/${organization}`, { name: 'O' }),
  deleteOrganization: async (api, { organization }) => {
    const answer = await api.delete(`/organizations/${organization}`);
    await admin.post(`/organizations/${organization}/restore`);
    return answer;
  },
  restoreOrganization: (api, { organization }) => api.post(`/organizations/${organization}/restore`),
  createProject: (api, { organization }) => api.post(`/organizations/${organization}/projects`, { name: 'P' }),
  listProjects: (api, { organization }) => api.get(`/organizations/${organization}/projects`),
  createInvitation: (api, { organization }) =>
    api.post(`/organizations/${organization}/invitations`, { email: newAddress(), roles: [] }),
  listInvitations: (api, { organization }) => api.get(`/organizations/${organization}/invitations`),
  getInvitation: async (api, { organization }) =>
    api.get(`/organizations/${organization}/invitations/${(await newInvitation()).id}`),
  revokeInvitation: async (api, { organization }) =>
    api.delete(`/organizations/${organization}/invitations/${(await newInvitation()).id}`),
  listMembers: (api, { organization }) => api.get(`/organizations/${organization}/members`),
  getMember: async (api, { organization }) =>
    api.get(`/organizations/${organization}/members/${await newUser(things.organization)}`),
  removeMember: async (api, { organization }) =>
    api.delete(`/organizations/${organization}/members/${await newUser(things.organization)}`),
  leaveOrganization: (api, { organization }) => api.delete(`/organizations/${organization}/members/me`),
  listRoleBindings: (api, { organization }) => api.get(bindingsOf(organization)),
  createRoleBinding: async (api, { organization }) =>
    api.post(bindingsOf(organization), {
      user_id: await newUser(things.organization),
      role: 'viewer',
      target: { type: 'organization', id: organization },
    }),
  getRoleBinding: async (api, { organization }) =>
    api.get(`${bindingsOf(organization)}/${await newBinding(things, 'organization', things.organization)}`),
  deleteRoleBinding: async (api, { organization }) =>
    api.delete(`${bindingsOf(organization)}/${await newBinding(things, 'organization', things.organization)}`),
  listExternalUsers: (api, { organization }) => api.get(`/organizations/${organization}/external-users`),
  getExternalUser: async (api, { organization }) =>
    api.get(`/organizations/${organization}/external-users/${await newExternal()}`),
  linkExternalUser: async (api, { organization }) =>
    api.post(`/organizations/${organization}/external-users/${await newExternal()}/link`, {
      user_id: await idOf(admin.get('/me')),
    }),
  createServiceAccount: (api, { organization }) =>
    api.post(`/organizations/${organization}/service-accounts`, { name: 'S', roles: [] }),
  listServiceAccounts: (api, { organization }) => api.get(`/organizations/${organization}/service-accounts`),
  getServiceAccount: (api, { organization, account }) =>
    api.get(`/organizations/${organization}/service-accounts/${account}`),
  updateServiceAccount: (api, { organization, account }) =>
    api.patch(`/organizations/${organization}/service-accounts/${account}`, { name: `S ${(names += 1)}` }),
  deleteServiceAccount: async (api, { organization }) =>
    api.delete(`/organizations/${organization}/service-accounts/${await newUser(things.organization)}`),
  createServiceAccountToken: (api, { organization, account }) =>
    api.post(`/organizations/${organization}/service-accounts/${account}/tokens`, { name: 't' }),
  listServiceAccountTokens: (api, { organization, account }) =>
    api.get(`/organizations/${organization}/service-accounts/${account}/tokens`),
  getServiceAccountToken: async (api, { organization, account }) =>
    api.get(`/organizations/${organization}/service-accounts/${account}/tokens/${await newToken()}`),
  updateServiceAccountToken: async (api, { organization, account }) =>
    api.patch(`/organizations/${organization}/service-accounts/${account}/tokens/${await newToken()}`, {
      name: `t ${(names += 1)}`,
    }),
  revokeServiceAccountToken: async (api, { organization, account }) =>
    api.delete(`/organizations/${organization}/service-accounts/${account}/tokens/${await newToken()}`),
};

const ownToken = async (api: Api): Promise<string> => {
  const { status, body } = await api.post<Token>('/me/tokens', { name: 't' });
  return status === 201 ? body.id : NIL_ID;
};

const onInstallation: Record<OnInstallation, Send> = {
  getMe: (api) => api.get('/me'),
  updateMe: (api) => api.patch('/me', { name: 'Ada' }),
  acceptInvitation: async (api) => api.post('/invitations/accept', { secret: (await newInvitation()).secret }),
  listUsers: (api) => api.get('/users'),
  getUser: async (api) => api.get(`/users/${await idOf(admin.get('/me'))}`),
  listMyOrganizations: (api) => api.get('/me/organizations'),
  listOwnTokens: (api) => api.get('/me/tokens'),
  createOwnToken: (api) => api.post('/me/tokens', { name: 't' }),
  revokeOwnToken: async (api) => api.delete(`/me/tokens/${await ownToken(api)}`),
  getOwnToken: async (api) => api.get(`/me/tokens/${await ownToken(api)}`),
  updateOwnToken: async (api) => api.patch(`/me/tokens/${await ownToken(api)}`, { name: `t ${(names += 1)}` }),
  getCurrentToken: (api) => api.get('/tokens/current'),
  createOrganization: (api) => api.post('/organizations', { name: 'O' }),
};

/** The same four operations on role bindings, whose target is a project. */
const onBindingsOfProject: Record<Extract<OnOrganization, `${string}RoleBinding${string}`>, Send> = {
  listRoleBindings: (api, { organization, project }) => api.get(`${bindingsOf(organization)}?project_id=${project}`),
  createRoleBinding: async (api, { organization, project }) =>
    api.post(bindingsOf(organization), {
      user_id: await newUser(things.organization),
      role: 'viewer',
      target: { type: 'project', id: project },
    }),
  getRoleBinding: async (api, at) =>
    api.get(`${bindingsOf(at.organization)}/${await newBinding(at, 'project', at.project)}`),
  deleteRoleBinding: async (api, at) =>
    api.delete(`${bindingsOf(at.organization)}/${await newBinding(at, 'project', at.project)}`),
};

const entries = <Name extends OperationName>(table: Record<Name, Send>): readonly (readonly [Name, Send])[] =>
  Object.entries(table) as unknown as [Name, Send][];

// The callers of the matrix are service accounts.
const holds = (role: Role, permission: Permission): boolean =>
  !(personPermissions as readonly Permission[]).includes(permission) &&
  ((rolesByPermission as Partial<Record<Permission, readonly Role[]>>)[permission]?.includes(role) ?? false);

const isMembers = (permission: Permission): boolean =>
  (memberPermissions as readonly Permission[]).includes(permission) &&
  !(personPermissions as readonly Permission[]).includes(permission);

const expectAllowed = (answer: Answer<unknown>): void =>
  expect({ status: answer.status < 300, answer: answer.body }).toEqual({ status: true, answer: answer.body });

const expectForbidden = ({ status, body }: Answer<unknown>, permission: Permission): void => {
  expect({ status, body }).toMatchObject({
    status: 403,
    body: { code: 'forbidden', detail: expect.stringContaining(permission) as unknown },
  });
};

const expectNotFound = ({ status, body }: Answer<unknown>): void =>
  expect({ status, body }).toMatchObject({ status: 404, body: { code: 'not_found' } });

describe.each(roles)('%s on the organization', (role) => {
  let api: Api;
  beforeAll(async () => {
    ({ api } = await hire(things.organization, [role]));
  });

  test.each([...entries(onOrganization), ...entries(onProject)])('%s', async (operation, send) => {
    const permission = requiredPermissions[operation];
    const answer = await send(api, things);
    if (holds(role, permission)) expectAllowed(answer);
    else expectForbidden(answer, permission);
  });
});

describe.each(roles)('%s on one project', (role) => {
  let api: Api;
  let other: string;
  beforeAll(async () => {
    const hired = await hire(things.organization, []);
    ({ api } = hired);
    await bind(hired.id, role, things.project);
    other = await newProject(things.organization);
  });

  test.each(entries(onProject))('%s', async (operation, send) => {
    const permission = requiredPermissions[operation];
    const answer = await send(api, things);
    if (holds(role, permission)) expectAllowed(answer);
    else expectForbidden(answer, permission);
  });

  test.each(entries(onBindingsOfProject))('%s, where the target is the project', async (operation, send) => {
    const permission = requiredPermissions[operation];
    const answer = await send(api, things);
    if (holds(role, permission)) expectAllowed(answer);
    else expectForbidden(answer, permission);
  });

  test.each(entries(onBindingsOfProject))(
    '%s, where the target is another project of the organization: as if it were not there',
    async (operation, send) => {
      const answer = await send(api, { ...things, project: other });
      // Which project an unknown binding is of nobody can say, so the organization is asked.
      if (operation === 'deleteRoleBinding' || operation === 'getRoleBinding')
        expectForbidden(answer, requiredPermissions[operation]);
      else expectNotFound(answer);
    },
  );

  test.each(entries(onProject))('%s, on another project of the organization', async (_operation, send) => {
    expectNotFound(await send(api, { ...things, project: other }));
  });

  test.each(entries(onOrganization))('%s, on the organization: what every member may', async (operation, send) => {
    const permission = requiredPermissions[operation];
    const answer = await send(api, things);
    if (isMembers(permission)) expectAllowed(answer);
    else expectForbidden(answer, permission);
  });

  test('lists exactly that project', async () => {
    const { body } = await api.get<{ projects: readonly Project[] }>(`/organizations/${things.organization}/projects`);
    expect(body.projects.map(({ id }) => id)).toEqual([things.project]);
  });
});

describe.each(roles)('%s on the organization, of a project’s role bindings', (role) => {
  test.each(entries(onBindingsOfProject))('%s', async (operation, send) => {
    const { api } = await hire(things.organization, [role]);
    const answer = await send(api, things);
    if (holds(role, requiredPermissions[operation])) expectAllowed(answer);
    else expectForbidden(answer, requiredPermissions[operation]);
  });
});

describe('a member without a role', () => {
  let api: Api;
  beforeAll(async () => {
    ({ api } = await hire(things.organization, []));
  });

  test.each(entries(onProject))('%s', async (_operation, send) => {
    expectNotFound(await send(api, things));
  });

  test.each(entries(onOrganization))('%s', async (operation, send) => {
    const permission = requiredPermissions[operation];
    const answer = await send(api, things);
    if (isMembers(permission)) expectAllowed(answer);
    else expectForbidden(answer, permission);
  });
});

describe('an admin of another organization', () => {
  let api: Api;
  beforeAll(async () => {
    api = await welcome(strange.organization, 'admin');
  });

  // What an answer says but for the ids that the request named, the request's own id and the moment.
  const withoutIds = ({ status, headers, body }: Answer<unknown>, ids: readonly string[]): string => {
    const text = JSON.stringify({ status, headers: [...headers].filter(([name]) => name !== 'date'), body });
    const request = headers.get('x-request-id') ?? '';
    return [request, ...ids].reduce((blurred, id) => blurred.replaceAll(id, 'ID'), text);
  };

  const unknown: Things = {
    organization: '01990000-0000-7000-8000-00000000000a',
    account: '01990000-0000-7000-8000-00000000000b',
    project: '01990000-0000-7000-8000-00000000000c',
    item: '01990000-0000-7000-8000-00000000000d',
    task: '01990000-0000-7000-8000-00000000000e',
    annotation: '01990000-0000-7000-8000-00000000000f',
    prediction: '01990000-0000-7000-8000-000000000010',
  };

  const ids = (...sets: readonly Things[]): readonly string[] => sets.flatMap((set) => Object.values(set) as string[]);

  test.each([...entries(onOrganization), ...entries(onProject)])(
    '%s: not found, byte for byte as what does not exist',
    async (operation, send) => {
      const blur = ids(things, unknown);
      const removals: Partial<Record<OperationName, Send>> = {
        getServiceAccountToken: (a, t) =>
          a.get(`/organizations/${t.organization}/service-accounts/${t.account}/tokens/${t.item}`),
        updateServiceAccountToken: (a, t) =>
          a.patch(`/organizations/${t.organization}/service-accounts/${t.account}/tokens/${t.item}`, { name: 'x' }),
        updateServiceAccount: (a, t) =>
          a.patch(`/organizations/${t.organization}/service-accounts/${t.account}`, { name: 'x' }),
        getInvitation: (a, t) => a.get(`/organizations/${t.organization}/invitations/${t.item}`),
        getMember: (a, t) => a.get(`/organizations/${t.organization}/members/${t.account}`),
        getRoleBinding: (a, t) => a.get(`${bindingsOf(t.organization)}/${t.item}`),
        getExternalUser: (a, t) => a.get(`/organizations/${t.organization}/external-users/${t.item}`),
        revokeServiceAccountToken: (a, t) =>
          a.delete(`/organizations/${t.organization}/service-accounts/${t.account}/tokens/${t.item}`),
        revokeInvitation: (a, t) => a.delete(`/organizations/${t.organization}/invitations/${t.item}`),
        removeMember: (a, t) => a.delete(`/organizations/${t.organization}/members/${t.account}`),
        deleteServiceAccount: (a, t) => a.delete(`/organizations/${t.organization}/service-accounts/${t.account}`),
        deleteItem: (a, t) => a.delete(`/projects/${t.project}/items/${t.item}`),
        deleteAnnotation: (a, t) => a.delete(`/projects/${t.project}/annotations/${t.annotation}`),
        restoreAnnotation: (a, t) => a.post(`/projects/${t.project}/annotations/${t.annotation}/restore`),
        deletePrediction: (a, t) => a.delete(`/projects/${t.project}/predictions/${t.item}`),
        restorePrediction: (a, t) => a.post(`/projects/${t.project}/predictions/${t.item}/restore`),
        deleteRoleBinding: (a, t) => a.delete(`${bindingsOf(t.organization)}/${t.item}`),
        createRoleBinding: (a, t) =>
          a.post(bindingsOf(t.organization), {
            user_id: things.account,
            role: 'viewer',
            target: { type: 'organization', id: things.organization },
          }),
      };
      const revoked = removals[operation] ?? send;
      const theirs = await revoked(api, things);
      expectNotFound(theirs);
      expect(withoutIds(theirs, blur)).toBe(withoutIds(await revoked(api, unknown), blur));
      const noId: Things = {
        organization: 'x',
        account: 'x',
        project: 'x',
        item: 'x',
        task: 'x',
        annotation: 'x',
        prediction: 'x',
      };
      expect(withoutIds(await revoked(api, noId), blur).replaceAll('/x', '/ID')).toBe(withoutIds(theirs, blur));
    },
  );

  test.each([
    ['getItem', (t: Things) => `/projects/${strange.project}/items/${t.item}`, 'GET'],
    ['updateItem', (t: Things) => `/projects/${strange.project}/items/${t.item}`, 'PATCH'],
    ['deleteItem', (t: Things) => `/projects/${strange.project}/items/${t.item}`, 'DELETE'],
    ['requeueItem', (t: Things) => `/projects/${strange.project}/items/${t.item}/requeue`, 'POST'],
    ['restoreItem', (t: Things) => `/projects/${strange.project}/items/${t.item}/restore`, 'POST'],
    [
      'deleteServiceAccount',
      (t: Things) => `/organizations/${strange.organization}/service-accounts/${t.account}`,
      'DELETE',
    ],
    ['getServiceAccount', (t: Things) => `/organizations/${strange.organization}/service-accounts/${t.account}`, 'GET'],
    [
      'updateServiceAccount',
      (t: Things) => `/organizations/${strange.organization}/service-accounts/${t.account}`,
      'PATCH',
    ],
    ['getMember', (t: Things) => `/organizations/${strange.organization}/members/${t.account}`, 'GET'],
    ['getPrediction', (t: Things) => `/projects/${strange.project}/predictions/${t.prediction}`, 'GET'],
    ['getTask', (t: Things) => `/projects/${strange.project}/tasks/${t.task}`, 'GET'],
    ['renewTask', (t: Things) => `/projects/${strange.project}/tasks/${t.task}/renew`, 'POST'],
    ['releaseTask', (t: Things) => `/projects/${strange.project}/tasks/${t.task}/release`, 'POST'],
    ['skipTask', (t: Things) => `/projects/${strange.project}/tasks/${t.task}/skip`, 'POST'],
    ['submitTask', (t: Things) => `/projects/${strange.project}/tasks/${t.task}/submit`, 'POST'],
    ['getAnnotation', (t: Things) => `/projects/${strange.project}/annotations/${t.annotation}`, 'GET'],
    [
      'listAnnotationRevisions',
      (t: Things) => `/projects/${strange.project}/annotations/${t.annotation}/revisions`,
      'GET',
    ],
    ['reviseAnnotation', (t: Things) => `/projects/${strange.project}/annotations/${t.annotation}`, 'PATCH'],
    ['deleteAnnotation', (t: Things) => `/projects/${strange.project}/annotations/${t.annotation}`, 'DELETE'],
    ['restoreAnnotation', (t: Things) => `/projects/${strange.project}/annotations/${t.annotation}/restore`, 'POST'],
    ['removeMember', (t: Things) => `/organizations/${strange.organization}/members/${t.account}`, 'DELETE'],
    [
      'listServiceAccountTokens',
      (t: Things) => `/organizations/${strange.organization}/service-accounts/${t.account}/tokens`,
      'GET',
    ],
  ] as const)(
    '%s below their own project: another tenant’s id is one that does not exist',
    async (operation, path, method) => {
      const blur = ids(things, unknown, strange);
      const bodies: Partial<Record<OperationName, object>> = {
        submitTask: { value: VALUE },
        reviseAnnotation: { value: VALUE },
        updateItem: { priority: 1 },
        updateServiceAccount: { name: 'x' },
      };
      const body =
        bodies[operation] === undefined
          ? {}
          : { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(bodies[operation]) };
      const theirs = await api.request(method, path(things), body);
      expectNotFound(theirs);
      expect(withoutIds(theirs, blur)).toBe(withoutIds(await api.request(method, path(unknown), body), blur));
    },
  );

  test.each(['organization', 'project'] as const)(
    'a role binding on another tenant’s %s: not found below their own organization, byte for byte as an unknown one',
    async (type) => {
      const path = bindingsOf(strange.organization);
      const id = await newBinding(things, type, things[type]);
      for (const method of ['GET', 'DELETE']) {
        const theirs = await api.request(method, `${path}/${id}`);
        expectNotFound(theirs);
        expect(withoutIds(theirs, [id])).toBe(withoutIds(await api.request(method, `${path}/${NIL_ID}`), [NIL_ID]));
      }
      const binding = { user_id: strange.account, role: 'viewer', target: { type, id: things[type] } };
      const created = await api.post(path, binding);
      expectNotFound(created);
      expect(withoutIds(created, ids(things, unknown))).toBe(
        withoutIds(await api.post(path, { ...binding, target: { type, id: unknown[type] } }), ids(things, unknown)),
      );
      const listed = await api.get(`${path}?project_id=${things.project}`);
      expectNotFound(listed);
      expect(withoutIds(listed, ids(things, unknown))).toBe(
        withoutIds(await api.get(`${path}?project_id=${unknown.project}`), ids(things, unknown)),
      );
    },
  );

  test('sees their own organization only', async () => {
    const { body } = await api.get<{ organizations: readonly { id: string }[] }>('/me/organizations');
    expect(body.organizations.map(({ id }) => id)).toEqual([strange.organization]);
  });
});

describe('a person who is admin of the organization', () => {
  test.each([...entries(onOrganization), ...entries(onProject)])('%s', async (operation, send) => {
    const answer = await send(admin, things);
    // The last one stays.
    if (operation === 'leaveOrganization') expect(answer).toMatchObject({ status: 409, body: { code: 'last_admin' } });
    else expectAllowed(answer);
  });
});

describe.each(roles)('%s on the organization, who is a person, of what service accounts never may', (role) => {
  let api: Api;
  beforeAll(async () => {
    api = await welcome(things.organization, role);
  });

  const personal = [...entries(onOrganization), ...entries(onProject)].filter(([operation]) =>
    (personPermissions as readonly Permission[]).includes(requiredPermissions[operation]),
  );

  // Who has left may nothing.
  test.each(personal.toSorted(([a], [b]) => Number(a === 'leaveOrganization') - Number(b === 'leaveOrganization')))(
    '%s',
    async (operation, send) => {
      const permission = requiredPermissions[operation];
      const answer = await send(api, things);
      if ((rolesByPermission[permission as keyof typeof rolesByPermission] as readonly Role[]).includes(role))
        expectAllowed(answer);
      else expectForbidden(answer, permission);
    },
  );
});

describe('what concerns no organization', () => {
  test.each(entries(onInstallation))('a person may: %s', async (_operation, send) => {
    expectAllowed(await send(admin, things));
  });

  test.each(entries(onInstallation))('a service account: %s', async (operation, send) => {
    const { api } = await hire(things.organization, ['admin']);
    const answer = await send(api, things);
    if ((ownPermissions.service as readonly Permission[]).includes(requiredPermissions[operation]))
      expectAllowed(answer);
    else expectForbidden(answer, requiredPermissions[operation]);
  });
});

describe('whose tasks and annotations', () => {
  test('an annotator sees and uses their own only; a reviewer sees all; a manager may also give back anyone’s', async () => {
    const [annotator, other, reviewer, manager] = await Promise.all(
      (['annotator', 'annotator', 'reviewer', 'manager'] as const).map(
        async (role) => (await hire(things.organization, [role])).api,
      ),
    );
    if (!annotator || !other || !reviewer || !manager) throw new Error('Four were hired.');
    const base = `/projects/${things.project}`;
    const task = await ownTask(annotator, things);
    const annotation = `${base}/annotations/${await idOf(annotator.post(`${await ownTask(annotator, things)}/submit`, { value: VALUE }))}`;
    expectNotFound(await other.get(task));
    expectNotFound(await other.get(annotation));
    for (const action of ['renew', 'release', 'skip']) expectNotFound(await other.post(`${task}/${action}`));
    expectNotFound(await other.post(`${task}/submit`, { value: VALUE }));
    // Who may read it is told why they may not do this.
    const expectOnlyAnnotator = ({ status, body }: Answer<unknown>): void =>
      expect({ status, body }).toMatchObject({
        status: 403,
        body: { code: 'forbidden', detail: expect.stringMatching(/^Only the annotator who /) },
      });
    for (const api of [reviewer, manager]) expectOnlyAnnotator(await api.post(`${task}/submit`, { value: VALUE }));
    for (const api of [reviewer, manager]) expectOnlyAnnotator(await api.post(`${task}/renew`));
    for (const action of ['release', 'skip'])
      expectForbidden(await reviewer.post(`${task}/${action}`), 'task:release_any');
    expect((await reviewer.get<Task>(task)).body.state).toBe('claimed');
    expectAllowed(await reviewer.get<Annotation>(annotation));
    expectAllowed(await reviewer.get(`${annotation}/revisions`));
    expectNotFound(await other.get(`${annotation}/revisions`));
    expectNotFound(await other.patch(annotation, { value: { c: 'b' } }));
    for (const api of [reviewer, manager]) expectOnlyAnnotator(await api.patch(annotation, { value: { c: 'b' } }));
    expectAllowed(await annotator.patch(annotation, { value: { c: 'b' } }));
    expect((await manager.post<Task>(`${task}/release`)).body.state).toBe('released');
    const listed = (await other.get<{ annotations: readonly Annotation[] }>(`${base}/annotations`)).body.annotations;
    expect(listed).toEqual([]);
  });

  test('an item’s metadata never reaches an annotator', async () => {
    const { api } = await hire(things.organization, ['annotator']);
    const line = JSON.stringify({
      external_id: 'secret',
      data: { text: 'x' },
      metadata: { expected: 'the right answer' },
      priority: 9,
    });
    await admin.request('POST', `/projects/${things.project}/items`, { ...NDJSON, body: line });
    const claim = await api.post<Claim>(`/projects/${things.project}/tasks/claim`);
    expect(claim.body.tasks.map(({ item }) => item.external_id)).toEqual(['secret']);
    expect(JSON.stringify(claim.body)).not.toContain('the right answer');
    const item = claim.body.tasks[0]?.item.id ?? '';
    expect((await admin.get<Item>(`/projects/${things.project}/items/${item}`)).body.metadata).toEqual({
      expected: 'the right answer',
    });
  });
});

describe('what is deleted', () => {
  const problem = ({ status, body, headers }: Answer<unknown>, id: string): string =>
    JSON.stringify({ status, body })
      .replaceAll(headers.get('x-request-id') ?? '', 'ID')
      .replaceAll(id, 'ID');

  test.each(roles)('%s: of the three deleted lists only those that they may restore from', async (role) => {
    const { api } = await hire(things.organization, [role]);
    for (const [path, permission] of [
      [`/projects/${things.project}/items`, 'item:restore'],
      [`/organizations/${things.organization}/projects`, 'project:restore'],
    ] as const) {
      const answer = await api.get(`${path}?deleted=true`);
      if (holds(role, permission)) expectAllowed(answer);
      // Who may not even list the items is told so.
      else expectForbidden(answer, path.endsWith('items') && !holds(role, 'item:read') ? 'item:read' : permission);
    }
    expectAllowed(await api.get('/organizations?deleted=true'));
  });

  test('is for everybody as if it had never been, but for who restores it', async () => {
    const deleted = await newProject(things.organization);
    expectAllowed(await admin.delete(`/projects/${deleted}`));
    const unknown = '01990000-0000-7000-8000-00000000000c';
    for (const role of roles) {
      const { api } = await hire(things.organization, [role]);
      for (const [operation, send] of entries(onProject)) {
        if (operation === 'deleteProject' || (operation === 'restoreProject' && role === 'admin')) continue;
        const answer = await send(api, { ...things, project: deleted });
        expectNotFound(answer);
        expect([operation, problem(answer, deleted)]).toEqual([
          operation,
          problem(await send(api, { ...things, project: unknown }), unknown),
        ]);
      }
      expectNotFound(await api.delete(`/projects/${deleted}`));
    }
    const { api } = await hire(things.organization, ['admin']);
    expectAllowed(await api.post(`/projects/${deleted}/restore`));
  });
});

test('the matrix covers every operation, and a caller of one target is none on another', async () => {
  const covered = [...Object.keys(onInstallation), ...Object.keys(onOrganization), ...Object.keys(onProject)];
  expect(covered.sort()).toEqual(Object.keys(requiredPermissions).sort());
  const me = await idOf(admin.get('/me'));
  const caller = await app.application.callerFor(me, INSTALLATION, null);
  if (!caller.ok) throw new Error('The first user is there.');
  expect(await app.application.getProject(caller.value, { project_id: things.project })).toEqual({
    ok: false,
    error: { code: 'not_found' },
  });
});

// Every operation has run by now; what is missing are changes that were none, and the end of a lease.
test('what all of this tells is, on its way out, as asyncapi.yaml says', async () => {
  const { organization, project, item } = things;
  expectAllowed(await admin.patch(`/organizations/${organization}`, { name: 'renamed' }));
  expectAllowed(await admin.patch(`/projects/${project}`, { name: 'renamed', overlap: 1, apply_to_items: true }));
  expectAllowed(await admin.delete(`/projects/${project}/items/${item}`));
  expectAllowed(await admin.post(`/projects/${project}/items/${item}/restore`));
  const person = (await (await welcome(organization, 'viewer')).get<{ readonly email: string }>('/me')).body;
  expect(await app.application.issueToken({ email: person.email, keep: false })).toMatchObject({ ok: true });
  const { api } = await hire(organization, ['annotator']);
  expectAllowed(await api.post(`/projects/${project}/tasks/claim`, { count: 100 }));
  later = 3_600_000;
  expectAllowed(await (await hire(organization, ['annotator'])).api.post(`/projects/${project}/tasks/claim`));
  const messages: OutgoingMessage[] = [];
  const publisher = createPublisher({
    send: async (_, some) => void messages.push(...some),
    close: async () => undefined,
  });
  const relay = postgres.relay({
    ...publisher,
    holder: v7(),
    now: () => new Date(),
    onFault: (fault) => expect(fault).toBe(undefined),
  });
  relay.start();
  await until(async () => messages.length > 0 && (await postgres.backlog(new Date())).events === 0);
  await relay.stop();
  const events = messages.map(eventIn);
  expect(events.flatMap((event) => contractFaults('goldset.events', event))).toEqual([]);
  expect([...new Set(events.map(({ type }) => type))].toSorted()).toEqual(Object.keys(eventSchemas).toSorted());
});
