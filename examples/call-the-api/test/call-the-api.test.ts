import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { ExportedItem } from '@goldset/core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startListening } from '../../../apps/server/test/http/listening.ts';
import type { ListeningApp } from '../../../apps/server/test/http/listening.ts';

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));

let server: ListeningApp;
beforeAll(async () => {
  server = await startListening();
});
afterAll(() => server.close());

it('prints every sentence with both answers', async () => {
  const env = { ...process.env, GOLDSET_URL: server.origin, GOLDSET_TOKEN: server.token };
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [main], { env });
  const lines = stdout
    .trimEnd()
    .split('\n')
    .map((line) => ExportedItem.parse(JSON.parse(line)));
  expect(
    lines.map(({ external_id, state, annotations }) => [
      external_id,
      state,
      annotations.map(({ annotator, value }) => [annotator.name, value['sentiment']]),
    ]),
  ).toEqual([
    [
      'sentence-1',
      'complete',
      [
        ['optimist', 'positive'],
        ['pessimist', 'positive'],
      ],
    ],
    [
      'sentence-2',
      'complete',
      [
        ['optimist', 'positive'],
        ['pessimist', 'negative'],
      ],
    ],
    [
      'sentence-3',
      'complete',
      [
        ['optimist', 'positive'],
        ['pessimist', 'negative'],
      ],
    ],
  ]);
  expect(stderr).toContain('refused /text');
  for (const n of [1, 2, 3]) expect(stderr).toContain(`sentence-${n} complete`);
});
