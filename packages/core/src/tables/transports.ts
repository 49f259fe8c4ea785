import { z } from 'zod';

/** What can stand between the cells of a row. */
export const delimiters = [',', ';', '\t', '|'] as const;

/** What stands between the cells of a row. */
export type Delimiter = (typeof delimiters)[number];

/** What stands between the cells of a row. No enumeration in the contract: of such words, programs that write clients make no names. */
export const Delimiter = z
  .custom<Delimiter>((text) => delimiters.includes(text as Delimiter), {
    error: 'Must be a comma, a semicolon, a vertical bar or a tab (%09 in a URL).',
    params: { fault: 'option' },
  })
  .meta({ type: 'string', pattern: String.raw`^[,;|\t]$` });
