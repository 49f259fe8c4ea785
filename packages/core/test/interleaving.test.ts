import { memoryStoreHarness } from '@goldset/core/testing';
import { expect, it } from 'vitest';
import { checkRounds, checkSteps } from '../../../test/interleavings.ts';

it('any interleaving of steps does what the model of an item’s life says', { timeout: 180_000 }, async () => {
  await expect(checkSteps(memoryStoreHarness, 150)).resolves.toBeUndefined();
});

it('any rounds of steps at once leave the project whole', async () => {
  await expect(checkRounds(memoryStoreHarness, 100)).resolves.toBeUndefined();
});
