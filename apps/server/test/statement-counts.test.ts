import { readFileSync } from 'node:fs';
import type { OperationName } from '@goldset/core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Api } from './http/client.ts';
import { startTestApp } from './http/server.ts';
import type { TestApp } from './http/server.ts';

/** How many SQL statements an operation costs, per outcome, without the one that authenticates and without BEGIN and COMMIT. */
const counts = {
  getMe: { found: 1 },
  updateMe: { changed: 2, unchanged: 1, stale: 1 },
  listUsers: { found: 1, named: 1 },
  getUser: { found: 1, 'not found': 1 },
  listMyOrganizations: { found: 1, deleted: 1 },
  listOwnTokens: { found: 1, expired: 1 },
  getOwnToken: { found: 1, 'not found': 1 },
  updateOwnToken: { changed: 2, unchanged: 1, stale: 1, 'not found': 1 },
  getCurrentToken: { found: 1, 'of a project': 1 },
  createOwnToken: { created: 2, invalid: 0, 'limited to an organization': 3 },
  revokeOwnToken: { revoked: 2, 'not found': 1 },
  createOrganization: { created: 4 },
  getOrganization: { found: 1, 'no role': 0 },
  updateOrganization: { changed: 2, unchanged: 1, stale: 1 },
  deleteOrganization: { deleted: 2 },
  // One statement for each project in which something is claimed, and one more for each 200 tasks.
  restoreOrganization: { restored: 4, 'not deleted': 2, 'with claims': 5, 'not found': 0 },
  createInvitation: { created: 6, 'a member': 4 },
  listInvitations: { found: 1 },
  getInvitation: { found: 1, 'not found': 1 },
  revokeInvitation: { revoked: 2, 'not found': 1 },
  // One more for each role.
  acceptInvitation: { 'somebody new': 11, 'with a token': 8, unknown: 1, 'somebody else’s': 7 },
  listMembers: { found: 1, filtered: 1, 'with an address': 1 },
  getMember: { found: 1, 'not found': 1 },
  // One statement more for each 200 tasks that they have claimed in each project.
  removeMember: { removed: 7, 'not found': 2, 'last admin': 2, 'with claims': 8 },
  leaveOrganization: { left: 7, 'last admin': 2 },
  // Three ask once more whether the caller may, and hold that.
  createRoleBinding: { created: 5, 'not found': 4, 'on a project': 5 },
  listRoleBindings: { found: 1, 'of a project': 1, 'of a member': 1, 'of a member on a project': 1 },
  // The first reads the target, as for a deletion.
  getRoleBinding: { found: 2, 'not found': 2, 'on a project': 2 },
  // The first reads the target, on which the caller is then read again if it is a project.
  // What an admin leaves behind is read by three more.
  deleteRoleBinding: { deleted: 4, 'not found': 3, 'last admin': 3, 'on a project': 4, 'of an admin': 7 },
  // Three ask once more whether the caller may, and hold that.
  createServiceAccount: { 'with one role': 7, 'without a role': 6 },
  listServiceAccounts: { found: 1, named: 1 },
  getServiceAccount: { found: 1, 'not found': 1 },
  updateServiceAccount: { changed: 2, unchanged: 1, stale: 1, 'not found': 1 },
  deleteServiceAccount: { deleted: 7, 'not found': 2, 'a person': 2 },
  createServiceAccountToken: { created: 6, 'not found': 4 },
  listServiceAccountTokens: { found: 2, expired: 2 },
  getServiceAccountToken: { found: 1, 'not found': 1 },
  updateServiceAccountToken: { changed: 2, unchanged: 1, stale: 1, 'not found': 1 },
  revokeServiceAccountToken: { revoked: 3 },
  listExternalUsers: { found: 1, filtered: 1 },
  getExternalUser: { found: 1, 'not found': 1 },
  // What moves is counted in each project with answers, then moved there: four statements and two of the transaction's for each chunk.
  linkExternalUser: { linked: 16, again: 5, 'dry run': 5, 'not found': 4 },
  createProject: { created: 2 },
  listProjects: { found: 1, deleted: 1, named: 1 },
  getProject: { found: 1, 'no role': 0 },
  // With `apply_to_items` one more for each 1,000 items.
  updateProject: { changed: 2, unchanged: 1, stale: 1, 'with two chunks of items': 4 },
  // Whatever is in it.
  deleteProject: { deleted: 2 },
  // One statement more for each 200 tasks that are claimed in it.
  restoreProject: { restored: 4, 'not deleted': 2, 'not found': 0 },
  getSetup: { found: 3 },
  // One more for each version that is added.
  importSetup: { 'two versions': 6, unchanged: 3, 'another version': 3 },
  getProgress: { found: 1 },
  listAnnotatorProgress: { found: 1 },
  createAnnotationUI: { created: 2 },
  listAnnotationUIs: { found: 1 },
  getAnnotationUI: { found: 1, latest: 1 },
  getAnnotationUISchema: { found: 1, 'not found': 1 },
  publishGuideline: { published: 3, 'not ready': 1 },
  listGuidelines: { found: 1 },
  getGuideline: { found: 1, latest: 1 },
  // With answers: the guideline in force and its annotation UI, who is who, the items, what is known of the answers, the answers; one more for each of predictions and skips.
  importItems: {
    created: 1,
    unchanged: 1,
    'two batches': 2,
    'nothing good': 0,
    'all or nothing': 1,
    'with answers': 7,
    'with all parts': 9,
  },
  listItems: { found: 1, 'second page': 1, filtered: 1, named: 1, deleted: 1 },
  getItem: { found: 1, 'not found': 1 },
  deleteItem: { deleted: 1, 'with claims': 1, 'not found': 1 },
  requeueItem: { requeued: 1, 'nothing to do': 1, complete: 1, 'not found': 1 },
  restoreItem: { restored: 1, 'not deleted': 2, 'not found': 2 },
  updateItem: { changed: 1, unchanged: 1, 'not found': 1, 'in use': 1, stale: 1 },
  claimTasks: {
    one: 1,
    hundred: 1,
    nothing: 2,
    'not ready': 2,
    'at random': 1,
    'nothing at random': 2,
    named: 1,
    'named, nothing': 2,
    'named, not found': 2,
  },
  listTasks: { found: 1, own: 1, 'in a state': 1, 'on an item': 1, 'own, in a state': 1, 'own, claimed': 1 },
  getTask: { found: 1 },
  renewTask: { renewed: 1, 'not found': 2, 'no longer claimed': 2 },
  releaseTask: { released: 1, again: 2 },
  skipTask: { skipped: 1, again: 2 },
  submitTask: { submitted: 2, again: 1, invalid: 1, 'not found': 1 },
  // The guideline in force, and the skips.
  importSkips: {
    created: 2,
    unchanged: 2,
    updated: 2,
    'two batches': 3,
    'nothing good': 1,
    'not ready': 1,
    'all or nothing': 2,
  },
  listAnnotations: {
    found: 1,
    own: 1,
    'of an item': 1,
    'of somebody else': 0,
    changed: 1,
    'own that changed': 1,
    deleted: 1,
  },
  getAnnotation: { found: 1 },
  // Changes are what transactions changed, and what the end of leases opened.
  exportProject: { 'one chunk': 2, 'two chunks': 3, 'as CSV': 3, changes: 3 },
  // The first reads the annotation UI in force; spans need the lengths of texts before they are written; one more for each other annotation UI that lines name, in however many batches.
  importPredictions: {
    created: 2,
    'with spans': 3,
    'under another annotation UI': 3,
    'two batches under another annotation UI': 4,
    'two batches': 3,
    'nothing good': 1,
    'not ready': 1,
    'all or nothing': 2,
  },
  getPrediction: { found: 1, 'not found': 1 },
  listPredictions: { found: 1, 'of an item': 1, 'of a model': 1, deleted: 1 },
  deletePrediction: { deleted: 1, 'not found': 1, stale: 1 },
  // What fits is counted, and then deleted, however much it is.
  deletePredictions: { deleted: 2, 'another count': 1, nothing: 1 },
  restorePrediction: { restored: 1, 'not deleted': 2, 'not found': 2, taken: 1 },
  deleteAnnotation: { deleted: 1, 'not found': 1, stale: 1 },
  deleteAnnotations: { deleted: 2, 'another count': 1, nothing: 1 },
  // Before it is looked whether the annotator holds the item, nobody may say any more that they are another one, and their claims wait.
  restoreAnnotation: { restored: 3, 'not deleted': 3, 'not found': 3, taken: 3 },
  reviseAnnotation: { revised: 2, unchanged: 1, invalid: 1, 'not found': 1 },
  listAnnotationRevisions: { found: 2, 'not found': 1 },
  // The guideline in force and its annotation UI, what is known of the lines, the answers; one more for another annotation UI that lines name.
  importAnnotations: {
    created: 4,
    unchanged: 3,
    updated: 4,
    'two batches': 6,
    'nothing good': 2,
    'under another annotation UI': 5,
    'not ready': 1,
    'all or nothing': 4,
  },
} as const satisfies Record<OperationName, Readonly<Record<string, number>>>;

