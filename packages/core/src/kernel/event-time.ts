import { errorMark } from './error-mark.ts';

/**
 * When the producer of an event made it: RFC 3339 in UTC with microseconds and a `Z`, so that two of them compare as texts do. Of two events
 * that say what one thing is to be, the one that was made later decides, in whatever order they come.
 */
export type EventTime = string;

const IN_UTC = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?Z$/;

/** A moment in RFC 3339 as an event time, cut to the microsecond. */
export const toEventTime = (moment: string): EventTime => {
  if (IN_UTC.test(moment)) return `${moment.slice(0, 19)}.${moment.slice(20, -1).padEnd(6, '0')}Z`;
  const digits = /\.(\d+)/.exec(moment)?.[1] ?? '';
  return `${new Date(moment.toUpperCase()).toISOString().slice(0, 19)}.${digits.padEnd(6, '0').slice(0, 6)}Z`;
};

/** What a thing is, and as of when: its revision, and when the latest change, or event that found it so, was made. */
export interface AsOf {
  readonly revision: number;
  readonly as_of: EventTime;
}

const mark = errorMark<AsOf>('older-fault');

/** The error with which a store refuses what an event asks for that is older than what is there; `olderFaultIn` finds the reason again. */
export const olderFault = ({ revision, as_of }: AsOf): Error =>
  mark.put(new Error(`The event is older than the latest change, of ${as_of}.`), { revision, as_of });

/** As of when what an event wanted to change is newer than the event, if that is what an error says. */
export const olderFaultIn = (error: unknown): AsOf | undefined => mark.of(error);
