import { z } from 'zod';
import { fault, withDefault } from '../kernel/index.ts';
import type { Transport } from '../kernel/index.ts';
import { numberCells } from '../tables/index.ts';
import { controlFields, mismatch, together } from './control.ts';
import type { ControlModule } from './control.ts';
import { perControl, ROUNDING } from './form.ts';
import type { Form } from './form.ts';

const MAX_BOUND = 1_000_000;
const MAX_GRADES = 1000;

// Grades are computed as whole numbers of thousandths: in doubles, three steps of 0.1 are not 0.3.
const thousandths = (value: number): number => Math.round(value * 1000);

const decimal = (from: number): z.ZodNumber =>
  z
    .number()
    .min(from)
    .max(MAX_BOUND)
    .check(({ value, issues }) => {
      if (thousandths(value) / 1000 !== value)
        issues.push({
          code: 'custom',
          input: value,
          message: 'Must have at most three decimals.',
          params: { fault: 'range' },
        });
    });

/**
 * A control that asks for a grade: `min`, or `min` plus a whole number of steps, up to `max`. Its answer is a number.
 */
export const RatingControl = z
  .strictObject({
    kind: z.literal('rating'),
    ...controlFields,
    min: withDefault(decimal(-MAX_BOUND), 1).meta({ description: 'The lowest grade. At most three decimals.' }),
    max: withDefault(decimal(-MAX_BOUND), 5).meta({ description: 'The highest grade. At most three decimals.' }),
    step: withDefault(decimal(0.001), 1).meta({
      description:
        'From one grade to the next: `max` must be a whole number of steps above `min`, and there are at most 1,000 grades. At most three decimals.',
    }),
  })
  .check(
    together(({ min, max, step }) => {
      if (max < min) return [mismatch('max', max, 'Must be at least `min`.')];
      const range = thousandths(max) - thousandths(min);
      if (range % thousandths(step) !== 0)
        return [mismatch('step', step, '`max` must be a whole number of steps above `min`.')];
      return range / thousandths(step) < MAX_GRADES
        ? []
        : [mismatch('step', step, `There may be at most ${MAX_GRADES} grades; take a larger step.`)];
    }),
  )
  .meta({
    id: 'RatingControl',
    description:
      'Asks for a grade: `min`, or any number of steps above it, up to `max`. The answer is a number: `4`. One that is at most a millionth of a step beside a grade, such as 0.30000000000000004, is kept as that grade.',
    example: { name: 'quality', kind: 'rating', source: 'text', min: 1, max: 5, step: 0.5 },
  });
/** A control that asks for a grade. */
export type RatingControl = Transport<typeof RatingControl>;

/** The number of steps from the lowest grade to the highest. */
const stepsOf = ({ min, max, step }: RatingControl): number =>
  Math.floor((thousandths(max) - thousandths(min)) / thousandths(step));

/** The grade that is this many steps above the lowest, as the decimal number that people write. */
const gradeOf = ({ min, step }: RatingControl, steps: number): number =>
  (thousandths(min) + steps * thousandths(step)) / 1000;

const formOf = perControl((control: RatingControl): Form<number> => {
  const { min, max, step } = control;
  const slack = step * ROUNDING;
  const last = stepsOf(control);
  const gradeAt = (value: number): number | undefined => {
    const nearest = gradeOf(control, Math.min(last, Math.max(0, Math.round((value - min) / step))));
    return value >= nearest - slack && value <= nearest + slack ? nearest : undefined;
  };
  return {
    faults: (value, path) => {
      if (typeof value !== 'number') return [fault(path, 'type', 'Must be a number.')];
      return gradeAt(value) === undefined
        ? [fault(path, 'range', `Must be ${min} to ${max} in steps of ${step}.`)]
        : [];
    },
    // `multipleOf` would not work: it counts from 0, and validators compute it in doubles, in which 0.3 is not a
    // multiple of 0.1.
    get schema() {
      const grades = Array.from({ length: last + 1 }, (_, n) => gradeOf(control, n));
      return {
        type: 'number',
        anyOf: [{ enum: grades }, ...grades.map((grade) => ({ minimum: grade - slack, maximum: grade + slack }))],
      };
    },
    canonical: (value) => gradeAt(value) ?? value,
  };
});

/** The kind `rating`. */
export const rating: ControlModule<RatingControl> & { readonly schema: typeof RatingControl } = {
  schema: RatingControl,
  validate: (control, value, path) => formOf(control).faults(value, path),
  canonical: (control, value) => formOf(control).canonical(value as number),
  equal: (_control, a, b) => a === b,
  cells: numberCells,
  jsonSchema: (control) => formOf(control).schema,
};
