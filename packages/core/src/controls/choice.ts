import { z } from 'zod';
import { fault } from '../kernel/index.ts';
import type { Transport } from '../kernel/index.ts';
import { controlFields, Options } from './control.ts';
import type { ControlModule } from './control.ts';

/** A control that asks for exactly one of its options. Its answer is a string. */
export const ChoiceControl = z
  .strictObject({ kind: z.literal('choice'), ...controlFields, options: Options })
  .meta({ id: 'ChoiceControl', example: { name: 'sentiment', kind: 'choice', source: 'text', options: ['positive', 'negative'] } });
/** A control that asks for exactly one of its options. */
export type ChoiceControl = Transport<typeof ChoiceControl>;

/** The kind `choice`. */
export const choice: ControlModule<ChoiceControl> & { readonly schema: typeof ChoiceControl } = {
  schema: ChoiceControl,
  validate: ({ options }, value, path) => {
    if (typeof value !== 'string') return [fault(path, 'type', 'Must be a string: one of the options.')];
    return options.includes(value) ? [] : [fault(path, 'option', 'Must be one of the options of this control.')];
  },
  equal: (_control, a, b) => a === b,
};
