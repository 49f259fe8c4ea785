import { isUtf8 } from 'node:buffer';
import { newCsvReader } from '@goldset/core/adapter';
import type { CsvRecord, Delimiter } from '@goldset/core/adapter';
import { MAX_LINE_BYTES, inUtf8 } from './ndjson.ts';
import type { Refusal } from '../response/problem.ts';
import { newPace } from './slices.ts';

/** The maximum number of records that are passed on together. */
const MANY_RECORDS = 1_000;

/** The number of bytes that are read without a pause. They may contain half as many records. */
const READ_AT_ONCE = 8 * 1024;

const inOtherEncoding = (detail: string): Refusal => ({
  code: 'unsupported_media_type',
  detail: `${detail} Excel does where a table is saved as “CSV UTF-8”.`,
});

const decode = (bytes: Uint8Array): string | undefined => {
  if (!isUtf8(bytes)) return undefined;
  return (Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)).toString(
    'utf8',
  );
};

/**
 * Reads the records of a table, in constant memory and no faster than it is consumed. Throws an error that carries an
 * error response for UTF-16 or UTF-32.
 */
export const readRecords = async function* (
  chunks: AsyncIterable<Buffer>,
  delimiter: Delimiter,
  limit: number = MAX_LINE_BYTES,
): AsyncGenerator<readonly CsvRecord[]> {
  const reader = newCsvReader({ delimiter, limit, decode });
  const pace = newPace();
  for await (const chunk of inUtf8(chunks, inOtherEncoding)) {
    for (let start = 0; start < chunk.length; start += READ_AT_ONCE) {
      const records = reader.push(chunk.subarray(start, start + READ_AT_ONCE));
      for (let from = 0; from < records.length; from += MANY_RECORDS) {
        yield records.length <= MANY_RECORDS ? records : records.slice(from, from + MANY_RECORDS);
        if (pace.isDue()) await pace.turn();
      }
      if (pace.isDue()) await pace.turn();
    }
  }
  const last = reader.end();
  if (last.length > 0) yield last;
};
