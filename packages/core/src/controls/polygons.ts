import { z } from 'zod';
import { fault } from '../kernel/index.ts';
import type { Fault, Transport } from '../kernel/index.ts';
import { jsonCells } from '../tables/index.ts';
import { controlFields, Options } from './control.ts';
import type { ControlModule } from './control.ts';
import {
  equalAsSets,
  LEAST_EXTENT,
  listOf,
  MAX_SHAPES,
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
 * A control that asks for labelled polygons on an image. Its answer is a list of `{points, label}` in any order. The
 * order of `points` matters; each is `[x, y]` in fractions of the image, 0…1.
 */
export const PolygonsControl = z.strictObject({ kind: z.literal('polygons'), ...controlFields, labels: Options }).meta({
  id: 'PolygonsControl',
  description:
    'Asks for labelled polygons on an image. The answer is a list of up to 10,000 different `{points, label}` whose order does not matter; 3 to 10,000 `points`, in order, are `[x, y]` in fractions of the image, 0…1, and do not all lie on one line. A point that is at most 0.000001 outside the image was rounded somewhere and is moved to its edge, also before polygons are compared.',
  example: { name: 'roofs', kind: 'polygons', source: 'image', labels: ['roof'] },
});
/** A control that asks for labelled polygons on an image. */
export type PolygonsControl = Transport<typeof PolygonsControl>;

interface Polygon {
  readonly points: readonly (readonly number[])[];
  readonly label: string;
}

const distance = (points: Polygon['points'], from: readonly number[]): readonly number[] =>
  points.map(([x = 0, y = 0]) => Math.hypot(x - (from[0] ?? 0), y - (from[1] ?? 0)));

/**
 * The maximum distance of points from the line through the first of them and the one that is farthest from it; 0 if all
 * are equal.
 */
const breadth = (points: Polygon['points']): number => {
  const [x0 = 0, y0 = 0] = points[0] ?? [];
  const distances = distance(points, [x0, y0]);
  const length = distances.reduce((most, each) => Math.max(most, each), 0);
  const [x1 = 0, y1 = 0] = points[distances.indexOf(length)] ?? [];
  return length === 0
    ? 0
    : points.reduce(
        (most, [x = 0, y = 0]) => Math.max(most, Math.abs((x1 - x0) * (y - y0) - (x - x0) * (y1 - y0)) / length),
        0,
      );
};

const flat = (points: Polygon['points'], path: Path): readonly Fault[] =>
  breadth(points) >= LEAST_EXTENT
    ? []
    : [
        fault(
          path,
          'range',
          `The points must enclose an area: they lie on one line, or within ${LEAST_EXTENT} of one.`,
        ),
      ];

const formOf = perControl(({ labels }: PolygonsControl): Form<readonly Polygon[]> => {
  const point = listOf(numberFrom({ min: 0, max: 1, below: ROUNDING, beyond: ROUNDING }), {
    min: 2,
    max: 2,
    distinct: false,
  });
  const points = listOf(point, { min: 3, max: MAX_SHAPES, distinct: false });
  return shapesOf(
    record({
      points: refined(points, 'The points do not all lie on one line.', (value, path) =>
        flat(points.canonical(value), path),
      ),
      label: oneOf(labels),
    }),
  );
});

/** The kind `polygons`. */
export const polygons: ControlModule<PolygonsControl> & { readonly schema: typeof PolygonsControl } = {
  schema: PolygonsControl,
  validate: (control, value, path) => formOf(control).faults(value, path),
  canonical: (control, value) => formOf(control).canonical(value as readonly Polygon[]),
  equal: (_control, a, b) => equalAsSets(a, b),
  cells: jsonCells,
  jsonSchema: (control) => formOf(control).schema,
};
