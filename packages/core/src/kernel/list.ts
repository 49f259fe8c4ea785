import { z } from 'zod';
import { MAX_FAULTS } from './fault.ts';

interface StoppingDef extends z.core.$ZodArrayDef {
  readonly most: number;
}

// Zod checks every element, and a thousand errors in each of many lists take far longer than valid lists.
const Stopping = z.core.$constructor('StoppingArray', (inst: z.ZodArray, def: StoppingDef) => {
  z.ZodArray.init(inst, def);
  const { parse } = inst._zod;
  inst._zod.parse = (payload, context) => {
    const input: unknown = payload.value;
    if (!Array.isArray(input) || input.length <= MAX_FAULTS || input.length > def.most) return parse(payload, context);
    const read: unknown[] = [];
    for (let from = 0; from < input.length && payload.issues.length < MAX_FAULTS; from += MAX_FAULTS) {
      const part = parse({ value: input.slice(from, from + MAX_FAULTS), issues: [] }, context);
      if (part instanceof Promise) throw new Error('No schema of a transport is asynchronous.');
      read.push(...(part.value as unknown[]));
      for (const issue of part.issues)
        payload.issues.push({ ...issue, path: [Number(issue.path?.[0] ?? 0) + from, ...(issue.path ?? []).slice(1)] });
    }
    payload.value = read as never;
    return payload;
  };
});

/** A list of at most `most` elements, or of any number. It is checked only until `MAX_FAULTS` errors are found. */
export const list = <Element extends z.ZodType>(element: Element, most?: number): z.ZodArray<Element> => {
  const any = new Stopping({
    type: 'array',
    element,
    most: most ?? Number.POSITIVE_INFINITY,
  }) as unknown as z.ZodArray<Element>;
  return most === undefined ? any : any.max(most);
};
