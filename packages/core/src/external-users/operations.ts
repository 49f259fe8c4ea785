import { operationsOf } from '../access/index.ts';
import { getExternalUser } from './get-external-user.ts';
import { linkExternalUser } from './link-external-user.ts';
import { listExternalUsers } from './list-external-users.ts';

/** The operations of external users. */
export const externalUserOperations = operationsOf({ listExternalUsers, getExternalUser, linkExternalUser });
