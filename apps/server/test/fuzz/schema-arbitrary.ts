import fc from 'fast-check';
import type { Contract, Schema } from '../http/contract.ts';
import { textOf, treeOf } from './tree.ts';
import type { Fields, Tree } from './tree.ts';

/** Says how to make documents that fit a schema. `name` is the field that such a document is the value of. */
export type ArbitraryOf = (schema: Schema, name?: string) => fc.Arbitrary<Tree>;

const MAX_DEPTH = 8;
const CHOICE = fc.nat(0xffff);
const DAY = 86_400_000;
/** The field whose value another document of the interface describes: the answer to an annotation UI. */
const FORM_FIELD = 'value';

const KEYS = 3;
/** What worlds have in objects of any keys. */
const KNOWN_KEYS = ['text', 'image', 'origin'];

const isSchema = (value: unknown): value is Schema => typeof value === 'object' && value !== null;

const numberIn = (schema: Schema, keyword: string): number | undefined =>
  typeof schema[keyword] === 'number' ? schema[keyword] : undefined;

const scalars = (values: fc.Arbitrary<unknown>): fc.Arbitrary<Tree> => values.map(treeOf);

const word = fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 8 });

const anything = fc.oneof(
  {
    weight: 3,
    arbitrary: scalars(fc.oneof(word, fc.integer(), fc.boolean(), fc.constant(null), fc.constantFrom('', 0.5, [], {}))),
  },
  { weight: 1, arbitrary: scalars(fc.array(fc.oneof(word, fc.integer()), { maxLength: 3 })) },
);

const freeObject: fc.Arbitrary<Tree> = fc
  .array(fc.tuple(fc.oneof(fc.constantFrom(...KNOWN_KEYS), word), anything), { maxLength: 3 })
  .map((entries): Fields => ({ entries: [...new Map(entries)].filter(([key]) => key !== '__proto__') }));

const stringWithin = (schema: Schema): fc.Arbitrary<string> => {
  const minLength = numberIn(schema, 'minLength') ?? 0;
  const maxLength = Math.max(minLength, Math.min(numberIn(schema, 'maxLength') ?? 16, minLength + 15));
  return fc.oneof(
    { weight: 4, arbitrary: fc.string({ unit: 'grapheme-ascii', minLength, maxLength }) },
    {
      weight: 1,
      arbitrary: fc.string({ unit: 'grapheme', minLength, maxLength: Math.max(minLength, Math.ceil(maxLength / 4)) }),
    },
  );
};

const addresses = fc
  .tuple(
    fc.nat(9_999),
    fc.constantFrom('person', 'Persönlich'),
    fc.constantFrom('example.org', 'localhost', 'bücher.example'),
  )
  .map(([n, name, domain]) => `${name}-${n}@${domain}`);

const formats: Readonly<Record<string, fc.Arbitrary<string>>> = {
  uuid: fc.uuid({ version: 7 }),
  'date-time': fc
    .tuple(fc.integer({ min: -30 * DAY, max: 3650 * DAY }), fc.constantFrom('Z', '+02:00', '.5Z', '.123456Z'))
    .map(([after, end]) => new Date(Date.UTC(2026, 0) + after).toISOString().replace(/\.\d+Z$/, '') + end),
  date: fc.integer({ min: 0, max: 20_000 }).map((day) => new Date(day * DAY).toISOString().slice(0, 10)),
  uri: word.map((path) => `https://example.org/${encodeURIComponent(path)}`),
};

const NEGATED = /\[\^((?:\\.|[^\]\\])*)\]/gu;
const ASCII = Array.from({ length: 0x5f }, (_, place) => String.fromCharCode(0x20 + place)).join('');

/** Whether a part of a pattern lets in no ASCII character. */
const isForeign = (pattern: string): boolean =>
  [...pattern.matchAll(NEGATED)].some(([, left]) => !new RegExp(`[^${left}]`, 'u').test(ASCII));

// What a part leaves open, fast-check takes from ASCII, and looks for it for ever where it lets in none of that.
const stringMatching = (pattern: string): fc.Arbitrary<string> => {
  const regex = new RegExp(pattern, 'u');
  if (!isForeign(pattern)) return fc.stringMatching(regex);
  return fc
    .tuple(word, fc.constantFrom(' ', '\t', '\u0301', '\u212b', '\uac00', '\u{1f600}'), fc.boolean())
    .map(([text, odd, first]) => (first ? odd + text : text + odd))
    .filter((text) => regex.test(text));
};

const stringOf = (schema: Schema): fc.Arbitrary<string> => {
  const { format, pattern, example } = schema;
  // What an e-mail address is no format says: they may be of any script.
  if (typeof example === 'string' && example.includes('@')) return addresses;
  if (typeof format === 'string' && formats[format] !== undefined) return formats[format];
  return typeof pattern === 'string' ? stringMatching(pattern) : stringWithin(schema);
};

