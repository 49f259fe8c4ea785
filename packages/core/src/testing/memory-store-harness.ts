import type { ContractHarness } from './contract/harness.ts';
import { newIdSource } from './ids.ts';
import { copied, frozen } from './memory/frozen.ts';
import { addRow } from './memory/state.ts';
import { openMemoryStore } from './memory-store.ts';

/** Creates an empty memory store with the functions that the contract suites need. */
export const memoryStoreHarness = (): ContractHarness => {
  const { store, state } = openMemoryStore();
  const newId = newIdSource();
  return {
    store,
    newId,
    events: async ({ organization_id, project_id }) =>
      frozen(
        copied(
          [...state.events.values()].filter(
            (event) => event.organization_id === organization_id && event.project_id === project_id,
          ),
        ),
      ),
    person: async () => {
      const [id, at] = [newId(), '2026-01-01T00:00:00.000Z'];
      const email = `${id}@example.org`;
      addRow(state.users, id, {
        id,
        kind: 'person',
        name: id,
        email,
        email_key: email,
        email_verified: false,
        revision: 1,
        created_at: at,
        updated_at: at,
        is_first: false,
      });
      return id;
    },
  };
};
