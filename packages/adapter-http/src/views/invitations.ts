import { AcceptedInvitation, AcceptInvitation, CreatedInvitation, CreateInvitation, Invitation } from '@goldset/core';
import { created, found, gone, page } from '../answer.ts';
import { endpoint } from '../endpoint.ts';
import type { Endpoint } from '../endpoint.ts';
import { examples } from '../examples.ts';
import { json } from '../json-body.ts';

/** Invitations to organizations. */
export const invitationEndpoints: readonly Endpoint[] = [
  endpoint(
    {
      operation: 'listInvitations',
      method: 'get',
      path: '/organizations/{organization_id}/invitations',
      tag: 'Invitations',
      summary: 'List open invitations',
      description: 'Those that nobody has accepted, expired ones included.',
      answer: page('InvitationPage', 'invitations', Invitation, examples.invitation),
    },
    (application, caller, input) => application.listInvitations(caller, input),
  ),
  endpoint(
    {
      operation: 'createInvitation',
      method: 'post',
      path: '/organizations/{organization_id}/invitations',
      tag: 'Invitations',
      summary: 'Invite somebody',
      description: 'Valid for 7 days. The secret is in this answer and nowhere else; handing it over is up to you, nothing is sent. The roles are given on the organization.',
      body: json(CreateInvitation),
      answer: created(CreatedInvitation, examples.createdInvitation),
    },
    (application, caller, input) => application.createInvitation(caller, input),
  ),
  endpoint(
    {
      operation: 'revokeInvitation',
      method: 'delete',
      path: '/organizations/{organization_id}/invitations/{invitation_id}',
      tag: 'Invitations',
      summary: 'Revoke an invitation',
      description: 'Its secret is worthless from then on. One that was accepted is not found: remove the member instead.',
      answer: gone,
      errors: ['stale'],
    },
    (application, caller, input) => application.revokeInvitation(caller, input),
  ),
  endpoint(
    {
      operation: 'acceptInvitation',
      method: 'post',
      path: '/invitations/accept',
      tag: 'Invitations',
      summary: 'Accept an invitation',
      description:
        'With a token, its person joins, whatever e-mail address was invited; a token that is limited to one organization cannot. Without a token, the person with the invited e-mail address joins, who is made if there is none (`name` is then required), and the answer holds a token that works only in this organization. An invitation is accepted once.',
      body: json(AcceptInvitation),
      answer: found(AcceptedInvitation, examples.acceptedInvitation, 'Where and who the new member is, and their token.'),
      withoutToken: (application, causationId, input, once) => application.acceptInvitationWithoutToken(input, causationId, once),
    },
    (application, caller, input) => application.acceptInvitation(caller, input),
  ),
];
