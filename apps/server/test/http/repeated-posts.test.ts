import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Answer, Api } from './client.ts';
import { operationsOf, readContract } from './contract.ts';
import type { Operation } from './contract.ts';
import { bodyOf, newFixture } from './fixture.ts';
import type { Fixture } from './fixture.ts';
import { startTestApp } from './server.ts';
import type { TestApp } from './server.ts';

const JSON_TYPE = { 'Content-Type': 'application/json' };

/** A request that takes effect, and what takes that effect back. */
interface Repeated {
  readonly path?: string;
  readonly by?: Api;
  readonly body?: unknown;
  /** Is given the answer. Changes the state back, or on, so that the same request would do something again, or be refused. */
  readonly takeBack?: (answer: Readonly<Record<string, string>>) => Promise<unknown>;
}

const posts = operationsOf(readContract()).filter(({ method }) => method === 'POST');

let app: TestApp;
let api: Api;

beforeAll(async () => {
  app = await startTestApp();
  ({ api } = app);
});
afterAll(() => app.close());

const pathIn = ({ params }: Fixture, { path }: Operation): string =>
  path.replace(/\{(\w+)\}/g, (_, name: string) => params[name] ?? '');

const secretOfInvitation = async ({ organization }: Fixture): Promise<string> =>
  (
    await bodyOf(
      201,
      api.post<{ secret: string }>(`/organizations/${organization.id}/invitations`, {
        email: 'repeated@example.org',
        roles: [],
      }),
    )
  ).secret;

/** Says how the operations that are named are asked for where the example of the contract does not do, and how they are taken back; the others are sent as their example is. */
const repeatedIn = async (operationId: string, fixture: Fixture): Promise<Repeated> => {
  const { organization, path, item, task, annotation, annotator, asAnnotator, params } = fixture;
  const prediction = `${path}/predictions/${params['prediction_id']}`;
  const inOrganization = `/organizations/${organization.id}`;
  const remove = (what: string) => (): Promise<unknown> => bodyOf(204, api.delete(what));
  const removeBelow =
    (what: string) =>
    ({ id }: { readonly id?: string }): Promise<unknown> =>
      bodyOf(204, api.delete(`${what}/${id}`));
  const known: Readonly<Record<string, () => Repeated | Promise<Repeated>>> = {
    createOrganization: () => ({ takeBack: removeBelow('/organizations') }),
    restoreOrganization: async () => (await remove(inOrganization)(), { takeBack: remove(inOrganization) }),
    createOwnToken: () => ({ takeBack: removeBelow('/me/tokens') }),
    createInvitation: () => ({ takeBack: removeBelow(`${inOrganization}/invitations`) }),
    acceptInvitation: async () => ({
      ...{ by: api.as(), body: { secret: await secretOfInvitation(fixture), name: 'Grace' } },
      takeBack: async ({ user }) =>
        bodyOf(200, api.delete(`${inOrganization}/members/${(user as unknown as { id: string }).id}`)),
    }),
    createRoleBinding: () => ({
      body: { user_id: annotator.id, role: 'reviewer', target: { type: 'project', id: fixture.project.id } },
      takeBack: ({ id }) => bodyOf(200, api.delete(`${inOrganization}/role-bindings/${id}`)),
    }),
    // A link is final.
    linkExternalUser: async () => ({ body: { user_id: (await bodyOf(200, api.get<{ id: string }>('/me'))).id } }),
    createServiceAccount: () => ({ takeBack: removeBelow(`${inOrganization}/service-accounts`) }),
    createServiceAccountToken: () => ({
      takeBack: removeBelow(`${inOrganization}/service-accounts/${annotator.id}/tokens`),
    }),
    createProject: () => ({ takeBack: removeBelow('/projects') }),
    restoreProject: async () => (await remove(path)(), { takeBack: remove(path) }),
    importSetup: () => ({
      body: { settings: { overlap: 9 } },
      takeBack: () => bodyOf(200, api.patch(path, { overlap: 8 })),
    }),
    publishGuideline: () => ({ takeBack: () => bodyOf(201, api.post(`${path}/guidelines`, { text: 'Another one.' })) }),
    importItems: () => ({
      body: { items: [{ external_id: 'repeated', data: {} }] },
      takeBack: async () => {
        const { items } = await bodyOf(
          200,
          api.get<{ items: readonly { id: string }[] }>(`${path}/items?external_id=repeated`),
        );
        return bodyOf(204, api.delete(`${path}/items/${items[0]?.id}`));
      },
    }),
    requeueItem: () => ({
      body: { overlap: 9 },
      takeBack: () => bodyOf(200, api.patch(`${path}/items/${item.id}`, { overlap: 8 })),
    }),
    restoreItem: async () => (
      await remove(`${path}/items/${item.id}`)(),
      { takeBack: remove(`${path}/items/${item.id}`) }
    ),
    importPredictions: () => ({
      body: {
        predictions: [{ item_id: item.id, model: 'repeated', model_version: '1', value: { sentiment: 'positive' } }],
      },
      takeBack: () =>
        bodyOf(
          200,
          api.post(`${path}/predictions?on_conflict=update`, {
            predictions: [
              { item_id: item.id, model: 'repeated', model_version: '1', value: { sentiment: 'negative' } },
            ],
          }),
        ),
    }),
    importAnnotations: () => ({
      body: { annotations: [{ external_id: 'sentence-2', annotator: 'repeated', value: { sentiment: 'positive' } }] },
      takeBack: () =>
        bodyOf(
          200,
          api.post(`${path}/annotations/import?on_conflict=update`, {
            annotations: [{ external_id: 'sentence-2', annotator: 'repeated', value: { sentiment: 'negative' } }],
          }),
        ),
    }),
    deleteAnnotations: () => ({
      body: { filter: { source: 'task' }, expected_count: 1 },
      takeBack: () => bodyOf(200, api.post(`${path}/annotations/${annotation.id}/restore`)),
    }),
    restoreAnnotation: async () => (
      await remove(`${path}/annotations/${annotation.id}`)(),
      { takeBack: remove(`${path}/annotations/${annotation.id}`) }
    ),
    deletePredictions: () => ({
      body: { filter: { model: 'small' }, expected_count: 1 },
      takeBack: () => bodyOf(200, api.post(`${prediction}/restore`)),
    }),
    restorePrediction: async () => (await remove(prediction)(), { takeBack: remove(prediction) }),
    importSkips: () => ({
      body: { skips: [{ external_id: 'sentence-2', annotator: 'skipper', reason: 'once' }] },
      takeBack: () =>
        bodyOf(
          200,
          api.post(`${path}/tasks/import?on_conflict=update`, {
            skips: [{ external_id: 'sentence-2', annotator: 'skipper', reason: 'twice' }],
          }),
        ),
    }),
    claimTasks: () => ({
      takeBack: async ({ tasks }) =>
        bodyOf(200, api.post(`${path}/tasks/${(tasks as unknown as readonly { id: string }[])[0]?.id}/release`)),
    }),
    renewTask: () => ({
      by: asAnnotator,
      takeBack: () => bodyOf(200, asAnnotator.post(`${path}/tasks/${task.id}/release`)),
    }),
    releaseTask: () => ({ by: asAnnotator, takeBack: () => bodyOf(200, asAnnotator.post(`${path}/tasks/claim`)) }),
    skipTask: () => ({ by: asAnnotator, takeBack: () => bodyOf(200, api.post(`${path}/tasks/claim`)) }),
    submitTask: () => ({
      ...{ by: asAnnotator, body: { value: { sentiment: 'positive' } } },
      takeBack: ({ id }) =>
        bodyOf(200, asAnnotator.patch(`${path}/annotations/${id}`, { value: { sentiment: 'negative' } })),
    }),
  };
  return known[operationId]?.() ?? {};
};

