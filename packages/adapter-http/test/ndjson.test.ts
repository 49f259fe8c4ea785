import type { ImportLine } from '@goldset/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { wrongEncodingOf } from '@goldset/core/adapter';
import { refusalIn } from '../src/request/body.ts';
import { MAX_LINE_BYTES, readLines } from '../src/request/ndjson.ts';
import { longestStretch } from './longest-stretch.ts';

const LIMIT = 40;

const cut = function* (bytes: Buffer, sizes: readonly number[]): Generator<Buffer> {
  let start = 0;
  for (const size of sizes) {
    yield bytes.subarray(start, start + size);
    start += size;
  }
  yield bytes.subarray(start);
};

const stream = async function* (chunks: Iterable<Buffer>): AsyncGenerator<Buffer> {
  yield* chunks;
};

const read = async (chunks: Iterable<Buffer>, limit = LIMIT): Promise<readonly ImportLine[]> => {
  const lines: ImportLine[] = [];
  for await (const some of readLines(stream(chunks), limit)) lines.push(...some);
  return lines;
};

const readText = (text: string, limit = LIMIT): Promise<readonly ImportLine[]> => read([Buffer.from(text)], limit);

const readOrRefuse = (chunks: Iterable<Buffer>): Promise<readonly ImportLine[] | 'refused'> =>
  read(chunks).catch((error: unknown) => {
    if (refusalIn(error) === undefined) throw error;
    return 'refused';
  });

const codes = (lines: readonly ImportLine[]): readonly string[] =>
  lines.map((line) => `${line.line} ${'fault' in line ? line.fault.code : JSON.stringify(line.value)}`);

