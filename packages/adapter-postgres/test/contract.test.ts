import { contractSuites } from '@goldset/core/testing';
import type { ContractSuite, Deviations } from '@goldset/core/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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
