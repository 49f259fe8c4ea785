import {
  CreatedToken,
  CreateOwnToken,
  CurrentToken,
  CurrentTokenFilter,
  Me,
  Token,
  TokenFilter,
  UpdateMe,
  UpdateToken,
} from '@goldset/core';
import { z } from 'zod';
import { created, gone, page, thing } from '../response/answer.ts';
import { flag } from '../request/deleted-query.ts';
import { endpoint } from '../endpoint.ts';
import type { Endpoint } from '../endpoint.ts';
import { examples } from './examples.ts';
import { json } from '../request/json-body.ts';

/** A page of tokens of any user. */
export const tokenPage = page('TokenPage', 'tokens', Token, examples.token);

/** The query parameters of lists of tokens. */
export const TokenQuery = z.strictObject({ expired: flag(TokenFilter.shape.expired.meta()?.description ?? '') });

/** The caller, and their own tokens. */
export const meEndpoints = [
  endpoint(
    {
      operation: 'getMe',
      method: 'get',
      path: '/me',
      tag: 'Me',
      summary: 'Read the caller',
      answer: thing(Me, examples.me, 'The caller.'),
    },
    (application, caller, input) => application.getMe(caller, input),
  ),
  endpoint(
    {
      operation: 'updateMe',
      method: 'patch',
      path: '/me',
      tag: 'Me',
      summary: 'Change the caller',
      description:
        'People only, with a token that is not limited to one organization: the name is the same in every organization. A field that is given replaces, one that is absent stays.',
      body: json(UpdateMe),
      answer: thing(Me, { ...examples.me, name: 'Ada Lovelace', revision: 2 }, 'The caller as they are now.'),
      errors: ['stale'],
    },
    (application, caller, input) => application.updateMe(caller, input),
  ),
  endpoint(
    {
      operation: 'listOwnTokens',
      method: 'get',
      path: '/me/tokens',
      tag: 'Me',
      summary: 'List one’s tokens',
      description:
        'A token limited to one organization lists only tokens of that organization. Filtered, a page may be short or empty and yet have a `next`.',
      query: TokenQuery,
      answer: tokenPage,
    },
    (application, caller, input) => application.listOwnTokens(caller, input),
  ),
  endpoint(
    {
      operation: 'createOwnToken',
      method: 'post',
      path: '/me/tokens',
      tag: 'Me',
      summary: 'Make a token for oneself',
      description:
        'People only. The secret is in this answer and nowhere else. A token made with a token never has more rights or a later expiry than that one. With `organization_id` it works only in that organization.',
      body: json(CreateOwnToken),
      answer: created(CreatedToken, examples.createdToken, ({ id }) => `/me/tokens/${id}`),
    },
    (application, caller, input) => application.createOwnToken(caller, input),
  ),
  endpoint(
    {
      operation: 'getOwnToken',
      method: 'get',
      path: '/me/tokens/{token_id}',
      tag: 'Me',
      summary: 'Read one of one’s tokens',
      description: 'With a token limited to one organization, only one of that organization.',
      answer: thing(Token, examples.token, 'The token, without its secret.'),
    },
    (application, caller, input) => application.getOwnToken(caller, input),
  ),
  endpoint(
    {
      operation: 'updateOwnToken',
      method: 'patch',
      path: '/me/tokens/{token_id}',
      tag: 'Me',
      summary: 'Change one of one’s tokens',
      description: 'Its name; what it may do stays. A field that is given replaces, one that is absent stays.',
      body: json(UpdateToken),
      answer: thing(Token, { ...examples.token, name: 'old laptop', revision: 2 }, 'The token as it is now.'),
      errors: ['stale'],
    },
    (application, caller, input) => application.updateOwnToken(caller, input),
  ),
  endpoint(
    {
      operation: 'revokeOwnToken',
      method: 'delete',
      path: '/me/tokens/{token_id}',
      tag: 'Me',
      summary: 'Revoke one of one’s tokens',
      description: 'It is worthless from the next request on.',
      answer: gone,
      errors: ['stale'],
    },
    (application, caller, input) => application.revokeOwnToken(caller, input),
  ),
  endpoint(
    {
      operation: 'getCurrentToken',
      method: 'get',
      path: '/tokens/current',
      tag: 'Me',
      summary: 'Read the token that the request is sent with',
      description:
        'What the token is, whose, and what it may do. Every token that is valid may ask this, whatever it is limited to. With `organization_id` or `project_id`, `access` says what it may do there alone; where that is nothing, it is empty.',
      query: CurrentTokenFilter,
      answer: thing(CurrentToken, examples.currentToken, 'The token, without its secret, and what it may do.'),
    },
    (application, caller, input) => application.getCurrentToken(caller, input),
  ),
] as const satisfies readonly Endpoint[];
