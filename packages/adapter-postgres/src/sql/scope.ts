import type { Id } from '@goldset/core';
import type { Scope } from '@goldset/core/adapter';

/** The organization of a scope. Asking a scope without one is a bug. */
export const organizationOf = ({ organization_id }: Scope): Id => {
  if (organization_id === null) throw new Error('This repository needs the scope of an organization.');
  return organization_id;
};

/** The project of a scope. Asking a scope without one is a bug. */
export const projectOf = ({ project_id }: Scope): Id => {
  if (project_id === null) throw new Error('This repository needs the scope of a project.');
  return project_id;
};
