import fc from 'fast-check';
import { Control } from '../src/controls/index.ts';
import type { Json, JsonObject } from '../src/index.ts';
import { lookOf, visibleText } from '../src/kernel/index.ts';

/** A kind of control. */
export type Kind = Control['kind'];

/** How one kind of control is tried. `text` is what stands under its `source`. */
export interface Trial<Of> {
  /** What controls of the kind have beside the fields of all. */
  readonly options: fc.Arbitrary<object>;
  /** Answers that fit. */
  readonly valid: (control: Of, text: string) => fc.Arbitrary<Json>;
  /** Answers next to a valid one that do not fit, and of which a JSON Schema can say so. */
  readonly wrong: (control: Of, valid: never) => readonly Json[];
  /** Answers next to a valid one that do not fit, which JSON Schema cannot say. */
  readonly beyond?: (control: Of, valid: never, text: string) => readonly Json[];
}

const clean = fc
  .string({ unit: 'binary', minLength: 1, maxLength: 8 })
  .filter((text) => text !== '__proto__' && visibleText(200).safeParse(text).success);
// Not `__proto__`: Ajv looks for what stands twice among the keys of an object, and does not find that one.
const options = fc.uniqueArray(
  fc.oneof(clean, fc.constantFrom('constructor', 'a', 'b', 'é', 'e\u0323\u0302', '\u212b', ' c ')),
  { minLength: 1, maxLength: 6, selector: lookOf },
);
/** The same text with blanks around it, or in another Unicode form. */
const alike = (text: string): fc.Arbitrary<string> =>
  fc
    .constantFrom(text, ` ${text}`, `${text}\ufeff\n`, text.normalize('NFC'), text.normalize('NFD'), lookOf(text))
    .filter((other) => lookOf(other) === lookOf(text));
const fraction = fc.double({ min: 0, max: 1, noNaN: true });
const inside = fc.double({ min: 0, max: 0.99, noNaN: true });
const share = fc.double({ min: 1e-3, max: 1, noNaN: true });
const lengthOf = (text: string): number => [...text].length;
// In ASCII: of other scripts the schema says less.
const unknown = (known: readonly string[]): string => '?'.repeat(Math.max(...known.map((option) => option.length)) + 1);
const distinct = <T>(element: fc.Arbitrary<T>): fc.Arbitrary<T[]> =>
  fc.uniqueArray(element, { maxLength: 5, selector: (value) => JSON.stringify(value) });

/** Every answer that puts one of these shapes at the front of a valid list, and the list with its first shape twice. */
const spoiltShapes = (shape: JsonObject, valid: readonly Json[], changes: readonly JsonObject[]): readonly Json[] => [
  ...[
    ...changes.map((change) => ({ ...shape, ...change })),
    ...Object.keys(shape).map((name) => Object.fromEntries(Object.entries(shape).filter(([key]) => key !== name))),
    null,
    [],
    'x',
  ].map((wrong) => [wrong, ...valid]),
  [shape, shape],
  { 0: shape },
];

