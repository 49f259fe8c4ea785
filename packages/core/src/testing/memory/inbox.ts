import { notedUntil, outcomeOfNoted } from '../../adapter.ts';
import type { Change, InboxRepository, LineOutcome, NotedEvent, Scope } from '../../adapter.ts';
import { contentsOf } from './projects.ts';
import { addRow } from './state.ts';
import type { ProjectRows, State } from './state.ts';

/** Returns the outcome of a line whose event has a record in the inbox; `undefined` if it has none. */
export const outcomeByNote = (
  { inbox }: ProjectRows,
  event: NotedEvent | null | undefined,
): LineOutcome | undefined => {
  const row = event ? inbox.get(event.key) : undefined;
  return event && row ? outcomeOfNoted(row.content, event) : undefined;
};

/** Adds an inbox record for the event that brought a line, if an event did; the line has taken effect now. */
export const noteEvent = ({ inbox }: ProjectRows, event: NotedEvent | null | undefined, { at }: Change): void => {
  if (event) addRow(inbox, event.key, { content: event.content, expires_at: notedUntil(at) });
};

/** The inbox of the scope's project: the events that have brought lines into it. */
export const inboxOf = (state: State, scope: Scope): InboxRepository => ({
  find: async (keys) => keys.map((key) => contentsOf(state, scope).inbox.get(key)?.content),
});
