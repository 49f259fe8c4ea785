import type { Change, DomainEvent, EventData, EventType, Id, OutboxRepository, Scope } from '../../index.ts';
import type { State } from './state.ts';

/** Writes one event of a change behind those that are there. */
export type Emit = <Type extends EventType>(id: Id, change: Change, type: Type, subject: Id, data: EventData<Type>) => void;

const store = ({ events }: State, scope: Scope, event: DomainEvent): void => {
  // The specific data of each type is JSON, which the store's type of an event says.
  events.set(events.size + 1, { ...event, ...scope } as never);
};

/** Writes the events of the methods that write their own. */
export const emitterOf =
  (state: State, scope: Scope): Emit =>
  (id, change, type, subject, data) =>
    store(state, scope, { id, type, subject, time: change.at, causation_id: change.causation_id, data });

/** The outbox of one scope. */
export const outboxOf = (state: State, scope: Scope): OutboxRepository => ({
  append: async (...events) => {
    for (const event of events) store(state, scope, event);
  },
});
