import type { Caller } from '../access/index.ts';
import type { TaskOf } from './repository.ts';

/** The annotator whose tasks a caller may read: the caller, or (`null`) every annotator. */
export const readableTasks = ({ permissions, user_id }: Caller): Pick<TaskOf, 'annotator_id'> => ({
  annotator_id: permissions.has('task:read') && permissions.has('task:read_all') ? null : user_id,
});
