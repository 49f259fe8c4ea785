import { Id, LinkExternalUser } from '@goldset/core';
import { exampleIds, ofOrganization } from '../fields.ts';
import { command } from '../handler.ts';

/** `goldset.external_user.link` */
export const linkExternalUser = command(
  {
    type: 'goldset.external_user.link',
    operation: 'linkExternalUser',
    summary: 'Link an external user to a person',
    description: 'For a consumer that acts as a person: a service account may not say who somebody is.',
    schema: LinkExternalUser.extend({ ...ofOrganization, external_user_id: Id }),
    example: {
      organization_id: exampleIds.organization,
      external_user_id: exampleIds.external_user,
      user_id: exampleIds.user,
    },
  },
  (application, caller, input) => application.linkExternalUser(caller, input),
);
