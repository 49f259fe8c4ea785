import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { ExportedItem } from '@goldset/core';
import { expect, it } from 'vitest';

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));

it('prints every sentence with both answers', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [main]);
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
});
