/** A JSON Schema, or a part of one. */
export interface SchemaNode {
  readonly [keyword: string]: unknown;
}

/** JSON Schemas by name. */
export type NamedSchemas = Readonly<Record<string, SchemaNode>>;

const isNode = (value: unknown): value is SchemaNode =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const NULL: SchemaNode = { type: 'null' };

const isNull = (schema: unknown): boolean => isNode(schema) && schema['type'] === 'null';

/** The other type of a pair of types with `null`; `undefined` if `type` is not such a pair. */
const typeBesideNull = ({ type }: SchemaNode): unknown => {
  if (!Array.isArray(type) || type.length !== 2 || !type.includes('null')) return undefined;
  return type.find((each) => each !== 'null');
};

const pascal = (text: string): string =>
  text.replace(/(?:^|[^A-Za-z0-9]+)([A-Za-z0-9])/g, (_, letter: string) => letter.toUpperCase());

const singular = (name: string): string => {
  if (name.endsWith('ies')) return `${name.slice(0, -3)}y`;
  return name.endsWith('s') ? name.slice(0, -1) : `${name}Item`;
};

const asReference = (place: string, name: string): SchemaNode => ({ $ref: `#/${place}/${name}` });

/**
 * Writes a schema that allows `null` as a `oneOf` of two schemas, because code generators read no other form correctly.
 */
const withNullApart = (schema: SchemaNode): SchemaNode => {
  const { allOf, ...besideAll } = schema;
  // A nullable reference written as `allOf`, which `null` never matches.
  if (
    Array.isArray(allOf) &&
    allOf.length === 2 &&
    isNode(allOf[0]) &&
    '$ref' in allOf[0] &&
    isNode(allOf[1]) &&
    typeBesideNull(allOf[1]) !== undefined
  ) {
    return { ...besideAll, oneOf: [allOf[0], NULL] };
  }
  const { enum: values, description, ...beside } = schema;
  const type = typeBesideNull(schema);
  if (type === undefined || !Array.isArray(values)) return schema;
  return {
    oneOf: [{ ...beside, type, enum: values.filter((value) => value !== null) }, NULL],
    ...(description === undefined ? {} : { description }),
  };
};

/**
 * Moves every nested object schema out and names it after its position (`lease` of `Task` becomes `TaskLease`), because
 * code generators name anonymous schemas differently or fail on them. `place` is the path of named schemas in the
 * document. Throws if two different objects would have the same name.
 */
export const nameSchemas = (schemas: NamedSchemas, place = 'components/schemas'): NamedSchemas => {
  const named = new Map<string, SchemaNode>(Object.entries(schemas));

  const put = (name: string, schema: SchemaNode): void => {
    const other = named.get(name);
    if (other !== undefined && JSON.stringify(other) !== JSON.stringify(schema))
      throw new Error(
        `Two schemas would be named ${name}: give the object inside of one a name with \`.meta({ id })\`.`,
      );
    named.set(name, schema);
  };

  const visited = (given: unknown, name: string): unknown => {
    if (!isNode(given)) return given;
    const schema = withNullApart(given);
    if (!isNode(schema['properties'])) return walked(schema, name);
    const type = typeBesideNull(schema);
    put(name, walked({ ...schema, type: 'object' }, name));
    return type === undefined ? asReference(place, name) : { oneOf: [asReference(place, name), NULL] };
  };

  const each = (value: unknown, nameOf: (key: string) => string): unknown =>
    isNode(value)
      ? Object.fromEntries(Object.entries(value).map(([key, member]) => [key, visited(member, nameOf(key))]))
      : value;

  const alternatives = (value: unknown, name: string): unknown => {
    if (!Array.isArray(value)) return value;
    const isOnly = value.filter((member) => !isNull(member)).length === 1;
    return value.map((member, index) => visited(member, isOnly ? name : `${name}${index + 1}`));
  };

  const walked = (schema: SchemaNode, name: string): SchemaNode =>
    Object.fromEntries(
      Object.entries(schema).map(([keyword, value]): readonly [string, unknown] => {
        if (keyword === 'properties') return [keyword, each(value, (key) => name + pascal(key))];
        if (keyword === 'patternProperties') return [keyword, each(value, () => `${name}Value`)];
        if (keyword === 'additionalProperties') return [keyword, visited(value, `${name}Value`)];
        if (keyword === 'items') return [keyword, visited(value, singular(name))];
        if (keyword === 'oneOf' || keyword === 'anyOf') return [keyword, alternatives(value, name)];
        // The parts of an `allOf` are not objects of their own, so they get no name.
        if (keyword === 'allOf' && Array.isArray(value))
          return [keyword, value.map((part) => (isNode(part) ? walked(part, name) : part))];
        return [keyword, value];
      }),
    );

  for (const [name, schema] of Object.entries(schemas)) named.set(name, walked(withNullApart(schema), name));
  return Object.fromEntries(named);
};

/** Matches a pattern that requires UUID version 7, which the format does not say. */
const NAMES_A_VERSION = /^[^|]*-7\[/;

/**
 * Removes `pattern` next to `format` in a whole document: the format describes the text already, and code generators
 * that map it to a time type fail on the pattern. If a UUID must have one version, `format` is removed instead.
 */
export const withoutPatternBesideFormat = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(withoutPatternBesideFormat);
  if (!isNode(value)) return value;
  const { pattern, format } = value;
  const hasBoth = typeof pattern === 'string' && typeof format === 'string';
  const dropped = hasBoth && format === 'uuid' && NAMES_A_VERSION.test(pattern) ? 'format' : 'pattern';
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, member]) =>
      hasBoth && key === dropped ? [] : [[key, withoutPatternBesideFormat(member)]],
    ),
  );
};
