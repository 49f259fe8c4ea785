import { z } from 'zod';
import { equalJson } from '../kernel/index.ts';
import type { Transport } from '../kernel/index.ts';
import { jsonCells } from '../tables/index.ts';
import { controlFields, Options } from './control.ts';
import type { ControlModule } from './control.ts';
import { listOf, oneOf, perControl } from './form.ts';

/** A control that asks for its options in order. Its answer is a list with every option exactly once, best first. */
export const RankingControl = z.strictObject({ kind: z.literal('ranking'), ...controlFields, options: Options }).meta({
  id: 'RankingControl',
  description:
    'Asks for its options in order. The answer is a list with every option exactly once, best first: `["b", "a", "c"]`.',
  example: { name: 'best_answer', kind: 'ranking', source: 'answers', options: ['a', 'b', 'c'] },
});
/** A control that asks for its options in order. */
export type RankingControl = Transport<typeof RankingControl>;

const formOf = perControl(({ options }: RankingControl) =>
  listOf(oneOf(options), { min: options.length, max: options.length, distinct: true }),
);

/** The kind `ranking`. */
export const ranking: ControlModule<RankingControl> & { readonly schema: typeof RankingControl } = {
  schema: RankingControl,
  validate: (control, value, path) => formOf(control).faults(value, path),
  canonical: (control, value) => formOf(control).canonical(value as readonly string[]),
  equal: (_control, a, b) => equalJson(a, b),
  cells: jsonCells,
  jsonSchema: (control) => formOf(control).schema,
};