const isReplayed = ({ headers }: Answer<unknown>): boolean => headers.get('idempotency-replayed') === 'true';

const withoutSecrets = (body: unknown): unknown =>
  JSON.parse(JSON.stringify(body, (name, value: unknown) => (name === 'secret' ? null : value)));

describe('the same POST with the same key, after its effect was taken back', () => {
  test.each(posts)('$operationId is answered as it was, and does nothing', async (operation) => {
    const fixture = await newFixture(api);
    const {
      path = pathIn(fixture, operation),
      by = api,
      takeBack,
      ...own
    } = await repeatedIn(operation.operationId, fixture);
    const body = own.body ?? operation.requestBody?.content['application/json']?.example;
    const parts = {
      headers: { 'Idempotency-Key': `repeated-${operation.operationId}`, ...(body === undefined ? {} : JSON_TYPE) },
      body: body === undefined ? null : JSON.stringify(body),
    };
    const first = await by.request<Record<string, string>>('POST', path, parts);
    expect([first.status < 300, isReplayed(first)], JSON.stringify(first.body)).toEqual([true, false]);
    await takeBack?.(first.body);
    for (const _ of [1, 2]) {
      const again = await by.request('POST', path, parts);
      expect([again.status, isReplayed(again), again.body]).toEqual([first.status, true, withoutSecrets(first.body)]);
      for (const header of ['location', 'etag']) expect(again.headers.get(header)).toBe(first.headers.get(header));
    }
  });

  test('restoring leaves what was deleted again where it is', async () => {
    const { organization, path, item } = await newFixture(api);
    for (const what of [`${path}/items/${item.id}`, path, `/organizations/${organization.id}`]) {
      const restore = (): Promise<Answer<unknown>> =>
        api.request('POST', `${what}/restore`, {
          headers: { 'Idempotency-Key': `restored ${what}`.replaceAll(' ', '-') },
        });
      for (const replayed of [false, true]) {
        await bodyOf(204, api.delete(what));
        expect([isReplayed(await restore()), (await api.get(what)).status]).toEqual([replayed, replayed ? 404 : 200]);
      }
      await bodyOf(200, api.post(`${what}/restore`));
    }
  });
});
