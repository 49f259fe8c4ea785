import assert from 'node:assert/strict';
import { eventSchemas, Id, Timestamp } from '../../index.ts';
import type { Event, EventData, EventType } from '../../index.ts';
import { MARK } from './world.ts';

const MAX_EVENT_BYTES = 64 * 1024;
const FIELDS = ['causation_id', 'data', 'id', 'organization_id', 'project_id', 'subject', 'time', 'type'];

const isKnown = (type: string): type is EventType => Object.hasOwn(eventSchemas, type);

/** Whether an event is of a type; its data then is what the type's schema says. */
export const isOfType = <Type extends EventType>(
  event: Event,
  type: Type,
): event is Event<Type, EventData<Type>> & Event => event.type === type;

/** Fails unless every event is of a known type with exactly the data of its schema, is small, carries no text of a world, and has an id of its own. */
export const assertEventsFit = (events: readonly Event[]): void => {
  for (const event of events) {
    assert.deepEqual(Object.keys(event).sort(), FIELDS);
    assert.ok(isKnown(event.type), `${event.type} is no type of event.`);
    assert.deepEqual(eventSchemas[event.type].parse(event.data), event.data);
    for (const id of [event.id, event.subject, event.organization_id, event.project_id])
      if (id !== null) assert.equal(Id.parse(id), id);
    assert.notEqual(event.id, event.subject);
    assert.equal(Timestamp.parse(event.time), event.time);
    const text = JSON.stringify(event);
    assert.ok(text.length < MAX_EVENT_BYTES, `An event of ${text.length} bytes.`);
    assert.ok(!text.includes(MARK), `A text that no event may carry: ${text}`);
  }
  assert.equal(new Set(events.map(({ id }) => id)).size, events.length, 'Two events have one id.');
};
