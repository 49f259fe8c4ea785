import { contractSuites, emptyStoreContract } from '@goldset/core/testing';
import type { ContractSuite, Deviations } from '@goldset/core/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkRounds, checkSteps } from '../../../test/interleavings.ts';
import { openPostgresHarness } from './postgres-harness.ts';
import type { PostgresHarness } from './postgres-harness.ts';

/** PostgreSQL passes every case; a deviation of it does not compile. */
export const deviations: { readonly [Area in keyof Deviations]: never } = {};

let harness: PostgresHarness;
beforeAll(async () => {
  harness = await openPostgresHarness();
});
afterAll(() => harness.close());

describe.each(Object.entries<ContractSuite>(contractSuites))('PostgreSQL: %s', (_area, suite) => {
  it.each(Object.entries(suite))('%s', async (_name, run) => {
    await expect(run(harness)).resolves.toBeUndefined();
  });
});

describe('PostgreSQL: in which nothing is', () => {
  it.each(Object.entries<ContractSuite[string]>(emptyStoreContract))('%s', async (_name, run) => {
    const empty = await openPostgresHarness();
    try {
      await expect(run(empty)).resolves.toBeUndefined();
    } finally {
      await empty.close();
    }
  });
});

describe('PostgreSQL: an item’s life', () => {
  it('is what the model says, by any interleaving of steps', { timeout: 300_000 }, async () => {
    await expect(checkSteps(() => harness, 40)).resolves.toBeUndefined();
  });

  it('keeps its invariants through any rounds of steps at once', { timeout: 300_000 }, async () => {
    await expect(checkRounds(() => harness, 40)).resolves.toBeUndefined();
  });
});
