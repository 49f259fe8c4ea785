import { expect, it } from 'vitest';
import { backOff, retryPolicies } from './retry.ts';

it('doubles the pause with each failure, up to the longest one', () => {
  const pauses = [1, 2, 3, 4].map((failures) => backOff({ first: 100, most: 500 }, failures, () => 0));
  expect(pauses).toEqual([100, 200, 400, 500]);
});

it('takes away up to half of a pause by chance', () => {
  expect(backOff({ first: 100, most: 500 }, 1, () => 1)).toBe(50);
});

it('never waits longer than its policy says, however often something has failed', () => {
  for (const policy of Object.values(retryPolicies)) expect(backOff(policy, 1000, () => 0)).toBe(policy.most);
});
