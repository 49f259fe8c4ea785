import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { csvRowWriter, delimiters, MAX_COLUMNS, newCsvReader } from './index.ts';
import type { CsvReaderOptions, CsvRecord, WrittenCell } from './index.ts';

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

const decode = (bytes: Uint8Array): string | undefined => {
  try {
    return decoder.decode(bytes);
  } catch {
    return undefined;
  }
};

const cut = function* (bytes: Uint8Array, sizes: readonly number[]): Generator<Uint8Array> {
  let start = 0;
  for (const size of sizes) {
    yield bytes.subarray(start, start + size);
    start += size;
  }
  yield bytes.subarray(start);
};

const read = (chunks: Iterable<Uint8Array>, options: Partial<CsvReaderOptions> = {}): readonly CsvRecord[] => {
  const reader = newCsvReader({ delimiter: ',', limit: 100, decode, ...options });
  const records: CsvRecord[] = [];
  for (const chunk of chunks) records.push(...reader.push(chunk));
  return [...records, ...reader.end()];
};

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

/** The records of a text, which are the same however it is cut. */
const readText = (text: string, options?: Partial<CsvReaderOptions>): readonly CsvRecord[] => {
  const whole = read([bytesOf(text)], options);
  expect(
    read(
      Array.from(bytesOf(text), (byte) => Uint8Array.of(byte)),
      options,
    ),
  ).toEqual(whole);
  return whole;
};

const shown = (records: readonly CsvRecord[]): readonly unknown[] =>
  records.map((record) => ('fault' in record ? `${record.line} ${record.fault.code}` : record.cells));

