import { afterAll, beforeAll, expect, test } from 'vitest';
import { bodyAt } from './client.ts';
import { bodyOf, newFixture, newProject } from './fixture.ts';
import type { Fixture } from './fixture.ts';
import { startTestApp } from './server.ts';
import type { TestApp } from './server.ts';

const SETUP = '/projects/{project_id}/setup';

let app: TestApp;
let fixture: Fixture;

beforeAll(async () => {
  app = await startTestApp();
  fixture = await newFixture(app.api);
});
afterAll(() => app.close());

const emptyProject = async (): Promise<string> =>
  (
    await bodyAt(
      201,
      app.api.typed.post('/organizations/{organization_id}/projects', {
        path: { organization_id: fixture.organization.id },
        body: { name: 'Copy' },
      }),
    )
  ).id;

test('what is read of one project is given to another, and read of it again', async () => {
  const setup = await bodyAt(200, app.api.typed.get(SETUP, { path: { project_id: fixture.project.id } }));
  const path = { project_id: await emptyProject() };
  expect(await bodyAt(200, app.api.typed.post(SETUP, { path, body: setup }))).toEqual(setup);
  expect(await bodyAt(200, app.api.typed.get(SETUP, { path }))).toEqual(setup);
});

test('another version is a 409 that names it, and a fault a 422 at its place', async () => {
  const path = { project_id: (await newProject(app.api, fixture.organization.id, 0)).id };
  const conflict = await app.api.post(`/projects/${path.project_id}/setup`, {
    annotation_uis: [{ name: 'Sentiment', controls: [{ name: 'other', kind: 'text', source: 'text' }] }],
  });
  expect(conflict).toMatchObject({
    status: 409,
    body: { code: 'already_exists', detail: expect.stringContaining('annotation UI 1') as unknown },
  });
  const faulty = await app.api.post(`/projects/${path.project_id}/setup`, {
    guidelines: [{ version: 2, text: 'x', annotation_ui_version: 1 }],
    settings: { overlap: 0 },
  });
  expect(faulty).toMatchObject({
    status: 422,
    body: {
      code: 'invalid',
      errors: [
        { pointer: '/settings/overlap', code: 'range' },
        { pointer: '/guidelines/0/version', code: 'range' },
      ],
    },
  });
});

test('an archived project takes no setup', async () => {
  const project_id = await emptyProject();
  await bodyOf(200, app.api.patch(`/projects/${project_id}`, { state: 'archived' }));
  expect(await app.api.post(`/projects/${project_id}/setup`, {})).toMatchObject({
    status: 409,
    body: { code: 'archived' },
  });
  expect((await app.api.get(`/projects/${project_id}/setup`)).status).toBe(200);
});

test('a setup that is larger than an answer may be is a 413', async () => {
  const project_id = await emptyProject();
  const options = Array.from({ length: 1000 }, (_, place) => String(place).padStart(200, 'x'));
  const controls = Array.from({ length: 42 }, (_, place) => ({
    name: `control-${place}`,
    kind: 'choice',
    source: 'text',
    options,
  }));
  await bodyOf(201, app.api.post(`/projects/${project_id}/annotation-uis`, { name: 'Large', controls }));
  expect(await app.api.get(`/projects/${project_id}/setup`)).toMatchObject({
    status: 413,
    body: { code: 'too_large' },
  });
});
