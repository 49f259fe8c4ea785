import { err, ok } from '@goldset/core';
import type { Fault, Result } from '@goldset/core';
import { decodeCloudEvent } from './cloud-event.ts';
import type { CloudEvent } from './cloud-event.ts';
import type { InboundTopic, LineEnvelope, LineHandler, CommandHandler, ReadyCommand } from './handler.ts';
import { readLine } from './handler.ts';
import { handlersByType } from './handlers.ts';
import type { Refusal } from './refusal.ts';
import type { IncomingMessage } from './source.ts';

/** An event that can be handled. Its data is parsed as far as possible before an operation reads it. */
export type Decoded =
  | {
      readonly kind: 'command';
      readonly event: CloudEvent;
      readonly handler: CommandHandler;
      readonly command: ReadyCommand;
    }
  | {
      readonly kind: 'line';
      readonly event: CloudEvent;
      readonly handler: LineHandler;
      readonly envelope: LineEnvelope;
      readonly value: object;
    };

/**
 * The `Refusal` for validation errors of a schema. If all of them are unknown fields, its code says so: the event has a
 * misspelling.
 */
export const refusalOfFaults = (faults: readonly Fault[]): Refusal => {
  const isMisspelt = faults.length > 0 && faults.every(({ code }) => code === 'unknown_field');
  const inData = faults.map(({ pointer, ...fault }) => ({ ...fault, pointer: `/data${pointer}` }));
  return {
    code: isMisspelt ? 'unknown_field' : 'invalid',
    detail: isMisspelt ? 'The data has fields that do not exist.' : 'The data has faults.',
    faults: inData,
  };
};

/** Reads a message of a topic as an event that can be handled. */
export const decodeMessage = (
  topic: InboundTopic,
  message: Pick<IncomingMessage, 'value' | 'headers'>,
): Result<Decoded, Refusal> => {
  const decoded = decodeCloudEvent(message);
  if (!decoded.ok) return decoded;
  const event = decoded.value;
  const handler = handlersByType.get(event.type);
  if (handler === undefined)
    return err({ code: 'unknown_type', detail: 'There is no such type of event; asyncapi.yaml names them all.' });
  // The broker decides who may write to a topic, so no topic may accept the events of another.
  if (handler.topic !== topic)
    return err({
      code: 'unknown_type',
      detail: `Events of the type ${handler.type} belong into the topic of ${handler.topic}.`,
    });
  if (handler.kind === 'command') {
    const command = handler.read(event.data);
    return command.ok
      ? ok({ kind: 'command', event, handler, command: command.value })
      : err(refusalOfFaults(command.error));
  }
  const line = readLine(event.data);
  if (!line.ok) return err(refusalOfFaults(line.error));
  const { envelope, value } = line.value;
  return ok({ kind: 'line', event, handler, envelope, value });
};
