import { z } from 'zod';
import { optional, withDefault } from '../kernel/index.ts';
import type { Transport } from '../kernel/index.ts';
import { jsonCells } from '../tables/index.ts';
import { controlFields, mismatch, Options, together } from './control.ts';
import type { ControlModule } from './control.ts';
import { equalAsSets, inOrder, keeping, listOf, oneOf, perControl } from './form.ts';

/** A control that asks for several of its options. Its answer is a list of distinct strings in any order. */
export const ChoicesControl = z
  .strictObject({
    kind: z.literal('choices'),
    ...controlFields,
    options: Options,
    min: withDefault(z.int().min(0).max(1000), 0).meta({
      description: 'How many must be chosen at least. With 0, an empty list is an answer: none of them.',
    }),
    max: optional(z.int().min(1).max(1000)).meta({
      description: 'How many may be chosen at most; without it, all of them.',
    }),
  })
  .check(
    together(({ options, min, max = options.length }) => [
      ...(min > options.length ? [mismatch('min', min, 'Must be at most the number of options.')] : []),
      ...(max > options.length ? [mismatch('max', max, 'Must be at most the number of options.')] : []),
      ...(min <= options.length && max < min ? [mismatch('max', max, 'Must be at least `min`.')] : []),
    ]),
  )
  .meta({
    id: 'ChoicesControl',
    description:
      'Asks for several of its options. The answer is a list of distinct strings: `["joy", "love"]`; their order does not matter, and they are kept in the order of the options.',
    example: { name: 'emotions', kind: 'choices', source: 'text', options: ['joy', 'love', 'anger'], min: 1, max: 2 },
  });
/** A control that asks for several of its options. */
export type ChoicesControl = Transport<typeof ChoicesControl>;

const formOf = perControl(({ options, min, max = options.length }: ChoicesControl) => {
  const places = new Map(options.map((option, place) => [option, place]));
  const placeOf = (option: string): number => places.get(option) ?? options.length;
  return keeping(listOf(oneOf(options), { min, max, distinct: true }), (chosen) =>
    inOrder(chosen, (a, b) => placeOf(a) - placeOf(b)),
  );
});

/** The kind `choices`. */
export const choices: ControlModule<ChoicesControl> & { readonly schema: typeof ChoicesControl } = {
  schema: ChoicesControl,
  validate: (control, value, path) => formOf(control).faults(value, path),
  canonical: (control, value) => formOf(control).canonical(value as readonly string[]),
  equal: (_control, a, b) => equalAsSets(a, b),
  cells: jsonCells,
  jsonSchema: (control) => formOf(control).schema,
};
