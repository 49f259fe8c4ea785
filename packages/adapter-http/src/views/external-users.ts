import { ExternalUser, ExternalUserFilters, LinkedExternalUser, LinkExternalUser } from '@goldset/core';
import { found, page, thing } from '../response/answer.ts';
import { DryRunQuery } from '../request/dry-run-query.ts';
import { endpoint } from '../endpoint.ts';
import type { Endpoint } from '../endpoint.ts';
import { examples } from './examples.ts';
import { json } from '../request/json-body.ts';

/** External users, who are known only by imported answers, and the persons that they are linked to. */
export const externalUserEndpoints = [
  endpoint(
    {
      operation: 'listExternalUsers',
      method: 'get',
      path: '/organizations/{organization_id}/external-users',
      tag: 'External users',
      summary: 'List the external users of an organization',
      description:
        'The names that imports of annotations have brought, with the source of each, how many answers stand under it, and which person it is linked to, if any. Filtered, a page may be short or empty and yet have a `next`.',
      query: ExternalUserFilters,
      answer: page('ExternalUserPage', 'external_users', ExternalUser, examples.externalUser),
    },
    (application, caller, input) => application.listExternalUsers(caller, input),
  ),
  endpoint(
    {
      operation: 'getExternalUser',
      method: 'get',
      path: '/organizations/{organization_id}/external-users/{external_user_id}',
      tag: 'External users',
      summary: 'Read an external user',
      answer: thing(ExternalUser, examples.externalUser, 'The external user.'),
    },
    (application, caller, input) => application.getExternalUser(caller, input),
  ),
  endpoint(
    {
      operation: 'linkExternalUser',
      method: 'post',
      path: '/organizations/{organization_id}/external-users/{external_user_id}/link',
      tag: 'External users',
      summary: 'Link an external user to a person',
      description: `Says for good which person an external user is: a member of the organization who is a person. The same person again is answered \`200\` and changes nothing, another one is \`already_exists\`. Who joins the organization with an address that was imported is linked without this.

From then on, imports of the name are that person’s, also after they have left, so that the same file stays unchanged; and they are handed no item that was answered under the name. The answers themselves follow in small transactions, the first of them before this is answered. A claimed task of the person on such an item is released.

Where both answered one item, one answer stays: one that was given in Goldset (\`source\` is \`task\`), whatever the dates say, or else the newer of the two by the date of its present value. The revisions of the other one are appended to its own, each with its author, source and date, and the value of the answer that stays is repeated as the last revision. The item then has one annotation less, and may be open again.

With \`dry_run=true\`, only the numbers are answered.`,
      query: DryRunQuery,
      body: json(LinkExternalUser),
      answer: found(
        LinkedExternalUser,
        examples.linkedExternalUser,
        'The external user, and what this request moves, counted before the link is made. All numbers are 0 where the two were linked already; `link` says how far that link is.',
      ),
      errors: ['already_exists'],
    },
    (application, caller, input) => application.linkExternalUser(caller, input),
  ),
] as const satisfies readonly Endpoint[];
