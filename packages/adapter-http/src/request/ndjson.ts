import { encodingDetail, markLength, wrongEncodingOf } from '@goldset/core/adapter';
import type { Fault, ImportLine } from '@goldset/core';
import { refusalError } from './body.ts';
import { readJsonBytes } from './json-document.ts';
import type { JsonList, ReadJson } from './json-document.ts';
import type { Refusal } from '../response/problem.ts';
import { newPace } from './slices.ts';

/** The maximum length of a line without its end: 1 MiB. */
export const MAX_LINE_BYTES = 1024 * 1024;

const NEWLINE = 0x0a;
const RETURN = 0x0d;
const [BLANK, TAB] = [0x20, 0x09];

/** The maximum number of lines that are passed on together. */
const MANY_LINES = 1_000;
/** The approximate number of bytes of elements that are passed on together. */
const MANY_BYTES = 64 * 1024;

// Checked before the line is parsed, because a failure costs a parser far more than a success.
const isBlank = (raw: Uint8Array): boolean => {
  for (let place = 0; place < raw.length; place += 1) {
    const byte = raw[place];
    if (byte !== BLANK && byte !== TAB && byte !== RETURN) return false;
  }
  return true;
};

const whole = (code: Fault['code'], detail: string): Fault => ({ pointer: '', code, detail });

/** The maximum length of a line of an export that is imported again, without its end: 16 MiB. */
export const MAX_LONG_LINE_BYTES = 16 * 1024 * 1024;

const tooLong = (limit: number): Fault => whole('too_large', `A line may have at most ${limit / 1024 / 1024} MiB.`);

/** Rejects the lines that are longer than `MAX_LINE_BYTES`, unless `mayBeLong` allows them. */
export const longOnly = async function* (
  lines: AsyncIterable<readonly ImportLine[]>,
  mayBeLong: (value: unknown) => boolean,
): AsyncGenerator<readonly ImportLine[]> {
  const isTooLong = (one: ImportLine): boolean =>
    one.bytes > MAX_LINE_BYTES && !('value' in one && mayBeLong(one.value));
  for await (const some of lines)
    yield some.some(isTooLong)
      ? some.map((one) => (isTooLong(one) ? { line: one.line, bytes: one.bytes, fault: tooLong(MAX_LINE_BYTES) } : one))
      : some;
};

type Read = ImportLine | undefined;

const readOf = (line: number, bytes: number, read: ReadJson): ImportLine =>
  read.ok
    ? { line, bytes, value: read.value, ...(read.weight === undefined ? {} : { weight: read.weight }) }
    : { line, bytes, fault: read.error };

/** Reads one line; `undefined` for a blank one. A long line is read in slices. */
const lineOf = (line: number, raw: Uint8Array, limit: number): Read | Promise<Read> => {
  const bytes = raw.at(-1) === RETURN ? raw.length - 1 : raw.length;
  if (bytes > limit) return { line, bytes, fault: tooLong(limit) };
  if (isBlank(raw)) return undefined;
  const read = readJsonBytes(raw);
  return read instanceof Promise ? read.then((done) => readOf(line, bytes, done)) : readOf(line, bytes, read);
};

interface Carry {
  readonly length: number;
  add(part: Buffer): void;
  /**
   * Returns what was added since the last call: `kept` is all of it, or `undefined` if it is too long. `bytes` does not
   * count a CR at the end.
   */
  take(): { readonly kept: Buffer | undefined; readonly bytes: number };
}

/** Buffers the beginning of a line whose end has not arrived, if it is not longer than `limit`. */
const newCarry = (limit: number): Carry => {
  let buffer = Buffer.alloc(0);
  let length = 0;
  let last: number | undefined;
  return {
    get length() {
      return length;
    },
    add(part) {
      last = part.at(-1) ?? last;
      const end = length + part.length;
      if (end <= limit) {
        if (end > buffer.length) {
          const grown = Buffer.allocUnsafe(Math.min(limit, Math.max(end, 2 * buffer.length)));
          buffer.copy(grown, 0, 0, length);
          buffer = grown;
        }
        part.copy(buffer, length);
      }
      length = end;
    },
    take() {
      const taken = {
        kept: length > limit ? undefined : buffer.subarray(0, length),
        bytes: last === RETURN ? length - 1 : length,
      };
      length = 0;
      return taken;
    },
  };
};

