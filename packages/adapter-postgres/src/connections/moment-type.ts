const TIMESTAMPTZ = 1184;

const MOMENT =
  /^(\d+)-(\d\d)-(\d\d) (\d\d):(\d\d):(\d\d)(?:\.(\d{1,3})\d*)?([+-])(\d\d)(?::(\d\d))?(?::(\d\d))?( BC)?$/;

const ofAnyZone = (text: string): Date => {
  const parts = MOMENT.exec(text);
  if (parts === null) return new Date(Number.NaN);
  const [years = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.slice(1, 7).map(Number);
  const [hours = 0, minutes = 0, seconds = 0] = parts.slice(9, 12).map((digits) => Number(digits ?? 0));
  const ahead = (parts[8] === '-' ? -1 : 1) * ((hours * 60 + minutes) * 60 + seconds);
  // `Date.UTC` takes the years 0 to 99 for those of the 20th century.
  const moment = new Date(0);
  moment.setUTCFullYear(parts[12] === undefined ? years : 1 - years, month - 1, day);
  moment.setUTCHours(hour, minute, second - ahead, Number((parts[7] ?? '').padEnd(3, '0')));
  return moment;
};

/**
 * Reads a moment as PostgreSQL writes it, in whatever time zone the connection has. It reads any year, which `Date`
 * does not (for `Date`, `0001-…` is 2001), and offsets with seconds.
 */
export const momentOf = (text: string): Date =>
  text.endsWith('+00') && text[10] === ' ' ? new Date(`${text.slice(0, 10)}T${text.slice(11, -3)}Z`) : ofAnyZone(text);

/** How moments are sent and read: a type of the driver, which replaces the driver's own. */
export const momentType = {
  to: TIMESTAMPTZ,
  from: [TIMESTAMPTZ],
  serialize: (moment: unknown): string => new Date(moment as string | Date).toISOString(),
  parse: momentOf,
};
