import { operationsOf } from '../access/index.ts';
import { getMe } from './get-me.ts';
import { getUser, listUsers } from './list-users.ts';
import { updateMe } from './update-me.ts';

/** The operations of users. */
export const userOperations = operationsOf({ getMe, updateMe, listUsers, getUser });
