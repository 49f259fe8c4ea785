import { memoryStoreHarness, playRounds, playSteps, stepActions } from '@goldset/core/testing';
import fc from 'fast-check';
import { expect, it } from 'vitest';

const stage = fc.record({ items: fc.integer({ min: 1, max: 6 }), overlap: fc.integer({ min: 1, max: 3 }), annotators: fc.integer({ min: 1, max: 4 }) });

// Claims are what the rest lives on, so they come more often.
const step = fc.record({ action: fc.constantFrom(...stepActions, 'claim', 'claim', 'submit', 'wait'), annotator: fc.nat(3), choice: fc.nat(30) });

const atOnce = fc.record({ action: fc.constantFrom(...stepActions, 'overlap', 'claim', 'claim', 'submit'), annotator: fc.nat(3), choice: fc.nat(30) });

it('any interleaving of steps does what the model of an item’s life says', async () => {
  const property = fc.asyncProperty(stage, fc.array(step, { maxLength: 40, size: 'max' }), (on, steps) => playSteps(memoryStoreHarness(), on, steps));
  await expect(fc.assert(property, { numRuns: 150 })).resolves.toBeUndefined();
});

it('any rounds of steps at once leave the project whole', async () => {
  const rounds = fc.array(fc.array(atOnce, { maxLength: 8, size: 'max' }), { maxLength: 8, size: 'max' });
  const property = fc.asyncProperty(stage, rounds, (on, all) => playRounds(memoryStoreHarness(), on, all));
  await expect(fc.assert(property, { numRuns: 100 })).resolves.toBeUndefined();
});
