import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Annotation, AnnotationUI, Claim, CreatedToken, ExportedItem, Guideline, ImportResult, Organization, Progress, Project, ServiceAccount } from '@goldset/core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Answer, Api } from './http/client.ts';
import { listenOn } from './http/listening.ts';
import type { ListeningApp } from './http/listening.ts';
import { startTestApp } from './http/server.ts';
import type { TestApp } from './http/server.ts';

const ANNOTATORS = 20;
const OVERLAP = 3;

const folder = ['../../../../shared/data/sentiment/', '../../../examples/data/']
  .map((path) => fileURLToPath(new URL(path, import.meta.url)))
  .find((path) => existsSync(`${path}items.ndjson`)) as string;

const read = <T>(name: string): readonly T[] =>
  readFileSync(folder + name, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T);

interface SourceItem {
  readonly external_id: string;
  readonly data: object;
  readonly metadata: object;
}

/** What a test remembers of an answer that it gave. */
interface Sent {
  readonly task_id: string;
  readonly annotator_id: string;
  readonly label: string;
  readonly guideline_version: number;
}

let app: TestApp;
let server: ListeningApp;
beforeAll(async () => {
  app = await startTestApp();
  server = await listenOn(app);
});
afterAll(async () => {
  await server.close();
  await app.close();
});

const bodyOf = <Body>({ status, body }: Answer<Body>, expected: number): Body => {
  expect({ status, body }).toEqual({ status: expected, body: expect.anything() as unknown });
  return body;
};

test(
  'the main job: data in, answers of 20 annotators at once, training data out, line by line as it was sent',
  { timeout: 600_000 },
  async () => {
    const { api } = server;
    const items = read<SourceItem>('items.ndjson');
    const answers = new Map<string, string[]>(items.map(({ external_id }) => [external_id, []]));
    for (const { external_id, label } of read<{ external_id: string; label: string }>('answers.ndjson')) answers.get(external_id)?.push(label);
    expect(items.length).toBeGreaterThanOrEqual(300);

    const organization = bodyOf(await api.post<Organization>('/organizations', { name: 'Film Research' }), 201);
    const project = bodyOf(await api.post<Project>(`/organizations/${organization.id}/projects`, { name: 'Sentiment', overlap: OVERLAP }), 201);
    const base = `/projects/${project.id}`;
    const controls = [{ name: 'sentiment', kind: 'choice', source: 'text', options: ['positive', 'negative'] }];
    bodyOf(await api.post<AnnotationUI>(`${base}/annotation-uis`, { name: 'Sentiment', controls }), 201);
    bodyOf(await api.post<Guideline>(`${base}/guidelines`, { text: '# First\n\nJudge the sentence.' }), 201);

    const ndjson = { headers: { 'Content-Type': 'application/x-ndjson' }, body: readFileSync(`${folder}items.ndjson`) };
    const imported = bodyOf(await api.request<ImportResult>('POST', `${base}/items`, ndjson), 200);
    expect(imported).toEqual({ created: items.length, updated: 0, unchanged: 0, rejected: 0, errors: [] });
    const again = bodyOf(await api.request<ImportResult>('POST', `${base}/items`, ndjson), 200);
    expect(again).toEqual({ created: 0, updated: 0, unchanged: items.length, rejected: 0, errors: [] });

    const sent = new Map<string, Sent[]>(items.map(({ external_id }) => [external_id, []]));
    const turns = new Map<string, number>();
    let submitted = 0;
    let second: Promise<Answer<Guideline>> | undefined;

    const annotate = async (annotator: Api, annotatorId: string, count: number): Promise<string> => {
      for (;;) {
        const claim = bodyOf(await annotator.post<Claim>(`${base}/tasks/claim`, { count }), 200);
        if (claim.reason === 'leased') continue;
        if (claim.reason !== null) return claim.reason;
        for (const task of claim.tasks) {
          const name = task.item.external_id as string;
          // Whoever claims an item as its k-th annotator answers with the item's k-th answer.
          const turn = turns.get(name) ?? 0;
          turns.set(name, turn + 1);
          const label = answers.get(name)?.[turn] as string;
          expect(claim.guidelines.map(({ version }) => version)).toEqual([task.guideline_version]);
          const annotation = bodyOf(await annotator.post<Annotation>(`${base}/tasks/${task.id}/submit`, { value: { sentiment: label } }), 200);
          expect(annotation).toMatchObject({ task_id: task.id, revision: 1, guideline_version: task.guideline_version });
          sent.get(name)?.push({ task_id: task.id, annotator_id: annotatorId, label, guideline_version: task.guideline_version });
          submitted += 1;
          if (submitted === items.length) second = api.post<Guideline>(`${base}/guidelines`, { text: '# Second\n\nJudge the sentence, not the film.' });
        }
      }
    };

    const annotators = await Promise.all(
      Array.from({ length: ANNOTATORS }, async (_, n) => {
        const accounts = `/organizations/${organization.id}/service-accounts`;
        const account = bodyOf(await api.post<ServiceAccount>(accounts, { name: `annotator ${n}`, roles: ['annotator'] }), 201);
        const token = bodyOf(await api.post<CreatedToken>(`${accounts}/${account.id}/tokens`, { name: 'replay' }), 201);
        return { id: account.id, api: api.as(token.secret ?? undefined) };
      }),
    );
    const reasons = await Promise.all(annotators.map((annotator, n) => annotate(annotator.api, annotator.id, 1 + (n % 5))));
    // Who has answered all that others still hold is done before them.
    expect(reasons.filter((reason) => reason !== 'complete' && reason !== 'exhausted')).toEqual([]);
    expect(reasons).toContain('complete');
    bodyOf((await second) as Answer<Guideline>, 201);

    const total = items.length * OVERLAP;
    expect(submitted).toBe(total);
    expect(bodyOf(await api.get<Progress>(`${base}/progress`), 200)).toEqual({
      items: { open: 0, claimed: 0, complete: items.length },
      tasks: { claimed: 0, submitted: total, skipped: 0, released: 0, expired: 0 },
    });

    const exported = bodyOf(await api.request<string>('GET', `${base}/export`, { headers: { Accept: 'application/x-ndjson' } }), 200);
    const lines = exported.split('\n').slice(0, -1);
    expect(lines.length).toBe(items.length);
    const versions = new Set<number | null>();
    for (const [index, line] of lines.entries()) {
      const item = JSON.parse(line) as ExportedItem;
      const { external_id, data, metadata } = items[index] as SourceItem;
      expect(item).toMatchObject({ external_id, data, metadata, state: 'complete', annotation_count: OVERLAP, overlap: OVERLAP, predictions: [] });
      const given = item.annotations.map(({ task_id, annotator, value, guideline_version, annotation_ui_version, source }) => {
        expect({ annotation_ui_version, source }).toEqual({ annotation_ui_version: 1, source: 'task' });
        versions.add(guideline_version);
        return { task_id, annotator_id: annotator.id, label: value['sentiment'], guideline_version };
      });
      const byTask = (a: { task_id: string | null }, b: { task_id: string | null }): number => String(a.task_id).localeCompare(String(b.task_id));
      expect(given.sort(byTask)).toEqual(sent.get(external_id)?.sort(byTask));
      expect(new Set(given.map(({ annotator_id }) => annotator_id)).size).toBe(OVERLAP);
    }
    expect(versions).toEqual(new Set([1, 2]));
  },
);
