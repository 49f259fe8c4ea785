import type { Id } from '@goldset/core';
import type { Scope } from '@goldset/core/adapter';

/** Returns the organization of a scope. To call this for a scope without an organization is a bug. */
export const organizationOf = ({ organization_id }: Scope): Id => {
  if (organization_id === null) throw new Error('This repository needs the scope of an organization.');
  return organization_id;
};

/** Returns the project of a scope. To call this for a scope without a project is a bug. */
export const projectOf = ({ project_id }: Scope): Id => {
  if (project_id === null) throw new Error('This repository needs the scope of a project.');
  return project_id;
};
