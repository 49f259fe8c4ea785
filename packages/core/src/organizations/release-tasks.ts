import type { Change, Id, Platform } from '../kernel/index.ts';
import type { MembersRepository } from './repository.ts';

/** The greatest number of tasks that one statement releases. */
const MAX_RELEASED = 200;

/** Releases all tasks that a user (`null`: any user) has claimed in one project of the organization. */
export const releaseTasks = async (
  { newId }: Pick<Platform, 'newId'>,
  members: Pick<MembersRepository, 'releaseTasks'>,
  of: { readonly project_id: Id; readonly user_id: Id | null },
  change: Change,
): Promise<void> => {
  for (let found = MAX_RELEASED; found === MAX_RELEASED;) {
    found = await members.releaseTasks(
      of,
      change,
      Array.from({ length: MAX_RELEASED }, () => newId()),
    );
  }
};