const ended: string[] = [];
const sent: string[] = [];
/** How often an operation waited for the database, by operation and outcome: its statements, the one that authenticates, BEGIN and COMMIT. */
const trips: Record<string, number> = {};
let app: TestApp;
let api: Api;

const isCounted = (text: string): boolean =>
  !/^\s*(begin|commit|rollback)/i.test(text) && !text.includes('/* authenticate */');

/** Runs `work` and says how many statements of an operation it sent. */
const counted = async (work: () => Promise<unknown>): Promise<number> => {
  sent.length = 0;
  await work();
  return sent.filter(isCounted).length;
};

beforeAll(async () => {
  app = await startTestApp({ onStatement: (text) => sent.push(text) });
  api = app.api;
});
afterAll(async () => {
  await app.close();
  const declared = Object.entries(counts).flatMap(([operation, outcomes]) =>
    Object.keys(outcomes).map((outcome) => `${operation}: ${outcome}`),
  );
  expect(ended.sort()).toEqual(declared.sort());
});

const check = async <Name extends OperationName>(
  operation: Name,
  outcome: keyof (typeof counts)[Name] & string,
  status: number,
  request: () => Promise<{ readonly status: number; readonly body: unknown }>,
): Promise<unknown> => {
  let answer: { readonly status: number; readonly body: unknown } | undefined;
  const statements = await counted(async () => {
    answer = await request();
  });
  expect({ operation, outcome, status: answer?.status, statements }).toEqual({
    operation,
    outcome,
    status,
    statements: counts[operation][outcome],
  });
  ended.push(`${operation}: ${outcome}`);
  trips[`${operation}: ${outcome}`] = sent.length;
  return answer?.body;
};

const idOf = (body: unknown): string => (body as { id: string }).id;

const UNKNOWN = '01990000-0000-7000-8000-000000000000';

const ndjson = (
  lines: readonly object[],
  query = '',
): { readonly path: string; readonly parts: { readonly headers: Record<string, string>; readonly body: string } } => ({
  path: `/items${query}`,
  parts: {
    headers: { 'Content-Type': 'application/x-ndjson' },
    body: lines.map((line) => JSON.stringify(line)).join('\n'),
  },
});

const manyItems = (count: number, from = 0): readonly object[] =>
  Array.from({ length: count }, (_, n) => ({ external_id: `item ${from + n}`, data: { text: `${n}` } }));