describe('newline-delimited JSON', () => {
  test('is read line by line, however it is cut', async () => {
    const anyLine = fc.oneof(
      fc.json({ maxDepth: 2 }).map((text) => Buffer.from(text)),
      fc.string({ unit: 'grapheme', maxLength: 30 }).map((text) => Buffer.from(JSON.stringify(text))),
      fc.string({ maxLength: 50 }).map((text) => Buffer.from(text.replaceAll('\n', ' '))),
      fc.uint8Array({ maxLength: 50 }).map((bytes) => Buffer.from(bytes.filter((byte) => byte !== 0x0a))),
      fc.constantFrom('', ' ', '\t', '"é€𝄞"', '{"a":[1,2]}').map((text) => Buffer.from(text)),
    );
    const end = fc.constantFrom('\n', '\r\n');
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(anyLine, end), { maxLength: 12 }),
        fc.boolean(),
        fc.array(fc.nat(20), { maxLength: 40 }),
        async (parts, ended, sizes) => {
          const bytes = Buffer.concat(
            parts.flatMap(([line, ending], index) =>
              ended || index < parts.length - 1 ? [line, Buffer.from(ending)] : [line],
            ),
          );
          const whole = await readOrRefuse([bytes]);
          expect(await readOrRefuse(cut(bytes, sizes))).toEqual(whole);
          expect(await readOrRefuse([...bytes].map((byte) => Buffer.from([byte])))).toEqual(whole);
          const blank = /^[ \t\r]*$/;
          if (wrongEncodingOf(bytes) !== undefined) {
            expect(whole).toBe('refused');
            return;
          }
          const expected = parts.flatMap(([line], index) => (blank.test(line.toString('latin1')) ? [] : [index + 1]));
          expect((whole as readonly ImportLine[]).map(({ line }) => line)).toEqual(expected);
        },
      ),
    );
  });

  test('counts blank lines and leaves them out', async () => {
    expect(codes(await readText('1\n\n \t\r\n2\r\n\n3'))).toEqual(['1 1', '4 2', '6 3']);
    expect(await readText('')).toEqual([]);
    expect(await readText('\n\n')).toEqual([]);
  });

  test('skips a byte order mark, however it is cut', async () => {
    const bytes = Buffer.from('\ufeff1\n2');
    for (let size = 1; size <= bytes.length; size += 1)
      expect(codes(await read(cut(bytes, [size])))).toEqual(['1 1', '2 2']);
    expect(codes(await readText('\ufeff\n2'))).toEqual(['2 2']);
    expect(codes(await readText('\ufeff'))).toEqual([]);
  });

  test.each(['utf16le', 'utf16be', 'utf32le', 'utf32be'])('refuses %s as a whole, by name', async (name) => {
    const unit = name.includes('32') ? 4 : 2;
    const isLittle = name.endsWith('le');
    const encoded = (text: string): Buffer =>
      Buffer.from(
        Array.from(text, (character) =>
          Array.from(
            { length: unit },
            (_, place) => ((character.codePointAt(0) ?? 0) >>> (8 * (isLittle ? place : unit - 1 - place))) & 0xff,
          ),
        ).flat(),
      );
    for (const mark of ['', '\ufeff']) {
      const reading = read([...encoded(`${mark}{"a":1}\n{"a":2}\n`)].map((byte) => Buffer.from([byte])));
      const refusal = refusalIn(await reading.catch((error: unknown) => error));
      expect(refusal).toEqual({
        code: 'malformed_json',
        detail: `This is UTF-${unit * 8} (${isLittle ? 'little' : 'big'}-endian): send UTF-8.`,
      });
    }
  });

  test('lets others have their turn, whatever the lines are', async () => {
    for (const text of ['\n', '0\n', '{"a":1,"a":1}\n', 'x\n', ' \n']) {
      const chunk = Buffer.from(text.repeat(Math.floor((64 * 1024) / text.length)));
      const milliseconds = await longestStretch(async () => {
        for await (const lines of readLines(stream(Array.from({ length: 3 }, () => chunk))))
          expect(lines.length).toBeLessThanOrEqual(1_000);
      });
      expect([text, milliseconds < 50]).toEqual([text, true]);
    }
  });

  test('does not need an end of the last line', async () => {
    expect(codes(await readText('1\n2'))).toEqual(['1 1', '2 2']);
    expect(codes(await readText('1\n2\n'))).toEqual(['1 1', '2 2']);
  });

  test('holds characters that are cut in the middle', async () => {
    const bytes = Buffer.from('"é€𝄞"\n');
    for (let at = 0; at <= bytes.length; at += 1) expect(codes(await read(cut(bytes, [at])))).toEqual(['1 "é€𝄞"']);
  });

  test('says which lines cannot be read, and goes on', async () => {
    const bytes = Buffer.concat([
      Buffer.from('{"a":\n'),
      Buffer.from([0x22, 0xff, 0x22, 0x0a]),
      Buffer.from(
        '"\\u0000"\n{"__proto__":1}\n1e999\n"\\ud800"\n9007199254740993\n\ufeff\ufeff1\n2\n\ufeff3\n{"a":1,"\\u0061":1}\nNaN',
      ),
    ]);
    expect(codes(await read([bytes]))).toEqual([
      '1 malformed_json',
      '2 encoding',
      '3 encoding',
      '4 unknown_field',
      '5 number',
      '6 encoding',
      '7 number',
      '8 malformed_json',
      '9 2',
      '10 3',
      '11 duplicate',
      '12 malformed_json',
    ]);
    expect(
      codes(await readText(`${'['.repeat(65)}${']'.repeat(65)}\n${'['.repeat(64)}${']'.repeat(64)}`, 200)),
    ).toEqual(['1 depth', `2 ${'['.repeat(64)}${']'.repeat(64)}`]);
  });

  test('takes a line that is just as long as it may be, and no longer one', async () => {
    const line = (length: number): string => `"${'x'.repeat(length - 2)}"`;
    for (const ending of ['\n', '\r\n', '']) {
      const text = `${line(LIMIT)}${ending}`;
      for (let size = 1; size <= text.length; size += 1)
        expect(codes(await read(cut(Buffer.from(text), [size])))).toEqual([`1 ${line(LIMIT)}`]);
      const longer = `1\n${line(LIMIT + 1)}${ending}`;
      for (let size = 1; size <= longer.length; size += 1)
        expect(codes(await read(cut(Buffer.from(longer), [size])))).toEqual(['1 1', '2 too_large']);
    }
    const [first] = await readText(`${line(LIMIT + 5)}\n`);
    expect(first?.bytes).toBe(LIMIT + 5);
  });

  test('keeps no more of an endless line than its limit', async () => {
    const chunk = Buffer.alloc(64 * 1024, 0x61);
    const before = process.memoryUsage().arrayBuffers;
    let most = 0;
    const endless = function* (): Generator<Buffer> {
      for (let n = 0; n < 4096; n += 1) {
        if (n % 256 === 0) most = Math.max(most, process.memoryUsage().arrayBuffers - before);
        yield chunk;
      }
      yield Buffer.from('\n1\n');
    };
    const lines = await read(endless(), MAX_LINE_BYTES);
    expect(codes(lines)).toEqual(['1 too_large', '2 1']);
    expect(lines[0]?.bytes).toBe(4096 * chunk.length);
    expect(most).toBeLessThan(8 * MAX_LINE_BYTES);
  });

  test('is read no faster than it is taken', async () => {
    let taken = 0;
    const source = async function* (): AsyncGenerator<Buffer> {
      for (;;) {
        taken += 1;
        yield Buffer.from('1\n2\n');
      }
    };
    const lines = readLines(source());
    for (let n = 0; n < 2; n += 1) expect((await lines.next()).value).toHaveLength(2);
    expect(taken).toBe(2);
    await lines.return(undefined);
  });
});
