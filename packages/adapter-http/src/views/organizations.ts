import { CreateOrganization, ListedOrganization, Organization, UpdateOrganization } from '@goldset/core';
import { created, gone, page, thing } from '../response/answer.ts';
import { DeletedQuery } from '../request/deleted-query.ts';
import { endpoint } from '../endpoint.ts';
import type { Endpoint } from '../endpoint.ts';
import { examples } from './examples.ts';
import { json, noFields } from '../request/json-body.ts';

const organizationPage = page('OrganizationPage', 'organizations', ListedOrganization, examples.listedOrganization);

/** Organizations. */
export const organizationEndpoints = [
  endpoint(
    {
      operation: 'listMyOrganizations',
      method: 'get',
      path: '/me/organizations',
      tag: 'Organizations',
      summary: 'List one’s organizations',
      description:
        'Those the caller is a member of; with a token limited to one organization, that one. Of the deleted ones, those they may restore.',
      query: DeletedQuery,
      answer: organizationPage,
    },
    (application, caller, input) => application.listMyOrganizations(caller, input),
  ),
  endpoint(
    {
      operation: 'listMyOrganizations',
      operationId: 'listOrganizations',
      method: 'get',
      path: '/organizations',
      tag: 'Organizations',
      summary: 'List one’s organizations',
      description: 'The same as `GET /me/organizations`.',
      query: DeletedQuery,
      answer: organizationPage,
    },
    (application, caller, input) => application.listMyOrganizations(caller, input),
  ),
  endpoint(
    {
      operation: 'createOrganization',
      method: 'post',
      path: '/organizations',
      tag: 'Organizations',
      summary: 'Create an organization',
      description:
        'The caller becomes its first member and administrator. Who may create one is a policy of the installation; service accounts may not.',
      body: json(CreateOrganization),
      answer: created(Organization, examples.organization, ({ id }) => `/organizations/${id}`),
    },
    (application, caller, input) => application.createOrganization(caller, input),
  ),
  endpoint(
    {
      operation: 'getOrganization',
      method: 'get',
      path: '/organizations/{organization_id}',
      tag: 'Organizations',
      summary: 'Read an organization',
      answer: thing(Organization, examples.organization, 'The organization.'),
    },
    (application, caller, input) => application.getOrganization(caller, input),
  ),
  endpoint(
    {
      operation: 'updateOrganization',
      method: 'patch',
      path: '/organizations/{organization_id}',
      tag: 'Organizations',
      summary: 'Change an organization',
      description: 'A field that is given replaces, one that is absent stays.',
      body: json(UpdateOrganization),
      answer: thing(
        Organization,
        { ...examples.organization, name: 'Acme Labs', revision: 2 },
        'The organization as it is now.',
      ),
      errors: ['stale'],
    },
    (application, caller, input) => application.updateOrganization(caller, input),
  ),
  endpoint(
    {
      operation: 'deleteOrganization',
      method: 'delete',
      path: '/organizations/{organization_id}',
      tag: 'Organizations',
      summary: 'Delete an organization',
      description:
        'With all that is in it, from the next request on, however large it is. It can be restored for a time.',
      answer: gone,
      errors: ['stale'],
    },
    (application, caller, input) => application.deleteOrganization(caller, input),
  ),
  endpoint(
    {
      operation: 'restoreOrganization',
      method: 'post',
      path: '/organizations/{organization_id}/restore',
      tag: 'Organizations',
      summary: 'Restore a deleted organization',
      description:
        'With all that was deleted with it; what was claimed in its projects is released. One that is not deleted answers as it is.',
      body: noFields,
      answer: thing(Organization, examples.organization, 'The organization.'),
    },
    (application, caller, input) => application.restoreOrganization(caller, input),
  ),
] as const satisfies readonly Endpoint[];
