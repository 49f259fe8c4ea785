const FORM = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.\d+)?(Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)?$/;

const EXAMPLE = 'such as 2026-11-22T09:30:00Z';

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

const daysIn = (year: number, month: number): number =>
  month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : (DAYS[month - 1] ?? 0);

/**
 * Why a text is not a valid moment, in a sentence that says what to send: RFC 3339 with a zone, in the years 1 to 9999
 * in UTC. `undefined` if the text is valid.
 */
export const momentFault = (text: string): string | undefined => {
  const parts = FORM.exec(text);
  if (parts === null) return `Must be a time with a zone, ${EXAMPLE}.`;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.slice(1, 7).map(Number);
  if (day < 1 || day > daysIn(year, month)) return `There is no such day; send one that exists, ${EXAMPLE}.`;
  if (hour > 23 || minute > 59)
    return 'There is no such time of day: hours are 00 to 23, minutes 00 to 59; send midnight as 00:00 of the next day.';
  if (second > 59) return 'Seconds are 00 to 59: a leap second cannot be kept; send the second before or after it.';
  if (parts[7] === undefined) return 'Must have a zone: end it with Z, or with an offset such as +01:00.';
  // The offset can move the moment into another year in UTC.
  return /^(?!0000)\d{4}-/.test(new Date(text).toISOString()) ? undefined : 'Must lie in the years 1 to 9999 in UTC.';
};

/** The same moment in UTC, truncated to the millisecond. */
export const toMoment = (text: string): string => new Date(text).toISOString();
