import type { Member } from '../../index.ts';
import type { MembersRepository, Scope } from '../../adapter.ts';
import { isThere } from './deletion.ts';
import { holds, pageOf } from './page-of.ts';
import { bindingsIn, hasAdmin, makesAdmin, organizationOf } from './people.ts';
import { addRow, compactUser, memberKey, rowOf } from './state.ts';
import type { State } from './state.ts';
import { tasksOf } from './tasks.ts';

/** The members of the scope's organization. */
export const membersOf = (state: State, scope: Scope): MembersRepository => {
  const { members, memberAddresses, users, organizations, roleBindings, projects, contents } = state;
  const here = (): readonly Member[] => {
    const organizationId = organizationOf(scope);
    const bindings = bindingsIn(state, organizationId).toSorted((a, b) => (a.id < b.id ? -1 : 1));
    return [...members.values()]
      .filter(({ organization_id }) => organization_id === organizationId)
      .map(({ user_id, added_by, created_at }) => {
        const { kind, email, email_verified } = rowOf(users, user_id);
        const held = bindings
          .filter((binding) => binding.user_id === user_id && binding.target.type === 'organization')
          .map(({ role }) => role);
        return {
          user: compactUser(state, user_id),
          kind,
          email,
          email_verified,
          roles: held,
          added_by: compactUser(state, added_by),
          created_at,
        };
      });
  };
  const claimsIn = (projectId: string, userId: string | null) =>
    [...rowOf(contents, projectId).tasks.values()].filter(
      (task) => task.state === 'claimed' && (userId === null || task.annotator.id === userId),
    );
  return {
    // The memory store runs one transaction at a time, so no row needs a lock.
    hold: async () => isThere(organizations.get(organizationOf(scope))),
    add: async (member) => {
      const organization_id = organizationOf(scope);
      const { email_key, email_verified } = rowOf(users, member.user_id);
      addRow(members, memberKey(organization_id, member.user_id), { organization_id, ...member });
      if (email_verified && email_key !== null)
        memberAddresses.set(memberKey(organization_id, email_key), member.user_id);
    },
    join: async (member) => {
      const organization_id = organizationOf(scope);
      const key = memberKey(organization_id, member.user_id);
      if (members.has(key)) return false;
      addRow(members, key, { organization_id, ...member });
      return true;
    },
    rolesOf: async (userId, projectId = null) => {
      const organizationId = organizationOf(scope);
      if (!members.has(memberKey(organizationId, userId))) return undefined;
      const held = bindingsIn(state, organizationId).filter(
        ({ user_id, target }) => user_id === userId && (target.type === 'organization' || target.id === projectId),
      );
      return { kind: rowOf(users, userId).kind, roles: held.map(({ role }) => role) };
    },
    hasEmail: async (emailKey) => {
      const person = [...users.values()].find(({ email_key }) => email_key === emailKey);
      return person !== undefined && members.has(memberKey(organizationOf(scope), person.id));
    },
    list: async (page, { sought, email_key, role, kind } = {}) => {
      const fits = (member: Member): boolean =>
        holds(member.user.name, sought) &&
        (email_key === undefined || rowOf(users, member.user.id).email_key === email_key) &&
        (role === undefined || member.roles.includes(role)) &&
        (kind === undefined || member.kind === kind);
      return pageOf(here().filter(fits), page, ({ user }) => user.id);
    },
    find: async (userId) => here().find(({ user }) => user.id === userId),
    remove: async (user_id) => {
      const organizationId = organizationOf(scope);
      if (!members.delete(memberKey(organizationId, user_id))) return undefined;
      const gone = bindingsIn(state, organizationId).filter((binding) => binding.user_id === user_id);
      for (const { id } of gone) roleBindings.delete(id);
      return {
        kind: rowOf(users, user_id).kind,
        revision: rowOf(users, user_id).revision,
        bindings: gone.map(({ id, role, target }) => ({ id, role, target })),
        was_last_admin: gone.some((binding) => makesAdmin(state, binding)) && !hasAdmin(state, organizationId),
      };
    },
    projectsWithClaims: async (userId) =>
      [...projects.values()]
        .filter(
          (project) =>
            project.organization.id === scope.organization_id &&
            isThere(project) &&
            claimsIn(project.id, userId).length > 0,
        )
        .map(({ id }) => id),
    releaseTasks: async ({ project_id, user_id }, change, event_ids) => {
      const found = claimsIn(project_id, user_id).slice(0, event_ids.length);
      const tasks = tasksOf(state, { organization_id: organizationOf(scope), project_id });
      for (const [index, { id }] of found.entries()) {
        await tasks.giveBack(
          { task_id: id, annotator_id: user_id },
          { state: 'released' },
          change,
          event_ids[index] ?? '',
        );
      }
      return found.length;
    },
  };
};
