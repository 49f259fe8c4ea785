import { z } from 'zod';
import type { Transport } from '../kernel/index.ts';
import { controlFields, Options, plainCell } from './control.ts';
import type { ControlModule } from './control.ts';
import { oneOf } from './form.ts';

/** A control that asks for exactly one of its options. Its answer is a string. */
export const ChoiceControl = z
  .strictObject({ kind: z.literal('choice'), ...controlFields, options: Options })
  .meta({
    id: 'ChoiceControl',
    description: 'Asks for exactly one of its options. The answer is a string: `"joy"`.',
    example: { name: 'sentiment', kind: 'choice', source: 'text', options: ['positive', 'negative'] },
  });
/** A control that asks for exactly one of its options. */
export type ChoiceControl = Transport<typeof ChoiceControl>;

/** The kind `choice`. */
export const choice: ControlModule<ChoiceControl> & { readonly schema: typeof ChoiceControl } = {
  schema: ChoiceControl,
  validate: ({ options }, value, path) => oneOf(options).faults(value, path),
  equal: (_control, a, b) => a === b,
  cell: plainCell,
  jsonSchema: ({ options }) => oneOf(options).schema,
};
