import { z } from 'zod';
import { ENCODING_DETAIL, isCleanText } from './json.ts';

/** Returns the number of characters (Unicode code points) of a text. */
export const codePoints = (text: string): number => {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
};

/** A text of `min` to `max` characters (Unicode code points) without NUL and lone surrogates. */
export const text = (min: 0 | 1, max: number): z.ZodString =>
  z
    .string()
    .check((context) => {
      const value = context.value;
      // Counting code points allocates, so it is done only if the number of UTF-16 units does not decide.
      if (value.length < min || (value.length > max && codePoints(value) > max)) {
        context.issues.push({
          code: 'custom',
          input: value,
          message: `Must have ${min} to ${max} characters.`,
          params: { fault: 'length' },
        });
      }
      if (!isCleanText(value))
        context.issues.push({ code: 'custom', input: value, message: ENCODING_DETAIL, params: { fault: 'encoding' } });
    })
    .meta({ minLength: min, maxLength: max });

// Matches a visible character: not a blank, a control character, a zero-width or bidirectional one, a filler, or the
// empty Braille pattern.
const SHOWS = /[^\p{White_Space}\p{Cc}\p{Default_Ignorable_Code_Point}\u2800\ufff9-\ufffb]/u;

/** A text of 1 to `max` characters of which at least one is visible. It is stored unchanged. */
export const visibleText = (max: number): z.ZodString =>
  text(1, max).check(({ value, issues }) => {
    if (value.length === 0 || SHOWS.test(value)) return;
    issues.push({
      code: 'custom',
      input: value,
      message: 'Must have a character that shows, not blanks, control or zero-width characters alone.',
      params: { fault: 'format' },
    });
  });

/** A form that is equal for texts that look the same: NFC, without the blanks around it. */
export const lookOf = (text: string): string => text.normalize('NFC').trim();

/** The search key of a text, which does not depend on case and composition: NFC in capitals. */
export const searchKeyOf = (text: string): string => text.normalize('NFC').toUpperCase();

/** A text to search for in names: 1 to 200 characters, of which at least one is visible. No character is a wildcard. */
export const SearchText = visibleText(200);

/** The search key of a search text, without the blanks around it. */
export const soughtBy = (text: string): string => searchKeyOf(text.trim());

/** A text in quotation marks. Every character that is invisible or combines with the one before it is escaped. */
export const quoted = (text: string): string =>
  JSON.stringify(text).replace(
    /(?! )[\p{M}\p{White_Space}\p{Cc}\p{Default_Ignorable_Code_Point}\u2800\ufff9-\ufffb]/gu,
    (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
  );

/** A name or title: 1 to 200 characters, of which at least one is visible. */
export const Name = visibleText(200);

/** A description: up to 10,000 characters. */
export const Description = text(0, 10_000);