describe('the number of SQL statements', () => {
  test('of the operations on users, tokens and organizations', async () => {
    await check('getMe', 'found', 200, () => api.get('/me'));
    await check('updateMe', 'changed', 200, () => api.patch('/me', { name: 'Ada' }));
    await check('updateMe', 'unchanged', 200, () => api.patch('/me', { name: 'Ada' }));
    await check('updateMe', 'stale', 412, () => api.patch('/me', { name: 'Eve' }, '"1"'));
    const organization = idOf(
      await check('createOrganization', 'created', 201, () => api.post('/organizations', { name: 'A' })),
    );
    await check('listMyOrganizations', 'found', 200, () => api.get('/me/organizations'));
    await check('getOrganization', 'found', 200, () => api.get(`/organizations/${organization}`));
    await check('getOrganization', 'no role', 404, () => api.get(`/organizations/${UNKNOWN}`));
    await check('updateOrganization', 'changed', 200, () =>
      api.patch(`/organizations/${organization}`, { name: 'A, renamed' }),
    );
    await check('updateOrganization', 'unchanged', 200, () => api.patch(`/organizations/${organization}`, {}));
    await check('updateOrganization', 'stale', 412, () =>
      api.patch(`/organizations/${organization}`, { name: 'x' }, '"1"'),
    );
    await check('createOwnToken', 'invalid', 422, () =>
      api.post('/me/tokens', { name: 'x', expires_at: '2000-01-01T00:00:00Z' }),
    );
    const token = idOf(await check('createOwnToken', 'created', 201, () => api.post('/me/tokens', { name: 'x' })));
    await check('createOwnToken', 'limited to an organization', 201, () =>
      api.post('/me/tokens', { name: 'x', organization_id: organization }),
    );
    await check('listOwnTokens', 'found', 200, () => api.get('/me/tokens'));
    await check('listOwnTokens', 'expired', 200, () => api.get('/me/tokens?expired=true'));
    await check('getOwnToken', 'found', 200, () => api.get(`/me/tokens/${token}`));
    await check('getOwnToken', 'not found', 404, () => api.get(`/me/tokens/${UNKNOWN}`));
    await check('updateOwnToken', 'changed', 200, () => api.patch(`/me/tokens/${token}`, { name: 'y' }));
    await check('updateOwnToken', 'unchanged', 200, () => api.patch(`/me/tokens/${token}`, { name: 'y' }));
    await check('updateOwnToken', 'stale', 412, () => api.patch(`/me/tokens/${token}`, { name: 'z' }, '"1"'));
    await check('updateOwnToken', 'not found', 404, () => api.patch(`/me/tokens/${UNKNOWN}`, { name: 'z' }));
    await check('getCurrentToken', 'found', 200, () => api.get('/tokens/current'));
    await check('getCurrentToken', 'of a project', 200, () => api.get(`/tokens/current?project_id=${UNKNOWN}`));
    await check('revokeOwnToken', 'revoked', 204, () => api.delete(`/me/tokens/${token}`));
    await check('revokeOwnToken', 'not found', 404, () => api.delete(`/me/tokens/${token}`));
    const accounts = `/organizations/${organization}/service-accounts`;
    await check('createServiceAccount', 'without a role', 201, () => api.post(accounts, { name: 's', roles: [] }));
    await check('listExternalUsers', 'found', 200, () => api.get(`/organizations/${organization}/external-users`));
    const account = idOf(
      await check('createServiceAccount', 'with one role', 201, () =>
        api.post(accounts, { name: 's', roles: ['viewer'] }),
      ),
    );
    await check('listServiceAccounts', 'found', 200, () => api.get(accounts));
    await check('listServiceAccounts', 'named', 200, () => api.get(`${accounts}?name=S`));
    await check('getServiceAccount', 'found', 200, () => api.get(`${accounts}/${account}`));
    await check('getServiceAccount', 'not found', 404, () => api.get(`${accounts}/${UNKNOWN}`));
    await check('updateServiceAccount', 'changed', 200, () => api.patch(`${accounts}/${account}`, { name: 'robot' }));
    await check('updateServiceAccount', 'unchanged', 200, () => api.patch(`${accounts}/${account}`, {}));
    await check('updateServiceAccount', 'stale', 412, () => api.patch(`${accounts}/${account}`, { name: 'x' }, '"1"'));
    await check('updateServiceAccount', 'not found', 404, () => api.patch(`${accounts}/${UNKNOWN}`, { name: 'x' }));
    await check('listExternalUsers', 'filtered', 200, () =>
      api.get(`/organizations/${organization}/external-users?name=x&source=y`),
    );
    await check('getExternalUser', 'not found', 404, () =>
      api.get(`/organizations/${organization}/external-users/${UNKNOWN}`),
    );
    const going = idOf((await api.post(accounts, { name: 's', roles: ['viewer'] })).body);
    await check('deleteServiceAccount', 'deleted', 204, () => api.delete(`${accounts}/${going}`));
    await check('deleteServiceAccount', 'not found', 404, () => api.delete(`${accounts}/${going}`));
    const tokens = `${accounts}/${account}/tokens`;
    const accountToken = idOf(
      await check('createServiceAccountToken', 'created', 201, () => api.post(tokens, { name: 't' })),
    );
    await check('createServiceAccountToken', 'not found', 404, () =>
      api.post(`${accounts}/${UNKNOWN}/tokens`, { name: 't' }),
    );
    await check('listServiceAccountTokens', 'found', 200, () => api.get(tokens));
    await check('listServiceAccountTokens', 'expired', 200, () => api.get(`${tokens}?expired=false`));
    await check('getServiceAccountToken', 'found', 200, () => api.get(`${tokens}/${accountToken}`));
    await check('getServiceAccountToken', 'not found', 404, () => api.get(`${tokens}/${UNKNOWN}`));
    await check('updateServiceAccountToken', 'changed', 200, () =>
      api.patch(`${tokens}/${accountToken}`, { name: 'u' }),
    );
    await check('updateServiceAccountToken', 'unchanged', 200, () =>
      api.patch(`${tokens}/${accountToken}`, { name: 'u' }),
    );
    await check('updateServiceAccountToken', 'stale', 412, () =>
      api.patch(`${tokens}/${accountToken}`, { name: 'v' }, '"1"'),
    );
    await check('updateServiceAccountToken', 'not found', 404, () => api.patch(`${tokens}/${UNKNOWN}`, { name: 'v' }));
    await check('revokeServiceAccountToken', 'revoked', 204, () => api.delete(`${tokens}/${accountToken}`));
    await check('createProject', 'created', 201, () =>
      api.post(`/organizations/${organization}/projects`, { name: 'P' }),
    );
    await check('listProjects', 'found', 200, () => api.get(`/organizations/${organization}/projects`));
    await check('listProjects', 'named', 200, () => api.get(`/organizations/${organization}/projects?name=p`));

    const me = (await api.get<{ id: string }>('/me')).body.id;
    await check('deleteServiceAccount', 'a person', 404, () => api.delete(`${accounts}/${me}`));
    await check('listUsers', 'found', 200, () => api.get('/users'));
    await check('listUsers', 'named', 200, () => api.get('/users?name=a'));
    await check('getUser', 'found', 200, () => api.get(`/users/${me}`));
    await check('getUser', 'not found', 404, () => api.get(`/users/${UNKNOWN}`));
    const invitations = `/organizations/${organization}/invitations`;
    const invite = async (email: string): Promise<{ id: string; secret: string }> =>
      (await api.post<{ id: string; secret: string }>(invitations, { email, roles: [] })).body;
    const invitation = idOf(
      await check('createInvitation', 'created', 201, () =>
        api.post(invitations, { email: 'y@example.org', roles: ['viewer'] }),
      ),
    );
    await check('createInvitation', 'a member', 409, () =>
      api.post(invitations, { email: 'first@example.org', roles: [] }),
    );
    await check('listInvitations', 'found', 200, () => api.get(invitations));
    await check('getInvitation', 'found', 200, () => api.get(`${invitations}/${invitation}`));
    await check('getInvitation', 'not found', 404, () => api.get(`${invitations}/${UNKNOWN}`));
    await check('revokeInvitation', 'revoked', 204, () => api.delete(`${invitations}/${invitation}`));
    await check('revokeInvitation', 'not found', 404, () => api.delete(`${invitations}/${invitation}`));
    const [anonymous, known, taken] = [
      await invite('x@example.org'),
      await invite('z@example.org'),
      await invite('x@example.org'),
    ];
    const joined = (await check('acceptInvitation', 'somebody new', 200, () =>
      api.as().post('/invitations/accept', { secret: anonymous.secret, name: 'X' }),
    )) as { readonly user: { readonly id: string }; readonly token: { readonly secret: string } };
    await check('acceptInvitation', 'somebody else’s', 403, () =>
      api.post('/invitations/accept', { secret: taken.secret }),
    );
    await check('acceptInvitation', 'with a token', 200, () =>
      api.post('/invitations/accept', { secret: known.secret }),
    );
    await check('acceptInvitation', 'unknown', 422, () => api.post('/invitations/accept', { secret: 'x' }));
    const members = `/organizations/${organization}/members`;
    await check('listMembers', 'found', 200, () => api.get(members));
    await check('listMembers', 'filtered', 200, () => api.get(`${members}?name=a&role=admin&kind=person`));
    await check('listMembers', 'with an address', 200, () => api.get(`${members}?email=x%40example.org`));
    await check('getMember', 'found', 200, () => api.get(`${members}/${me}`));
    await check('getMember', 'not found', 404, () => api.get(`${members}/${UNKNOWN}`));
    const leaving = idOf((await api.post(accounts, { name: 's', roles: ['viewer'] })).body);
    await check('removeMember', 'removed', 200, () => api.delete(`${members}/${leaving}`));
    await check('removeMember', 'not found', 404, () => api.delete(`${members}/${leaving}`));
    await check('removeMember', 'last admin', 409, () => api.delete(`${members}/${me}`));
    await check('leaveOrganization', 'last admin', 409, () => api.delete(`${members}/me`));

    const bindings = `/organizations/${organization}/role-bindings`;
    const project = idOf((await api.post(`/organizations/${organization}/projects`, { name: 'P' })).body);
    const above = { type: 'organization', id: organization };
    await check('createRoleBinding', 'not found', 422, () =>
      api.post(bindings, { user_id: UNKNOWN, role: 'reviewer', target: above }),
    );
    const bound = idOf(
      await check('createRoleBinding', 'created', 201, () =>
        api.post(bindings, { user_id: account, role: 'reviewer', target: above }),
      ),
    );
    const onProject = { user_id: account, role: 'reviewer', target: { type: 'project', id: project } };
    const boundToProject = idOf(
      await check('createRoleBinding', 'on a project', 201, () => api.post(bindings, onProject)),
    );
    const listed = await check('listRoleBindings', 'found', 200, () => api.get(bindings));
    const first = (listed as { readonly role_bindings: readonly { readonly id: string }[] }).role_bindings[0]?.id;
    await check('listRoleBindings', 'of a project', 200, () => api.get(`${bindings}?project_id=${project}`));
    await check('listRoleBindings', 'of a member', 200, () => api.get(`${bindings}?user_id=${account}`));
    await check('listRoleBindings', 'of a member on a project', 200, () =>
      api.get(`${bindings}?user_id=${account}&project_id=${project}`),
    );
    await check('getRoleBinding', 'found', 200, () => api.get(`${bindings}/${bound}`));
    await check('getRoleBinding', 'on a project', 200, () => api.get(`${bindings}/${boundToProject}`));
    await check('getRoleBinding', 'not found', 404, () => api.get(`${bindings}/${UNKNOWN}`));
    await check('deleteRoleBinding', 'deleted', 200, () => api.delete(`${bindings}/${bound}`));
    await check('deleteRoleBinding', 'on a project', 200, () => api.delete(`${bindings}/${boundToProject}`));
    await check('deleteRoleBinding', 'not found', 404, () => api.delete(`${bindings}/${bound}`));
    await check('deleteRoleBinding', 'last admin', 409, () => api.delete(`${bindings}/${first}`));
    const ofAdmin = idOf((await api.post(bindings, { user_id: joined.user.id, role: 'admin', target: above })).body);
    await check('deleteRoleBinding', 'of an admin', 200, () => api.delete(`${bindings}/${ofAdmin}`));
    await check('leaveOrganization', 'left', 200, () => api.as(joined.token.secret).delete(`${members}/me`));
  });

  test('is the same with an idempotency key within a project, and none where the answer is repeated', async () => {
    const organization = idOf((await api.post('/organizations', { name: 'K' })).body);
    const project = `/projects/${idOf((await api.post(`/organizations/${organization}/projects`, { name: 'P' })).body)}`;
    let keys = 0;
    const twice = async (path: string, expected: number, body: object = {}, repeated = 0): Promise<unknown> => {
      const headers = { 'Content-Type': 'application/json', 'Idempotency-Key': `key-${(keys += 1)}` };
      const send = (): Promise<{ readonly body: unknown }> =>
        api.request('POST', path, { headers, body: JSON.stringify(body) });
      let answer: unknown;
      const first = await counted(async () => {
        answer = (await send()).body;
      });
      const again = await counted(send);
      expect({ path, first, again }).toEqual({ path, first: expected, again: repeated });
      return answer;
    };
    // Above organizations the answer is looked for once the caller is known; and what is said of something new does not stand where its creator's keys do.
    await twice('/organizations', counts.createOrganization.created + 2, { name: 'x' }, 1);
    await twice('/me/tokens', counts.createOwnToken.created + 1, { name: 'x' }, 1);
    await twice(`/organizations/${organization}/projects`, counts.createProject.created + 1, { name: 'x' });
    await twice(`/organizations/${organization}/service-accounts`, counts.createServiceAccount['with one role'], {
      name: 'x',
      roles: ['viewer'],
    });
    await twice(`${project}/annotation-uis`, counts.createAnnotationUI.created, {
      name: 'U',
      controls: [{ name: 'c', kind: 'choice', source: 'text', options: ['a', 'b'] }],
    });
    await twice(`${project}/guidelines`, counts.publishGuideline.published, { text: 'x' });
    // The answer is kept by a statement of its own, after the batches.
    await twice(`${project}/items`, counts.importItems.created + 1, { items: manyItems(200) });
    const claim = (await twice(`${project}/tasks/claim`, counts.claimTasks.one, { count: 4 })) as {
      readonly tasks: readonly { readonly id: string }[];
    };
    const [a, b, c] = claim.tasks.map(({ id }) => `${project}/tasks/${id}`);
    await twice(`${a}/renew`, counts.renewTask.renewed);
    await twice(`${a}/submit`, counts.submitTask.submitted, { value: { c: 'a' } });
    await twice(`${b}/release`, counts.releaseTask.released);
    await twice(`${c}/skip`, counts.skipTask.skipped);
    const invitation = (
      await api.post<{ secret: string }>(`/organizations/${organization}/invitations`, {
        email: 'k@example.org',
        roles: [],
      })
    ).body;
    const accept = { secret: invitation.secret, name: 'K' };
    const anonymous = {
      headers: { 'Content-Type': 'application/json', 'Idempotency-Key': 'k' },
      body: JSON.stringify(accept),
    };
    expect(await counted(() => api.as().request('POST', '/invitations/accept', anonymous))).toBe(
      counts.acceptInvitation['somebody new'] + 1,
    );
    // The invitation is what permits it, and says where to look for what was answered.
    expect(await counted(() => api.as().request('POST', '/invitations/accept', anonymous))).toBe(2);
  });

  test('of the operations on a project', async () => {
    const organization = idOf((await api.post('/organizations', { name: 'B' })).body);
    const newProject = async (): Promise<string> =>
      `/projects/${idOf((await api.post(`/organizations/${organization}/projects`, { name: 'P' })).body)}`;
    const project = await newProject();
    const post = (items: ReturnType<typeof ndjson>) => () => api.request('POST', project + items.path, items.parts);

    await check('getProject', 'found', 200, () => api.get(project));
    await check('getProject', 'no role', 404, () => api.get(`/projects/${UNKNOWN}`));
    await check('publishGuideline', 'not ready', 409, () => api.post(`${project}/guidelines`, { text: 'x' }));
    await check('claimTasks', 'not ready', 409, () => api.post(`${project}/tasks/claim`));
    const controls = [{ name: 'c', kind: 'choice', source: 'text', options: ['a', 'b'] }];
    await check('importPredictions', 'not ready', 409, () => api.post(`${project}/predictions`, { predictions: [] }));
    await check('createAnnotationUI', 'created', 201, () =>
      api.post(`${project}/annotation-uis`, { name: 'U', controls }),
    );
    await check('listAnnotationUIs', 'found', 200, () => api.get(`${project}/annotation-uis`));
    await check('getAnnotationUI', 'found', 200, () => api.get(`${project}/annotation-uis/1`));
    await check('getAnnotationUI', 'latest', 200, () => api.get(`${project}/annotation-uis/latest`));
    await check('getAnnotationUISchema', 'found', 200, () => api.get(`${project}/annotation-uis/1/json-schema`));
    await check('getAnnotationUISchema', 'not found', 404, () => api.get(`${project}/annotation-uis/9/json-schema`));
    await check('publishGuideline', 'published', 201, () => api.post(`${project}/guidelines`, { text: 'x' }));
    await check('listGuidelines', 'found', 200, () => api.get(`${project}/guidelines`));
    await check('getGuideline', 'found', 200, () => api.get(`${project}/guidelines/1`));
    await check('getGuideline', 'latest', 200, () => api.get(`${project}/guidelines/latest`));

    await check('importItems', 'created', 200, post(ndjson(manyItems(200))));
    await check('importItems', 'unchanged', 200, post(ndjson(manyItems(200))));
    await check('importItems', 'nothing good', 200, post(ndjson([{ nothing: 1 }])));
    await check('importItems', 'all or nothing', 200, post(ndjson(manyItems(10, 200), '?on_error=abort')));
    await check('listItems', 'found', 200, () => api.get(`${project}/items?per_page=50`));
    const { body: page } = await api.get<{ items: { id: string }[]; pagination: { next: string } }>(
      `${project}/items?per_page=50`,
    );
    await check('listItems', 'second page', 200, () => api.get(page.pagination.next));
    await check('getItem', 'found', 200, () => api.get(`${project}/items/${page.items[0]?.id}`));
    await check('getItem', 'not found', 404, () => api.get(`${project}/items/${UNKNOWN}`));
    await check('listItems', 'filtered', 200, () => api.get(`${project}/items?state=complete&metadata.a=b`));
    await check('listItems', 'named', 200, () => api.get(`${project}/items?external_id=item%201`));
    const item = `${project}/items/${page.items[0]?.id}`;
    await check('updateItem', 'changed', 200, () => api.patch(item, { metadata: { a: 'b' } }));
    await check('updateItem', 'unchanged', 200, () => api.patch(item, {}));
    await check('updateItem', 'stale', 412, () => api.patch(item, { priority: 1 }, '"1"'));
    await check('updateItem', 'not found', 404, () => api.patch(`${project}/items/${UNKNOWN}`, { priority: 1 }));
    await check('updateProject', 'changed', 200, () => api.patch(project, { name: 'Q' }));
    await check('updateProject', 'unchanged', 200, () => api.patch(project, {}));
    await check('updateProject', 'stale', 412, () => api.patch(project, { name: 'x' }, '"1"'));
    await check('exportProject', 'one chunk', 200, () => api.get(`${project}/export`));
    await check('exportProject', 'as CSV', 200, () => api.get(`${project}/export?format=csv`));
    const { headers } = await api.get(`${project}/export`);
    await check('exportProject', 'changes', 200, () =>
      api.get(`${project}/export?changed_since=${headers.get('goldset-next-cursor') ?? ''}`),
    );

    const last = `${project}/items/${page.items[49]?.id}`;
    await check('deleteItem', 'deleted', 204, () => api.delete(last));
    await check('deleteItem', 'not found', 404, () => api.delete(last));
    await check('listItems', 'deleted', 200, () => api.get(`${project}/items?deleted=true`));
    await check('restoreItem', 'restored', 200, () => api.post(`${last}/restore`));
    await check('restoreItem', 'not deleted', 200, () => api.post(`${last}/restore`));
    await check('restoreItem', 'not found', 404, () => api.post(`${project}/items/${UNKNOWN}/restore`));

    const claim = (count: number) => () => api.post<{ tasks: { id: string }[] }>(`${project}/tasks/claim`, { count });
    const tasksOf = (body: unknown): string[] =>
      (body as { tasks: { id: string }[] }).tasks.map(({ id }) => `${project}/tasks/${id}`);
    const [first = ''] = tasksOf(await check('claimTasks', 'one', 200, claim(1)));
    await check('renewTask', 'renewed', 200, () => api.post(`${first}/renew`));
    await check('getTask', 'found', 200, () => api.get(first));
    await check('listTasks', 'found', 200, () => api.get(`${project}/tasks`));
    await check('submitTask', 'invalid', 422, () => api.post(`${first}/submit`, { value: { c: 'z' } }));
    const annotation = idOf(
      await check('submitTask', 'submitted', 200, () => api.post(`${first}/submit`, { value: { c: 'a' } })),
    );
    await check('requeueItem', 'complete', 422, () => api.post(`${item}/requeue`));
    await check('requeueItem', 'requeued', 200, () => api.post(`${item}/requeue`, { overlap: 2 }));
    await check('requeueItem', 'nothing to do', 200, () => api.post(`${item}/requeue`));
    await check('requeueItem', 'not found', 404, () => api.post(`${project}/items/${UNKNOWN}/requeue`));
    await check('updateItem', 'in use', 409, () => api.patch(item, { data: {} }));
    await check('submitTask', 'again', 200, () => api.post(`${first}/submit`, { value: { c: 'a' } }));
    await check('submitTask', 'not found', 404, () =>
      api.post(`${project}/tasks/${UNKNOWN}/submit`, { value: { c: 'a' } }),
    );
    await check('renewTask', 'no longer claimed', 409, () => api.post(`${first}/renew`));
    await check('renewTask', 'not found', 404, () => api.post(`${project}/tasks/${UNKNOWN}/renew`));
    await check('listAnnotations', 'found', 200, () => api.get(`${project}/annotations`));
    await check('getAnnotation', 'found', 200, () => api.get(`${project}/annotations/${annotation}`));
    const claimBy = (request: object) => () => api.post<{ tasks: { id: string }[] }>(`${project}/tasks/claim`, request);
    const [random = ''] = tasksOf(await check('claimTasks', 'at random', 200, claimBy({ strategy: 'random' })));
    const item_id = (await api.get<{ item: { id: string } }>(random)).body.item.id;
    await check('claimTasks', 'named, nothing', 200, claimBy({ item_id }));
    await check('claimTasks', 'named, not found', 404, claimBy({ item_id: UNKNOWN }));
    await api.post(`${random}/release`);
    const [named = ''] = tasksOf(await check('claimTasks', 'named', 200, claimBy({ item_id })));
    await api.post(`${named}/release`);
    await check('listTasks', 'in a state', 200, () => api.get(`${project}/tasks?state=released`));
    await check('listTasks', 'on an item', 200, () => api.get(`${project}/tasks?item_id=${item_id}`));
    const { body: given } = await api.get<{ item_id: string; annotator: { id: string } }>(
      `${project}/annotations/${annotation}`,
    );
    await check('listAnnotations', 'of an item', 200, () =>
      api.get(`${project}/annotations?item_id=${given.item_id}&annotator_id=${given.annotator.id}`),
    );
    await check('listAnnotations', 'changed', 200, () =>
      api.get(`${project}/annotations?changed_since=2020-01-01T00:00:00Z`),
    );
    const revise =
      (value: object, id = annotation) =>
      () =>
        api.patch(`${project}/annotations/${id}`, { value });
    await check('reviseAnnotation', 'revised', 200, revise({ c: 'b' }));
    await check('reviseAnnotation', 'unchanged', 200, revise({ c: 'b' }));
    await check('reviseAnnotation', 'invalid', 422, revise({ c: 'z' }));
    await check('reviseAnnotation', 'not found', 404, revise({ c: 'b' }, UNKNOWN));
    await check('listAnnotationRevisions', 'found', 200, () =>
      api.get(`${project}/annotations/${annotation}/revisions`),
    );
    await check('listAnnotationRevisions', 'not found', 404, () =>
      api.get(`${project}/annotations/${UNKNOWN}/revisions`),
    );

    const answersTo =
      (path: string, count: number, fields: object = {}, query = '', from = 0) =>
      () =>
        api.request(
          'POST',
          `${path}/annotations/import${query}`,
          ndjson(
            Array.from({ length: count }, (_, n) => ({
              external_id: `item ${150 + (n % 50)}`,
              annotator: `w${from + Math.floor(n / 50)}`,
              value: { c: 'a' },
              ...fields,
            })),
          ).parts,
        );
    await check('importAnnotations', 'not ready', 409, answersTo(await newProject(), 1));
    await check('importAnnotations', 'created', 200, answersTo(project, 100));
    await check('importAnnotations', 'unchanged', 200, answersTo(project, 100));
    await check(
      'importAnnotations',
      'updated',
      200,
      answersTo(project, 100, { value: { c: 'b' } }, '?on_conflict=update'),
    );
    await check('importAnnotations', 'nothing good', 200, answersTo(project, 100, { value: 1 }));
    await check('importAnnotations', 'two batches', 200, answersTo(project, 1100, {}, '', 5));
    await check(
      'importAnnotations',
      'all or nothing',
      200,
      answersTo(project, 50, { annotator: 'new' }, '?on_error=abort'),
    );
    const extra =
      (await api.get<{ annotations: { id: string }[] }>(`${project}/annotations?order=desc`)).body.annotations[0]?.id ??
      '';
    await check('deleteAnnotation', 'stale', 412, () =>
      api.request('DELETE', `${project}/annotations/${extra}`, { headers: { 'If-Match': '"9"' } }),
    );
    await check('deleteAnnotation', 'deleted', 204, () => api.delete(`${project}/annotations/${extra}`));
    await check('deleteAnnotation', 'not found', 404, () => api.delete(`${project}/annotations/${extra}`));
    await check('listAnnotations', 'deleted', 200, () => api.get(`${project}/annotations?deleted=true`));
    await check('restoreAnnotation', 'restored', 200, () => api.post(`${project}/annotations/${extra}/restore`));
    await check('restoreAnnotation', 'not deleted', 200, () => api.post(`${project}/annotations/${extra}/restore`));
    await check('restoreAnnotation', 'not found', 404, () => api.post(`${project}/annotations/${UNKNOWN}/restore`));
    await answersTo(project, 50, { annotator: 'gone' })();
    const goneBy = (
      await api.get<{ annotations: { id: string; annotator: { id: string } }[] }>(`${project}/annotations?order=desc`)
    ).body.annotations[0];
    const deleteAll = (expected_count: number) => () =>
      api.post(`${project}/annotations/delete`, { filter: { annotator_id: goneBy?.annotator.id }, expected_count });
    await check('deleteAnnotations', 'another count', 409, deleteAll(49));
    await check('deleteAnnotations', 'deleted', 200, deleteAll(50));
    await check('deleteAnnotations', 'nothing', 200, deleteAll(0));
    await answersTo(project, 50, { annotator: 'gone' })();
    await check('restoreAnnotation', 'taken', 409, () => api.post(`${project}/annotations/${goneBy?.id}/restore`));
    const skipsOf =
      (path: string, count: number, fields: object = {}, query = '', from = 0) =>
      () =>
        api.request(
          'POST',
          `${path}/tasks/import${query}`,
          ndjson(
            Array.from({ length: count }, (_, n) => ({
              external_id: `item ${150 + (n % 50)}`,
              annotator: `s${from + Math.floor(n / 50)}`,
              reason: 'a',
              ...fields,
            })),
          ).parts,
        );
    await check('importSkips', 'not ready', 409, skipsOf(await newProject(), 1));
    await check('importSkips', 'created', 200, skipsOf(project, 100));
    await check('importSkips', 'unchanged', 200, skipsOf(project, 100));
    await check('importSkips', 'updated', 200, skipsOf(project, 100, { reason: 'b' }, '?on_conflict=update'));
    await check('importSkips', 'nothing good', 200, skipsOf(project, 100, { reason: 1 }));
    await check('importSkips', 'two batches', 200, skipsOf(project, 1100, {}, '', 5));
    await check(
      'importSkips',
      'all or nothing',
      200,
      skipsOf(project, 50, { annotator: 'new skipper' }, '?on_error=abort'),
    );
    await api.post(`${project}/annotation-uis`, { name: 'U', controls });
    await api.post(`${project}/guidelines`, { text: 'x' });
    await check(
      'importAnnotations',
      'under another annotation UI',
      200,
      answersTo(project, 50, { annotator: 'old', guideline_version: 1 }),
    );
    const { external_users } = (
      await api.get<{ external_users: readonly { readonly id: string; readonly name: string }[] }>(
        `/organizations/${organization}/external-users?order=desc`,
      )
    ).body;
    const me = idOf((await api.get('/me')).body);
    const link =
      (id: string, query = '') =>
      () =>
        api.post(`/organizations/${organization}/external-users/${id}/link${query}`, { user_id: me });
    const external = external_users.find(({ name }) => name === 'old')?.id ?? '';
    await check('getExternalUser', 'found', 200, () =>
      api.get(`/organizations/${organization}/external-users/${external}`),
    );
    await check('linkExternalUser', 'dry run', 200, link(external, '?dry_run=true'));
    await check('linkExternalUser', 'linked', 200, link(external));
    await check('linkExternalUser', 'again', 200, link(external));
    await check('linkExternalUser', 'not found', 404, link(UNKNOWN));
    const hundred = tasksOf(await check('claimTasks', 'hundred', 200, claim(100)));
    await check('claimTasks', 'nothing', 200, claim(1));
    await check('claimTasks', 'nothing at random', 200, claimBy({ strategy: 'random' }));
    await check('releaseTask', 'released', 200, () => api.post(`${hundred[0]}/release`));
    await check('releaseTask', 'again', 200, () => api.post(`${hundred[0]}/release`));
    await check('skipTask', 'skipped', 200, () => api.post(`${hundred[1]}/skip`));
    await check('skipTask', 'again', 200, () => api.post(`${hundred[1]}/skip`));
    await check('getProgress', 'found', 200, () => api.get(`${project}/progress`));
    const setup = (await check('getSetup', 'found', 200, () => api.get(`${project}/setup`))) as {
      readonly annotation_uis: readonly object[];
      readonly guidelines: readonly object[];
    };
    const target = `/projects/${idOf((await api.post(`/organizations/${organization}/projects`, { name: 'P' })).body)}`;
    const [annotation_uis, guidelines] = [setup.annotation_uis.slice(0, 1), setup.guidelines.slice(0, 1)];
    await check('importSetup', 'two versions', 200, () => api.post(`${target}/setup`, { annotation_uis, guidelines }));
    await check('importSetup', 'unchanged', 200, () => api.post(`${target}/setup`, { annotation_uis, guidelines }));
    await check('importSetup', 'another version', 409, () =>
      api.post(`${target}/setup`, {
        annotation_uis: [{ name: 'X', controls: [{ name: 'x', kind: 'text', source: 'x' }] }],
      }),
    );
    const annotations = [{ annotator: { name: 'w' }, value: { c: 'a' } }];
    const importLine = (line: object) => () =>
      api.request('POST', `${target}/items`, {
        headers: { 'Content-Type': 'application/x-ndjson' },
        body: JSON.stringify({ data: { text: 'x' }, ...line }),
      });
    await check('importItems', 'with answers', 200, importLine({ annotations }));
    await check(
      'importItems',
      'with all parts',
      200,
      importLine({
        annotations,
        predictions: [{ model: 'm', model_version: '1', value: { c: 'b' } }],
        skips: [{ annotator: { name: 's' } }],
      }),
    );
    await check('listAnnotatorProgress', 'found', 200, () => api.get(`${project}/progress/annotators`));

    const accounts = `/organizations/${organization}/service-accounts`;
    const account = idOf((await api.post(accounts, { name: 'annotator', roles: ['annotator'] })).body);
    const annotator = api.as(
      (await api.post<{ secret: string }>(`${accounts}/${account}/tokens`, { name: 't' })).body.secret,
    );
    await check('listTasks', 'own', 200, () => annotator.get(`${project}/tasks`));
    await check('listTasks', 'own, in a state', 200, () => annotator.get(`${project}/tasks?state=expired`));
    await check('listTasks', 'own, claimed', 200, () => annotator.get(`${project}/tasks?state=claimed`));
    await check('listAnnotations', 'own', 200, () => annotator.get(`${project}/annotations`));
    await check('listAnnotations', 'of somebody else', 200, () =>
      annotator.get(`${project}/annotations?annotator_id=${UNKNOWN}`),
    );
    await check('listAnnotations', 'own that changed', 200, () =>
      annotator.get(`${project}/annotations?changed_since=2020-01-01T00:00:00Z`),
    );
    await annotator.post(`${project}/tasks/claim`, { count: 3 });
    await check('removeMember', 'with claims', 200, () =>
      api.delete(`/organizations/${organization}/members/${account}`),
    );

    const predictions =
      (count: number, query = '', value: object = { c: 'a' }, named: object = {}) =>
      () => {
        const lines = manyItems(count).map((item) => ({
          external_id: (item as { external_id: string }).external_id,
          model: 'm',
          model_version: `1${query}`,
          value,
          ...named,
        }));
        return api.request('POST', `${project}/predictions${query}`, ndjson(lines).parts);
      };
    await check('importPredictions', 'created', 200, predictions(10));
    await check('importPredictions', 'nothing good', 200, predictions(10, '', { c: 'z' }));
    await check('importPredictions', 'all or nothing', 200, predictions(10, '?on_error=abort'));
    await check('listPredictions', 'found', 200, () => api.get(`${project}/predictions`));
    const {
      predictions: [readable],
    } = (await api.get<{ predictions: { id: string }[] }>(`${project}/predictions`)).body;
    await check('getPrediction', 'found', 200, () => api.get(`${project}/predictions/${readable?.id}`));
    await check('getPrediction', 'not found', 404, () => api.get(`${project}/predictions/${UNKNOWN}`));
    await check('listPredictions', 'of an item', 200, () =>
      api.get(`${project}/predictions?item_id=${page.items[0]?.id}`),
    );
    await check('listPredictions', 'of a model', 200, () => api.get(`${project}/predictions?model=m`));
    const predicted =
      (await api.get<{ predictions: { id: string }[] }>(`${project}/predictions`)).body.predictions[0]?.id ?? '';
    await check('deletePrediction', 'stale', 412, () =>
      api.request('DELETE', `${project}/predictions/${predicted}`, { headers: { 'If-Match': '"9"' } }),
    );
    await check('deletePrediction', 'deleted', 204, () => api.delete(`${project}/predictions/${predicted}`));
    await check('deletePrediction', 'not found', 404, () => api.delete(`${project}/predictions/${predicted}`));
    await check('listPredictions', 'deleted', 200, () => api.get(`${project}/predictions?deleted=true`));
    await check('restorePrediction', 'restored', 200, () => api.post(`${project}/predictions/${predicted}/restore`));
    await check('restorePrediction', 'not deleted', 200, () => api.post(`${project}/predictions/${predicted}/restore`));
    await check('restorePrediction', 'not found', 404, () => api.post(`${project}/predictions/${UNKNOWN}/restore`));
    const forget = (expected_count: number) => () =>
      api.post(`${project}/predictions/delete`, { filter: { model: 'm', model_version: '1' }, expected_count });
    await check('deletePredictions', 'another count', 409, forget(1));
    await check('deletePredictions', 'deleted', 200, forget(10));
    await check('deletePredictions', 'nothing', 200, forget(0));
    await predictions(10)();
    await check('restorePrediction', 'taken', 409, () => api.post(`${project}/predictions/${predicted}/restore`));
    await api.post(`${project}/annotation-uis`, {
      name: 'U',
      controls: [{ name: 's', kind: 'spans', source: 'text', labels: ['L'] }],
    });
    await api.post(`${project}/guidelines`, { text: 'x' });
    await check(
      'importPredictions',
      'with spans',
      200,
      predictions(10, '?on_error=continue', { s: [{ start: 0, end: 1, label: 'L' }] }),
    );
    await check(
      'importPredictions',
      'under another annotation UI',
      200,
      predictions(10, '?on_conflict=update', { c: 'a' }, { annotation_ui_version: 1 }),
    );
    const held = (await api.get<{ item: { id: string } }>(hundred[2] ?? '')).body.item.id;
    await check('deleteItem', 'with claims', 204, () => api.delete(`${project}/items/${held}`));
    await check('deleteProject', 'deleted', 204, () => api.delete(project));
    await check('listProjects', 'deleted', 200, () => api.get(`/organizations/${organization}/projects?deleted=true`));
    await check('restoreProject', 'restored', 200, () => api.post(`${project}/restore`));
    await check('restoreProject', 'not deleted', 200, () => api.post(`${project}/restore`));
    await check('restoreProject', 'not found', 404, () => api.post(`/projects/${UNKNOWN}/restore`));
    await api.post(`${project}/tasks/claim`, { count: 10 });
    await check('deleteOrganization', 'deleted', 204, () => api.delete(`/organizations/${organization}`));
    await check('listMyOrganizations', 'deleted', 200, () => api.get('/organizations?deleted=true'));
    await check('restoreOrganization', 'with claims', 200, () => api.post(`/organizations/${organization}/restore`));
    await check('restoreOrganization', 'not deleted', 200, () => api.post(`/organizations/${organization}/restore`));
    await api.delete(`/organizations/${organization}`);
    await check('restoreOrganization', 'restored', 200, () => api.post(`/organizations/${organization}/restore`));
    await check('restoreOrganization', 'not found', 404, () => api.post(`/organizations/${UNKNOWN}/restore`));

    const large = await newProject();
    const items = ndjson(manyItems(1001));
    await check('importItems', 'two batches', 200, () => api.request('POST', large + items.path, items.parts));
    await api.post(`${large}/annotation-uis`, { name: 'U', controls });
    await api.post(`${large}/guidelines`, { text: 'x' });
    const answered = ndjson(
      manyItems(1001).map((item) => ({
        external_id: (item as { external_id: string }).external_id,
        model: 'm',
        model_version: '1',
        value: { c: 'a' },
      })),
    );
    await check('importPredictions', 'two batches', 200, () =>
      api.request('POST', `${large}/predictions`, answered.parts),
    );
    await api.post(`${large}/annotation-uis`, { name: 'U', controls });
    const ofOtherUi = ndjson(
      manyItems(1001).map((item) => ({
        external_id: (item as { external_id: string }).external_id,
        model: 'm',
        model_version: '2',
        value: { c: 'a' },
        annotation_ui_version: 2,
      })),
    );
    await check('importPredictions', 'two batches under another annotation UI', 200, () =>
      api.request('POST', `${large}/predictions`, ofOtherUi.parts),
    );
    await check('updateProject', 'with two chunks of items', 200, () =>
      api.patch(large, { overlap: 2, apply_to_items: true }),
    );
    const small = await newProject();
    const some = ndjson(manyItems(251));
    await api.request('POST', small + some.path, some.parts);
    await check('exportProject', 'two chunks', 200, () => api.get(`${small}/export`));
  });

  test('stands in docs/scale.md, with the round trips', () => {
    const page = readFileSync(new URL('../../../docs/scale.md', import.meta.url), 'utf8');
    const rows = [...page.matchAll(/^\| `(\w+)` \| ([^|]+) \| ([\d ·]+) \|$/gm)].map(
      ([, operation, statements, round]) => [operation, statements, round],
    );
    const measured = Object.entries(counts).map(([operation, outcomes]) => [
      operation,
      Object.entries(outcomes)
        .map(([outcome, count]) => `${outcome} ${count}`)
        .join(' · '),
      Object.keys(outcomes)
        .map((outcome) => trips[`${operation}: ${outcome}`])
        .join(' · '),
    ]);
    expect(rows).toEqual(measured);
  });
});
