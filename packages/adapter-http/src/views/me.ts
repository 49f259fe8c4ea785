import { CreatedToken, CreateOwnToken, Me, Token, UpdateMe } from '@goldset/core';
import { created, gone, page, thing } from '../answer.ts';
import { endpoint } from '../endpoint.ts';
import type { Endpoint } from '../endpoint.ts';
import { examples } from '../examples.ts';
import { json } from '../json-body.ts';

/** A page of tokens, of whoever they are. */
export const tokenPage = page('TokenPage', 'tokens', Token, examples.token);

/** The caller, and their own tokens. */
export const meEndpoints: readonly Endpoint[] = [
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
      description: 'People only, with a token that is not limited to one organization: the name is the same in every organization. A field that is given replaces, one that is absent stays.',
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
      description: 'A token limited to one organization lists only tokens of that organization.',
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
      description: 'People only. The secret is in this answer and nowhere else. A token made with a token never has more rights or a later expiry than that one. With `organization_id` it works only in that organization.',
      body: json(CreateOwnToken),
      answer: created(CreatedToken, examples.createdToken),
    },
    (application, caller, input) => application.createOwnToken(caller, input),
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
];
