import { z } from 'zod';
import { fault } from '../kernel/index.ts';
import type { Transport } from '../kernel/index.ts';
import { controlFields, jsonCell, Options } from './control.ts';
import type { ControlModule } from './control.ts';
import { equalAsSets, numberFrom, oneOf, record, refined, shapesOf } from './form.ts';
import type { Form } from './form.ts';

/**
 * A control that asks for labelled boxes on an image. Its answer is a list of `{x, y, width, height, label}` whose order
 * does not matter; `x` and `y` are the corner next to the origin, and all four are fractions of the image, 0…1.
 */
export const BoxesControl = z
  .strictObject({ kind: z.literal('boxes'), ...controlFields, labels: Options })
  .meta({
    id: 'BoxesControl',
    description: 'Asks for labelled boxes on an image. The answer is a list of up to 10,000 different `{x, y, width, height, label}` whose order does not matter, in fractions of the image, 0…1: `x` + `width` and `y` + `height` are at most 1 (1e-9 more is taken for rounding).',
    example: { name: 'faces', kind: 'boxes', source: 'image', labels: ['face'] },
  });
/** A control that asks for labelled boxes on an image. */
export type BoxesControl = Transport<typeof BoxesControl>;

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly label: string;
}

// What a client divides by the size of its image may miss 1 by a rounding or two.
const EDGE = 1 + 1e-9;

const formOf = ({ labels }: BoxesControl): Form<readonly Box[]> => {
  const place = numberFrom({ min: 0, max: 1 });
  const extent = numberFrom({ above: 0, max: 1 });
  const box = record({ x: place, y: place, width: extent, height: extent, label: oneOf(labels) });
  return shapesOf(
    refined(box, '`x` + `width` and `y` + `height` are at most 1; 1e-9 more is taken for rounding.', ({ x, y, width, height }, path) => [
      ...(x + width <= EDGE ? [] : [fault([...path, 'width'], 'range', '`x` + `width` must be at most 1.')]),
      ...(y + height <= EDGE ? [] : [fault([...path, 'height'], 'range', '`y` + `height` must be at most 1.')]),
    ]),
  );
};

/** The kind `boxes`. */
export const boxes: ControlModule<BoxesControl> & { readonly schema: typeof BoxesControl } = {
  schema: BoxesControl,
  validate: (control, value, path) => formOf(control).faults(value, path),
  equal: (_control, a, b) => equalAsSets(a, b),
  cell: jsonCell,
  jsonSchema: (control) => formOf(control).schema,
};
