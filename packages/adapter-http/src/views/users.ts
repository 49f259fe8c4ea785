import { CompactUser, User, UserFilter } from '@goldset/core';
import { page, thing } from '../response/answer.ts';
import { endpoint } from '../endpoint.ts';
import type { Endpoint } from '../endpoint.ts';
import { examples } from './examples.ts';

/** People. */
export const userEndpoints = [
  endpoint(
    {
      operation: 'listUsers',
      method: 'get',
      path: '/users',
      tag: 'Users',
      summary: 'List people',
      description:
        'Those the caller shares an organization with; with a token limited to one organization, the people of that one. Filtered, a page may be short or empty and yet have a `next`.',
      query: UserFilter,
      answer: page('UserPage', 'users', CompactUser, examples.compactUser),
    },
    (application, caller, input) => application.listUsers(caller, input),
  ),
  endpoint(
    {
      operation: 'getUser',
      method: 'get',
      path: '/users/{user_id}',
      tag: 'Users',
      summary: 'Read a person',
      description: 'One of those that the list of people holds.',
      answer: thing(User, examples.user, 'The person.'),
    },
    (application, caller, input) => application.getUser(caller, input),
  ),
] as const satisfies readonly Endpoint[];
