import type { OperationName } from '@goldset/core';
import type { Endpoint } from './endpoint.ts';
import { annotationEndpoints } from './views/annotations.ts';
import { annotationUiEndpoints } from './views/annotation-uis.ts';
import { externalUserEndpoints } from './views/external-users.ts';
import { guidelineEndpoints } from './views/guidelines.ts';
import { invitationEndpoints } from './views/invitations.ts';
import { itemEndpoints } from './views/items.ts';
import { meEndpoints } from './views/me.ts';
import { memberEndpoints } from './views/members.ts';
import { organizationEndpoints } from './views/organizations.ts';
import { predictionEndpoints } from './views/predictions.ts';
import { projectEndpoints } from './views/projects.ts';
import { roleBindingEndpoints } from './views/role-bindings.ts';
import { serviceAccountEndpoints } from './views/service-accounts.ts';
import { setupEndpoints } from './views/setup.ts';
import { taskEndpoints } from './views/tasks.ts';
import { userEndpoints } from './views/users.ts';

const all = [
  ...meEndpoints,
  ...userEndpoints,
  ...organizationEndpoints,
  ...invitationEndpoints,
  ...memberEndpoints,
  ...roleBindingEndpoints,
  ...serviceAccountEndpoints,
  ...externalUserEndpoints,
  ...projectEndpoints,
  ...setupEndpoints,
  ...annotationUiEndpoints,
  ...guidelineEndpoints,
  ...itemEndpoints,
  ...taskEndpoints,
  ...annotationEndpoints,
  ...predictionEndpoints,
] as const;

/** Every operation over HTTP, in the order of the documents. If two paths match a request, the earlier one is used. */
export const endpoints: readonly Endpoint[] = all;

/**
 * The operations that HTTP does not offer, and why. An operation with neither an endpoint nor a reason does not
 * compile.
 */
export const withoutEndpoint: { readonly [Name in Exclude<OperationName, (typeof all)[number]['operation']>]: string } =
  {};
