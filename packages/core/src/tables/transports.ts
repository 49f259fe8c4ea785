import { z } from 'zod';

/** The possible delimiters between the cells of a row. */
export const delimiters = [',', ';', '\t', '|'] as const;

/** The delimiter between the cells of a row. */
export type Delimiter = (typeof delimiters)[number];

/**
 * The delimiter between the cells of a row. The contract gives a pattern instead of an enumeration, because client
 * generators cannot make names from such values.
 */
export const Delimiter = z
  .custom<Delimiter>((text) => delimiters.includes(text as Delimiter), {
    error: 'Must be a comma, a semicolon, a vertical bar or a tab (%09 in a URL).',
    params: { fault: 'option' },
  })
  .meta({ type: 'string', pattern: String.raw`^[,;|\t]$` });
