export {
  CompactOrganization,
  CreateOrganization,
  ListedOrganization,
  Member,
  MemberFilters,
  Organization,
  UpdateOrganization,
} from './transports.ts';
export type {
  MemberFilter,
  MembersRepository,
  NewOrganization,
  OrganizationsRepository,
  OrganizationUpdate,
  RemovedMember,
} from './repository.ts';
export { organizationEvents } from './events.ts';
export type { CreateOrganization as CreateOrganizationUseCase } from './create-organization.ts';
export type { ListMyOrganizations } from './list-my-organizations.ts';
export type { GetOrganization } from './get-organization.ts';
export type {
  UpdateOrganization as UpdateOrganizationUseCase,
  UpdateOrganizationInput,
} from './update-organization.ts';
export type { DeleteOrganization } from './delete-organization.ts';
export type { RestoreOrganization } from './restore-organization.ts';
export type { GetMember } from './get-member.ts';
export type { ListMembers } from './list-members.ts';
export { releaseTasks } from './release-tasks.ts';
export type { LeaveOrganization } from './leave-organization.ts';
export { removeFrom } from './remove-member.ts';
export type { RemovalRepositories, RemoveMember } from './remove-member.ts';
export { memberOperations, organizationOperations } from './operations.ts';
