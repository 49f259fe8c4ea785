import { z } from 'zod';
import { fault } from '../kernel/index.ts';
import type { Fault, Transport } from '../kernel/index.ts';
import { jsonCells } from '../tables/index.ts';
import { controlFields, Options } from './control.ts';
import type { ControlModule } from './control.ts';
import {
  equalAsSets,
  keeping,
  LEAST_EXTENT,
  numberFrom,
  oneOf,
  perControl,
  record,
  refined,
  ROUNDING,
  shapesOf,
} from './form.ts';
import type { Form, Path } from './form.ts';

/**
 * A control that asks for labelled boxes on an image. Its answer is a list of `{x, y, width, height, label}` in any
 * order. `x` and `y` are the corner next to the origin, and all four numbers are fractions of the image, 0…1.
 */
export const BoxesControl = z.strictObject({ kind: z.literal('boxes'), ...controlFields, labels: Options }).meta({
  id: 'BoxesControl',
  description:
    'Asks for labelled boxes on an image. The answer is a list of up to 10,000 different `{x, y, width, height, label}` whose order does not matter, in fractions of the image, 0…1: `x` + `width` and `y` + `height` are at most 1, and a box is at least 1e-9 wide and high. What is at most 0.000001 outside the image was rounded somewhere and is cut off at its edge, also before boxes are compared.',
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

/** Limits an extent that begins at `place` to the image, which ends at 1. */
const within = (place: number, extent: number): number => (place + extent > 1 ? 1 - place : extent);

const cutOff = (box: Box): Box => {
  const [width, height] = [within(box.x, box.width), within(box.y, box.height)];
  return width === box.width && height === box.height ? box : { ...box, width, height };
};

const beyond = (place: number, extent: number, names: readonly [string, string], path: Path): readonly Fault[] => {
  const [from, along] = names;
  if (place + extent > 1 + ROUNDING)
    return [fault([...path, along], 'range', `\`${from}\` + \`${along}\` must be at most 1.`)];
  return within(Math.max(place, 0), extent) < LEAST_EXTENT
    ? [fault([...path, along], 'range', `At least ${LEAST_EXTENT} of the box must lie inside the image.`)]
    : [];
};

const formOf = perControl(({ labels }: BoxesControl): Form<readonly Box[]> => {
  const place = numberFrom({ min: 0, max: 1, below: ROUNDING, beyond: ROUNDING });
  const extent = numberFrom({ min: LEAST_EXTENT, max: 1, beyond: ROUNDING });
  const box = keeping(record({ x: place, y: place, width: extent, height: extent, label: oneOf(labels) }), cutOff);
  return shapesOf(
    refined(
      box,
      '`x` + `width` and `y` + `height` are at most 1, and the box lies inside the image, but for 0.000001 that is taken for rounding.',
      ({ x, y, width, height }, path) => [
        ...beyond(x, width, ['x', 'width'], path),
        ...beyond(y, height, ['y', 'height'], path),
      ],
    ),
  );
});

/** The kind `boxes`. */
export const boxes: ControlModule<BoxesControl> & { readonly schema: typeof BoxesControl } = {
  schema: BoxesControl,
  validate: (control, value, path) => formOf(control).faults(value, path),
  canonical: (control, value) => formOf(control).canonical(value as readonly Box[]),
  equal: (_control, a, b) => equalAsSets(a, b),
  cells: jsonCells,
  jsonSchema: (control) => formOf(control).schema,
};
