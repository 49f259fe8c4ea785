import type {
  CompactOrganization,
  CompactUser,
  Id,
  Me,
  Organization,
  RoleBinding,
  Role,
  ServiceAccount,
  Target,
  Timestamp,
  Token,
} from '../../index.ts';
import type {
  AccessRecord,
  AccessRepository,
  Acquaintance,
  EndedAuthority,
  NewToken,
  OnceKey,
  OrganizationsRepository,
  RoleBindingsRepository,
  Scope,
  ServiceAccountsRepository,
  TokenOwner,
  TokensRepository,
  UsersRepository,
} from '../../adapter.ts';
import { roles } from '../../index.ts';
import { deleteIn, isDeleted, isRestorable, isThere } from './deletion.ts';
import { keepMade, keepTurn, refuseOlder } from './event-order.ts';
import { keptAt } from './idempotency.ts';
import { holds, pageOf } from './page-of.ts';
import { updated } from './updated.ts';
import { renameUser } from './renamed.ts';
import { addRow, compactUser, memberKey, rowOf, withoutEmail } from './state.ts';
import type { OrganizationRow, RoleBindingRow, State, TokenRow, UserRow } from './state.ts';

/** Returns the organization of a scope, which must have one. */
export const organizationOf = ({ organization_id }: Scope): Id => {
  if (organization_id === null) throw new Error('This scope has no organization.');
  return organization_id;
};

/**
 * Returns the organization of a target that exists or, if `since` is given, was deleted after that and can be restored;
 * otherwise `null`.
 */
const organizationAt = ({ organizations, projects }: State, target: Target, since: Timestamp | null): Id | null => {
  if (target.type === 'installation') return null;
  const isTarget = (row: { readonly deleted_at: Timestamp | null } | undefined): boolean =>
    isThere(row) || (since !== null && isRestorable(row, since));
  if (target.type === 'organization') return isTarget(organizations.get(target.id)) ? target.id : null;
  const project = projects.get(target.id);
  return project !== undefined && isTarget(project) && isThere(organizations.get(project.organization.id))
    ? project.organization.id
    : null;
};

const recordOf = (
  state: State,
  user: UserRow,
  token: TokenRow | null,
  target: Target,
  since: Timestamp | null,
  key?: OnceKey,
): AccessRecord => {
  const { members, roleBindings } = state;
  const organization_id = organizationAt(state, target, since);
  const holdsHere = (binding: { readonly target: { readonly id: Id } }): boolean =>
    organization_id !== null &&
    (binding.target.id === organization_id || (target.type === 'project' && binding.target.id === target.id));
  return {
    user_id: user.id,
    kind: user.kind,
    name: user.name,
    is_first: user.is_first,
    token: token && {
      organization_id: token.organization_id,
      permissions: token.permissions,
      expires_at: token.expires_at,
    },
    used_token: token && { id: token.id, last_used_at: token.last_used_at },
    organization_id,
    is_member: organization_id !== null && members.has(memberKey(organization_id, user.id)),
    is_archived: target.type === 'project' && state.projects.get(target.id)?.state === 'archived',
    roles: [
      ...new Set(
        [...roleBindings.values()]
          .filter((binding) => binding.user_id === user.id && holdsHere(binding))
          .map(({ role }) => role),
      ),
    ],
    kept:
      (key &&
        keptAt(state, { ...key, owner_id: user.id, scope_id: target.type === 'installation' ? user.id : target.id })) ??
      null,
  };
};

/**
 * Returns why nothing may be done in the scope's project any more: the project no longer exists, or the caller has lost
 * the permission that the scope relies on. Otherwise `undefined`.
 */
export const endedIn = (state: State, { under, organization_id, project_id }: Scope): EndedAuthority | undefined => {
  const target = { type: 'project', id: project_id ?? '' } as const;
  if (under === undefined) return organizationAt(state, target, null) === organization_id ? undefined : 'not_found';
  const [user, token] = [
    state.users.get(under.user_id),
    under.token_id === null ? null : state.tokens.get(under.token_id),
  ];
  if (
    user === undefined ||
    token === undefined ||
    (token !== null && token.expires_at !== null && token.expires_at <= under.now())
  )
    return 'unauthenticated';
  const record = recordOf(state, user, token, target, null);
  if (record.organization_id === null || record.roles.length === 0) return 'not_found';
  if (!record.roles.some((role) => under.roles.includes(role))) return 'forbidden';
  return under.ends_when_archived && record.is_archived ? 'archived' : undefined;
};

