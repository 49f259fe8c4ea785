import {
  codePoints,
  ENCODING_DETAIL,
  fault,
  isCleanText,
  lookOf,
  MAX_FAULTS,
  quoted,
  unknownField,
} from '../kernel/index.ts';
import type { Fault, JsonObject } from '../kernel/index.ts';

/** Where a value stands in what was sent. */
export type Path = readonly PropertyKey[];

/** What a value must look like, said from one place so that nothing can drift apart: as a check, as a JSON Schema (2020-12), and as what is kept of it. */
export interface Form<Value> {
  /** The faults of a value; none if it fits. */
  readonly faults: (value: unknown, path: Path) => readonly Fault[];
  /** Accepts every value that fits; what it cannot refuse is said in a `$comment`. */
  readonly schema: JsonObject;
  /** The canonical form of a value that fits; the very same value where it has that form. */
  canonical(value: Value): Value;
  /** Only for its type. */
  readonly value?: Value;
}

type ValueOf<F> = F extends Form<infer Value> ? Value : never;

/** How many shapes an answer to one control has at most, and how many points one of them. */
export const MAX_SHAPES = 10_000;

// What a fault says of the options is for people: more than a few would bury it.
const MAX_NAMED = 10;

// Every text that is not in NFC has a character outside of these ranges: they hold none that joins the one before it, and none
// that NFC replaces (a test goes through all of Unicode). JSON Schema has no class of characters for that.
const SETTLED = String.raw`\u0000-\u02ff\u0388-\u0482\u048a-\u0590\u0671-\u06d5\u1e00-\u1f70\u2002-\u20cf\u212c-\u2328\u232b-\u2adb\u2e00-\u3029\u3030-\u3098\u309b-\ua66e\uabee-\ud7ff\ufe30-\uffff`;

/** A JSON Schema pattern of the texts that can be another text in NFC, or have blanks around them. */
export const UNSETTLED: string = String.raw`^\s|\s$|[^${SETTLED}]`;

/** One of these strings, compared in NFC and without the blanks around them; kept as it stands here. */
export const oneOf = (options: readonly string[]): Form<string> => {
  const known = new Set(options);
  let byLook: ReadonlyMap<string, string> | undefined;
  // Options of an annotation UI that is older than their comparison may look the same: then the first of them is meant.
  const declared = (value: string): string | undefined =>
    known.has(value)
      ? value
      : (byLook ??= new Map(options.toReversed().map((option) => [lookOf(option), option]))).get(lookOf(value));
  // An option that is not in that form itself can be written in it.
  const looks = options.map(lookOf).filter((look) => !known.has(look));
  const named = options.length > MAX_NAMED ? 'the strings that this control offers' : options.map(quoted).join(', ');
  return {
    faults: (value, path) => {
      if (typeof value !== 'string') return [fault(path, 'type', `Must be a string: one of ${named}.`)];
      return declared(value) === undefined ? [fault(path, 'option', `Must be one of ${named}.`)] : [];
    },
    schema: {
      type: 'string',
      anyOf: [
        { enum: options },
        ...(looks.length > 0 ? [{ enum: looks }] : []),
        {
          pattern: UNSETTLED,
          $comment:
            'Fits where it is one of the strings above once both are in Unicode NFC and without the blanks around them.',
        },
      ],
    },
    canonical: (value) => declared(value) ?? value,
  };
};

/** How far beyond its bounds a number may be, as a part of their distance, since it was rounded somewhere: a millionth, and what doubles add to it. */
export const ROUNDING = 1e-6 * (1 + 1e-6);

/** How much of an image, of its width or height, a shape covers at least: far less than any pixel, and more than doubles make of nothing. */
export const LEAST_EXTENT = 1e-9;

