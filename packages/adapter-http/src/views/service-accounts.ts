import {
  CreatedToken,
  CreateServiceAccount,
  CreateToken,
  ServiceAccount,
  ServiceAccountFilter,
  Token,
  UpdateServiceAccount,
  UpdateToken,
} from '@goldset/core';
import { created, gone, page, thing } from '../response/answer.ts';
import { endpoint } from '../endpoint.ts';
import type { Endpoint } from '../endpoint.ts';
import { examples } from './examples.ts';
import { json } from '../request/json-body.ts';
import { tokenPage, TokenQuery } from './me.ts';

/** Service accounts and their tokens. */
export const serviceAccountEndpoints = [
  endpoint(
    {
      operation: 'listServiceAccounts',
      method: 'get',
      path: '/organizations/{organization_id}/service-accounts',
      tag: 'Service accounts',
      summary: 'List the service accounts of an organization',
      description: 'Filtered, a page may be short or empty and yet have a `next`.',
      query: ServiceAccountFilter,
      answer: page('ServiceAccountPage', 'service_accounts', ServiceAccount, examples.serviceAccount),
    },
    (application, caller, input) => application.listServiceAccounts(caller, input),
  ),
  endpoint(
    {
      operation: 'createServiceAccount',
      method: 'post',
      path: '/organizations/{organization_id}/service-accounts',
      tag: 'Service accounts',
      summary: 'Create a service account',
      description: 'It becomes a member of the organization with the given roles. Its `id` is its user id.',
      body: json(CreateServiceAccount),
      answer: created(
        ServiceAccount,
        examples.serviceAccount,
        ({ id }, { organization_id }) => `/organizations/${organization_id}/service-accounts/${id}`,
      ),
    },
    (application, caller, input) => application.createServiceAccount(caller, input),
  ),
  endpoint(
    {
      operation: 'getServiceAccount',
      method: 'get',
      path: '/organizations/{organization_id}/service-accounts/{user_id}',
      tag: 'Service accounts',
      summary: 'Read a service account',
      answer: thing(ServiceAccount, examples.serviceAccount, 'The service account.'),
    },
    (application, caller, input) => application.getServiceAccount(caller, input),
  ),
  endpoint(
    {
      operation: 'updateServiceAccount',
      method: 'patch',
      path: '/organizations/{organization_id}/service-accounts/{user_id}',
      tag: 'Service accounts',
      summary: 'Change a service account',
      description:
        'What it has answered stands under the new name as well. A field that is given replaces, one that is absent stays.',
      body: json(UpdateServiceAccount),
      answer: thing(
        ServiceAccount,
        { ...examples.serviceAccount, name: 'sentiment-small', revision: 2 },
        'The service account as it is now.',
      ),
      errors: ['stale'],
    },
    (application, caller, input) => application.updateServiceAccount(caller, input),
  ),
  endpoint(
    {
      operation: 'deleteServiceAccount',
      method: 'delete',
      path: '/organizations/{organization_id}/service-accounts/{user_id}',
      tag: 'Service accounts',
      summary: 'Delete a service account',
      description:
        'With its roles and tokens, from the next request on, as removing it from the members does. What it has claimed is released; what it has answered stays, under its name.',
      answer: gone,
      errors: ['stale'],
    },
    (application, caller, input) => application.deleteServiceAccount(caller, input),
  ),
  endpoint(
    {
      operation: 'listServiceAccountTokens',
      method: 'get',
      path: '/organizations/{organization_id}/service-accounts/{user_id}/tokens',
      tag: 'Service accounts',
      summary: 'List the tokens of a service account',
      description: 'Filtered, a page may be short or empty and yet have a `next`.',
      query: TokenQuery,
      answer: tokenPage,
    },
    (application, caller, input) => application.listServiceAccountTokens(caller, input),
  ),
  endpoint(
    {
      operation: 'createServiceAccountToken',
      method: 'post',
      path: '/organizations/{organization_id}/service-accounts/{user_id}/tokens',
      tag: 'Service accounts',
      summary: 'Make a token for a service account',
      description: 'It works only inside the organization. The secret is in this answer and nowhere else.',
      body: json(CreateToken),
      answer: created(
        CreatedToken,
        { ...examples.createdToken, organization_id: examples.organization.id },
        ({ id }, { organization_id, user_id }) =>
          `/organizations/${organization_id}/service-accounts/${user_id}/tokens/${id}`,
      ),
    },
    (application, caller, input) => application.createServiceAccountToken(caller, input),
  ),
  endpoint(
    {
      operation: 'getServiceAccountToken',
      method: 'get',
      path: '/organizations/{organization_id}/service-accounts/{user_id}/tokens/{token_id}',
      tag: 'Service accounts',
      summary: 'Read a token of a service account',
      answer: thing(
        Token,
        { ...examples.token, organization_id: examples.organization.id },
        'The token, without its secret.',
      ),
    },
    (application, caller, input) => application.getServiceAccountToken(caller, input),
  ),
  endpoint(
    {
      operation: 'updateServiceAccountToken',
      method: 'patch',
      path: '/organizations/{organization_id}/service-accounts/{user_id}/tokens/{token_id}',
      tag: 'Service accounts',
      summary: 'Change a token of a service account',
      description: 'Its name; what it may do stays. A field that is given replaces, one that is absent stays.',
      body: json(UpdateToken),
      answer: thing(
        Token,
        { ...examples.token, organization_id: examples.organization.id, name: 'old laptop', revision: 2 },
        'The token as it is now.',
      ),
      errors: ['stale'],
    },
    (application, caller, input) => application.updateServiceAccountToken(caller, input),
  ),
  endpoint(
    {
      operation: 'revokeServiceAccountToken',
      method: 'delete',
      path: '/organizations/{organization_id}/service-accounts/{user_id}/tokens/{token_id}',
      tag: 'Service accounts',
      summary: 'Revoke a token of a service account',
      description: 'It is worthless from the next request on.',
      answer: gone,
      errors: ['stale'],
    },
    (application, caller, input) => application.revokeServiceAccountToken(caller, input),
  ),
] as const satisfies readonly Endpoint[];