const numberOf = (schema: Schema): fc.Arbitrary<number> => {
  const step = numberIn(schema, 'multipleOf') ?? (schema['type'] === 'integer' ? 1 : 0.125);
  const low = numberIn(schema, 'minimum') ?? numberIn(schema, 'exclusiveMinimum') ?? -1000;
  const high = numberIn(schema, 'maximum') ?? numberIn(schema, 'exclusiveMaximum') ?? Math.max(low, 0) + 1000;
  const [min, max] = [Math.ceil(low / step), Math.floor(high / step)].map((n) =>
    Math.max(-Number.MAX_SAFE_INTEGER, Math.min(Number.MAX_SAFE_INTEGER, n)),
  ) as [number, number];
  if (min >= max) return fc.constant(low);
  const near = Math.min(max, Math.max(min, 0) + 10);
  const least = Math.min(Math.max(min, 0), near);
  return fc
    .oneof(
      fc.integer({ min, max }),
      fc.integer({ min: least, max: near }),
      fc.integer({ min: least, max: Math.min(least + 1, near) }),
    )
    .map((n) => n * step);
};

const withReference = (name: string | undefined, weight: number, otherwise: fc.Arbitrary<Tree>): fc.Arbitrary<Tree> =>
  name === undefined
    ? otherwise
    : fc.oneof(
        { weight: 1, arbitrary: otherwise },
        {
          weight,
          arbitrary: fc
            .tuple(CHOICE, otherwise)
            .map(([choice, tree]): Tree => ({ reference: name, choice, otherwise: tree })),
        },
      );

const ID_WEIGHT = 24;

const isGiven = (entries: Fields['entries'], name: string): boolean =>
  entries.some(([key, value]) => key === name && textOf(value) !== 'null');

/** Where a field that sets a condition is given: without the fields that it excludes, or without itself where one that it demands is missing. */
const conditional = (schema: Schema, entries: Fields['entries']): Fields['entries'] => {
  const [trigger = ''] = isSchema(schema['if']) ? (schema['if']['required'] as readonly string[]) : [];
  if (!isGiven(entries, trigger)) return entries;
  const { required = [], properties = {} } = schema['then'] as {
    readonly required?: readonly string[];
    readonly properties?: Schema;
  };
  return required.every((name) => isGiven(entries, name))
    ? entries.filter(([key]) => required.includes(key) || !(key in properties))
    : entries.filter(([key]) => key !== trigger);
};

