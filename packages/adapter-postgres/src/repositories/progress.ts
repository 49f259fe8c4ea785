import type { ProgressRepository, Scope } from '@goldset/core';
import { counterNames } from '../sql-fragments.ts';
import { statement } from '../statement.ts';
import type { Run } from '../statement.ts';
import { projectOf } from './scope.ts';

const read = statement<{ project_id: string }, Readonly<Record<(typeof counterNames)[number], number>>>(`
  select ${counterNames.map((name) => `coalesce(sum(${name}), 0)::float8 as ${name}`).join(', ')}
  from counters where project_id = :project_id::uuid`);

/** The counters of one project. */
export const progressOn = (run: Run, scope: Scope): ProgressRepository => ({
  read: async () => {
    const [row] = await run(read, { project_id: projectOf(scope) });
    if (row === undefined) throw new Error('An aggregate without groups gives one row.');
    return {
      items: { open: row.items_open, claimed: row.items_claimed, complete: row.items_complete },
      tasks: {
        claimed: row.tasks_claimed,
        submitted: row.tasks_submitted,
        skipped: row.tasks_skipped,
        released: row.tasks_released,
        expired: row.tasks_expired,
      },
    };
  },
});