describe('the records of a table', () => {
  test.each<[string, readonly (readonly string[])[]]>([
    ['', []],
    ['a', [['a']]],
    ['a,b', [['a', 'b']]],
    ['a,b\n', [['a', 'b']]],
    [
      'a,\n,b\n',
      [
        ['a', ''],
        ['', 'b'],
      ],
    ],
    ['a\r\nb\rc\nd', [['a'], ['b'], ['c'], ['d']]],
    ['a\n\r\n\rb', [['a'], ['b']]],
    [
      'a,b\n,\n"",\n',
      [
        ['a', 'b'],
        ['', ''],
      ],
    ],
    ['"a,b","c\nd","e\r\nf","g\rh"\r\n', [['a,b', 'c\nd', 'e\r\nf', 'g\rh']]],
    ['"say ""hi""",""""\n', [['say "hi"', '"']]],
    ['a "b" c, "d"\n', [['a "b" c', ' "d"']]],
    ['é,"𝄞"\n', [['é', '𝄞']]],
    ['"a",\n', [['a', '']]],
    ['"a"', [['a']]],
    ["=1,'x\n", [['=1', "'x"]]],
  ])('of %j are %j', (text, rows) => {
    expect(shown(readText(text))).toEqual(rows);
  });

  test('are read back as they were written, with any delimiter and end of line, however they are cut', () => {
    const cell: fc.Arbitrary<WrittenCell> = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 8 }),
      fc
        .array(fc.constantFrom('"', ',', ';', '\t', '|', '\r', '\n', "'", ' ', 'é', '=', '0'), { maxLength: 8 })
        .map((parts) => parts.join('')),
      fc.constant(null),
      fc.integer(),
    );
    const rows = fc
      .integer({ min: 1, max: 4 })
      .chain((columns) => fc.array(fc.array(cell, { minLength: columns, maxLength: columns }), { maxLength: 6 }));
    fc.assert(
      fc.property(
        rows,
        fc.constantFrom(...delimiters),
        fc.constantFrom('\r\n', '\n', '\r'),
        fc.boolean(),
        fc.array(fc.nat(20), { maxLength: 40 }),
        (table, delimiter, end, isEnded, sizes) => {
          const write = csvRowWriter({ delimiter, escapeFormulas: false });
          const text = table.map(write).join(end) + (isEnded ? end : '');
          const records = read(cut(bytesOf(text), sizes), { delimiter, limit: 1_000 });
          expect(records).toEqual(read([bytesOf(text)], { delimiter, limit: 1_000 }));
          const told = records.map((record) =>
            'fault' in record
              ? record.fault
              : record.cells.map((value, place) =>
                  value === '' && record.emptyTexts?.has(place) !== true ? null : value,
                ),
          );
          expect(told).toEqual(
            table
              .filter((row) => row.some((value) => value !== null))
              .map((row) => row.map((value) => (value === null ? null : String(value)))),
          );
        },
      ),
    );
  });

  test('are named by the line of the file at which they begin', () => {
    const records = readText('a\n"1\n2\r\n3\r4"\n\nb\r\n"c"x\nd');
    expect(records.map(({ line }) => line)).toEqual([1, 2, 7, 8, 9]);
    expect(shown(records)).toEqual([['a'], ['1\n2\r\n3\r4'], ['b'], '8 format', ['d']]);
  });

  test('an empty text in quotes is told from an empty cell', () => {
    const [record] = readText('"",a,,""""\n');
    expect(record).toEqual({ line: 1, bytes: 10, cells: ['', 'a', '', '"'], emptyTexts: new Set([0]) });
  });

  test('a quote that is never closed is told with its line', () => {
    const [good, bad] = readText('a,b\nc,"d\ne""\nf');
    expect(good).toMatchObject({ line: 1, cells: ['a', 'b'] });
    expect(bad).toMatchObject({
      line: 2,
      fault: { code: 'format', detail: expect.stringMatching(/column 2 in line 2 is never closed/) as unknown },
    });
    const [long] = readText(`"x\n${'y'.repeat(500)}`);
    expect(long).toMatchObject({
      line: 1,
      bytes: 503,
      fault: { code: 'format', detail: expect.stringMatching(/line 1 is never closed/) as unknown },
    });
    expect(readText('a,b\n"c\n\nd",e "')).toHaveLength(2);
  });

  test('one whose quotes are out of order is rejected alone', () => {
    const [first, bad, last] = readText('a\n"b"c,"d"\n"e"\n');
    expect([first, last]).toMatchObject([{ cells: ['a'] }, { cells: ['e'] }]);
    expect(bad).toMatchObject({
      line: 2,
      fault: { code: 'format', detail: expect.stringMatching(/^Column 1: behind the quote/) as unknown },
    });
  });

  test('one that is just as long as it may be is read, and a longer one rejected alone', () => {
    for (const end of ['\n', '\r\n', '']) {
      const text = (length: number): string => `a\n${'x'.repeat(length)}${end}`;
      expect(shown(readText(text(100)))).toEqual([['a'], ['x'.repeat(100)]]);
      expect(shown(readText(text(101)))).toEqual([['a'], '2 too_large']);
    }
    expect(shown(readText(`"${'x\n'.repeat(60)}"\nb`))).toEqual(['1 too_large', ['b']]);
    expect(readText(`"${'x\n'.repeat(60)}"\nb`)[1]?.line).toBe(62);
  });

  test('one that is no UTF-8, or holds a NUL, is rejected alone', () => {
    const records = read([bytesOf('a\n'), Uint8Array.of(0xff, 0x0a), bytesOf('b,c\0,d\n"\0"\ne')]);
    expect(shown(records)).toEqual([['a'], '2 encoding', '3 encoding', '4 encoding', ['e']]);
    expect(records[2]).toMatchObject({ fault: { detail: 'Column 2: must not hold a NUL character.' } });
  });

  test('no more cells are made than a table has columns', () => {
    for (const cell of ['a,', '"",']) {
      const [record] = read([bytesOf(cell.repeat(100_000))], { limit: 1_000_000 });
      expect(record !== undefined && 'cells' in record ? record.cells.length : 0).toBe(MAX_COLUMNS + 1);
    }
  });
});
