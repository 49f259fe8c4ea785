import type { Needs } from '../access/index.ts';
import { err, fault, keptOf, ok } from '../kernel/index.ts';
import type { Invalid, OutboxRepository, Result } from '../kernel/index.ts';
import type { TokensRepository } from '../tokens/index.ts';
import type { Me, UsersRepository } from '../users/index.ts';
import { readEmailAddress } from '../users/index.ts';
import { newEvent } from './events.ts';

/** Whom to make the first user, and with which token. */
export interface FirstUser {
  readonly email: string;
  /** What others call them; without it, what stands before the “@” of the address. */
  readonly name?: string | undefined;
  /** The secret of the token; without it, one is generated. */
  readonly secret?: string | undefined;
}

/**
 * Makes the installation's first user with a token that works everywhere and does not expire, when there is no user yet;
 * resolves to the user, or to `null` when there was one. `announce` is handed a generated secret before the transaction
 * commits, so that a crash locks nobody out; a given secret is announced to nobody.
 */
export type CreateFirstUser = (
  first: FirstUser,
  announce: (secret: string) => void | Promise<void>,
) => Promise<Result<Me | null, Invalid>>;

/** How long a name may be. */
const MAX_NAME = 200;

/** Makes the installation's first user. */
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
