import { createRoleBinding } from './create-role-binding.ts';
import { deleteRoleBinding } from './delete-role-binding.ts';
import { getRoleBinding } from './get-role-binding.ts';
import { listRoleBindings } from './list-role-bindings.ts';
import { operationsOf } from './operation.ts';

/** The operations of role bindings. */
export const roleBindingOperations = operationsOf({
  createRoleBinding,
  listRoleBindings,
  getRoleBinding,
  deleteRoleBinding,
});
