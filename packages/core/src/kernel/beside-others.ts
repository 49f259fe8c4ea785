import { z } from 'zod';

/**
 * A check of an object that is made also where fields of it have faults, so that all that is wrong is said at once. A field that has a fault is what
 * was sent: such a check asks only whether it is there, or else first whether it `isFaulty`.
 */
export const besideOthers = <Value extends object>(
  check: (payload: z.core.ParsePayload<Value>) => void,
): z.core.$ZodCheck<Value> => {
  const made = z.check<Value>(check);
  made._zod.def.when = ({ value }) => typeof value === 'object' && value !== null && !Array.isArray(value);
  return made;
};

/** Whether something is wrong with a field, or within it, as far as was looked. */
export const isFaulty = ({ issues }: z.core.ParsePayload, field: string): boolean =>
  issues.some(({ path }) => path?.[0] === field);