/** A number from `min` to `max`; one that is at most `below` or `beyond` outside is taken for the bound. */
export const numberFrom = ({
  min,
  max,
  below = 0,
  beyond = 0,
}: {
  readonly min: number;
  readonly max: number;
  readonly below?: number;
  readonly beyond?: number;
}): Form<number> => {
  const [lowest, highest] = [min - below, max + beyond];
  return {
    faults: (value, path) => {
      if (typeof value !== 'number' || !Number.isFinite(value)) return [fault(path, 'type', 'Must be a number.')];
      return value >= lowest && value <= highest ? [] : [fault(path, 'range', `Must be ${min} to ${max}.`)];
    },
    schema: { type: 'number', minimum: lowest, maximum: highest },
    // `-0` is 0.
    canonical: (value) => Math.min(Math.max(value, min), max) + 0,
  };
};

/** A whole number of at least `min`. */
export const wholeNumber = (min: number): Form<number> => ({
  faults: (value, path) => {
    if (!Number.isInteger(value)) return [fault(path, 'type', 'Must be a whole number.')];
    return Number(value) >= min ? [] : [fault(path, 'range', `Must be at least ${min}.`)];
  },
  schema: { type: 'integer', minimum: min },
  // `-0` is 0.
  canonical: (value) => value + 0,
});

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** An object with exactly these fields. */
export const record = <const Fields extends Readonly<Record<string, Form<unknown>>>>(
  fields: Fields,
): Form<{ readonly [Name in keyof Fields]: ValueOf<Fields[Name]> }> => ({
  faults: (value, path) => {
    if (!isObject(value)) return [fault(path, 'type', `Must be an object with ${Object.keys(fields).join(', ')}.`)];
    const faults: Fault[] = [];
    // One path for all fields: what a fault says of it is a text of its own.
    const at = [...path, ''];
    for (const name in fields) {
      at[path.length] = name;
      const inner = Object.hasOwn(value, name)
        ? (fields[name] as Form<unknown>).faults(value[name], at)
        : [fault(at, 'required', 'This field is required.')];
      if (inner.length > 0) faults.push(...inner);
    }
    let unknown = 0;
    for (const name in value) {
      if (unknown === MAX_FAULTS) break;
      if (Object.hasOwn(fields, name) || !Object.hasOwn(value, name)) continue;
      unknown += 1;
      faults.push(unknownField([...path, name]));
    }
    return faults;
  },
  schema: {
    type: 'object',
    properties: Object.fromEntries(Object.entries(fields).map(([name, { schema }]) => [name, schema])),
    required: Object.keys(fields),
    additionalProperties: false,
  },
  canonical: (value) => {
    let kept: Record<string, unknown> | undefined;
    for (const name in fields) {
      const [form, own] = [fields[name] as Form<unknown>, (value as Readonly<Record<string, unknown>>)[name]];
      const canonical = form.canonical(own);
      if (!Object.is(canonical, own)) (kept ??= { ...value })[name] = canonical;
    }
    return (kept as typeof value | undefined) ?? value;
  },
});

const holdsObject = (value: unknown): boolean => (Array.isArray(value) ? value.some(holdsObject) : isObject(value));

