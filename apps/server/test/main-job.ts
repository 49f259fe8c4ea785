import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Client, ExportedItem, Guideline, ImportItem, ImportResult } from '@goldset/client';
import { revealed } from '@goldset/core/testing';
import { expect } from 'vitest';
import { bodyAt } from './http/client.ts';
import type { Api } from './http/client.ts';
import { sampleData } from '../../../test/sample-data.ts';

const ANNOTATORS = 20;
const OVERLAP = 3;

const linesOf = (name: string): readonly string[] =>
  readFileSync(join(sampleData, name), 'utf8')
    .split('\n')
    .filter((line) => line !== '');

const parse = <T>(lines: readonly string[]): readonly T[] => lines.map((line) => JSON.parse(line) as T);

type SourceItem = { readonly [Name in 'external_id' | 'data' | 'metadata']: NonNullable<ImportItem[Name]> };

/** What a test remembers of an answer that it gave. */
interface Sent {
  readonly task_id: string;
  readonly annotator_id: string;
  readonly label: string;
  readonly guideline_version: number;
}

/** The main job, through `api`: data in, answers of 20 annotators at once, training data out, line by line as it was sent. Of the items there are, the first `most`. Resolves to the number of answers. */
export const doMainJob = async (api: Api, most = Number.POSITIVE_INFINITY): Promise<number> => {
  const lines = linesOf('items.ndjson').slice(0, most);
  const items = parse<SourceItem>(lines);
  const answers = new Map<string, string[]>(items.map(({ external_id }) => [external_id, []]));
  for (const { external_id, label } of parse<{ external_id: string; label: string }>(linesOf('answers.ndjson')))
    answers.get(external_id)?.push(label);
  expect(items.length).toBeGreaterThanOrEqual(300);

  const { typed, client } = api;
  const organization = await bodyAt(201, typed.post('/organizations', { body: { name: 'Film Research' } }));
  const inOrganization = { organization_id: organization.id };
  const project = await bodyAt(
    201,
    typed.post('/organizations/{organization_id}/projects', {
      path: inOrganization,
      body: { name: 'Sentiment', overlap: OVERLAP },
    }),
  );
  const path = { project_id: project.id };
  const controls = [{ name: 'sentiment', kind: 'choice', source: 'text', options: ['positive', 'negative'] }] as const;
  await bodyAt(
    201,
    typed.post('/projects/{project_id}/annotation-uis', { path, body: { name: 'Sentiment', controls } }),
  );
  await bodyAt(
    201,
    typed.post('/projects/{project_id}/guidelines', { path, body: { text: '# First\n\nJudge the sentence.' } }),
  );

  const imported = await client.import('/projects/{project_id}/items', items, { path });
  expect(imported).toEqual({ created: items.length, updated: 0, unchanged: 0, rejected: 0, errors: [] });
  // The client writes the lines anew; those of the file, byte for byte, hold the same.
  const file = { headers: { 'Content-Type': 'application/x-ndjson' }, body: lines.map((line) => `${line}\n`).join('') };
  const again = await api.request<ImportResult>('POST', `/projects/${project.id}/items`, file);
  expect(again).toMatchObject({
    status: 200,
    body: { created: 0, updated: 0, unchanged: items.length, rejected: 0, errors: [] },
  });

  const sent = new Map<string, Sent[]>(items.map(({ external_id }) => [external_id, []]));
  const turns = new Map<string, number>();
  let submitted = 0;
  let second: Promise<Guideline> | undefined;

  const annotate = async (annotator: Client, annotatorId: string, count: number): Promise<string> => {
    for (;;) {
      const claim = await bodyAt(
        200,
        annotator.answers.post('/projects/{project_id}/tasks/claim', { path, body: { count } }),
      );
      if (claim.reason === 'leased') continue;
      if (claim.reason !== null) return claim.reason;
      for (const task of claim.tasks) {
        const name = task.item.external_id as string;
        // Whoever claims an item as its k-th annotator answers with the item's k-th answer.
        const turn = turns.get(name) ?? 0;
        turns.set(name, turn + 1);
        const label = answers.get(name)?.[turn] as string;
        expect(claim.guidelines.map(({ version }) => version)).toEqual([task.guideline_version]);
        const answer = { path: { ...path, task_id: task.id }, body: { value: { sentiment: label } } };
        const annotation = await bodyAt(
          200,
          annotator.answers.post('/projects/{project_id}/tasks/{task_id}/submit', answer),
        );
        expect(annotation).toMatchObject({ task_id: task.id, revision: 1, guideline_version: task.guideline_version });
        sent
          .get(name)
          ?.push({ task_id: task.id, annotator_id: annotatorId, label, guideline_version: task.guideline_version });
        submitted += 1;
        if (submitted === items.length)
          second = bodyAt(
            201,
            typed.post('/projects/{project_id}/guidelines', {
              path,
              body: { text: '# Second\n\nJudge the sentence, not the film.' },
            }),
          );
      }
    }
  };

  const annotators = await Promise.all(
    Array.from({ length: ANNOTATORS }, async (_, n) => {
      const accounts = '/organizations/{organization_id}/service-accounts';
      const { id } = await bodyAt(
        201,
        typed.post(accounts, { path: inOrganization, body: { name: `annotator ${n}`, roles: ['annotator'] } }),
      );
      const { secret } = revealed(
        await bodyAt(
          201,
          typed.post(`${accounts}/{user_id}/tokens`, {
            path: { ...inOrganization, user_id: id },
            body: { name: 'replay' },
          }),
        ),
      );
      return { id, client: api.as(secret).client };
    }),
  );
  const reasons = await Promise.all(
    annotators.map((annotator, n) => annotate(annotator.client, annotator.id, 1 + (n % 5))),
  );
  // Who has answered all that others still hold is done before them.
  expect(reasons.filter((reason) => reason !== 'complete' && reason !== 'exhausted')).toEqual([]);
  expect(reasons).toContain('complete');
  await second;

  const total = items.length * OVERLAP;
  expect(submitted).toBe(total);
  expect(await bodyAt(200, typed.get('/projects/{project_id}/progress', { path }))).toEqual({
    items: { open: 0, claimed: 0, complete: items.length, exhausted: 0 },
    tasks: { claimed: 0, submitted: total, skipped: 0, released: 0, expired: 0 },
  });

  const exported: ExportedItem[] = [];
  for await (const line of client.export(project.id)) exported.push(line);
  expect(exported.length).toBe(items.length);
  const versions = new Set<number | null>();
  for (const [index, item] of exported.entries()) {
    const { external_id, data, metadata } = items[index] as SourceItem;
    expect(item).toMatchObject({
      external_id,
      data,
      metadata,
      state: 'complete',
      annotation_count: OVERLAP,
      overlap: OVERLAP,
      predictions: [],
    });
    const given = item.annotations.map(
      ({ task_id, annotator, value, guideline_version, annotation_ui_version, source }) => {
        expect({ annotation_ui_version, source }).toEqual({ annotation_ui_version: 1, source: 'task' });
        versions.add(guideline_version);
        return { task_id, annotator_id: annotator.id, label: value['sentiment'], guideline_version };
      },
    );
    const byTask = (a: { task_id: string | null }, b: { task_id: string | null }): number =>
      String(a.task_id).localeCompare(String(b.task_id));
    expect(given.sort(byTask)).toEqual(sent.get(external_id)?.sort(byTask));
    expect(new Set(given.map(({ annotator_id }) => annotator_id)).size).toBe(OVERLAP);
  }
  expect(versions).toEqual(new Set([1, 2]));
  return submitted;
};
