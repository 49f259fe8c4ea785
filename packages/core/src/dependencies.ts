import type { OrganizationCreationPolicy } from './access/index.ts';
import type { Platform } from './kernel/index.ts';
import type { Store } from './store.ts';

/** What the core needs from its environment. */
export interface Dependencies extends Platform, OrganizationCreationPolicy {
  readonly store: Store;
}
