import type { Id } from '../../index.ts';
import type { Change, NamedUser, NewExternalUser, Scope } from '../../adapter.ts';
import { organizationOf } from './people.ts';
import { addRow, memberKey, withoutEmail } from './state.ts';
import type { State } from './state.ts';

/**
 * Returns the user whom a name means in an import into the scope's organization: an external user, the person to whom
 * that one is linked, or the person who joined with that address. `null` if there is none.
 */
export const userNamed = (state: State, scope: Scope, { name, source, email_key, user_id }: NamedUser): Id | null => {
  if (user_id !== null && user_id !== undefined) return user_id;
  const organization_id = organizationOf(scope);
  const external = [...state.externalUsers.values()].find(
    (row) => row.organization_id === organization_id && row.name === name && row.source === source,
  );
  const joined = email_key === null ? undefined : state.memberAddresses.get(memberKey(organization_id, email_key));
  return (external === undefined ? joined : (external.link?.user_id ?? external.id)) ?? null;
};

/** Creates the external users that do not exist yet. */
export const addExternalUsers = (
  state: State,
  scope: Scope,
  users: readonly NewExternalUser[],
  { at }: Change,
): void => {
  for (const { id, name, source, email_key } of users) {
    if (state.users.has(id)) continue;
    addRow(state.users, id, {
      id,
      kind: 'external',
      name,
      ...withoutEmail,
      revision: 1,
      created_at: at,
      updated_at: at,
      is_first: false,
    });
    addRow(state.externalUsers, id, {
      organization_id: organizationOf(scope),
      id,
      created_at: at,
      link: null,
      name,
      source,
      email_key,
    });
  }
};