/** Creates the repository that reads callers. */
export const accessOf = (state: State): AccessRepository => ({
  read: async (identity, target, now, key) => {
    const { users, tokens } = state;
    const token =
      'secret_hash' in identity
        ? [...tokens.values()].find(({ secret_hash }) => secret_hash === identity.secret_hash)
        : null;
    if (token === undefined || (token !== null && token.expires_at !== null && token.expires_at <= now))
      return undefined;
    const user = users.get('user_id' in identity ? identity.user_id : (token?.user_id ?? ''));
    return user && recordOf(state, user, token, target, null, key);
  },
  readRestorable: async (userId, target, since) => {
    const user = state.users.get(userId);
    return user && recordOf(state, user, null, target, since);
  },
});

/** The users of the installation. */
export const usersOf = (state: State): UsersRepository => {
  const { users, members, organizations } = state;
  const knownTo = ({ known_to, organization_id }: Acquaintance): readonly UserRow[] => {
    const shared = [...members.values()].filter(
      (mine) =>
        mine.user_id === known_to &&
        isThere(organizations.get(mine.organization_id)) &&
        (organization_id === null || mine.organization_id === organization_id),
    );
    return [...users.values()].filter(
      ({ id, kind }) => kind === 'person' && shared.some((mine) => members.has(memberKey(mine.organization_id, id))),
    );
  };
  const findByEmail = (key: string): CompactUser | undefined => {
    const user = [...users.values()].find(({ email_key }) => email_key === key);
    return user && { id: user.id, name: user.name };
  };
  const find = (id: Id): Me | undefined => {
    const user = users.get(id);
    if (user === undefined) return undefined;
    const { is_first: _, email_key: __, ...me } = user;
    return me;
  };
  return {
    listKnown: async (of, page, sought = null) =>
      pageOf(
        knownTo(of)
          .filter(({ name }) => holds(name, sought))
          .map(({ id, name }) => ({ id, name })),
        page,
        ({ id }) => id,
      ),
    findKnown: async (of, userId) => {
      const user = knownTo(of).find(({ id }) => id === userId);
      return user && { id: user.id, name: user.name, kind: user.kind, created_at: user.created_at };
    },
    addFirst: async (person) => {
      if (users.size > 0) return false;
      addRow(users, person.id, {
        ...person,
        kind: 'person',
        is_first: true,
        email_verified: true,
        revision: 1,
        updated_at: person.created_at,
      });
      return true;
    },
    addPerson: async (person) => {
      if ([...users.values()].some(({ email_key }) => email_key === person.email_key)) return false;
      addRow(users, person.id, {
        ...person,
        kind: 'person',
        is_first: false,
        email_verified: false,
        revision: 1,
        updated_at: person.created_at,
      });
      return true;
    },
    findByEmail: async (key) => findByEmail(key),
    // The memory store runs one transaction at a time, so no row needs a lock.
    holdByEmail: async (key) => findByEmail(key),
    update: async ({ id, changes, at, ...conditional }) => {
      const update = updated(state, ABOVE, users, id, changes, at, conditional, () => find(id));
      if (update?.outcome === 'changed') renameUser(state, id, update.value.name);
      return update;
    },
    verifyEmail: async (id, at) => {
      const user = rowOf(users, id);
      if (user.email_verified) return undefined;
      users.set(id, { ...user, email_verified: true, revision: user.revision + 1, updated_at: at });
      return user.revision + 1;
    },
    find: async (id) => find(id),
  };
};

// Events from Kafka do not rename users or tokens, so this scope has no event time.
const ABOVE: Scope = { organization_id: null, project_id: null };

const toToken = ({ user_id: _, secret_hash: __, created_by: ___, ...token }: TokenRow): Token => token;

