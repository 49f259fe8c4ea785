import { err, ok } from '../kernel/index.ts';
import type { Result } from '../kernel/index.ts';
import { textOfUtf8, utf8Of } from '../kernel/utf8.ts';
import { newCsvReader } from './csv-reader.ts';

/**
 * Reads a list of column names that is written as a row of a table: `a,b`, or `"a,b",c` if a name contains a comma. The
 * error says what is wrong with the list.
 */
export const namesIn = (list: string): Result<readonly string[], string> => {
  const bytes = utf8Of(list);
  const reader = newCsvReader({ delimiter: ',', limit: bytes.length, decode: (raw) => textOfUtf8(raw, 0, raw.length) });
  const [row, ...more] = [...reader.push(bytes), ...reader.end()];
  if (row === undefined || more.length > 0) return err('Must be the names of columns with commas between them.');
  return 'fault' in row ? err(row.fault.detail) : ok(row.cells);
};