/** How each kind is tried. */
export const trials: { readonly [K in Kind]: Trial<Extract<Control, { kind: K }>> } = {
  choice: {
    options: fc.record({ options }),
    valid: (control) => fc.constantFrom(...control.options).chain(alike),
    wrong: (control) => [unknown(control.options), '', [...control.options], 0],
    beyond: () => [' ?? ', '\u0301'],
  },
  choices: {
    options: options.chain((list) =>
      fc
        .tuple(fc.integer({ min: 0, max: list.length }), fc.option(fc.integer({ min: 1, max: list.length })))
        .map(([min, max]) => ({ options: list, ...(max === null ? { min } : { min: Math.min(min, max), max }) })),
    ),
    valid: ({ options, min, max = options.length }) =>
      fc
        .shuffledSubarray([...options], { minLength: min, maxLength: max })
        .chain((chosen) => fc.tuple(...chosen.map(alike))),
    wrong: ({ options, min, max = options.length }, valid: readonly string[]) => [
      [...valid.slice(1), unknown(options)],
      [...options, options[0] ?? ''],
      ...(min > 0 ? [options.slice(0, min - 1)] : []),
      ...(max < options.length ? [options.slice(0, max + 1)] : []),
      options[0] ?? '',
      [null],
    ],
    beyond: ({ options, max = options.length }) => (max > 1 ? [[options[0] ?? '', ` ${options[0]}`]] : [[' ?? ']]),
  },
  rating: {
    options: fc
      .tuple(fc.integer({ min: -1e6, max: 1e6 }), fc.integer({ min: 1, max: 5000 }), fc.integer({ min: 0, max: 50 }))
      .map(([min, step, count]) => ({ min: min / 1000, step: step / 1000, max: (min + step * count) / 1000 })),
    valid: ({ min, max, step }) =>
      fc
        .integer({ min: 0, max: Math.round((max - min) / step) })
        .chain((n) =>
          fc
            .constantFrom(-1e-6, 0, 1e-7)
            .map((part) => (Math.round(min * 1000) + n * Math.round(step * 1000)) / 1000 + part * step),
        ),
    wrong: ({ min, max, step }, valid: number) => [
      min - step,
      max + step,
      valid + step / 2,
      valid + step * 3e-6,
      valid - step * 3e-6,
      `${valid}`,
      [valid],
    ],
  },
  number: {
    options: fc
      .tuple(
        fc.option(fc.double({ min: -1e9, max: 1e9, noNaN: true })),
        fc.option(fc.double({ min: 0, max: 1e9, noNaN: true })),
      )
      .map(([min, above]) => ({ ...(min !== null && { min }), ...(above !== null && { max: (min ?? 0) + above }) })),
    valid: ({ min = Number.MIN_SAFE_INTEGER, max = Number.MAX_SAFE_INTEGER }) =>
      fc.oneof(
        fc.double({ min, max, noNaN: true }),
        fc.constantFrom(min, max).map((bound) => bound + (max - min > 1e15 ? 0 : (bound - (min + max) / 2) * 1e-6)),
      ),
    wrong: ({ min = Number.MIN_SAFE_INTEGER, max = Number.MAX_SAFE_INTEGER }, valid: number) => [
      min - 1 - (max - min) * 2e-6,
      max + 1 + (max - min) * 2e-6,
      -1e300,
      1e300,
      `${valid}`,
      [],
    ],
  },
  text: {
    options: fc.record({ max_length: fc.integer({ min: 1, max: 20 }) }),
    valid: ({ max_length }) =>
      fc.string({ unit: 'binary', maxLength: max_length }).map((text) => text.replaceAll('\0', '0')),
    wrong: ({ max_length }, valid: string) => [
      'x'.repeat(max_length + 1),
      '𝄞'.repeat(max_length + 1),
      `${valid}\0`,
      7,
      [valid],
    ],
    beyond: () => ['\ud83d'],
  },
  spans: {
    options: fc.record({ labels: options, allow_overlap: fc.boolean() }),
    valid: ({ labels, allow_overlap }, text) => {
      const length = lengthOf(text);
      const label = fc.constantFrom(...labels);
      if (length === 0) return fc.constant([]);
      if (allow_overlap) {
        const start = fc.integer({ min: 0, max: length - 1 });
        return distinct(
          start.chain((from) =>
            fc.record({ start: fc.constant(from), end: fc.integer({ min: from + 1, max: length }), label }),
          ),
        );
      }
      const cuts = fc
        .uniqueArray(fc.integer({ min: 0, max: length }), { maxLength: 8 })
        .map((places) => places.sort((a, b) => a - b));
      return fc.tuple(cuts, fc.array(label, { minLength: 4, maxLength: 4 })).map(([places, names]) =>
        Array.from({ length: places.length >> 1 }, (_, n) => ({
          start: places[2 * n] ?? 0,
          end: places[2 * n + 1] ?? 0,
          label: names[n] ?? '',
        })).toReversed(),
      );
    },
    wrong: ({ labels }, valid: readonly JsonObject[]) =>
      spoiltShapes({ start: 0, end: 1, label: labels[0] ?? '' }, valid, [
        { label: unknown(labels) },
        { start: -1 },
        { start: 0.5 },
        { end: 0 },
        { end: '1' },
        { other: 1 },
        { label: null },
      ]),
    beyond: ({ labels, allow_overlap }, valid: readonly JsonObject[], text) => {
      const label = labels[0] ?? '';
      const length = lengthOf(text);
      const overlap = [
        { start: 0, end: length, label },
        { start: 0, end: 1, label },
      ];
      return [
        [...valid, { start: 0, end: length + 1, label }],
        [...valid, { start: 1, end: 1, label }],
        [{ start: length, end: length + 1, label }],
        ...(allow_overlap || length < 2 ? [] : [overlap]),
      ];
    },
  },
  boxes: {
    options: fc.record({ labels: options }),
    valid: ({ labels }) =>
      distinct(
        fc
          .tuple(inside, inside, share, share, fc.constantFrom(...labels))
          .map(([x, y, w, h, label]) => ({ x, y, width: (1 - x) * w, height: (1 - y) * h, label })),
      ),
    wrong: ({ labels }, valid: readonly JsonObject[]) =>
      spoiltShapes({ x: 0, y: 0, width: 1, height: 1, label: labels[0] ?? '' }, valid, [
        { label: unknown(labels) },
        { x: -0.1 },
        { y: 1.1 },
        { width: 0 },
        { height: -1 },
        { width: 1.0001 },
        { x: '0' },
        { other: 1 },
      ]),
    beyond: ({ labels }, valid: readonly JsonObject[]) => [
      [...valid, { x: 0.5, y: 0, width: 0.51, height: 1, label: labels[0] ?? '' }],
      [...valid, { x: 0, y: 1, width: 1, height: 1e-6, label: labels[0] ?? '' }],
      [...valid, { x: 1 + 5e-7, y: 0, width: 1e-6, height: 1, label: labels[0] ?? '' }],
    ],
  },
  polygons: {
    options: fc.record({ labels: options }),
    valid: ({ labels }) =>
      distinct(
        fc.record({
          points: fc
            .array(fc.tuple(fraction, fraction), { maxLength: 4 })
            .map((more) => [[-1e-6, 0], [1, 1e-300], [0.5, 1 + 1e-6], ...more]),
          label: fc.constantFrom(...labels),
        }),
      ),
    wrong: ({ labels }, valid: readonly JsonObject[]) => {
      const points = [
        [0, 0],
        [1, 0],
        [0, 1],
      ];
      return spoiltShapes({ points, label: labels[0] ?? '' }, valid, [
        { label: unknown(labels) },
        { points: points.slice(1) },
        { points: [...points, [0]] },
        { points: [...points, [0, 0, 0]] },
        { points: [...points, [0, 1.1]] },
        { points: [...points, [-0.1, 0]] },
        { points: [...points, [0, null]] },
        { other: 1 },
      ]);
    },
    beyond: ({ labels }, valid: readonly JsonObject[]) => {
      const [label, points] = [
        labels[0] ?? '',
        [
          [0, 0],
          [0.1, 0.1],
          [0.3, 0.3],
          [0.7, 0.7 + 5e-10],
        ],
      ];
      return [
        ...[
          points,
          Array(3).fill([0.5, 0.5]),
          [
            [0, 0],
            [1, 0],
            [1, 0],
            [0, 0],
          ],
          [
            [0, 0],
            [1, 0],
            [0.5, -1e-6],
          ],
        ].map((line) => [...valid, { points: line as Json, label }]),
      ];
    },
  },
  ranking: {
    options: fc.record({ options }),
    valid: ({ options }) => fc.shuffledSubarray([...options], { minLength: options.length, maxLength: options.length }),
    wrong: ({ options }, valid: readonly string[]) => [
      valid.slice(1),
      [...valid, valid[0] ?? ''],
      [...valid.slice(1), unknown(options)],
      [...valid.slice(1), ...(valid.length > 1 ? [valid[1] ?? ''] : [0])],
      valid.join().concat('?'.repeat(200)),
    ],
    beyond: (_, valid: readonly string[]) => [[...valid.slice(1), ' ?? ']],
  },
};

/** How the kind of a control is tried. */
export const trialOf = (control: Control): Trial<never> => trials[control.kind];

const name = fc.oneof(clean, fc.constantFrom('constructor', 'toString', 'a/b~c', '$ref'));

/** A control of a kind, about what stands under `text`. */
export const controlOf = (kind: Kind): fc.Arbitrary<Control> =>
  fc
    .tuple(name, fc.boolean(), trials[kind].options)
    .map(([own, required, rest]) => Control.parse({ name: own, required, kind, source: 'text', ...rest }));

/** A text that may stand under the `source` of a control. */
export const anyText = fc.string({ unit: 'binary', maxLength: 12 }).map((text) => text.replaceAll('\0', '0'));

/** A control of a kind, the text it is about, and a valid answer to it. */
export const answered = (
  kind: Kind,
): fc.Arbitrary<{ readonly control: Control; readonly text: string; readonly valid: Json }> =>
  fc.tuple(controlOf(kind), anyText).chain(([control, text]) =>
    trialOf(control)
      .valid(control as never, text)
      .map((valid) => ({ control, text, valid })),
  );

/** All kinds of control. */
export const kinds = Object.keys(trials) as readonly Kind[];
