import { z } from 'zod';

/** Converts a query parameter to a boolean. Other text stays text, and the schema refuses it. */
export const booleanText = (text: unknown): unknown => (text === 'true' ? true : text === 'false' ? false : text);

/** A query parameter that is `true` or `false`. */
export const flag = (description: string): z.ZodOptional<z.ZodPreprocess<z.ZodBoolean>> =>
  z.preprocess(booleanText, z.boolean()).optional().meta({ description });

/** The query parameter of lists whose elements can be restored. */
export const DeletedQuery = z.strictObject({
  deleted: flag(
    'With `true`, only what is deleted and can be restored, for those who may restore it; else only what is not deleted.',
  ),
});
