import type { Store } from '../../index.ts';
import type { Scope } from '../../adapter.ts';
import { assertConsistent } from './consistency.ts';
import { assertEventsFit } from './events-fit.ts';
import type { ContractCase, ContractHarness, ContractSuite } from './harness.ts';

const watch = (
  harness: ContractHarness,
): { readonly watched: ContractHarness; readonly scopes: () => readonly Scope[] } => {
  const scopes = new Map<string, Scope>();
  const note = (scope: Scope): Scope => {
    const { organization_id, project_id } = scope;
    scopes.set(`${organization_id} ${project_id}`, { organization_id, project_id });
    return scope;
  };
  const { within, transact } = harness.store;
  const store: Store = {
    ...harness.store,
    within: (scope) => within(note(scope)),
    transact: (scope, work) => transact(note(scope), work),
  };
  return {
    watched: { ...harness, store },
    scopes: () => [...scopes.values()].filter(({ organization_id }) => organization_id !== null),
  };
};

/** The same suite, with every case followed by a look at all it touched: every event must fit, and every project must be whole. */
export const checked = <const Suite extends ContractSuite>(suite: Suite): Suite => {
  const check =
    (run: ContractCase): ContractCase =>
    async (harness) => {
      const { watched, scopes } = watch(harness);
      await run(watched);
      for (const scope of scopes()) {
        assertEventsFit(await harness.events(scope));
        if (scope.project_id !== null) await assertConsistent(harness, scope);
      }
    };
  return Object.fromEntries(Object.entries(suite).map(([name, run]) => [name, check(run)])) as unknown as Suite;
};
