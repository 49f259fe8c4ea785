import { hash } from 'node:crypto';
import { NIL_ID } from '@goldset/core';
import { contentHash } from '@goldset/core/adapter';
import type { Target } from '@goldset/core';
import type { Awaited, WaitingMessage } from '@goldset/core/adapter';
import type { CloudEvent } from './cloud-event.ts';
import type { Decoded } from './decode.ts';
import type { Header } from './message.ts';
import type { IncomingMessage, TopicPartition } from './source.ts';

/** A message to be set aside, and its decoded event. */
export interface Aside {
  readonly message: IncomingMessage;
  readonly decoded: Decoded;
}

/** The target of a command or a line. */
const targetOf = (decoded: Decoded): Target =>
  decoded.kind === 'line' ? { type: 'project', id: decoded.envelope.project_id } : decoded.command.target;

/**
 * What a message awaits: its project or organization. A message for the installation awaits something that always
 * exists.
 */
export const awaitedOf = (target: Target): Awaited =>
  target.type === 'installation' ? { type: 'installation', id: NIL_ID } : { type: target.type, id: target.id };

/** The name of what a message awaits, for use as a key of maps. */
export const awaitedName = ({ type, id }: Awaited): string => `${type} ${id}`;

/**
 * The lane of a message. Messages with the same key share a lane. Messages without a key have no order, so each has its
 * own lane.
 */
export const laneOf = ({ key, offset }: IncomingMessage): string =>
  key === null ? `offset ${offset}` : hash('sha256', key, 'base64url').slice(0, 22);

const eventKeyOf = ({ source, id }: CloudEvent): string =>
  hash('sha256', JSON.stringify([source, id])).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');

const written = (bytes: Uint8Array | null): string | null =>
  bytes === null ? null : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');

const read = (text: string | null): Uint8Array | null => (text === null ? null : Buffer.from(text, 'base64'));

interface Written {
  readonly key: string | null;
  readonly value: string | null;
  readonly headers: readonly (readonly [string, string | null])[];
  readonly timestamp: number;
}

const messageText = ({ key, value, headers, timestamp }: IncomingMessage): string =>
  JSON.stringify({
    key: written(key),
    value: written(value),
    headers: headers.map(([name, text]) => [name, written(text)]),
    timestamp,
  } satisfies Written);

/** Converts a message to the form in which it is set aside. */
export const waitingMessageOf = (
  { topic, partition }: TopicPartition,
  { message, decoded }: Aside,
): WaitingMessage => ({
  ...{ topic, partition, offset: String(message.offset), lane: laneOf(message), event: eventKeyOf(decoded.event) },
  ...{
    content: contentHash([decoded.event.type, decoded.event.data]),
    awaited: awaitedOf(targetOf(decoded)),
    message: messageText(message),
  },
});

/** Converts a message that was set aside back to the form in which it was read. */
export const messageIn = ({ message, offset }: WaitingMessage): IncomingMessage => {
  const { key, value, headers, timestamp } = JSON.parse(message) as Written;
  return {
    key: read(key),
    value: read(value),
    headers: headers.map(([name, text]): Header => [name, read(text)]),
    offset: BigInt(offset),
    timestamp,
  };
};
