import type { ExportedItem, Task } from '@goldset/core';
import { comparable } from '@goldset/core/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Api } from './client.ts';
import { bodyOf, hire, newFixture, newProject } from './fixture.ts';
import type { Fixture } from './fixture.ts';
import { startTestApp } from './server.ts';
import type { TestApp } from './server.ts';

const NDJSON = { headers: { 'Content-Type': 'application/x-ndjson' } };
const VALUES = ['positive', 'negative'] as const;

let app: TestApp;
let fixture: Fixture;
let workers: readonly Api[];

beforeAll(async () => {
  app = await startTestApp();
  fixture = await newFixture(app.api);
  workers = [app.api, fixture.asAnnotator, (await hire(app.api, fixture.organization.id, 'annotator')).api];
});
afterAll(() => app.close());

/** Numbers in [0, 1), the same for the same seed (a linear congruential generator). */
const chances = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
};

/** A project in which people and machines have done what comes to them. */
const arbitrary = async (seed: number): Promise<string> => {
  const chance = chances(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(chance() * list.length)] as T;
  const project = `/projects/${(await newProject(app.api, fixture.organization.id, 0, { overlap: 2 })).id}`;
  const items = Array.from({ length: 12 }, (_, n) => ({
    ...(chance() < 0.7 && { external_id: `item ${n}` }),
    data: { text: `“${n}”\n`, n },
    metadata: { n },
    priority: Math.floor(chance() * 10),
  }));
  await bodyOf(200, app.api.post(`${project}/items`, { items }));
  for (const worker of workers) {
    const { tasks } = await bodyOf(
      200,
      worker.post<{ readonly tasks: readonly Task[] }>(`${project}/tasks/claim`, { count: 8 }),
    );
    for (const { id } of tasks) {
      const path = `${project}/tasks/${id}`;
      if (chance() < 0.2) await bodyOf(200, worker.post(`${path}/skip`, { reason: 'blurred' }));
      else if (chance() < 0.8) {
        const annotation = await bodyOf(
          200,
          worker.post<{ readonly id: string }>(`${path}/submit`, { value: { sentiment: pick(VALUES) } }),
        );
        if (chance() < 0.4)
          await bodyOf(
            200,
            worker.patch(`${project}/annotations/${annotation.id}`, { value: { sentiment: pick(VALUES) } }),
          );
      }
    }
  }
  const named = items.flatMap(({ external_id }) => external_id ?? []);
  const annotations = Array.from({ length: 8 }, (_, n) => ({
    external_id: pick(named),
    annotator: `w${n}`,
    value: { sentiment: pick(VALUES) },
    created_at: `2020-01-0${n + 1}T00:00:00Z`,
  }));
  await bodyOf(200, app.api.post(`${project}/annotations/import`, { annotations }));
  const predictions = Array.from({ length: 8 }, (_, n) => ({
    external_id: pick(named),
    model: 'm',
    model_version: String(n),
    score: chance(),
    value: { sentiment: pick(VALUES) },
  }));
  await bodyOf(200, app.api.post(`${project}/predictions`, { predictions }));
  // From now on another annotation UI is in force, and what fits the older one does not fit it.
  await bodyOf(
    201,
    app.api.post(`${project}/annotation-uis`, {
      name: 'Grades',
      controls: [{ name: 'grade', kind: 'choice', source: 'text', options: ['good', 'bad'] }],
    }),
  );
  await bodyOf(201, app.api.post(`${project}/guidelines`, { text: 'Grade the sentence.' }));
  const later = [
    { value: { grade: 'good' } },
    { value: { sentiment: pick(VALUES) }, annotation_ui_version: 1 },
    { value: {}, annotation_ui_version: 1 },
    { value: {} },
  ];
  const imported = await bodyOf(
    200,
    app.api.post<{ readonly created: number }>(`${project}/predictions`, {
      predictions: later.map((one, n) => ({
        external_id: pick(named),
        model: 'later',
        model_version: String(n),
        ...one,
      })),
    }),
  );
  expect(imported.created).toBe(later.length);
  return project;
};

const exported = (project: string, query = ''): Promise<string> =>
  bodyOf(200, app.api.request<string>('GET', `${project}/export${query}`));

const linesIn = (text: string): readonly ExportedItem[] =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as ExportedItem);

test.each([1, 2, 3])(
  'a project is moved with its setup, and its exported lines as they are (seed %i)',
  async (seed) => {
    const from = await arbitrary(seed);
    const organization = await bodyOf(
      201,
      app.api.post<{ readonly id: string }>('/organizations', { name: 'Elsewhere' }),
    );
    const to = `/projects/${(await bodyOf(201, app.api.post<{ readonly id: string }>(`/organizations/${organization.id}/projects`, { name: 'Moved' }))).id}`;
    await bodyOf(200, app.api.post(`${to}/setup`, await bodyOf(200, app.api.get<object>(`${from}/setup`))));
    const text = await exported(from, '?people=email');
    const result = await bodyOf(200, app.api.request<object>('POST', `${to}/items`, { ...NDJSON, body: text }));
    expect(result).toEqual({ created: 12, updated: 0, unchanged: 0, rejected: 0, errors: [] });
    const there = linesIn(await exported(to));
    expect(comparable(there)).toEqual(comparable(linesIn(text)));
    const later = there
      .flatMap(({ predictions }) => predictions.filter(({ model }) => model === 'later'))
      .toSorted((a, b) => Number(a.model_version) - Number(b.model_version));
    expect(later.map(({ annotation_ui_version }) => annotation_ui_version)).toEqual([2, 1, 1, 2]);
  },
);

test('a line of an export may be longer than others', async () => {
  const project = `/projects/${(await newProject(app.api, fixture.organization.id, 0)).id}`;
  const long = 'x'.repeat(1_100_000);
  const lines = [
    { data: { text: long } },
    { data: { text: long }, annotations: [{ annotator: { name: 'w' }, value: { sentiment: 'positive' } }] },
  ];
  const { body } = await app.api.request<{ readonly created: number; readonly errors: readonly object[] }>(
    'POST',
    `${project}/items`,
    { ...NDJSON, body: lines.map((line) => JSON.stringify(line)).join('\n') },
  );
  expect(body).toMatchObject({
    created: 1,
    rejected: 1,
    errors: [{ line: 1, code: 'too_large', detail: 'A line may have at most 1 MiB.' }],
  });
});
