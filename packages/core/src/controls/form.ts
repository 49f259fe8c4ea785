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

/** The position of a value in the input. */
export type Path = readonly PropertyKey[];

/**
 * The definition of valid values. It gives three things, in one place so that they agree: a check, a JSON Schema
 * (2020-12), and the canonical form that is stored.
 */
export interface Form<Value> {
  /** Returns the validation errors of a value; none if it is valid. */
  readonly faults: (value: unknown, path: Path) => readonly Fault[];
  /** Accepts every valid value; a `$comment` says what it cannot refuse. */
  readonly schema: JsonObject;
  /** Returns the canonical form of a valid value; the same object if the value has that form. */
  canonical(value: Value): Value;
  /** Never set: it carries the type of the value. */
  readonly value?: Value;
}

type ValueOf<F> = F extends Form<infer Value> ? Value : never;

/** The maximum number of shapes in an answer to one control, and of points in one shape. */
export const MAX_SHAPES = 10_000;

// The maximum number of options that a message lists: people could not read more.
const MAX_NAMED = 10;

// Every text that is not in NFC has a character outside of these ranges: the ranges contain no character that combines
// with the one before it, and none that NFC replaces (a test checks all of Unicode). JSON Schema has no character class
// for that.
const SETTLED = String.raw`\u0000-\u02ff\u0388-\u0482\u048a-\u0590\u0671-\u06d5\u1e00-\u1f70\u2002-\u20cf\u212c-\u2328\u232b-\u2adb\u2e00-\u3029\u3030-\u3098\u309b-\ua66e\uabee-\ud7ff\ufe30-\uffff`;

/** A JSON Schema pattern that matches every text that NFC may change or that has blanks around it. */
export const UNSETTLED: string = String.raw`^\s|\s$|[^${SETTLED}]`;

/** One of these strings, compared after NFC normalization and trimming. It is stored as the option is written here. */
export const oneOf = (options: readonly string[]): Form<string> => {
  const known = new Set(options);
  let byLook: ReadonlyMap<string, string> | undefined;
  // Options of an annotation UI from before this comparison existed may look the same: then the first of them is
  // chosen.
  const declared = (value: string): string | undefined =>
    known.has(value)
      ? value
      : (byLook ??= new Map(options.toReversed().map((option) => [lookOf(option), option]))).get(lookOf(value));
  // An option that is not normalized itself can also be answered in its normalized form.
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

/**
 * The tolerance for rounding: how far a number may be outside its bounds, as a fraction of their distance. It is a
 * millionth, plus the error of doubles.
 */
export const ROUNDING = 1e-6 * (1 + 1e-6);

/**
 * The minimum width or height of a shape, as a fraction of the image: far less than a pixel, and more than the rounding
 * error of doubles.
 */
export const LEAST_EXTENT = 1e-9;

/**
 * A number from `min` to `max`. A number that is at most `below` less than `min`, or at most `beyond` more than `max`,
 * is stored as the bound.
 */
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
    // Adding 0 turns `-0` into 0.
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
  // Adding 0 turns `-0` into 0.
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
    // One array serves as the path for all fields, because validation errors copy it into a text.
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

/** The same text for all equal JSON values: `-0` equals `0`, and the order of keys does not matter. */
const keyOf = (value: unknown): string => {
  // A value without objects has no order of keys. This is faster for the points of a polygon, of which there may be
  // many.
  if (!holdsObject(value)) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(keyOf).join()}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const members = Object.keys(value)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${keyOf(value[key])}`);
  return `{${members.join()}}`;
};

/** The minimum and maximum length of a list, and whether its values must be distinct. */
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
      // More errors are not reported, and the input may be very long.
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

/** A list of up to `MAX_SHAPES` distinct shapes. */
export const shapesOf = <Shape>(shape: Form<Shape>): Form<readonly Shape[]> =>
  listOf(shape, { min: 0, max: MAX_SHAPES, distinct: true });

/**
 * Adds a check to a form, for values that are valid so far. JSON Schema cannot express the check; `comment` says it in
 * words.
 */
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

/** Changes the canonical form of a form. `keep` receives a value whose parts are in canonical form already. */
export const keeping = <Value>(form: Form<Value>, keep: (value: Value) => Value): Form<Value> => ({
  ...form,
  canonical: (value) => keep(form.canonical(value)),
});

/** Returns the list in ascending order; the same list if it is in order already. */
export const inOrder = <Value>(list: readonly Value[], compare: (a: Value, b: Value) => number): readonly Value[] =>
  list.every((value, index) => index === 0 || compare(list[index - 1] as Value, value) <= 0)
    ? list
    : list.toSorted(compare);

/** Caches the form of an answer, so that it is made once per control. */
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

/** Returns whether two lists of distinct values contain the same values, in any order. */
export const equalAsSets = (a: unknown, b: unknown): boolean => {
  if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false;
  const keys = new Set(a.map(keyOf));
  return b.every((value) => keys.has(keyOf(value)));
};
