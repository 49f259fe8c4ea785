import { z } from 'zod';
import { ENCODING_DETAIL, isCleanText } from './json.ts';

/** How many characters (Unicode code points) a text has. */
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
      // Counting code points allocates, so it is done only where the cheap count of UTF-16 units leaves it open.
      if (value.length < min || (value.length > max && codePoints(value) > max)) {
        context.issues.push({
          code: 'custom',
          input: value,
          message: `Must have ${min} to ${max} characters.`,
          params: { fault: 'length' },
        });
      }
      if (!isCleanText(value)) context.issues.push({ code: 'custom', input: value, message: ENCODING_DETAIL, params: { fault: 'encoding' } });
    })
    .meta({ minLength: min, maxLength: max });

/** A name or title: 1 to 200 characters. */
export const Name = text(1, 200);

/** A description: up to 10,000 characters. */
export const Description = text(0, 10_000);