/** The tokens of users. */
export const tokensOf = (state: State): TokensRepository => {
  const { tokens, users, members, organizations, projects, roleBindings } = state;
  const isOf = (token: NewToken, { user_id, organization_id, is_service = false }: TokenOwner): boolean =>
    token.user_id === user_id &&
    (organization_id === null || token.organization_id === organization_id) &&
    (!is_service || (users.get(user_id)?.kind === 'service' && members.has(memberKey(organization_id ?? '', user_id))));
  const find = (owner: TokenOwner, id: Id): Token | undefined => {
    const token = tokens.get(id);
    return token !== undefined && isOf(token, owner) ? toToken(token) : undefined;
  };
  const add = (token: NewToken): Token => {
    rowOf(users, token.user_id);
    if ([...tokens.values()].some(({ secret_hash }) => secret_hash === token.secret_hash))
      throw new Error('There is a token with this secret already.');
    const row = { ...token, last_used_at: null, revision: 1, updated_at: token.created_at };
    addRow(tokens, token.id, row);
    return toToken(row);
  };
  const revokeThose = (isGone: (token: TokenRow) => boolean): readonly Id[] => {
    const gone = [...tokens.values()].filter(isGone).map(({ id }) => id);
    for (const id of gone) tokens.delete(id);
    return gone;
  };
  return {
    add: async (token) => add(token),
    addWith: async (tokenId, token) => (tokens.has(tokenId) ? add(token) : undefined),
    // The memory store runs one transaction at a time, so no row needs a lock.
    hold: async (id) => tokens.has(id),
    // A memory store has no tokens of older versions.
    countOld: async () => ({ tokens: 0, last_expires_at: null }),
    revokeEvery: async (userId) => revokeThose(({ user_id }) => user_id === userId),
    list: async (owner, page, { expired, at = '' } = { at: '' }) =>
      pageOf(
        [...tokens.values()]
          .filter(
            (token) =>
              isOf(token, owner) &&
              (expired === undefined || expired === (token.expires_at !== null && token.expires_at <= at)),
          )
          .map(toToken),
        page,
        ({ id }) => id,
      ),
    revoke: async (owner, id) => {
      const token = tokens.get(id);
      if (token === undefined || !isOf(token, owner)) return undefined;
      tokens.delete(id);
      return token.revision;
    },
    find: async (owner, id) => find(owner, id),
    update: async (owner, { id, changes, at, ...conditional }) =>
      updated(state, ABOVE, tokens, id, changes, at, conditional, () => find(owner, id)),
    findWithRoles: async (id, { organization_id, project_id }, limit) => {
      const token = tokens.get(id);
      if (token === undefined) return undefined;
      const { user_id, organization_id: only } = token;
      const compactOf = (organizationId: Id): CompactOrganization => ({
        id: organizationId,
        name: rowOf(organizations, organizationId).name,
      });
      const rolesOn = (...targets: readonly Id[]): readonly Role[] =>
        roles.filter((role) =>
          [...roleBindings.values()].some(
            (binding) => binding.user_id === user_id && binding.role === role && targets.includes(binding.target.id),
          ),
        );
      const works = [...members.values()]
        .filter(
          (member) =>
            member.user_id === user_id &&
            isThere(organizations.get(member.organization_id)) &&
            (only === null || member.organization_id === only),
        )
        .map((member) => member.organization_id)
        .toSorted();
      const held = works.flatMap((organizationId) => {
        const organization = compactOf(organizationId);
        const there = [...projects.values()]
          .filter((project) => project.organization.id === organizationId && isThere(project))
          .filter(
            (project) =>
              rolesOn(project.id).length > 0 || (project.id === project_id && rolesOn(organizationId).length > 0),
          )
          .toSorted((a, b) => (a.id < b.id ? -1 : 1))
          .map((project) => ({
            organization,
            project: { id: project.id, name: project.name },
            roles: rolesOn(organizationId, project.id),
          }));
        return [{ organization, project: null, roles: rolesOn(organizationId) }, ...there];
      });
      const wanted = held.filter(
        (one) =>
          (organization_id === undefined || one.organization.id === organization_id) &&
          (project_id === undefined || one.project?.id === project_id),
      );
      return {
        token: toToken(token),
        organization: only !== null && isThere(organizations.get(only)) ? compactOf(only) : null,
        held: wanted.slice(0, limit),
      };
    },
    markUsed: async (uses) => {
      let changed = 0;
      for (const { id, at } of uses) {
        const token = tokens.get(id);
        if (token === undefined || (token.last_used_at !== null && token.last_used_at >= at)) continue;
        tokens.set(id, { ...token, last_used_at: at });
        changed += 1;
      }
      return changed;
    },
    revokeAll: async ({ user_id, organization_id }) =>
      revokeThose((token) => token.user_id === user_id && token.organization_id === organization_id),
  };
};