/** One text for all JSON values that are equal: `-0` is `0`, and the order of keys does not matter. */
const keyOf = (value: unknown): string => {
  // What has no keys has no order of keys: the points of a polygon, of which there may be many.
  if (!holdsObject(value)) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(keyOf).join()}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const members = Object.keys(value)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${keyOf(value[key])}`);
  return `{${members.join()}}`;
};

/** How long a list is, and whether no two of its values may be equal. */
interface ListOptions {
  readonly min: number;
  readonly max: number;
  readonly distinct: boolean;
}

/** A list of values of one form, in order. */
export const listOf = <Value>(element: Form<Value>, { min, max, distinct }: ListOptions): Form<readonly Value[]> => ({
  faults: (value, path) => {
    if (!Array.isArray(value)) return [fault(path, 'type', 'Must be a list.')];
    const faults =
      value.length >= min && value.length <= max
        ? []
        : [
            fault(
              path,
              'length',
              min === max ? `Must have exactly ${max} elements.` : `Must have ${min} to ${max} elements.`,
            ),
          ];
    const seen = new Set<string>();
    const at = [...path, 0];
    for (let index = 0; index < value.length && index < max; index += 1) {
      const one: unknown = value[index];
      at[path.length] = index;
      const inner = element.faults(one, at);
      if (inner.length > 0) faults.push(...inner);
      else if (distinct) {
        const key = keyOf(element.canonical(one as Value));
        if (seen.has(key)) faults.push(fault(at, 'duplicate', 'Stands here twice.'));
        seen.add(key);
      }
      // More are not reported, and somebody may send a lot.
      if (faults.length >= MAX_FAULTS) break;
    }
    return faults;
  },
  schema: {
    type: 'array',
    items: element.schema,
    minItems: min,
    maxItems: max,
    ...(distinct && { uniqueItems: true }),
  },
  canonical: (value) => {
    let kept: Value[] | undefined;
    for (const [index, one] of value.entries()) {
      const canonical = element.canonical(one);
      if (!Object.is(canonical, one)) (kept ??= [...value])[index] = canonical;
    }
    return kept ?? value;
  },
});

/** A list of up to `MAX_SHAPES` shapes, of which no two are the same. */
export const shapesOf = <Shape>(shape: Form<Shape>): Form<readonly Shape[]> =>
  listOf(shape, { min: 0, max: MAX_SHAPES, distinct: true });

/** The same form with a further check of values that fit it so far, which JSON Schema cannot say; `comment` says it in words. */
export const refined = <Value>(
  form: Form<Value>,
  comment: string,
  further: (value: Value, path: Path) => readonly Fault[],
): Form<Value> => ({
  faults: (value, path) => {
    const faults = form.faults(value, path);
    return faults.length > 0 ? faults : further(value as Value, path);
  },
  schema: { ...form.schema, $comment: comment },
  canonical: form.canonical,
});

/** The same form, of which something else is kept: `keep` is given a value whose parts are in canonical form already. */
export const keeping = <Value>(form: Form<Value>, keep: (value: Value) => Value): Form<Value> => ({
  ...form,
  canonical: (value) => keep(form.canonical(value)),
});

/** A list in ascending order; the very same list where it is in order. */
export const inOrder = <Value>(list: readonly Value[], compare: (a: Value, b: Value) => number): readonly Value[] =>
  list.every((value, index) => index === 0 || compare(list[index - 1] as Value, value) <= 0)
    ? list
    : list.toSorted(compare);

/** Makes the form of an answer to a control once per control. */
export const perControl = <Control extends object, Value>(
  make: (control: Control) => Form<Value>,
): ((control: Control) => Form<Value>) => {
  const made = new WeakMap<Control, Form<Value>>();
  return (control) => {
    const known = made.get(control) ?? make(control);
    made.set(control, known);
    return known;
  };
};

/** A text of at most `max` characters (Unicode code points). */
export const textUpTo = (max: number): Form<string> => ({
  faults: (value, path) => {
    if (typeof value !== 'string') return [fault(path, 'type', 'Must be a string.')];
    return [
      ...(value.length > max && codePoints(value) > max
        ? [fault(path, 'length', `Must have at most ${max} characters.`)]
        : []),
      ...(isCleanText(value) ? [] : [fault(path, 'encoding', ENCODING_DETAIL)]),
    ];
  },
  schema: {
    type: 'string',
    maxLength: max,
    pattern: '^[^\\u0000]*$',
    $comment: 'A lone surrogate is refused as well.',
  },
  canonical: (value) => value,
});

/** Whether two lists of distinct values hold the same ones, in whatever order. */
export const equalAsSets = (a: unknown, b: unknown): boolean => {
  if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false;
  const keys = new Set(a.map(keyOf));
  return b.every((value) => keys.has(keyOf(value)));
};
