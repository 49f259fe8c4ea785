import { z } from 'zod';
import { optional } from '../kernel/index.ts';
import type { Transport } from '../kernel/index.ts';
import { numberCells } from '../tables/index.ts';
import { controlFields, mismatch, together } from './control.ts';
import type { ControlModule } from './control.ts';
import { numberFrom, perControl, ROUNDING } from './form.ts';

// Goldset accepts no integer beyond these bounds, and beyond them every double is an integer.
const [LOWEST, HIGHEST] = [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER];

const bound = optional(z.number().min(LOWEST).max(HIGHEST));

/** A control that asks for a number. Its answer is a number. */
export const NumberControl = z
  .strictObject({
    kind: z.literal('number'),
    ...controlFields,
    min: bound.meta({ description: 'The smallest number; without it, −(2⁵³−1).' }),
    max: bound.meta({ description: 'The largest number; without it, 2⁵³−1.' }),
  })
  .check(
    together(({ min = LOWEST, max = HIGHEST }) => (max < min ? [mismatch('max', max, 'Must be at least `min`.')] : [])),
  )
  .meta({
    id: 'NumberControl',
    description:
      'Asks for a number. The answer is a number: `12.5`. With both `min` and `max`, one that is at most a millionth of their distance outside is taken for the bound, since it was rounded somewhere; every other is kept as it is.',
    example: { name: 'age', kind: 'number', source: 'text', min: 0, max: 150 },
  });
/** A control that asks for a number. */
export type NumberControl = Transport<typeof NumberControl>;

const formOf = perControl(({ min, max }: NumberControl) => {
  // The tolerance is a fraction of the distance of two bounds; with one bound there is none.
  const slack = min === undefined || max === undefined ? 0 : (max - min) * ROUNDING;
  return numberFrom({ min: min ?? LOWEST, max: max ?? HIGHEST, below: slack, beyond: slack });
});

/** The kind `number`. */
export const number: ControlModule<NumberControl> & { readonly schema: typeof NumberControl } = {
  schema: NumberControl,
  validate: (control, value, path) => formOf(control).faults(value, path),
  canonical: (control, value) => formOf(control).canonical(value as number),
  equal: (_control, a, b) => a === b,
  cells: numberCells,
  jsonSchema: (control) => formOf(control).schema,
};
