import { z } from 'zod';
import type { Transport } from '../kernel/index.ts';
import { controlFields, jsonCell, Options } from './control.ts';
import type { ControlModule } from './control.ts';
import { equalAsSets, listOf, MAX_SHAPES, numberFrom, oneOf, record, shapesOf } from './form.ts';
import type { Form } from './form.ts';

/**
 * A control that asks for labelled polygons on an image. Its answer is a list of `{points, label}` whose order does not
 * matter; the points, in order, are `[x, y]` in fractions of the image, 0…1.
 */
export const PolygonsControl = z
  .strictObject({ kind: z.literal('polygons'), ...controlFields, labels: Options })
  .meta({
    id: 'PolygonsControl',
    description: 'Asks for labelled polygons on an image. The answer is a list of up to 10,000 different `{points, label}` whose order does not matter; 3 to 10,000 `points`, in order, are `[x, y]` in fractions of the image, 0…1.',
    example: { name: 'roofs', kind: 'polygons', source: 'image', labels: ['roof'] },
  });
/** A control that asks for labelled polygons on an image. */
export type PolygonsControl = Transport<typeof PolygonsControl>;

interface Polygon {
  readonly points: readonly (readonly number[])[];
  readonly label: string;
}

const formOf = ({ labels }: PolygonsControl): Form<readonly Polygon[]> => {
  const point = listOf(numberFrom({ min: 0, max: 1 }), { min: 2, max: 2, distinct: false });
  return shapesOf(record({ points: listOf(point, { min: 3, max: MAX_SHAPES, distinct: false }), label: oneOf(labels) }));
};

/** The kind `polygons`. */
export const polygons: ControlModule<PolygonsControl> & { readonly schema: typeof PolygonsControl } = {
  schema: PolygonsControl,
  validate: (control, value, path) => formOf(control).faults(value, path),
  equal: (_control, a, b) => equalAsSets(a, b),
  cell: jsonCell,
  jsonSchema: (control) => formOf(control).schema,
};
