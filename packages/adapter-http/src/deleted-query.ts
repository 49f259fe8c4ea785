import { z } from 'zod';

// Query parameters are text; what is no boolean stays text and is refused as such.
const boolean = (text: unknown): unknown => (text === 'true' ? true : text === 'false' ? false : text);

/** The query parameter of lists of what can be restored. */
export const DeletedQuery = z.strictObject({
  deleted: z
    .preprocess(boolean, z.boolean())
    .optional()
    .meta({ description: 'With `true`, only what is deleted and can be restored, for those who may restore it; else only what is not deleted.' }),
});
