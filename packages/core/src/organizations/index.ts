export { CompactOrganization, CreateOrganization, Organization } from './transports.ts';
export type { MembersRepository, NewOrganization, OrganizationsRepository } from './repository.ts';
export { organizationEvents } from './events.ts';
export { createOrganization } from './create-organization.ts';
export type { CreateOrganization as CreateOrganizationUseCase } from './create-organization.ts';
export { listMyOrganizations } from './list-my-organizations.ts';
export type { ListMyOrganizations } from './list-my-organizations.ts';
export { getOrganization } from './get-organization.ts';
export type { GetOrganization } from './get-organization.ts';
