import { AccessRemoval, Member, MemberFilters } from '@goldset/core';
import { found, page, thing } from '../response/answer.ts';
import { endpoint } from '../endpoint.ts';
import type { Endpoint } from '../endpoint.ts';
import { examples } from './examples.ts';

/** Members of organizations. */
export const memberEndpoints = [
  endpoint(
    {
      operation: 'listMembers',
      method: 'get',
      path: '/organizations/{organization_id}/members',
      tag: 'Members',
      summary: 'List the members of an organization',
      description:
        'People, with their e-mail addresses, and service accounts, with their roles on the organization itself, by their user ids. Filtered, a page may be short or empty and yet have a `next`.',
      query: MemberFilters,
      answer: page('MemberPage', 'members', Member, examples.member),
    },
    (application, caller, input) => application.listMembers(caller, input),
  ),
  endpoint(
    {
      operation: 'getMember',
      method: 'get',
      path: '/organizations/{organization_id}/members/{user_id}',
      tag: 'Members',
      summary: 'Read a member',
      answer: thing(Member, examples.member, 'The member.'),
    },
    (application, caller, input) => application.getMember(caller, input),
  ),
  endpoint(
    {
      operation: 'leaveOrganization',
      method: 'delete',
      path: '/organizations/{organization_id}/members/me',
      tag: 'Members',
      summary: 'Leave an organization',
      description:
        'People only. All that goes with a member who is removed goes with who leaves. The last admin who is a person cannot leave: `last_admin`.',
      answer: found(AccessRemoval, examples.accessRemoval, 'You have left; what you may still know the secrets of.'),
      errors: ['last_admin', 'stale'],
    },
    (application, caller, input) => application.leaveOrganization(caller, input),
  ),
  endpoint(
    {
      operation: 'removeMember',
      method: 'delete',
      path: '/organizations/{organization_id}/members/{user_id}',
      tag: 'Members',
      summary: 'Remove a member',
      description:
        'With their roles in the organization and its projects and their tokens that work only in it, from the next request on. The open invitations they made are revoked. What they have claimed is released; what they have answered stays. The last admin of an organization who is a person cannot be removed: `last_admin`.',
      answer: found(
        AccessRemoval,
        examples.accessRemoval,
        'The member is gone; what they may still know the secrets of.',
      ),
      errors: ['last_admin', 'stale'],
    },
    (application, caller, input) => application.removeMember(caller, input),
  ),
] as const satisfies readonly Endpoint[];
