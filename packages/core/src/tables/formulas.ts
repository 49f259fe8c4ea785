// What a spreadsheet could take for a formula; and the escape itself, so that one `'` at the beginning is always one escape.
const ESCAPED = /^[=+\-@\t\r']/;

/** The text of a cell with a leading `'` where a spreadsheet could take it for a formula, or where it begins with one already. */
export const escapeFormula = (text: string): string => (ESCAPED.test(text) ? `'${text}` : text);

/** The text that `escapeFormula` was given: exactly one leading `'` is removed, where there is one. */
export const unescapeFormula = (text: string): string => (text.startsWith("'") ? text.slice(1) : text);
