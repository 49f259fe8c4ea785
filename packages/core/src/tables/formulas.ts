// A text that a spreadsheet could read as a formula, or one that begins with `'`, so that one leading `'` is always one
// escape.
const ESCAPED = /^[=+\-@\t\r']/;

/**
 * Adds a leading `'` to the text of a cell if a spreadsheet could read it as a formula, or if it begins with `'`
 * already.
 */
export const escapeFormula = (text: string): string => (ESCAPED.test(text) ? `'${text}` : text);

/** Reverses `escapeFormula`: removes exactly one leading `'`, if there is one. */
export const unescapeFormula = (text: string): string => (text.startsWith("'") ? text.slice(1) : text);
