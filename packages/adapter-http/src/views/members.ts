import { Member } from '@goldset/core';
import { gone, page } from '../answer.ts';
import { endpoint } from '../endpoint.ts';
import type { Endpoint } from '../endpoint.ts';
import { examples } from '../examples.ts';

/** Members of organizations. */
export const memberEndpoints: readonly Endpoint[] = [
  endpoint(
    {
      operation: 'listMembers',
      method: 'get',
      path: '/organizations/{organization_id}/members',
      tag: 'Members',
      summary: 'List the members of an organization',
      description: 'People and service accounts, with their roles on the organization itself, by their user ids.',
      answer: page('MemberPage', 'members', Member, examples.member),
    },
    (application, caller, input) => application.listMembers(caller, input),
  ),
  endpoint(
    {
      operation: 'removeMember',
      method: 'delete',
      path: '/organizations/{organization_id}/members/{user_id}',
      tag: 'Members',
      summary: 'Remove a member',
      description:
        'With their roles in the organization and its projects and their tokens that work only in it, from the next request on. What they have claimed is released; what they have answered stays. The last admin of an organization who is a person cannot be removed: `last_admin`.',
      answer: gone,
      errors: ['last_admin', 'stale'],
    },
    (application, caller, input) => application.removeMember(caller, input),
  ),
];
