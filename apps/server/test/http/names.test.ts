import type { AnnotationUI, ImportResult } from '@goldset/core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Api, ProblemBody } from './client.ts';
import { operationsOf, readContract } from './contract.ts';
import { bodyOf, newFixture } from './fixture.ts';
import type { Fixture } from './fixture.ts';
import { startTestApp } from './server.ts';
import type { TestApp } from './server.ts';

const NAMES = ['name', 'title', 'model', 'model_version', 'annotator'];

let app: TestApp;
let api: Api;
let fixture: Fixture;
beforeAll(async () => {
  app = await startTestApp();
  ({ api } = app);
  fixture = await newFixture(api);
});
afterAll(() => app.close());

type Path = readonly (string | number)[];

/** Where the names stand in the example of a request, and the elements of its lists of options and labels. */
const namesIn = (value: unknown, path: Path = []): readonly Path[] => {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) => {
    const at = [...path, Array.isArray(value) ? Number(key) : key];
    if ((key === 'options' || key === 'labels') && Array.isArray(inner)) return inner.map((_, place) => [...at, place]);
    return NAMES.includes(key) && typeof inner === 'string' && path.at(-1) !== 'value' ? [at] : namesIn(inner, at);
  });
};

const replaced = (value: unknown, [step, ...rest]: Path, by: string): unknown => {
  if (step === undefined) return by;
  if (Array.isArray(value))
    return value.map((element: unknown, place) => (place === step ? replaced(element, rest, by) : element));
  return { ...(value as object), [step]: replaced((value as Record<string, unknown>)[step], rest, by) };
};

const cases = operationsOf(readContract()).flatMap((operation) => {
  const example = operation.requestBody?.content['application/json']?.example;
  return namesIn(example).map(
    (path) =>
      [
        `${operation.operationId} /${path.join('/')}`,
        { ...operation, urlPath: operation.path, example, path },
      ] as const,
  );
});

describe('a name of which nothing shows is refused', () => {
  test('wherever a name is sent', () => {
    expect(cases.length).toBeGreaterThan(12);
  });

  test.each(cases)('%s', async (_, { urlPath, method, example, path }) => {
    const url = urlPath.replace(/\{(\w+)\}/g, (_match, name: string) => fixture.params[name] ?? '');
    for (const name of [' \t', '\u200b', '\u202e\u2066', '\u0007', '\u3164']) {
      const { status, body } = await api.request<ProblemBody & ImportResult>(method, url, {
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(replaced(example, path, name)),
      });
      // An import names the place within the line.
      const at = `/${path.join('/')}`;
      expect([name, status, body.rejected ?? 1, body.errors?.map(({ pointer, code }) => `${pointer} ${code}`)]).toEqual(
        [
          name,
          body.rejected === undefined ? 422 : 200,
          1,
          [`${body.rejected === undefined ? at : at.replace(/^\/\w+\/\d+/, '')} format`],
        ],
      );
    }
  });

  test('of a person who accepts an invitation', async () => {
    const { status, body } = await api
      .as()
      .post<ProblemBody>('/invitations/accept', { secret: 'gs_x', name: '\u200b' });
    expect([status, body.errors?.map(({ pointer, code }) => `${pointer} ${code}`)]).toEqual([422, ['/name format']]);
  });
});

describe('what looks the same', () => {
  const create = (controls: readonly object[]) =>
    api.post<ProblemBody & AnnotationUI>(`${fixture.path}/annotation-uis`, { name: 'UI', controls });
  const choice = { name: 'a', kind: 'choice', source: 'text', options: ['x'] };

  test.each([
    [[{ ...choice, options: ['\u00e9', 'x', 'e\u0301'] }], '/controls/0/options/2', '"e\\u{301}" looks like "é"'],
    [[{ ...choice, options: ['a', 'a '] }], '/controls/0/options/1', '"a " looks like "a"'],
    [
      [{ name: 'b', kind: 'spans', source: 'text', labels: ['\u2003B', 'B'] }],
      '/controls/0/labels/1',
      '"B" looks like "\\u{2003}B"',
    ],
    [[choice, { ...choice, name: 'a\u00a0' }], '/controls/1/name', '"a\\u{a0}" looks like "a"'],
  ])('%j is refused, and both are named', async (controls, pointer, begin) => {
    const { status, body } = await create(controls);
    expect([status, body.errors]).toEqual([
      422,
      [{ pointer, code: 'duplicate', detail: expect.stringContaining(begin) as string }],
    ]);
  });

  test('is kept as it was declared', async () => {
    const { controls } = await bodyOf(201, create([{ ...choice, name: ' a', options: [' e\u0301 ', 'x'] }]));
    expect(controls).toMatchObject([{ name: ' a', options: [' e\u0301 ', 'x'] }]);
  });
});
