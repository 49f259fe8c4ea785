import { describe, expect, test } from 'vitest';
import { revisionsIn } from '../src/conditional/if-match.ts';

describe('If-Match', () => {
  test.each([
    [undefined, undefined],
    ['*', undefined],
    [' * ', undefined],
    ['"1"', [1]],
    ['"3", "4"', [3, 4]],
    ['"3",,"4" ,', [3, 4]],
    ['W/"3"', []],
    ['W/"3", "4"', [4]],
    ['"03", "0", "-1", "1.0", "x", "", "1e3", "9999999999999999"', []],
    ['"a,b", "2"', [2]],
    ['"ä"', []],
    ['"3.kq1cYqXbJ0yWlS8z", W/"4.kq1cYqXbJ0yWlS8z"', [3]],
    ['"3.kq1cYqXbJ0yWlS8", "3.", "3.kq1cYqXbJ0yWlS8z.x", "0.kq1cYqXbJ0yWlS8z"', []],
  ])('%j names the revisions %j', (header, revisions) => {
    expect(revisionsIn(header)).toEqual({ ok: true, value: revisions });
  });

  test.each([
    '',
    ' ',
    ',',
    ', ,',
    '1',
    '"1',
    '1"',
    'W/',
    'w/"1"',
    '*, "1"',
    '"1" "2"',
    '"1";',
    '"a b"',
    "'1'",
    '"1"\t x',
  ])('%j is malformed', (header) => {
    expect(revisionsIn(header)).toMatchObject({
      ok: false,
      error: { code: 'invalid', errors: [{ pointer: '/If-Match', code: 'format' }] },
    });
  });

  test('takes no longer to be read than it is long', () => {
    const start = process.cpuUsage();
    for (const header of [
      `"1"${' '.repeat(100_000)}x`,
      `${' '.repeat(100_000)}x`,
      '"'.repeat(100_001),
      ','.repeat(100_000),
    ])
      revisionsIn(header);
    // Of this process alone, whatever else the machine has to do; what takes as long as the square of it takes minutes.
    expect(process.cpuUsage(start).user).toBeLessThan(1_000_000);
  });
});
