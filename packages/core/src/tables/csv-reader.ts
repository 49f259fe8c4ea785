import { fault } from '../kernel/index.ts';
import type { DecodeUtf8, Fault } from '../kernel/index.ts';
import type { Delimiter } from './transports.ts';

/** A record of a table: its cells, or why it could not be read. `line` is the line of the file at which it begins, from 1; `bytes` its length without its end. */
export type CsvRecord = { readonly line: number; readonly bytes: number } & (
  | {
      readonly cells: readonly string[];
      /** The places of the cells that are an empty text in quotes; any other empty cell stands for nothing. */
      readonly emptyTexts?: ReadonlySet<number>;
    }
  | { readonly fault: Fault }
);

/** How records are read. */
export interface CsvReaderOptions {
  readonly delimiter: Delimiter;
  /** How many bytes a record may have, without its end. */
  readonly limit: number;
  readonly decode: DecodeUtf8;
}

/** Reads the records of a table out of bytes that come piece by piece. */
export interface CsvReader {
  /** The records that end in this piece. */
  push(chunk: Uint8Array): readonly CsvRecord[];
  /** The record that ends with the stream, if there is one. */
  end(): readonly CsvRecord[];
}

/** How many cells a row may have: as many columns as the largest spreadsheets have. */
export const MAX_COLUMNS = 16_384;

const [QUOTE, NEWLINE, RETURN] = [0x22, 0x0a, 0x0d];

// Where the reader is within a record.
const [BEFORE_CELL, IN_CELL, IN_QUOTES, AFTER_QUOTES] = [0, 1, 2, 3];

/** The cells of a record whose quotes are in order. */
const quotedCells = (
  text: string,
  delimiter: string,
): { readonly cells: readonly string[]; readonly emptyTexts?: ReadonlySet<number> } => {
  const cells: string[] = [];
  const emptyTexts = new Set<number>();
  for (let at = 0; cells.length <= MAX_COLUMNS; at += 1) {
    if (text.charCodeAt(at) === QUOTE) {
      let end = text.indexOf('"', at + 1);
      const isDoubled = text.charCodeAt(end + 1) === QUOTE;
      while (text.charCodeAt(end + 1) === QUOTE) end = text.indexOf('"', end + 2);
      const cell = text.slice(at + 1, end);
      if (cell === '') emptyTexts.add(cells.length);
      cells.push(isDoubled ? cell.replaceAll('""', '"') : cell);
      at = end + 1;
    } else {
      const end = text.indexOf(delimiter, at);
      cells.push(end === -1 ? text.slice(at) : text.slice(at, end));
      at = end === -1 ? text.length : end;
    }
    if (at >= text.length) break;
  }
  return emptyTexts.size === 0 ? { cells } : { cells, emptyTexts };
};

/** The column of a NUL, from 1; 0 where there is none. */
const columnOfNul = (cells: readonly string[]): number => cells.findIndex((cell) => cell.includes('\0')) + 1;

/** Keeps the beginning of a record whose end has not come, as far as it is no longer than `limit`. */
const newCarry = (limit: number) => {
  let buffer = new Uint8Array(0);
  let length = 0;
  return {
    length: (): number => length,
    add(part: Uint8Array): void {
      const end = length + part.length;
      if (end <= limit) {
        if (end > buffer.length) {
          const grown = new Uint8Array(Math.min(limit, Math.max(end, 2 * buffer.length)));
          grown.set(buffer.subarray(0, length));
          buffer = grown;
        }
        buffer.set(part, length);
      }
      length = end;
    },
    take(): Uint8Array {
      const taken = buffer.subarray(0, Math.min(length, limit));
      length = 0;
      return taken;
    },
  };
};

/**
 * Reads records as RFC 4180 has them, in constant memory. They end with CRLF, LF or CR, the last one also with the stream. A quote opens a cell in quotes only where the
 * cell begins; elsewhere it is a character like any other. A record that holds nothing but delimiters is left out. One that is too long, no UTF-8, or
 * whose quotes are out of order is told with its fault, and reading goes on behind it.
 */
