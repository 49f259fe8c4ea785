import type { Caller } from '../access/index.ts';
import type { TaskOf } from './repository.ts';

/** Whose tasks a caller may read: anybody's (`null`), or their own. */
export const readableTasks = ({ permissions, user_id }: Caller): Pick<TaskOf, 'annotator_id'> => ({
  annotator_id: permissions.has('task:read') && permissions.has('task:read_all') ? null : user_id,
});
