import { z } from 'zod';
import type { Transport } from '../kernel/index.ts';
import { wordCells } from '../tables/index.ts';
import { controlFields, Options } from './control.ts';
import type { ControlModule } from './control.ts';
import { oneOf, perControl } from './form.ts';

/** A control that asks for exactly one of its options. Its answer is a string. */
export const ChoiceControl = z.strictObject({ kind: z.literal('choice'), ...controlFields, options: Options }).meta({
  id: 'ChoiceControl',
  description: 'Asks for exactly one of its options. The answer is a string: `"joy"`.',
  example: { name: 'sentiment', kind: 'choice', source: 'text', options: ['positive', 'negative'] },
});
/** A control that asks for exactly one of its options. */
export type ChoiceControl = Transport<typeof ChoiceControl>;

const formOf = perControl(({ options }: ChoiceControl) => oneOf(options));

/** The kind `choice`. */
export const choice: ControlModule<ChoiceControl> & { readonly schema: typeof ChoiceControl } = {
  schema: ChoiceControl,
  validate: (control, value, path) => formOf(control).faults(value, path),
  canonical: (control, value) => formOf(control).canonical(value as string),
  equal: (_control, a, b) => a === b,
  cells: wordCells,
  jsonSchema: (control) => formOf(control).schema,
};
