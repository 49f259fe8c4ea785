import type { Needs } from '../access/index.ts';
import { err, fault, keptOf, ok } from '../kernel/index.ts';
import type { Invalid, OutboxRepository, Result } from '../kernel/index.ts';
import type { TokensRepository } from '../tokens/index.ts';
import type { Me, UsersRepository } from '../users/index.ts';
import { readEmailAddress } from '../users/index.ts';
import { newEvent } from './events.ts';

/** The first user to create, and their token. */
export interface FirstUser {
  readonly email: string;
  /** The display name; by default, the part of the address before the “@”. */
  readonly name?: string | undefined;
  /** The secret of the token; by default, one is generated. */
  readonly secret?: string | undefined;
}

/**
 * Creates the installation's first user with a token that works everywhere and does not expire, if there is no user
 * yet. Resolves to the user, or to `null` if there was one. `announce` receives a generated secret before the
 * transaction commits, so that a crash locks nobody out; a given secret is not announced.
 */
export type CreateFirstUser = (
  first: FirstUser,
  announce: (secret: string) => void | Promise<void>,
) => Promise<Result<Me | null, Invalid>>;

/** The maximum length of a name, in characters. */
const MAX_NAME = 200;

/** Creates the installation's first user. */
export const createFirstUser =
  (
    deps: Needs<{ users: UsersRepository; tokens: TokensRepository; outbox: OutboxRepository }, 'domains' | 'secrets'>,
  ): CreateFirstUser =>
  async (first, announce) => {
    const { store, now, newId, secrets } = deps;
    const address = readEmailAddress(first.email, deps.domains);
    if (!address.ok) return err({ code: 'invalid', errors: [fault(['email'], 'format', address.error)] });
    const at = now().toISOString();
    const { email, email_key } = address.value;
    const name = first.name ?? [...email.slice(0, email.lastIndexOf('@'))].slice(0, MAX_NAME).join('');
    const user: Me = {
      id: newId(),
      kind: 'person',
      name,
      email,
      email_verified: true,
      revision: 1,
      created_at: at,
      updated_at: at,
    };
    const secret = first.secret ?? secrets.generate();
    const change = { at, by: user.id, causation_id: null };
    return store.transact({ organization_id: null, project_id: null }, async ({ users, tokens, outbox }) => {
      if (!(await users.addFirst({ id: user.id, name, email, email_key, created_at: at }))) return ok(null);
      const token = await tokens.add({
        id: newId(),
        user_id: user.id,
        created_by: user.id,
        name: 'first token',
        ...keptOf(secrets, secret),
        organization_id: null,
        permissions: null,
        expires_at: null,
        created_at: at,
      });
      await outbox.append(
        newEvent(deps, change, 'goldset.user.created', user.id, { kind: user.kind }),
        newEvent(deps, change, 'goldset.token.created', token.id, { user_id: user.id }),
      );
      if (first.secret === undefined) await announce(secret);
      return ok(user);
    });
  };