/** The organizations of the installation. */
export const organizationsOf = (state: State, scope: Scope): OrganizationsRepository => {
  const { organizations, members } = state;
  const find = (id: Id): Organization | undefined => {
    const organization = organizations.get(id);
    return isThere(organization) ? toOrganization(organization) : undefined;
  };
  const toOrganization = ({ deleted_at: _, ...organization }: OrganizationRow): Organization => ({
    ...organization,
    created_by: compactUser(state, organization.created_by),
    member_count: [...members.values()].filter((member) => member.organization_id === organization.id).length,
  });
  return {
    add: async (organization) => {
      if (organizations.has(organization.id)) return false;
      organizations.set(organization.id, {
        ...organization,
        revision: 1,
        updated_at: organization.created_at,
        deleted_at: null,
      });
      keepMade(state, scope, { id: organization.id, revision: 1 });
      return true;
    },
    update: async ({ id, changes, at, ...conditional }) =>
      updated(state, scope, organizations, id, changes, at, conditional, () => find(id)),
    listOf: async ({ user_id, organization_id }, page) =>
      pageOf(
        [...organizations.values()]
          .filter(
            (row) =>
              isThere(row) &&
              (organization_id === null || row.id === organization_id) &&
              members.has(memberKey(row.id, user_id)),
          )
          .map(({ id, name, deleted_at }) => ({ id, name, deleted_at })),
        page,
        ({ id }) => id,
      ),
    listDeletedOf: async ({ user_id, organization_id }, since, page) =>
      pageOf(
        [...organizations.values()]
          .filter((row) => isRestorable(row, since) && (organization_id === null || row.id === organization_id))
          .filter(({ id }) =>
            bindingsIn(state, id).some(
              ({ user_id: admin, role, target }) =>
                admin === user_id && role === 'admin' && target.type === 'organization',
            ),
          )
          .map(({ id, name, deleted_at }) => ({ id, name, deleted_at })),
        page,
        ({ id }) => id,
      ),
    find: async (id) => find(id),
    delete: async (id, conditional, at) =>
      deleteIn(state, scope, organizations, organizations.get(id), id, conditional, at),
    holdDeleted: async (id, since) => isDeleted(organizations.get(id), since),
    restore: async (id, at) => {
      const row = rowOf(organizations, id);
      refuseOlder(state, scope, row);
      const restored = { ...row, deleted_at: null };
      organizations.set(id, restored);
      keepTurn(state, scope, restored, at);
      return toOrganization(restored);
    },
  };
};

/** The role bindings of an organization and its projects. */
export const bindingsIn = ({ roleBindings }: State, organizationId: Id): readonly RoleBindingRow[] =>
  [...roleBindings.values()].filter(({ organization_id }) => organization_id === organizationId);

const toRoleBinding = (
  state: State,
  { id, user_id, role, target, created_by, created_at }: RoleBindingRow,
): RoleBinding => ({
  id,
  user: compactUser(state, user_id),
  role,
  target,
  created_by: compactUser(state, created_by),
  created_at,
});

/** Returns whether a role binding makes a person an admin of an organization. */
export const makesAdmin = ({ users }: State, { role, target, user_id }: RoleBindingRow): boolean =>
  role === 'admin' && target.type === 'organization' && rowOf(users, user_id).kind === 'person';

/** Returns whether an organization has a person as admin. */
export const hasAdmin = (state: State, organizationId: Id): boolean =>
  bindingsIn(state, organizationId).some((row) => makesAdmin(state, row));

