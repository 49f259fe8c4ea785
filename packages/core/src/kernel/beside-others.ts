import { z } from 'zod';

/**
 * A check of an object that also runs if fields of the object are invalid, so that all errors are reported at once. An
 * invalid field holds its unparsed input, so such a check may only test whether the field is present, or must first
 * test `isFaulty`.
 */
export const besideOthers = <Value extends object>(
  check: (payload: z.core.ParsePayload<Value>) => void,
): z.core.$ZodCheck<Value> => {
  const made = z.check<Value>(check);
  made._zod.def.when = ({ value }) => typeof value === 'object' && value !== null && !Array.isArray(value);
  return made;
};

/** Returns whether an error was found so far in a field or within it. */
export const isFaulty = ({ issues }: z.core.ParsePayload, field: string): boolean =>
  issues.some(({ path }) => path?.[0] === field);
