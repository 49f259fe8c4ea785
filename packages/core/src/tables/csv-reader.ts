import { fault } from '../kernel/index.ts';
import type { DecodeUtf8, Fault } from '../kernel/index.ts';
import type { Delimiter } from './transports.ts';

/**
 * A record of a table: its cells, or why it could not be read. `line` is the line of the file at which the record
 * begins, from 1; `bytes` is its length without its line end.
 */
export type CsvRecord = { readonly line: number; readonly bytes: number } & (
  | {
      readonly cells: readonly string[];
      /** The indexes of the cells that are an empty text in quotes. Any other empty cell has no value. */
      readonly emptyTexts?: ReadonlySet<number>;
    }
  | { readonly fault: Fault }
);

/** The options of a reader. */
export interface CsvReaderOptions {
  readonly delimiter: Delimiter;
  /** The maximum length of a record in bytes, without its line end. */
  readonly limit: number;
  readonly decode: DecodeUtf8;
}

/** Reads the records of a table from bytes that arrive in pieces. */
export interface CsvReader {
  /** Returns the records that end in this piece. */
  push(chunk: Uint8Array): readonly CsvRecord[];
  /** Returns the record that ends with the stream, if there is one. */
  end(): readonly CsvRecord[];
}

/** The maximum number of cells in a row: as many columns as the largest spreadsheets have. */
export const MAX_COLUMNS = 16_384;

const [QUOTE, NEWLINE, RETURN] = [0x22, 0x0a, 0x0d];

// The states of the reader within a record.
const [BEFORE_CELL, IN_CELL, IN_QUOTES, AFTER_QUOTES] = [0, 1, 2, 3];

/** Splits a record whose quotes are valid into cells. */
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

/** The column of the first NUL character, from 1; 0 if there is none. */
const columnOfNul = (cells: readonly string[]): number => cells.findIndex((cell) => cell.includes('\0')) + 1;

/** Buffers the beginning of a record until its end arrives, if it is no longer than `limit`. */
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
 * Makes a reader of records in the format of RFC 4180, which needs constant memory. A record ends with CRLF, LF or CR;
 * the last one can also end with the stream. A quote opens a quoted cell only at the beginning of the cell; elsewhere
 * it is an ordinary character. A record that contains nothing but delimiters is skipped. A record that is too long, is
 * not UTF-8, or has invalid quotes is returned with its validation error, and reading continues after it.
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
