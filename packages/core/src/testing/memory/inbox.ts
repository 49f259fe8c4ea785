import { notedUntil, outcomeOfNoted } from '../../adapter.ts';
import type { Change, InboxRepository, LineOutcome, NotedEvent, Scope } from '../../adapter.ts';
import { contentsOf } from './projects.ts';
import { addRow } from './state.ts';
import type { ProjectRows, State } from './state.ts';

/** What becomes of a line whose event is noted; `undefined` where it is not. */
export const outcomeByNote = (
  { inbox }: ProjectRows,
  event: NotedEvent | null | undefined,
): LineOutcome | undefined => {
  const row = event ? inbox.get(event.key) : undefined;
  return event && row ? outcomeOfNoted(row.content, event) : undefined;
};

/** Notes the event of a line that is there now, if one has brought it. */
export const noteEvent = ({ inbox }: ProjectRows, event: NotedEvent | null | undefined, { at }: Change): void => {
  if (event) addRow(inbox, event.key, { content: event.content, expires_at: notedUntil(at) });
};

/** The events that have brought lines into the scope's project. */
export const inboxOf = (state: State, scope: Scope): InboxRepository => ({
  find: async (keys) => keys.map((key) => contentsOf(state, scope).inbox.get(key)?.content),
});
