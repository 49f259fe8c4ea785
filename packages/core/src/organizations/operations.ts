import { operationsOf } from '../access/index.ts';
import { createOrganization } from './create-organization.ts';
import { deleteOrganization } from './delete-organization.ts';
import { getMember } from './get-member.ts';
import { getOrganization } from './get-organization.ts';
import { leaveOrganization } from './leave-organization.ts';
import { listMembers } from './list-members.ts';
import { listMyOrganizations } from './list-my-organizations.ts';
import { removeMember } from './remove-member.ts';
import { restoreOrganization } from './restore-organization.ts';
import { updateOrganization } from './update-organization.ts';

/** The operations of organizations. */
export const organizationOperations = operationsOf({
  listMyOrganizations,
  createOrganization,
  getOrganization,
  updateOrganization,
  deleteOrganization,
  restoreOrganization,
});

/** The operations of the members of organizations. */
export const memberOperations = operationsOf({ listMembers, getMember, removeMember, leaveOrganization });
