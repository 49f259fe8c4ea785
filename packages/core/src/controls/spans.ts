import { z } from 'zod';
import { codePoints, fault, withDefault } from '../kernel/index.ts';
import type { Fault, JsonObject, Transport } from '../kernel/index.ts';
import { jsonCells } from '../tables/index.ts';
import { controlFields, Options } from './control.ts';
import type { ControlModule } from './control.ts';
import { equalAsSets, inOrder, keeping, oneOf, perControl, record, refined, shapesOf, wholeNumber } from './form.ts';
import type { Form, Path } from './form.ts';

/**
 * A control that asks for labelled spans of the text under `source`. Its answer is a list of `{start, end, label}` in
 * any order. `end` is exclusive, and both numbers count Unicode code points.
 */
export const SpansControl = z
  .strictObject({
    kind: z.literal('spans'),
    ...controlFields,
    labels: Options,
    allow_overlap: withDefault(z.boolean(), false).meta({
      description: 'Whether a character may be in several spans.',
    }),
  })
  .meta({
    id: 'SpansControl',
    description:
      'Asks for labelled stretches of the text under `source`, which must be a string in the item’s `data`, else every answer is refused. The answer is a list of up to 10,000 different `{start, end, label}` whose order does not matter: `end` is exclusive and greater than `start`, both count Unicode code points. They are kept in the order of `start`, `end` and `label`.',
    example: { name: 'entities', kind: 'spans', source: 'text', labels: ['person', 'place'] },
  });
/** A control that asks for labelled spans of a text. */
export type SpansControl = Transport<typeof SpansControl>;

interface Span {
  readonly start: number;
  readonly end: number;
  readonly label: string;
}

const outside = ({ start, end }: Span, length: number, path: Path): readonly Fault[] => {
  const beyond = `The text has ${length} characters.`;
  const last = end > length ? beyond : end <= start ? 'Must be greater than `start`.' : undefined;
  return [
    ...(start < length ? [] : [fault([...path, 'start'], 'range', beyond)]),
    ...(last === undefined ? [] : [fault([...path, 'end'], 'range', last)]),
  ];
};

/** The indexes of the spans that overlap a span before them in the list. */
const overlapping = (spans: readonly Span[]): readonly number[] => {
  const found = new Set<number>();
  const inText = [...spans.entries()].sort(([, a], [, b]) => a.start - b.start || a.end - b.end);
  let [reach, furthest] = [0, -1];
  for (const [index, { start, end }] of inText) {
    if (start < reach) found.add(Math.max(index, furthest));
    if (end > reach) [reach, furthest] = [end, index];
  }
  return [...found].sort((a, b) => a - b);
};

const byPlace = (a: Span, b: Span): number =>
  a.start - b.start || a.end - b.end || (a.label < b.label ? -1 : Number(a.label > b.label));

const spanOf = perControl(({ labels }: SpansControl) =>
  record({ start: wholeNumber(0), end: wholeNumber(1), label: oneOf(labels) }),
);

const formOf = (control: SpansControl, length: number): Form<readonly Span[]> => {
  const { allow_overlap } = control;
  const span = spanOf(control);
  const list = keeping(
    shapesOf(
      refined(
        span,
        '`end` is greater than `start` and at most the number of characters (Unicode code points) of the item’s text.',
        (value, path) => outside(value, length, path),
      ),
    ),
    (spans) => inOrder(spans, byPlace),
  );
  if (allow_overlap) return list;
  return refined(list, 'No two spans overlap.', (value, path) =>
    overlapping(value).map((index) => fault([...path, index], 'range', 'Overlaps another span.')),
  );
};

const textIn = (data: JsonObject, source: string): string | undefined => {
  const text = Object.hasOwn(data, source) ? data[source] : undefined;
  return typeof text === 'string' ? text : undefined;
};

/** The kind `spans`. */
export const spans: ControlModule<SpansControl> & { readonly schema: typeof SpansControl } = {
  schema: SpansControl,
  readsTextLength: true,
  validate: (control, value, path, data) => {
    const text = textIn(data, control.source);
    if (text === undefined)
      return [
        fault(path, 'type', `The item has no text under ${JSON.stringify(control.source)} that spans could be in.`),
      ];
    return formOf(control, codePoints(text)).faults(value, path);
  },
  canonical: (control, value) => formOf(control, 0).canonical(value as readonly Span[]),
  equal: (_control, a, b) => equalAsSets(a, b),
  cells: jsonCells,
  jsonSchema: (control) => {
    const { $comment, ...schema } = formOf(control, 0).schema;
    return {
      ...schema,
      $comment: [$comment, 'The item’s data has a text under the control’s `source`.']
        .filter((words) => words !== undefined)
        .join(' '),
    };
  },
};
