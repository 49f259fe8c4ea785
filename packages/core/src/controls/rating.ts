import { z } from 'zod';
import { fault, withDefault } from '../kernel/index.ts';
import type { Transport } from '../kernel/index.ts';
import { controlFields, mismatch, plainCell, together } from './control.ts';
import type { ControlModule } from './control.ts';

const MAX_BOUND = 1_000_000;
const MAX_GRADES = 1000;

// Grades are counted in thousandths, as whole numbers: in doubles, three steps of 0.1 are not 0.3.
const thousandths = (value: number): number => Math.round(value * 1000);

const decimal = (from: number): z.ZodNumber =>
  z
    .number()
    .min(from)
    .max(MAX_BOUND)
    .check(({ value, issues }) => {
      if (thousandths(value) / 1000 !== value) issues.push({ code: 'custom', input: value, message: 'Must have at most three decimals.', params: { fault: 'range' } });
    });

/** A control that asks for a grade: `min`, or any number of steps above it, up to `max`. Its answer is a number. */
export const RatingControl = z
  .strictObject({
    kind: z.literal('rating'),
    ...controlFields,
    min: withDefault(decimal(-MAX_BOUND), 1).meta({ description: 'The lowest grade. At most three decimals.' }),
    max: withDefault(decimal(-MAX_BOUND), 5).meta({ description: 'The highest grade. At most three decimals.' }),
    step: withDefault(decimal(0.001), 1).meta({ description: 'From one grade to the next: `max` must be a whole number of steps above `min`, and there are at most 1,000 grades. At most three decimals.' }),
  })
  .check(
    together(({ min, max, step }) => {
      if (max < min) return [mismatch('max', max, 'Must be at least `min`.')];
      const range = thousandths(max) - thousandths(min);
      if (range % thousandths(step) !== 0) return [mismatch('step', step, '`max` must be a whole number of steps above `min`.')];
      return range / thousandths(step) < MAX_GRADES ? [] : [mismatch('step', step, `There may be at most ${MAX_GRADES} grades; take a larger step.`)];
    }),
  )
  .meta({
    id: 'RatingControl',
    description: 'Asks for a grade: `min`, or any number of steps above it, up to `max`. The answer is a number: `4`.',
    example: { name: 'quality', kind: 'rating', source: 'text', min: 1, max: 5, step: 0.5 },
  });
/** A control that asks for a grade. */
export type RatingControl = Transport<typeof RatingControl>;

const gradesOf = ({ min, max, step }: RatingControl): readonly number[] =>
  Array.from({ length: Math.floor((thousandths(max) - thousandths(min)) / thousandths(step)) + 1 }, (_, n) => (thousandths(min) + n * thousandths(step)) / 1000);

/** The kind `rating`. */
export const rating: ControlModule<RatingControl> & { readonly schema: typeof RatingControl } = {
  schema: RatingControl,
  validate: (control, value, path) => {
    if (typeof value !== 'number') return [fault(path, 'type', 'Must be a number.')];
    const { min, max, step } = control;
    return gradesOf(control).includes(value) ? [] : [fault(path, 'range', `Must be ${min} to ${max} in steps of ${step}.`)];
  },
  equal: (_control, a, b) => a === b,
  cell: plainCell,
  // Not `multipleOf`, which counts from 0 and which validators work out in doubles: by it, 0.3 is no multiple of 0.1.
  jsonSchema: (control) => ({ type: 'number', enum: gradesOf(control) }),
};
