import type { EventData, EventType, Id } from '../../index.ts';
import type { Change, NewEvent, OutboxRepository, Scope } from '../../adapter.ts';
import type { State } from './state.ts';

/** Writes one event of a change behind those that are there. */
export type Emit = <Type extends EventType>(
  id: Id,
  change: Change,
  type: Type,
  subject: Id,
  data: EventData<Type>,
) => void;

/** Writes events behind those that are there. */
export const writeEvents = (
  { events }: State,
  { organization_id, project_id }: Scope,
  written: readonly NewEvent[],
): void => {
  // The specific data of each type is JSON, which the store's type of an event says.
  for (const event of written) events.set(events.size + 1, { ...event, organization_id, project_id } as never);
};

/** Writes the events of the methods that write their own. */
export const emitterOf =
  (state: State, scope: Scope): Emit =>
  (id, change, type, subject, data) =>
    writeEvents(state, scope, [{ id, type, subject, time: change.at, causation_id: change.causation_id, data }]);

/** An outbox that hands what is appended to `write`. */
export const outboxOf = (write: (events: readonly NewEvent[]) => void): OutboxRepository => ({
  append: async (...events) => write(events),
});