const MARK_AND_MORE = 4;

/**
 * The same bytes without a byte order mark. Throws an error that carries an error response if the encoding is not
 * UTF-8; otherwise every line would be rejected one by one.
 */
export const inUtf8 = async function* (
  chunks: AsyncIterable<Buffer>,
  refusalOf: (detail: string) => Refusal,
): AsyncGenerator<Buffer> {
  let beginning: Buffer | undefined = Buffer.alloc(0);
  const checked = (bytes: Buffer): Buffer => {
    const encoding = wrongEncodingOf(bytes);
    if (encoding !== undefined) throw refusalError(refusalOf(encodingDetail(encoding)));
    return bytes.subarray(markLength(bytes));
  };
  for await (const chunk of chunks) {
    if (beginning === undefined) {
      yield chunk;
      continue;
    }
    beginning = beginning.length === 0 ? chunk : Buffer.concat([beginning, chunk]);
    if (beginning.length < MARK_AND_MORE) continue;
    yield checked(beginning);
    beginning = undefined;
  }
  if (beginning !== undefined && beginning.length > 0) yield checked(beginning);
};

/**
 * Reads newline-delimited JSON, in constant memory and no faster than it is consumed. The lines of a chunk are yielded
 * together, at most 1,000 at once. A line that is too long, not UTF-8 or not JSON is yielded with its validation error.
 * Blank lines are counted but not yielded. Lines end with LF or CRLF; the last one may end with the stream. Throws an
 * error that carries an error response for UTF-16 or UTF-32.
 */
export const readLines = async function* (
  chunks: AsyncIterable<Buffer>,
  limit: number = MAX_LINE_BYTES,
): AsyncGenerator<readonly ImportLine[]> {
  // One more byte than the limit, for the CR of a line of the maximum length.
  const carry = newCarry(limit + 1);
  const pace = newPace();
  let line = 0;

  const finish = (): Read | Promise<Read> => {
    const { kept, bytes } = carry.take();
    return kept === undefined ? { line, bytes, fault: tooLong(limit) } : lineOf(line, kept, limit);
  };

  for await (const chunk of inUtf8(chunks, (detail) => ({ code: 'malformed_json', detail }))) {
    let lines: ImportLine[] = [];
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, start)) {
      line += 1;
      const part = chunk.subarray(start, end);
      start = end + 1;
      if (carry.length > 0) carry.add(part);
      const reading = carry.length > 0 ? finish() : lineOf(line, part, limit);
      const read = reading instanceof Promise ? await reading : reading;
      if (read !== undefined) lines.push(read);
      if (line % MANY_LINES !== 0) continue;
      if (lines.length > 0) yield lines;
      lines = [];
      if (pace.isDue()) await pace.turn();
    }
    if (lines.length > 0) yield lines;
    if (start < chunk.length) carry.add(chunk.subarray(start));
    if (pace.isDue()) await pace.turn();
  }
  if (carry.length > 0) {
    line += 1;
    const read = await finish();
    if (read !== undefined) yield [read];
  }
};

/** Reads the elements of a list as lines, in slices, and yields several at once. */
export const readElements = async function* ({ count, element }: JsonList): AsyncGenerator<readonly ImportLine[]> {
  const pace = newPace();
  let lines: ImportLine[] = [];
  let bytes = 0;
  for (let index = 0; index < count; index += 1) {
    const text = element(index);
    const read = await lineOf(index + 1, text, Number.POSITIVE_INFINITY);
    if (read !== undefined) lines.push(read);
    bytes += text.length;
    if (lines.length < MANY_LINES && bytes < MANY_BYTES) continue;
    yield lines;
    [lines, bytes] = [[], 0];
    if (pace.isDue()) await pace.turn();
  }
  if (lines.length > 0) yield lines;
};
