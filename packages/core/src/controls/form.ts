import { codePoints, ENCODING_DETAIL, fault, isCleanText, MAX_FAULTS } from '../kernel/index.ts';
import type { Fault, JsonObject } from '../kernel/index.ts';

/** Where a value stands in what was sent. */
export type Path = readonly PropertyKey[];

/** What a value must look like, said twice from one place, so that the two cannot drift apart: as a check and as a JSON Schema (2020-12). */
export interface Form<Value> {
  /** The faults of a value; none if it fits. */
  readonly faults: (value: unknown, path: Path) => readonly Fault[];
  /** Accepts every value that fits; what it cannot refuse is said in a `$comment`. */
  readonly schema: JsonObject;
  /** Only for its type. */
  readonly value?: Value;
}

type ValueOf<F> = F extends Form<infer Value> ? Value : never;

/** How many shapes an answer to one control has at most, and how many points one of them. */
export const MAX_SHAPES = 10_000;

// What a fault says of the options is for people: more than a few would bury it.
const MAX_NAMED = 10;

/** One of these strings. */
export const oneOf = (options: readonly string[]): Form<string> => {
  const known = new Set(options);
  const named = options.length > MAX_NAMED ? 'the strings that this control offers' : options.map((option) => JSON.stringify(option)).join(', ');
  return {
    faults: (value, path) => {
      if (typeof value !== 'string') return [fault(path, 'type', `Must be a string: one of ${named}.`)];
      return known.has(value) ? [] : [fault(path, 'option', `Must be one of ${named}.`)];
    },
    schema: { type: 'string', enum: options },
  };
};

/** A number from `min` to `max`; `above` is a bound that it must exceed. */
export const numberFrom = ({ min, max, above }: { readonly min?: number; readonly max: number; readonly above?: number }): Form<number> => {
  const words = min === undefined ? `above ${above} and at most ${max}` : `${min} to ${max}`;
  return {
    faults: (value, path) => {
      if (typeof value !== 'number' || !Number.isFinite(value)) return [fault(path, 'type', 'Must be a number.')];
      const fits = value <= max && (min === undefined || value >= min) && (above === undefined || value > above);
      return fits ? [] : [fault(path, 'range', `Must be ${words}.`)];
    },
    schema: { type: 'number', ...(min !== undefined && { minimum: min }), ...(above !== undefined && { exclusiveMinimum: above }), maximum: max },
  };
};

/** A whole number of at least `min`. */
export const wholeNumber = (min: number): Form<number> => ({
  faults: (value, path) => {
    if (!Number.isInteger(value)) return [fault(path, 'type', 'Must be a whole number.')];
    return Number(value) >= min ? [] : [fault(path, 'range', `Must be at least ${min}.`)];
  },
  schema: { type: 'integer', minimum: min },
});

const isObject = (value: unknown): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value);

/** An object with exactly these fields. */
export const record = <const Fields extends Readonly<Record<string, Form<unknown>>>>(fields: Fields): Form<{ readonly [Name in keyof Fields]: ValueOf<Fields[Name]> }> => ({
  faults: (value, path) => {
    if (!isObject(value)) return [fault(path, 'type', `Must be an object with ${Object.keys(fields).join(', ')}.`)];
    return [
      ...Object.entries(fields).flatMap(([name, form]) =>
        Object.hasOwn(value, name) ? form.faults(value[name], [...path, name]) : [fault([...path, name], 'required', 'This field is required.')],
      ),
      ...Object.keys(value)
        .filter((name) => !Object.hasOwn(fields, name))
        .slice(0, MAX_FAULTS)
        .map((name) => fault([...path, name], 'unknown_field', 'There is no such field; check its spelling.')),
    ];
  },
  schema: {
    type: 'object',
    properties: Object.fromEntries(Object.entries(fields).map(([name, { schema }]) => [name, schema])),
    required: Object.keys(fields),
    additionalProperties: false,
  },
});

/** One text for all JSON values that are equal: `-0` is `0`, and the order of keys does not matter. */
const keyOf = (value: unknown): string => {
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
    const faults = value.length >= min && value.length <= max ? [] : [fault(path, 'length', min === max ? `Must have exactly ${max} elements.` : `Must have ${min} to ${max} elements.`)];
    const seen = new Set<string>();
    for (const [index, one] of value.slice(0, max).entries()) {
      const inner = element.faults(one, [...path, index]);
      faults.push(...inner);
      if (distinct && inner.length === 0) {
        const key = keyOf(one);
        if (seen.has(key)) faults.push(fault([...path, index], 'duplicate', 'Stands here twice.'));
        seen.add(key);
      }
      // More are not reported, and somebody may send a lot.
      if (faults.length >= MAX_FAULTS) break;
    }
    return faults;
  },
  schema: { type: 'array', items: element.schema, minItems: min, maxItems: max, ...(distinct && { uniqueItems: true }) },
});

/** A list of up to `MAX_SHAPES` shapes, of which no two are the same. */
export const shapesOf = <Shape>(shape: Form<Shape>): Form<readonly Shape[]> => listOf(shape, { min: 0, max: MAX_SHAPES, distinct: true });

/** The same form with a further check of values that fit it so far, which JSON Schema cannot say; `comment` says it in words. */
export const refined = <Value>(form: Form<Value>, comment: string, further: (value: Value, path: Path) => readonly Fault[]): Form<Value> => ({
  faults: (value, path) => {
    const faults = form.faults(value, path);
    return faults.length > 0 ? faults : further(value as Value, path);
  },
  schema: { ...form.schema, $comment: comment },
});

/** A text of at most `max` characters (Unicode code points). */
export const textUpTo = (max: number): Form<string> => ({
  faults: (value, path) => {
    if (typeof value !== 'string') return [fault(path, 'type', 'Must be a string.')];
    return [
      ...(value.length > max && codePoints(value) > max ? [fault(path, 'length', `Must have at most ${max} characters.`)] : []),
      ...(isCleanText(value) ? [] : [fault(path, 'encoding', ENCODING_DETAIL)]),
    ];
  },
  schema: { type: 'string', maxLength: max, pattern: '^[^\\u0000]*$', $comment: 'A lone surrogate is refused as well.' },
});

/** Whether two lists of distinct values hold the same ones, in whatever order. */
export const equalAsSets = (a: unknown, b: unknown): boolean => {
  if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false;
  const keys = new Set(a.map(keyOf));
  return b.every((value) => keys.has(keyOf(value)));
};
