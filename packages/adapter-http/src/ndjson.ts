import { isUtf8 } from 'node:buffer';
import { decodeJson, isSuspicious, jsonFault } from '@goldset/core';
import type { Fault, ImportLine } from '@goldset/core';

/** The media type of newline-delimited JSON. */
export const NDJSON_MEDIA_TYPE = 'application/x-ndjson';

/** How long a line may be, without its end: 1 MiB. */
export const MAX_LINE_BYTES = 1024 * 1024;

const NEWLINE = 0x0a;
const RETURN = 0x0d;
const BLANKS = [0x20, 0x09, RETURN];

// Looked at before the line is parsed, because to fail costs a parser far more than to succeed.
const isBlank = (raw: Buffer): boolean => raw.every((byte) => BLANKS.includes(byte));

const whole = (code: Fault['code'], detail: string): Fault => ({ pointer: '', code, detail });

const tooLong = whole('too_large', `A line may have at most ${MAX_LINE_BYTES / 1024 / 1024} MiB.`);
const notUtf8 = whole('encoding', 'Must be valid UTF-8.');

/** One line that was read; `undefined` for a blank one. */
const lineOf = (line: number, raw: Buffer, limit: number): ImportLine | undefined => {
  const bytes = raw.at(-1) === RETURN ? raw.length - 1 : raw.length;
  if (bytes > limit) return { line, bytes, fault: tooLong };
  if (isBlank(raw)) return undefined;
  if (!isUtf8(raw)) return { line, bytes, fault: notUtf8 };
  const text = raw.toString('utf8');
  const decoded = decodeJson(text);
  if (!decoded.ok) return { line, bytes, fault: decoded.error };
  const fault = isSuspicious(text) ? jsonFault(decoded.value) : undefined;
  return fault === undefined ? { line, bytes, value: decoded.value } : { line, bytes, fault };
};

interface Carry {
  readonly length: number;
  add(part: Buffer): void;
  /** What was added since the last time: `kept` is all of it, or nothing where it is too long. `bytes` does not count a CR at its end. */
  take(): { readonly kept: Buffer | undefined; readonly bytes: number };
}

/** Keeps the beginning of a line whose end has not arrived, in a buffer of its own, if it is no longer than `limit`. */
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
      const taken = { kept: length > limit ? undefined : buffer.subarray(0, length), bytes: last === RETURN ? length - 1 : length };
      length = 0;
      return taken;
    },
  };
};

/**
 * Reads newline-delimited JSON, in constant memory and no faster than it is consumed; the lines of a chunk come together. A line that is too
 * long, no UTF-8 or no JSON is yielded with its fault; blank lines count but are not yielded. Lines end with LF or CRLF,
 * the last one may end with the stream.
 */
export const readLines = async function* (chunks: AsyncIterable<Buffer>, limit: number = MAX_LINE_BYTES): AsyncGenerator<readonly ImportLine[]> {
  // One more byte than the limit, for the CR of a line that is just as long as it may be.
  const carry = newCarry(limit + 1);
  let line = 0;

  const finish = (): ImportLine | undefined => {
    const { kept, bytes } = carry.take();
    return kept === undefined ? { line, bytes, fault: tooLong } : lineOf(line, kept, limit);
  };

  for await (const chunk of chunks) {
    const lines: ImportLine[] = [];
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, start)) {
      line += 1;
      const part = chunk.subarray(start, end);
      start = end + 1;
      if (carry.length > 0) carry.add(part);
      const read = carry.length > 0 ? finish() : lineOf(line, part, limit);
      if (read !== undefined) lines.push(read);
    }
    if (lines.length > 0) yield lines;
    if (start < chunk.length) carry.add(chunk.subarray(start));
  }
  if (carry.length > 0) {
    line += 1;
    const read = finish();
    if (read !== undefined) yield [read];
  }
};
