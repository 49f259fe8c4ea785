import fc from 'fast-check';
import { expect, test } from 'vitest';
import { newTables } from './tables.ts';

type Step = readonly ['set', number, string] | readonly ['delete', number] | readonly ['clear'];

const key = fc.nat(5);
const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: fc.tuple(fc.constant('set' as const), key, fc.string()) },
    { weight: 3, arbitrary: fc.tuple(fc.constant('delete' as const), key) },
    { weight: 1, arbitrary: fc.constant(['clear'] as const) },
  ),
);

const take = (table: Map<number, string>, [what, ...args]: Step): void =>
  void (table[what] as (...args: readonly unknown[]) => unknown)(...args);

test('any changes are undone, the order of the rows too; what is not put back stays', async () => {
  await fc.assert(
    fc.asyncProperty(steps, steps, fc.boolean(), async (before, changes, isUndone) => {
      const { newTable, undoably } = newTables();
      const [table, plain] = [newTable<number, string>(), new Map<number, string>()];
      for (const each of [table, plain]) for (const step of before) take(each, step);
      if (!isUndone) for (const step of changes) take(plain, step);
      await undoably(async (putBack) => {
        for (const step of changes) take(table, step);
        if (isUndone) putBack();
      });
      expect([...table]).toEqual([...plain]);
    }),
  );
});
