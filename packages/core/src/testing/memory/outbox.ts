import type { EventData, EventType, Id } from '../../index.ts';
import type { Change, NewEvent, OutboxRepository, Scope } from '../../adapter.ts';
import type { State } from './state.ts';

/** Appends one event of a change to the outbox. */
export type Emit = <Type extends EventType>(
  id: Id,
  change: Change,
  type: Type,
  subject: Id,
  data: EventData<Type>,
) => void;

/** Appends events to the outbox. */
export const writeEvents = (
  { events }: State,
  { organization_id, project_id }: Scope,
  written: readonly NewEvent[],
): void => {
  // The data that is specific to each type is plain JSON here; the store's type of an event says which.
  for (const event of written) events.set(events.size + 1, { ...event, organization_id, project_id } as never);
};

/** Returns a function that appends an event, for repository methods that write their own events. */
export const emitterOf =
  (state: State, scope: Scope): Emit =>
  (id, change, type, subject, data) =>
    writeEvents(state, scope, [{ id, type, subject, time: change.at, causation_id: change.causation_id, data }]);

/** Returns an outbox that passes appended events to `write`. */
export const outboxOf = (write: (events: readonly NewEvent[]) => void): OutboxRepository => ({
  append: async (...events) => write(events),
});
