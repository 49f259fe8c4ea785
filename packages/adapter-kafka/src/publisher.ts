import type { EventPublisher, OutboxEvent } from '@goldset/core';
import { encodeStructured } from './cloud-event.ts';
import type { OutgoingMessage, Sink } from './sink.ts';

/** The destination and the source of events. */
export interface PublisherOptions {
  /** The prefix of the names of topics, by default `goldset`: events go to `goldset.events`. */
  readonly prefix?: string;
  /**
   * The `source` of every event, a URI reference; `/goldset` by default. Together with `id`, it is unique over all
   * installations.
   */
  readonly source?: string;
}

const encoder = new TextEncoder();

// In structured mode the value contains everything, so tools that lose headers do no harm.
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

/** Publishes events as CloudEvents 1.0 in structured mode. The key of an event is the key of its message. */
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
