import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { contractSuites, createMemoryStore } from '@goldset/core/testing';
import type { ContractSuite } from '@goldset/core/testing';
import type * as Testing from '@goldset/core/testing';
import { afterAll, describe, expect, it } from 'vitest';

const core = fileURLToPath(new URL('..', import.meta.url));

// Two packages that each bring a core of their own: the application is of one copy, and its store of the other.
const copy = mkdtempSync(join(tmpdir(), 'goldset-second-core-'));
cpSync(join(core, 'src'), join(copy, 'src'), { recursive: true, filter: (source) => !source.endsWith('.test.ts') });
symlinkSync(join(core, 'node_modules'), join(copy, 'node_modules'));
const second = (await import(pathToFileURL(join(copy, 'src/testing/index.ts')).href)) as typeof Testing;

// Those in which a store and an application must recognise what the other one throws, and the main job.
const areas: ReadonlySet<string> = new Set([
  'authority of long work',
  'claim',
  'export',
  'idempotency',
  'size of answers',
  'submit',
  'the order of events',
]);

afterAll(() => rmSync(copy, { recursive: true, force: true }));

describe('two copies of the core', () => {
  it('are two', () => {
    expect(second.createMemoryStore).not.toBe(createMemoryStore);
    expect(Object.keys(contractSuites)).toEqual(expect.arrayContaining([...areas]));
  });

  const harness = second.memoryStoreHarness();

  describe.each(Object.entries<ContractSuite>(contractSuites).filter(([area]) => areas.has(area)))(
    'the application of one with the store of the other: %s',
    (_area, suite) => {
      it.each(Object.entries(suite))('%s', async (_name, run) => {
        await expect(run(harness)).resolves.toBeUndefined();
      });
    },
  );
});
