import { err, ok, toEventTime } from '@goldset/core';
import type { EventTime, Result } from '@goldset/core';
import type { Decoded } from './decode.ts';
import { writtenAt } from './dead-letter.ts';
import type { Refusal } from './refusal.ts';
import type { IncomingMessage } from './source.ts';

/** How far the `time` of an event may be ahead of the clock of the consumer: 5 minutes. */
export const MAX_AHEAD_MILLISECONDS = 5 * 60_000;

const timeAt = (milliseconds: number): EventTime => toEventTime(new Date(milliseconds).toISOString());

const ahead = (time: string): Refusal => {
  const detail = `The time of the event, ${time}, is more than ${MAX_AHEAD_MILLISECONDS / 60_000} minutes ahead of the consumer’s clock, so that it would be taken as newer than all that comes after it; set the producer’s clock.`;
  return { code: 'invalid', detail: 'The event has a fault.', faults: [{ pointer: '/time', code: 'range', detail }] };
};

/**
 * Adds to a decoded event when it was made: its `time` or, without one, when its message was written according to the
 * producer or the broker, but not later than now. An event whose `time` is more than 5 minutes ahead is refused.
 */
export const withEventTime = (
  decoded: Result<Decoded, Refusal>,
  message: Pick<IncomingMessage, 'headers' | 'timestamp'>,
  now: Date,
): Result<Decoded, Refusal> => {
  if (!decoded.ok) return decoded;
  const { event } = decoded.value;
  if (event.time === undefined) {
    const written = writtenAt(message);
    return written >= 0
      ? ok({ ...decoded.value, event: { ...event, time: timeAt(Math.min(written, now.getTime())) } })
      : decoded;
  }
  const time = toEventTime(event.time);
  if (time > timeAt(now.getTime() + MAX_AHEAD_MILLISECONDS)) return err(ahead(event.time));
  return ok({ ...decoded.value, event: { ...event, time } });
};