export const newCsvReader = ({ delimiter, limit, decode }: CsvReaderOptions): CsvReader => {
  const separator = delimiter.charCodeAt(0);
  const tooLong = fault(
    [],
    'too_large',
    `A row may have at most ${limit % (1024 * 1024) === 0 ? `${limit / 1024 / 1024} MiB` : `${limit} bytes`}.`,
  );
  const carry = newCarry(limit);
  let place = BEFORE_CELL;
  let [line, began, column] = [1, 1, 1];
  let [hasQuotes, isEmpty, isAfterReturn] = [false, true, false];
  let [brokenAt, openedIn] = [0, 1];

  const readOf = (bytes: number, raw: Uint8Array): CsvRecord => {
    const told = (found: Fault): CsvRecord => ({ line: began, bytes, fault: found });
    if (bytes > limit) return told(tooLong);
    if (brokenAt > 0) {
      return told(
        fault(
          [],
          'format',
          `Column ${brokenAt}: behind the quote that closes a cell must stand a delimiter or the end of the line. Write a quote that belongs to the text of such a cell twice.`,
        ),
      );
    }
    const text = decode(raw);
    if (text === undefined)
      return told(fault([], 'encoding', 'Must be valid UTF-8: have the spreadsheet save it as “CSV UTF-8”.'));
    const read = hasQuotes ? quotedCells(text, delimiter) : { cells: text.split(delimiter, MAX_COLUMNS + 1) };
    const nul = text.includes('\0') ? columnOfNul(read.cells) : 0;
    return nul === 0
      ? { line: began, bytes, ...read }
      : told(fault([], 'encoding', `Column ${nul}: must not hold a NUL character.`));
  };

  const finish = (part: Uint8Array): CsvRecord | undefined => {
    let record: CsvRecord | undefined;
    if (!isEmpty) {
      if (carry.length() === 0) record = readOf(part.length, part);
      else {
        carry.add(part);
        const bytes = carry.length();
        record = readOf(bytes, carry.take());
      }
    } else carry.take();
    [place, column, hasQuotes, isEmpty, brokenAt] = [BEFORE_CELL, 1, false, true, 0];
    return record;
  };

  return {
    push(chunk) {
      const records: CsvRecord[] = [];
      let start = 0;
      for (let at = 0; at < chunk.length; at += 1) {
        const byte = chunk[at] as number;
        if (isAfterReturn) {
          isAfterReturn = false;
          if (byte === NEWLINE) {
            if (place !== IN_QUOTES) start = at + 1;
            continue;
          }
        }
        if (place === IN_QUOTES) {
          if (byte === QUOTE) place = AFTER_QUOTES;
          else if (byte === NEWLINE || byte === RETURN) {
            line += 1;
            isAfterReturn = byte === RETURN;
          }
        } else if (byte === separator) {
          place = BEFORE_CELL;
          column += 1;
        } else if (byte === NEWLINE || byte === RETURN) {
          const record = finish(chunk.subarray(start, at));
          if (record !== undefined) records.push(record);
          start = at + 1;
          line += 1;
          began = line;
          isAfterReturn = byte === RETURN;
        } else if (place === BEFORE_CELL) {
          isEmpty = false;
          if (byte === QUOTE) {
            hasQuotes = true;
            openedIn = line;
            place = IN_QUOTES;
          } else place = IN_CELL;
        } else if (place === AFTER_QUOTES) {
          if (byte === QUOTE) place = IN_QUOTES;
          else {
            place = IN_CELL;
            if (brokenAt === 0) brokenAt = column;
          }
        }
      }
      if (start < chunk.length) carry.add(chunk.subarray(start));
      return records;
    },
    end() {
      if (place === IN_QUOTES) {
        const bytes = carry.length();
        carry.take();
        return [
          {
            line: began,
            bytes,
            fault: fault(
              [],
              'format',
              `The quote that opens column ${column} in line ${openedIn} is never closed. Close it, and write a quote that belongs to the text twice.`,
            ),
          },
        ];
      }
      const record = finish(new Uint8Array(0));
      return record === undefined ? [] : [record];
    },
  };
};
