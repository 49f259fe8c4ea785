import type { EventPublisher, OutboxEvent } from '@goldset/core';
import { encodeStructured } from './cloud-event.ts';
import type { OutgoingMessage, Sink } from './sink.ts';

/** Where events go, and whose they are. */
export interface PublisherOptions {
  /** What the names of topics begin with, `goldset` by default: events go to `goldset.events`. */
  readonly prefix?: string;
  /** The `source` of every event, a URI reference; `/goldset` by default. With `id` it names an event among those of all installations. */
  readonly source?: string;
}

const encoder = new TextEncoder();

// Structured mode: the value alone says everything, so that it outlives every tool on the way that loses headers.
const messageOf = (
  source: string,
  { id, type, subject, time, causation_id, organization_id, project_id, sequence, key, data }: OutboxEvent,
): OutgoingMessage => ({
  key: encoder.encode(key),
  ...encodeStructured({
    id,
    source,
    type,
    subject,
    time,
    extensions: causation_id === null ? {} : { causationid: causation_id },
    data: { ...data, organization_id, project_id, sequence },
  }),
  timestamp: Date.parse(time),
});

/** Publishes events as CloudEvents 1.0 in structured mode, with their keys as the keys of the messages. */
export const createPublisher = (
  sink: Sink,
  { prefix = 'goldset', source = '/goldset' }: PublisherOptions = {},
): EventPublisher => ({
  publish: (events) =>
    sink.send(
      `${prefix}.events`,
      events.map((event) => messageOf(source, event)),
    ),
});
