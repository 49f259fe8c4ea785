import { expect, test } from 'vitest';
import { parse, TimestampInput } from './index.ts';

test.each([
  ['2026-11-22T09:30:00Z', '2026-11-22T09:30:00.000Z'],
  ['2026-11-22T09:30:00.1239999+01:00', '2026-11-22T08:30:00.123Z'],
  ['1950-01-01T00:00:00.9999Z', '1950-01-01T00:00:00.999Z'],
  ['2024-02-29T23:59:59.999-23:59', '2024-03-01T23:58:59.999Z'],
  ['2000-02-29T00:00:00Z', '2000-02-29T00:00:00.000Z'],
  ['0001-01-01T00:00:00Z', '0001-01-01T00:00:00.000Z'],
  ['0001-01-01T00:00:00-00:01', '0001-01-01T00:01:00.000Z'],
  ['0000-12-31T23:59:00-00:01', '0001-01-01T00:00:00.000Z'],
  ['0050-06-01T00:00:00Z', '0050-06-01T00:00:00.000Z'],
  ['9999-12-31T23:59:59.9999Z', '9999-12-31T23:59:59.999Z'],
  ['9999-12-31T23:59:59+00:01', '9999-12-31T23:58:59.000Z'],
])('%s is %s', (given, moment) => {
  expect(parse(TimestampInput, given)).toEqual({ ok: true, value: moment });
});

test.each([
  ['', 'Must be a time with a zone'],
  ['2026-11-22', 'Must be a time with a zone'],
  ['2026-11-22 09:30:00Z', 'Must be a time with a zone'],
  ['2026-11-22T09:30Z', 'Must be a time with a zone'],
  ['22.11.2026', 'Must be a time with a zone'],
  ['2026-11-22T09:30:00 01:00', 'Must be a time with a zone'],
  ['2026-11-22T09:30:00+24:00', 'Must be a time with a zone'],
  ['+012026-11-22T09:30:00Z', 'Must be a time with a zone'],
  ['2026-11-22T09:30:00', 'Must have a zone'],
  ['2026-02-29T00:00:00Z', 'There is no such day'],
  ['1900-02-29T00:00:00Z', 'There is no such day'],
  ['2026-04-31T00:00:00Z', 'There is no such day'],
  ['2026-13-01T00:00:00Z', 'There is no such day'],
  ['2026-00-01T00:00:00Z', 'There is no such day'],
  ['2026-11-22T24:00:00Z', 'There is no such time of day'],
  ['2026-11-22T09:60:00Z', 'There is no such time of day'],
  ['2016-12-31T23:59:60Z', 'Seconds are 00 to 59'],
  ['0000-06-01T00:00:00Z', 'Must lie in the years 1 to 9999'],
  ['0001-01-01T00:00:00+00:01', 'Must lie in the years 1 to 9999'],
  ['9999-12-31T23:59:59-00:01', 'Must lie in the years 1 to 9999'],
])('%s names no moment, and is told what to send', (given, begin) => {
  const parsed = parse(TimestampInput, given);
  expect(parsed.ok ? parsed.value : parsed.error).toEqual([
    { pointer: '', code: 'format', detail: expect.stringContaining(begin) as string },
  ]);
});

test('what is no text is of the wrong type', () => {
  for (const given of [7, null, {}])
    expect(parse(TimestampInput, given)).toMatchObject({ ok: false, error: [{ code: 'type' }] });
});
