import type { Event, Id, Store } from '../../index.ts';
import type { Scope } from '../../adapter.ts';

/** What a contract suite needs to know of a store beside its port. */
export interface ContractHarness {
  readonly store: Store;
  /** A new UUIDv7; later ones sort after earlier ones. */
  readonly newId: () => Id;
  /** The events of one project, or of one organization above its projects, in sequence order. */
  readonly events: (scope: Scope) => Promise<readonly Event[]>;
  /** Makes one more person and says their id (there is no operation for it yet). */
  readonly person: () => Promise<Id>;
}

/** One guarantee of a contract, as a test: it rejects where the store does not keep it. */
export type ContractCase = (harness: ContractHarness) => Promise<void>;

/** Guarantees under their names. */
export type ContractSuite = Readonly<Record<string, ContractCase>>;
