import { z } from 'zod';
import { booleanText } from './deleted-query.ts';

/** The query parameter of operations that can report what they would do. */
export const DryRunQuery = z.strictObject({
  dry_run: z
    .preprocess(booleanText, z.boolean())
    .optional()
    .meta({ description: 'With `true`, nothing is changed, and the answer says what would be.' }),
});
