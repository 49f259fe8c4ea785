import { AcceptedInvitation, AcceptInvitation, CreatedInvitation, CreateInvitation, Invitation } from '@goldset/core';
import { created, found, gone, page, thing } from '../response/answer.ts';
import { endpoint } from '../endpoint.ts';
import type { Endpoint } from '../endpoint.ts';
import { examples } from './examples.ts';
import { json } from '../request/json-body.ts';

/** Invitations to organizations. */
export const invitationEndpoints = [
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
      description:
        'Valid for 7 days. The secret is in this answer and nowhere else; handing it over is up to you, nothing is sent. The roles are given on the organization. Who has the address must not be a member yet.',
      body: json(CreateInvitation),
      answer: created(
        CreatedInvitation,
        examples.createdInvitation,
        ({ id }, { organization_id }) => `/organizations/${organization_id}/invitations/${id}`,
      ),
      errors: ['already_exists'],
    },
    (application, caller, input) => application.createInvitation(caller, input),
  ),
  endpoint(
    {
      operation: 'getInvitation',
      method: 'get',
      path: '/organizations/{organization_id}/invitations/{invitation_id}',
      tag: 'Invitations',
      summary: 'Read an open invitation',
      description: 'One that nobody has accepted, also an expired one; without its secret.',
      answer: thing(Invitation, examples.invitation, 'The invitation.'),
    },
    (application, caller, input) => application.getInvitation(caller, input),
  ),
  endpoint(
    {
      operation: 'revokeInvitation',
      method: 'delete',
      path: '/organizations/{organization_id}/invitations/{invitation_id}',
      tag: 'Invitations',
      summary: 'Revoke an invitation',
      description:
        'Its secret is worthless from then on. One that was accepted is not found: remove the member instead.',
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
        'Without a token an account is made for the invited address, if nobody has it yet (`name` is required), and the answer holds a token of it. If somebody has it, the answer is `unauthenticated`: sign in to that account, which means to send its token. With a token its person joins, if the invited address is theirs or nobody’s; if it is somebody else’s, the answer is `forbidden`. A token with a limit cannot accept. An invitation is accepted once, and only while who made it may invite; five failures within an hour are `too_many_requests` until the hour is over, but for the person whose address was invited, with a token.',
      body: json(AcceptInvitation),
      answer: found(
        AcceptedInvitation,
        examples.acceptedInvitation,
        'Where and who the new member is, and their token.',
      ),
      withoutToken: (application, causationId, input, once) =>
        application.acceptInvitationWithoutToken(input, causationId, once),
    },
    (application, caller, input) => application.acceptInvitation(caller, input),
  ),
] as const satisfies readonly Endpoint[];
