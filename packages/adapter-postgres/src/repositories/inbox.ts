import type { InboxRepository, Scope } from '@goldset/core/adapter';
import { joinNoted } from '../sql/inbox.ts';
import { statement } from '../sql/statement.ts';
import type { Run } from '../sql/statement.ts';
import { projectOf } from '../sql/scope.ts';

const find = statement<{ project_id: string; events: string }, { noted: number | null }>(
  `
  select n.noted::float8 as noted
  from (select e.ord, e.event from json_to_recordset(:events::text::json) as e(ord int, event uuid) offset 0) l
  ${joinNoted}
  order by l.ord`,
  { isLong: true },
);

/** The events that have brought lines into one project. */
export const inboxOn = (run: Run, scope: Scope): InboxRepository => ({
  find: async (keys) => {
    const rows = await run(find, {
      project_id: projectOf(scope),
      events: JSON.stringify(keys.map((event, ord) => ({ ord, event }))),
    });
    return rows.map(({ noted }) => noted ?? undefined);
  },
});
