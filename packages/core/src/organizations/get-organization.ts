import { defineOperation, scopeOf } from '../access/index.ts';
import type { Needs, NotFound, UseCase } from '../access/index.ts';
import { err, ok } from '../kernel/index.ts';
import type { Id } from '../kernel/index.ts';
import type { OrganizationsRepository } from './repository.ts';
import type { Organization } from './transports.ts';

/** Reads an organization in its full form. */
export type GetOrganization = UseCase<{ readonly organization_id: Id }, Organization, NotFound>;

/** Reads an organization. */
export const getOrganization = defineOperation({
  name: 'getOrganization',
  permission: 'organization:read',
  effect: 'reads',
  onArchived: 'serves',
  target: 'organization',
  run:
    ({ store }: Needs<{ organizations: OrganizationsRepository }>): GetOrganization =>
    async (caller, { organization_id }) => {
      const organization = await store.within(scopeOf(caller)).organizations.find(organization_id);
      return organization === undefined ? err({ code: 'not_found' }) : ok(organization);
    },
});