/** Makes arbitraries of documents from the schemas of a contract; ids and other values that answers contain are left as references. */
export const newArbitraryOf = (contract: Contract): ArbitraryOf => {
  const known = new Map<string, fc.Arbitrary<Tree>>();

  const merged = (schema: Schema): Schema => {
    const { $ref, allOf, ...own } = schema;
    const parts = [
      ...(typeof $ref === 'string' ? [contract.components.schemas[$ref.split('/').at(-1) ?? ''] ?? {}] : []),
      ...(Array.isArray(allOf) ? (allOf as Schema[]) : []),
    ];
    return parts.length === 0
      ? schema
      : parts.map(merged).reduce<Schema>(
          (all, part) => ({
            ...all,
            ...part,
            ...(isSchema(part['properties'])
              ? { properties: { ...(all['properties'] as object), ...part['properties'] } }
              : {}),
            ...(Array.isArray(part['required'])
              ? { required: [...((all['required'] as string[] | undefined) ?? []), ...(part['required'] as string[])] }
              : {}),
          }),
          own,
        );
  };

  // `metadata.origin` may be a key of things that answers contained.
  const keyed = (
    pattern: RegExp,
    schema: Schema,
    name: string | undefined,
    depth: number,
  ): fc.Arbitrary<readonly [string, Tree]> => {
    const usual = KNOWN_KEYS.map((key) => [`${name}.${key}`, make(schema, key, depth + 1)] as const).filter(([key]) =>
      pattern.test(key),
    );
    const any = fc.tuple(fc.stringMatching(pattern), make(schema, undefined, depth + 1));
    return fc.oneof(any, ...usual.map(([key, value]) => value.map((tree) => [key, tree] as const)));
  };

  const objectOf = (schema: Schema, name: string | undefined, depth: number): fc.Arbitrary<Tree> => {
    const properties = Object.entries((schema['properties'] ?? {}) as Record<string, Schema>);
    const required = new Set((schema['required'] ?? []) as string[]);
    if (properties.length === 0) {
      const { additionalProperties, patternProperties } = schema;
      const patterns = Object.entries((patternProperties ?? {}) as Record<string, Schema>);
      if (patterns.length > 0) {
        const entry = fc.oneof(
          ...patterns.map(([pattern, value]) => keyed(new RegExp(pattern, 'u'), value, name, depth)),
        );
        return fc
          .array(entry, { maxLength: Math.min(numberIn(schema, 'maxProperties') ?? KEYS, KEYS) })
          .map((entries): Tree => ({ entries: [...new Map(entries)] }));
      }
      if (additionalProperties === false) return fc.constant({ entries: [] });
      const free =
        isSchema(additionalProperties) && Object.keys(additionalProperties).length > 0
          ? fc
              .array(fc.tuple(word, make(additionalProperties, undefined, depth + 1)), { maxLength: 3 })
              .map((entries): Tree => ({ entries: [...new Map(entries)] }))
          : freeObject;
      return name === FORM_FIELD ? withReference('form', ID_WEIGHT, free) : free;
    }
    return (
      fc
        .tuple(
          ...properties.map(([key, value]) =>
            fc.tuple(required.has(key) ? fc.constant(true) : fc.boolean(), make(value, key, depth + 1)),
          ),
        )
        // Where some field is asked for and none is there, all are.
        .map((values) =>
          values.filter(([there]) => there).length < (numberIn(schema, 'minProperties') ?? 0)
            ? values.map(([, value]) => [true, value] as const)
            : values,
        )
        .map((values): Fields => ({
          entries: conditional(
            schema,
            values.flatMap(([there, value], index) => (there ? [[properties[index]?.[0] ?? '', value] as const] : [])),
          ),
        }))
    );
  };

  const arrayOf = (schema: Schema, name: string | undefined, depth: number): fc.Arbitrary<Tree> => {
    const minLength = numberIn(schema, 'minItems') ?? 0;
    const maxLength = Math.max(minLength, Math.min(numberIn(schema, 'maxItems') ?? 4, minLength + 4));
    const item = make(isSchema(schema['items']) ? schema['items'] : {}, name?.replace(/s$/, ''), depth + 1);
    if (schema['uniqueItems'] !== true) return fc.array(item, { minLength, maxLength }).map((items) => ({ items }));
    return fc
      .uniqueArray(item, { minLength, maxLength, selector: (tree) => JSON.stringify(tree) })
      .map((items) => ({ items }));
  };

  const typed = (schema: Schema, type: unknown, name: string | undefined, depth: number): fc.Arbitrary<Tree> => {
    if (Array.isArray(type))
      return fc.oneof(...type.map((each) => typed({ ...schema, type: each as string }, each, name, depth)));
    if (type === 'null') return scalars(fc.constant(null));
    if (type === 'boolean') return scalars(fc.boolean());
    if (type === 'object') return objectOf(schema, name, depth);
    if (type === 'array') return arrayOf(schema, name, depth);
    if (type === 'integer' || type === 'number')
      return withReference(name?.endsWith('version') ? name : undefined, 4, scalars(numberOf(schema)));
    if (type === 'string')
      return withReference(
        name,
        schema['format'] === 'uuid' || name === 'secret' ? ID_WEIGHT : 1,
        scalars(stringOf(schema)),
      );
    return anything;
  };

  /** One of several forms. The values that one lists are what succeeds, mostly; a pattern beside them is of other ways to write these, which are made of them. */
  const oneOf = (
    alternatives: readonly Schema[],
    { type }: Schema,
    name: string | undefined,
    depth: number,
  ): fc.Arbitrary<Tree> => {
    const listed = alternatives
      .flatMap((each) => (Array.isArray(each['enum']) ? (each['enum'] as unknown[]) : []))
      .filter((value) => typeof value === 'string');
    const ofType = type === undefined ? {} : { type };
    const arbitraryOf = (each: Schema): fc.Arbitrary<Tree> =>
      'pattern' in each && listed.length > 0
        ? scalars(fc.constantFrom(...listed).map((value) => ` ${value.normalize('NFD')}`))
        : make('$ref' in each ? each : { ...ofType, ...each }, name, depth);
    return fc.oneof(
      ...alternatives.map((each) => ({
        weight: 'enum' in each ? 8 * alternatives.length : 1,
        arbitrary: arbitraryOf(each),
      })),
    );
  };

  const made = (given: Schema, name: string | undefined, depth: number): fc.Arbitrary<Tree> => {
    const schema = merged(given);
    const alternatives = schema['oneOf'] ?? schema['anyOf'];
    if (depth > MAX_DEPTH) return fc.constant(treeOf(null));
    if ('const' in schema) return scalars(fc.constant(schema['const']));
    if (Array.isArray(schema['enum'])) return scalars(fc.constantFrom(...(schema['enum'] as unknown[])));
    const generated = Array.isArray(alternatives)
      ? oneOf(alternatives as readonly Schema[], schema, name, depth)
      : typed(schema, schema['type'], name, depth);
    const { example } = schema;
    return typeof example !== 'object' || example === null
      ? generated
      : fc.oneof({ weight: 3, arbitrary: generated }, { weight: 1, arbitrary: fc.constant(treeOf(example)) });
  };

  const make = (schema: Schema, name: string | undefined, depth: number): fc.Arbitrary<Tree> => {
    const key = JSON.stringify([schema, name, depth]);
    const arbitrary = known.get(key) ?? made(schema, name, depth);
    known.set(key, arbitrary);
    return arbitrary;
  };

  return (schema, name) => make(schema, name, 0);
};