/** The role bindings of the scope's organization. */
export const roleBindingsOf = (state: State, scope: Scope): RoleBindingsRepository => {
  // Bindings on deleted projects are hidden, because a restored project gets them back.
  const bindingsHere = () =>
    bindingsIn(state, organizationOf(scope)).filter(
      ({ target }) => target.type === 'organization' || isThere(state.projects.get(target.id)),
    );
  return {
    list: async ({ project_id, user_id }, page) =>
      pageOf(
        bindingsHere()
          .filter(
            (row) =>
              (project_id === null || row.target.id === project_id) && (user_id === null || row.user_id === user_id),
          )
          .map((row) => toRoleBinding(state, row)),
        page,
        ({ id }) => id,
      ),
    find: async (id) => {
      const row = bindingsHere().find(
        (binding) => binding.id === id && (scope.project_id === null || binding.target.id === scope.project_id),
      );
      return row && toRoleBinding(state, row);
    },
    targetOf: async (id) => bindingsHere().find((row) => row.id === id)?.target,
    delete: async (id) => {
      const row = bindingsHere().find((binding) => binding.id === id);
      if (row === undefined || (scope.project_id !== null && row.target.id !== scope.project_id)) return undefined;
      state.roleBindings.delete(id);
      return {
        binding: toRoleBinding(state, row),
        was_last_admin: makesAdmin(state, row) && !hasAdmin(state, row.organization_id),
      };
    },
    add: async (binding) => {
      const { roleBindings, members, projects } = state;
      const organization_id = organizationOf(scope);
      const { user_id, role, target } = binding;
      const isHere =
        target.type === 'organization'
          ? target.id === organization_id
          : isThere(projects.get(target.id)) && projects.get(target.id)?.organization.id === organization_id;
      if (!isHere) return 'no_target';
      if (!members.has(memberKey(organization_id, user_id))) return 'no_member';
      const same = [...roleBindings.values()].some(
        (other) => other.user_id === user_id && other.role === role && other.target.id === target.id,
      );
      if (same || roleBindings.has(binding.id)) return 'already_exists';
      const row = { ...binding, organization_id };
      addRow(roleBindings, binding.id, row);
      return toRoleBinding(state, row);
    },
  };
};

/** The service accounts of the scope's organization. */
export const serviceAccountsOf = (state: State, scope: Scope): ServiceAccountsRepository => {
  const { serviceAccounts, users, members, organizations, tokens } = state;
  const madeBy = (userId: Id, at: Timestamp): ReadonlySet<Id> =>
    new Set(
      [...tokens.values()]
        .filter(({ created_by, expires_at }) => created_by === userId && (expires_at === null || expires_at > at))
        .map(({ user_id }) => user_id),
    );
  const here = () =>
    [...serviceAccounts.values()]
      .filter(
        ({ id, organization_id }) =>
          organization_id === scope.organization_id && members.has(memberKey(organization_id, id)),
      )
      .map(({ id, created_by, created_at }): ServiceAccount => {
        const { name, revision, updated_at } = rowOf(users, id);
        return { id, name, revision, created_by: compactUser(state, created_by.id), created_at, updated_at };
      });
  const find = (id: Id): ServiceAccount | undefined => here().find((account) => account.id === id);
  return {
    add: async ({ id, name, created_by, created_at }) => {
      if (users.has(id)) return false;
      addRow(users, id, {
        id,
        kind: 'service',
        name,
        ...withoutEmail,
        revision: 1,
        created_at,
        updated_at: created_at,
        is_first: false,
      });
      addRow(serviceAccounts, id, {
        id,
        created_by: compactUser(state, created_by),
        created_at,
        organization_id: organizationOf(scope),
      });
      return true;
    },
    list: async (page, sought = null) =>
      pageOf(
        here().filter(({ name }) => holds(name, sought)),
        page,
        ({ id }) => id,
      ),
    find: async (id) => find(id),
    update: async ({ id, changes, at, ...conditional }) => {
      const update = updated(state, ABOVE, users, id, changes, at, conditional, () => find(id));
      if (update?.outcome === 'changed') renameUser(state, id, update.value.name);
      return update;
    },
    withTokensBy: async (userId, at) => {
      const made = madeBy(userId, at);
      return here()
        .filter(({ id }) => made.has(id))
        .toSorted((a, b) => (a.id < b.id ? -1 : 1))
        .map(({ id, name }) => ({ id, name }));
    },
    everyWithTokensBy: async (userId, at) => {
      const made = madeBy(userId, at);
      return [...serviceAccounts.values()]
        .filter(({ id, organization_id }) => made.has(id) && members.has(memberKey(organization_id, id)))
        .toSorted((a, b) => (a.id < b.id ? -1 : 1))
        .map(({ id, organization_id }) => ({
          ...compactUser(state, id),
          organization: { id: organization_id, name: rowOf(organizations, organization_id).name },
        }));
    },
  };
};
