import postgres from 'postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase } from '../../../test/postgres.ts';
import { momentOf, momentType } from '../src/connections/moment-type.ts';

const moments = [
  '0001-01-01T00:00:00.000Z',
  '0013-05-06T07:08:09.500Z',
  '0099-12-31T23:59:59.999Z',
  '0100-03-01T00:00:00.001Z',
  '1850-06-01T12:00:00.010Z',
  '1970-01-01T00:00:00.000Z',
  '2026-11-22T09:30:00.100Z',
  '9999-12-31T23:59:59.999Z',
];

let database: Awaited<ReturnType<typeof createTestDatabase>>;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

// Long ago the offset of a place had seconds, and west of Greenwich the year 1 began in the year before.
test.each(['UTC', 'Europe/Berlin', 'Asia/Kathmandu', 'America/New_York', 'Pacific/Auckland'])(
  'a moment comes back as it was, where the connection is in the zone %s',
  async (zone) => {
    const sql = postgres(database.url, { max: 1, types: { moment: momentType }, connection: { TimeZone: zone } });
    try {
      const rows = await sql.unsafe<{ moment: Date }[]>(
        'select m::timestamptz as moment from unnest($1::text[]) with ordinality as u(m, n) order by n',
        [`{${moments.join(',')}}`],
      );
      expect(rows.map(({ moment }) => moment.toISOString())).toEqual(moments);
      const [row] = await sql.unsafe<{ moment: Date }[]>('select $1::timestamptz as moment', [
        '0001-01-01T00:00:00.000Z',
      ]);
      expect(row?.moment.toISOString()).toBe('0001-01-01T00:00:00.000Z');
    } finally {
      await sql.end();
    }
  },
);

test('what is no moment of a calendar is none', () => {
  for (const text of ['infinity', '-infinity', 'x']) expect(Number.isNaN(momentOf(text).getTime())).toBe(true);
});
