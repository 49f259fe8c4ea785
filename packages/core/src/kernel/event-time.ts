import { errorMark } from './error-mark.ts';

/**
 * When the producer made an event: RFC 3339 in UTC with microseconds and a `Z`, so that comparing two as texts compares
 * the moments. If two events set the same state, the one that was made later decides, in whatever order they arrive.
 */
export type EventTime = string;

const IN_UTC = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?Z$/;

/** Converts a moment in RFC 3339 to an event time, truncated to the microsecond. */
export const toEventTime = (moment: string): EventTime => {
  if (IN_UTC.test(moment)) return `${moment.slice(0, 19)}.${moment.slice(20, -1).padEnd(6, '0')}Z`;
  const digits = /\.(\d+)/.exec(moment)?.[1] ?? '';
  return `${new Date(moment.toUpperCase()).toISOString().slice(0, 19)}.${digits.padEnd(6, '0').slice(0, 6)}Z`;
};

/** A revision, and the time of the latest change, or of the latest event that found the state unchanged. */
export interface AsOf {
  readonly revision: number;
  readonly as_of: EventTime;
}

const mark = errorMark<AsOf>('older-fault');

/**
 * The error with which a store refuses a change that an event asks for, if the event is older than the latest change.
 * `olderFaultIn` reads the reason.
 */
export const olderFault = ({ revision, as_of }: AsOf): Error =>
  mark.put(new Error(`The event is older than the latest change, of ${as_of}.`), { revision, as_of });

/** The revision and time of the newer change, if an error is an `olderFault`. */
export const olderFaultIn = (error: unknown): AsOf | undefined => mark.of(error);
