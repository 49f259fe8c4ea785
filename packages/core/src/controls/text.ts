import { z } from 'zod';
import { withDefault } from '../kernel/index.ts';
import type { Transport } from '../kernel/index.ts';
import { textCells } from '../tables/index.ts';
import { controlFields } from './control.ts';
import type { ControlModule } from './control.ts';
import { perControl, textUpTo } from './form.ts';

/** A control that asks for a text in the annotator's own words. Its answer is a string, which may be empty. */
export const TextControl = z
  .strictObject({
    kind: z.literal('text'),
    ...controlFields,
    max_length: withDefault(z.int().min(1).max(65_536), 10_000).meta({
      description: 'How many characters (Unicode code points) the text has at most. It may be empty.',
    }),
  })
  .meta({
    id: 'TextControl',
    description: 'Asks for a text in the annotator’s own words. The answer is a string, which is kept as it is.',
    example: { name: 'summary', kind: 'text', source: 'text', required: false, max_length: 500 },
  });
/** A control that asks for a text in the annotator's own words. */
export type TextControl = Transport<typeof TextControl>;

const formOf = perControl(({ max_length }: TextControl) => textUpTo(max_length));

/** The kind `text`. */
export const text: ControlModule<TextControl> & { readonly schema: typeof TextControl } = {
  schema: TextControl,
  validate: (control, value, path) => formOf(control).faults(value, path),
  canonical: (_control, value) => value,
  equal: (_control, a, b) => a === b,
  cells: textCells,
  jsonSchema: (control) => formOf(control).schema,
};
