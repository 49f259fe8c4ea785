import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Annotation, ExportedItem, ImportResult, Organization, Progress, Project } from '@goldset/core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bodyOf } from './http/fixture.ts';
import { startListening } from './http/listening.ts';
import type { ListeningApp } from './http/listening.ts';
import { sampleData } from '../../../test/sample-data.ts';

interface Answer {
  readonly external_id: string;
  readonly annotator: string;
  readonly label: string;
}

const answers = readFileSync(join(sampleData, 'answers.ndjson'), 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line) as Answer);

const itemCount = readFileSync(join(sampleData, 'items.ndjson'), 'utf8').trimEnd().split('\n').length;

let server: ListeningApp;
beforeAll(async () => {
  server = await startListening();
});
afterAll(() => server.close());

const newProject = async (): Promise<string> => {
  const { api } = server;
  const organization = await bodyOf(201, api.post<Organization>('/organizations', { name: 'Film Research' }));
  const project = await bodyOf(
    201,
    api.post<Project>(`/organizations/${organization.id}/projects`, { name: 'Sentiment', overlap: 3 }),
  );
  const base = `/projects/${project.id}`;
  await bodyOf(
    201,
    api.post(`${base}/annotation-uis`, {
      name: 'Sentiment',
      controls: [{ name: 'sentiment', kind: 'choice', source: 'text', options: ['positive', 'negative'] }],
    }),
  );
  await bodyOf(201, api.post(`${base}/guidelines`, { text: '# Judge\n\nJudge the sentence.' }));
  await bodyOf(
    200,
    api.request('POST', `${base}/items`, {
      headers: { 'Content-Type': 'application/x-ndjson' },
      body: readFileSync(join(sampleData, 'items.ndjson')),
    }),
  );
  return base;
};

// Each at a moment of its own, to see that moments are kept.
const momentOf = (place: number): string => new Date(Date.parse('2013-06-01T12:00:00Z') + place * 1000).toISOString();

const ndjson = (
  change: (label: string) => string = (label) => label,
): { readonly headers: Record<string, string>; readonly body: string } => ({
  headers: { 'Content-Type': 'application/x-ndjson' },
  body: answers
    .map(
      ({ external_id, annotator, label }, place) =>
        `${JSON.stringify({ external_id, annotator, value: { sentiment: change(label) }, created_at: momentOf(place) })}\n`,
    )
    .join(''),
});

const exported = async (base: string): Promise<readonly ExportedItem[]> => {
  const text = await bodyOf(
    200,
    server.api.request<string>('GET', `${base}/export`, { headers: { Accept: 'application/x-ndjson' } }),
  );
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as ExportedItem);
};

test(
  'every answer that was given elsewhere comes in under its annotator, and goes out as it was',
  { timeout: 600_000 },
  async () => {
    const { api } = server;
    const base = await newProject();
    const path = `${base}/annotations/import`;
    const counts = { created: 0, updated: 0, unchanged: 0, rejected: 0, errors: [] };
    expect(await bodyOf(200, api.request<ImportResult>('POST', path, ndjson()))).toEqual({
      ...counts,
      created: answers.length,
    });
    expect(await bodyOf(200, api.request<ImportResult>('POST', path, ndjson()))).toEqual({
      ...counts,
      unchanged: answers.length,
    });

    const expected = new Map<string, string[]>();
    for (const [place, { external_id, annotator, label }] of answers.entries()) {
      expected.set(external_id, [...(expected.get(external_id) ?? []), `${annotator} ${label} ${momentOf(place)}`]);
    }
    const lines = await exported(base);
    expect(lines.length).toBe(itemCount);
    const people = new Map<string, string>();
    for (const { external_id, annotations, annotation_count, state } of lines) {
      const given = annotations.map(
        ({ annotator, value, created_at }) => `${annotator.name} ${value['sentiment']} ${created_at}`,
      );
      // In the order in which they came in.
      expect(given).toEqual(expected.get(external_id ?? '') ?? []);
      expect([annotation_count, state]).toEqual([given.length, given.length >= 3 ? 'complete' : 'open']);
      for (const { annotator, source, task_id, guideline_version, annotation_ui_version, revision } of annotations) {
        expect({ source, task_id, guideline_version, annotation_ui_version, revision }).toEqual({
          source: 'import',
          task_id: null,
          guideline_version: null,
          annotation_ui_version: 1,
          revision: 1,
        });
        expect(people.get(annotator.name) ?? annotator.id).toBe(annotator.id);
        people.set(annotator.name, annotator.id);
      }
    }
    expect(people.size).toBe(new Set(answers.map(({ annotator }) => annotator)).size);
    const complete = lines.filter(({ state }) => state === 'complete').length;
    expect((await bodyOf(200, api.get<Progress>(`${base}/progress`))).items).toEqual({
      open: itemCount - complete,
      claimed: 0,
      complete,
      exhausted: 0,
    });
  },
);

test(
  'two imports of all of it at once make each answer once, and one of other values revises each',
  { timeout: 600_000 },
  async () => {
    const { api } = server;
    const base = await newProject();
    const path = `${base}/annotations/import`;
    const results = await Promise.all([1, 2].map(() => bodyOf(200, api.request<ImportResult>('POST', path, ndjson()))));
    const sum = (field: 'created' | 'unchanged'): number => results.reduce((all, result) => all + result[field], 0);
    expect([sum('created'), sum('unchanged')]).toEqual([answers.length, answers.length]);
    const others = ndjson((label) => (label === 'positive' ? 'negative' : 'positive'));
    expect(await bodyOf(200, api.request<ImportResult>('POST', `${path}?on_conflict=update`, others))).toMatchObject({
      updated: answers.length,
      rejected: 0,
    });
    const all = (await exported(base)).flatMap(({ annotations }): readonly Annotation[] => annotations);
    expect(all.length).toBe(answers.length);
    expect(new Set(all.map(({ revision }) => revision))).toEqual(new Set([2]));
  },
);
