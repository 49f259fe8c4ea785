import { z } from 'zod';
import { momentFault, toMoment } from './moment.ts';

/** The identifier of a thing: a UUIDv7, time-ordered. */
export const Id = z.uuid().toLowerCase().meta({ example: '0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a4e55' });

/** The identifier of a thing: a UUIDv7, time-ordered. */
export type Id = string;

/** An id that the caller chooses for what they create: a UUIDv7 that is not used yet. */
export const ChosenId = z.uuidv7().toLowerCase().meta({
  description: 'The id that it is to have, a UUIDv7; default: a new one. `already_exists` when it is taken.',
  example: '0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a4e55',
});

/** The input of an operation whose caller may choose the id. */
export interface Chosen {
  /** A UUIDv7; by default a new one. */
  readonly id?: Id | undefined;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Returns whether a text has the form of an id. */
export const isId = (text: string): boolean => UUID.test(text);

/** The nil UUID, which is never the id of anything. */
export const NIL_ID: Id = '00000000-0000-0000-0000-000000000000';

const TIME_LENGTH = '00000000-0000'.length;

/**
 * Returns an id that is lower than every UUIDv7 of this moment (in milliseconds since 1970) and higher than every
 * earlier one.
 */
export const idAt = (time: number): Id => {
  const hex = Math.max(0, time).toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`;
};

/** Returns an id of this moment (in milliseconds since 1970) that otherwise equals `id`. */
export const idAtMoment = (time: number, id: Id): Id => idAt(time).slice(0, TIME_LENGTH) + id.slice(TIME_LENGTH);

/** A moment: RFC 3339 in UTC with milliseconds and a `Z`. */
export const Timestamp = z.iso
  .datetime({ precision: 3 })
  .meta({ pattern: '\\.\\d{3}Z$', example: '2026-11-22T09:30:00.000Z' });

/** A moment: RFC 3339 in UTC with milliseconds and a `Z`. */
export type Timestamp = string;

/**
 * A moment as clients may write it: RFC 3339 with any offset, in the years 1 to 9999 in UTC. It is stored in UTC,
 * truncated to the millisecond.
 */
export const TimestampInput = z.iso
  .datetime({ offset: true, abort: true })
  .refine((value) => momentFault(value) === undefined, {
    error: ({ input }) => momentFault(String(input)),
    params: { fault: 'format' },
    abort: true,
  })
  .overwrite(toMoment)
  .meta({ example: '2027-01-01T00:00:00Z' });
