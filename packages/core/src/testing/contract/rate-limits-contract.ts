import assert from 'node:assert/strict';
import type { RateLevel } from '../../adapter.ts';
import type { ContractHarness, ContractSuite } from './harness.ts';

const START = Date.parse('2026-01-01T00:00:00.000Z');

const after = (seconds: number): string => new Date(START + seconds * 1_000).toISOString();

// An address of documents (RFC 3849) for each case.
const newClient = ({ newId }: ContractHarness): string => `2001:db8::${newId()}/64`;

const one = (operation: string, level: number): readonly RateLevel[] => [{ operation, level }];

/** What is promised of counting clients that ask without a token. */
export const rateLimitsContract = {
  'what a client asked adds up, whoever counted it, and leaks by thirty a minute': async (harness) => {
    const [{ rateLimits }, client] = [harness.store, newClient(harness)];
    assert.deepEqual(await rateLimits.add(client, one('accept', 10), after(0)), one('accept', 10));
    assert.deepEqual(await rateLimits.add(client, one('accept', 5), after(0)), one('accept', 15));
    assert.deepEqual(await rateLimits.add(client, one('accept', 1), after(10)), one('accept', 11));
    assert.deepEqual(await rateLimits.add(client, one('accept', 0), after(12.5)), one('accept', 9.75));
    assert.deepEqual(await rateLimits.add(client, one('accept', 2), after(3_600)), one('accept', 2));
  },
  'each operation is counted by itself, and so is each client': async (harness) => {
    const [{ rateLimits }, client] = [harness.store, newClient(harness)];
    await rateLimits.add(client, one('accept', 10), after(0));
    const both = [...one('accept', 1), ...one('other', 2)];
    assert.deepEqual(await rateLimits.add(client, both, after(0)), [...one('accept', 11), ...one('other', 2)]);
    assert.deepEqual(await rateLimits.add(newClient(harness), one('accept', 1), after(0)), one('accept', 1));
  },
  'a clock that is behind takes nothing away, and what it adds leaks from the later time on': async (harness) => {
    const [{ rateLimits }, client] = [harness.store, newClient(harness)];
    await rateLimits.add(client, one('accept', 10), after(60));
    assert.deepEqual(await rateLimits.add(client, one('accept', 1), after(0)), one('accept', 11));
    assert.deepEqual(await rateLimits.add(client, one('accept', 0), after(62)), one('accept', 10));
  },
  'what is counted at once is all counted': async (harness) => {
    const [{ rateLimits }, client] = [harness.store, newClient(harness)];
    const levels = await Promise.all(
      Array.from({ length: 20 }, () => rateLimits.add(client, [...one('accept', 1), ...one('other', 1)], after(0))),
    );
    assert.deepEqual(
      levels.map(([accept]) => accept?.level).sort((a, b) => Number(a) - Number(b)),
      Array.from({ length: 20 }, (_, n) => n + 1),
    );
  },
  'what is empty is removed, in chunks, and nothing else': async (harness) => {
    const { rateLimits } = harness.store;
    const [full, light, lately] = [newClient(harness), newClient(harness), newClient(harness)];
    await rateLimits.add(full, one('accept', 300), after(0));
    await rateLimits.add(light, [...one('accept', 1), ...one('other', 1)], after(0));
    await rateLimits.add(lately, one('accept', 1), after(200));
    for (let removed = 1; removed > 0;) {
      removed = await rateLimits.removeEmpty(after(240), 1);
      assert.ok(removed <= 1);
    }
    assert.deepEqual(await rateLimits.add(full, one('accept', 0), after(240)), one('accept', 180));
    assert.deepEqual(await rateLimits.add(lately, one('accept', 0), after(200)), one('accept', 1));
    assert.equal((await rateLimits.removeEmpty(after(100_000), 1_000)) >= 2, true);
  },
} as const satisfies ContractSuite;
