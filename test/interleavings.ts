import { playRounds, playSteps, stepActions } from '@goldset/core/testing';
import type { ContractHarness } from '@goldset/core/testing';
import fc from 'fast-check';
import './same-seed.ts';

const stage = fc.record({
  items: fc.integer({ min: 1, max: 6 }),
  overlap: fc.integer({ min: 1, max: 3 }),
  annotators: fc.integer({ min: 1, max: 4 }),
});

// Most other steps need a claimed task, so claims are more frequent.
const step = fc.record({
  action: fc.constantFrom(...stepActions, 'claim', 'claim', 'submit', 'wait'),
  annotator: fc.nat(3),
  choice: fc.nat(30),
});

const atOnce = fc.record({
  action: fc.constantFrom(...stepActions, 'overlap', 'claim', 'claim', 'submit'),
  annotator: fc.nat(3),
  choice: fc.nat(30),
});

/** Rejects if steps, played one after another, have other results than the model of the life of an item. */
export const checkSteps = (open: () => ContractHarness, numRuns: number): Promise<void> =>
  fc.assert(
    fc.asyncProperty(stage, fc.array(step, { maxLength: 40, size: 'max' }), (on, steps) =>
      playSteps(open(), on, steps),
    ),
    { numRuns },
  );

/** Rejects if rounds of concurrent steps leave a project that violates an invariant. */
export const checkRounds = (open: () => ContractHarness, numRuns: number): Promise<void> => {
  const rounds = fc.array(fc.array(atOnce, { maxLength: 8, size: 'max' }), { maxLength: 8, size: 'max' });
  return fc.assert(
    fc.asyncProperty(stage, rounds, (on, all) => playRounds(open(), on, all)),
    { numRuns },
  );
};
