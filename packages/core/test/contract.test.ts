import { contractSuites, emptyStoreContract, memoryStoreHarness } from '@goldset/core/testing';
import type { ContractSuite, Deviations } from '@goldset/core/testing';
import { describe, expect, it } from 'vitest';

/** The memory store passes every case; a deviation of it does not compile. */
export const deviations: { readonly [Area in keyof Deviations]: never } = {};

const harness = memoryStoreHarness();

describe.each(Object.entries<ContractSuite>(contractSuites))('memory store: %s', (_area, suite) => {
  it.each(Object.entries(suite))('%s', async (_name, run) => {
    await expect(run(harness)).resolves.toBeUndefined();
  });
});

describe('memory store: in which nothing is', () => {
  it.each(Object.entries<ContractSuite[string]>(emptyStoreContract))('%s', async (_name, run) => {
    await expect(run(memoryStoreHarness())).resolves.toBeUndefined();
  });
});
