import type { Id } from '../kernel/index.ts';
import type { Me } from './transports.ts';

/** The users of the installation. Users stand above organizations. */
export interface UsersRepository {
  /** Must store the user, as the installation's first, if and only if there is no user yet, also when several do it at once; says whether it did. */
  addFirst(user: Me): Promise<boolean>;
  /** Resolves to `undefined` when there is no such user. */
  find(id: Id): Promise<Me | undefined>;
}
