import { z } from 'zod';
import type { Fault } from '../kernel/index.ts';
import { text } from '../kernel/index.ts';

/** The fields that controls of every kind have. */
export const controlFields = {
  name: text(1, 200)
    .refine((name) => name !== '__proto__', { error: 'This name is not allowed.', params: { fault: 'option' } })
    .meta({ description: 'The key of the answer’s `value` that this control fills.' }),
  required: z.boolean().default(true),
  source: text(1, 200).meta({ description: 'The key of the item’s `data` that this control is about.' }),
} as const;

/** A list of 1…1,000 distinct strings to choose from. */
export const Options = z
  .array(text(1, 200))
  .min(1)
  .max(1000)
  .check((context) => {
    const seen = new Set<string>();
    for (const [index, option] of context.value.entries()) {
      if (seen.has(option)) context.issues.push({ code: 'custom', input: option, path: [index], message: 'Stands here twice.', params: { fault: 'duplicate' } });
      seen.add(option);
    }
  })
  .meta({ uniqueItems: true });

/** What a kind of control is: everything that depends on the kind is in its one module. */
export interface ControlModule<Control> {
  /** The control as it is written in an annotation UI. */
  readonly schema: z.ZodType;
  /** The faults of an answer to the control; none if it fits. `path` is where the answer stands. */
  readonly validate: (control: Control, value: unknown, path: readonly PropertyKey[]) => readonly Fault[];
  /** Whether two answers that fit are the same answer. */
  readonly equal: (control: Control, a: unknown, b: unknown) => boolean;
}
