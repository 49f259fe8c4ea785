/** A part of a document. */
export type Node = Readonly<Record<string, unknown>>;

/** Returns whether a value is an object. */
export const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Returns the object at a path below a value; an empty one if there is none. */
export const nodeAt = (value: unknown, ...path: readonly string[]): Node => {
  const found = path.reduce<unknown>((node, key) => (isNode(node) ? node[key] : undefined), value);
  return isNode(found) ? found : {};
};

/** What a schema accepts, in one form for all ways to write it. */
export interface Shape {
  readonly isNullable: boolean;
  /** The types without `null`, sorted; empty if any type is accepted. */
  readonly types: readonly string[];
  readonly words: readonly unknown[] | undefined;
  readonly properties: Node;
  readonly required: readonly string[];
  /** Whether fields that the schema does not name are rejected. */
  readonly isClosed: boolean;
  readonly items: unknown;
  /** The schema of fields that are not named, if there is one. */
  readonly others: unknown;
  /** The schemas that apply on a condition. */
  readonly conditions: readonly unknown[];
  /** The alternative forms, by what distinguishes them. */
  readonly alternatives: ReadonlyMap<string, unknown>;
  readonly lowerLimits: Readonly<Record<string, number>>;
  readonly upperLimits: Readonly<Record<string, number>>;
  readonly text: Readonly<Record<string, unknown>>;
}

const LOWER = ['minimum', 'exclusiveMinimum', 'minLength', 'minItems', 'minProperties', 'multipleOf'] as const;
const UPPER = ['maximum', 'exclusiveMaximum', 'maxLength', 'maxItems', 'maxProperties'] as const;
const TEXT = ['pattern', 'format', 'uniqueItems'] as const;
const CONDITIONS = ['if', 'then', 'else', 'not', 'dependentRequired', 'dependentSchemas'] as const;
const PROSE: readonly string[] = ['title', 'description', 'example', 'examples'];

/** Follows `$ref`, through any number of references. */
export const resolved = (document: unknown, value: unknown): Node => {
  if (!isNode(value)) return {};
  return typeof value['$ref'] === 'string'
    ? resolved(
        document,
        nodeAt(
          document,
          ...value['$ref']
            .slice(2)
            .split('/')
            .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~')),
        ),
      )
    : value;
};

const listOf = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : value === undefined ? [] : [value];

const conditionsOf = (schema: Node): readonly unknown[] => {
  const said = CONDITIONS.filter((keyword) => keyword in schema).map((keyword) => [keyword, schema[keyword]]);
  return said.length === 0 ? [] : [Object.fromEntries(said)];
};

const merged = (document: unknown, schema: Node): Node => {
  const { allOf, ...own } = schema;
  return listOf(allOf)
    .map((part) => merged(document, resolved(document, part)))
    .concat(own)
    .reduce<Node>(
      (all, part) => ({
        ...all,
        ...part,
        properties: { ...nodeAt(all, 'properties'), ...nodeAt(part, 'properties') },
        required: [...new Set([...listOf(all['required']), ...listOf(part['required'])])],
        conditions: [...listOf(all['conditions']), ...listOf(part['conditions']), ...conditionsOf(part)],
      }),
      {},
    );
};

const isNull = (schema: unknown): boolean => isNode(schema) && schema['type'] === 'null';

const numbersOf = (schema: Node, keywords: readonly string[]): Readonly<Record<string, number>> =>
  Object.fromEntries(
    keywords.flatMap((keyword) => (typeof schema[keyword] === 'number' ? [[keyword, schema[keyword]]] : [])),
  );

const withoutProse = (key: string, value: unknown): unknown => (PROSE.includes(key) ? undefined : value);

const nameOf = (alternative: unknown): string =>
  isNode(alternative) && typeof alternative['$ref'] === 'string'
    ? alternative['$ref']
    : JSON.stringify(alternative, withoutProse);

/**
 * Returns the types of a schema. For a choice, these are the types of all alternatives, or none if an alternative does
 * not name its types.
 */
const typesOf = (document: unknown, schema: Node, forms: readonly unknown[]): readonly string[] => {
  if ('type' in schema || forms.length === 0) return listOf(schema['type']).map(String);
  const types = forms.map((form) => shapeOf(document, form).types);
  return types.some((each) => each.length === 0) ? [] : [...new Set(types.flat())];
};

/** Returns the shape of a schema of a document. */
export const shapeOf = (document: unknown, given: unknown): Shape => {
  const schema = merged(document, resolved(document, given));
  const forms = listOf(schema['oneOf'] ?? schema['anyOf']);
  const others = forms.filter((form) => !isNull(form));
  // A choice between one schema and `null` is that schema, made nullable.
  if (others.length === 1) return { ...shapeOf(document, others[0]), isNullable: others.length < forms.length };
  const types = typesOf(document, schema, others);
  const words = Array.isArray(schema['enum']) ? schema['enum'] : 'const' in schema ? [schema['const']] : undefined;
  return {
    isNullable: types.includes('null') || others.length < forms.length,
    types: types.filter((type) => type !== 'null').toSorted(),
    words: words?.filter((word) => word !== null),
    properties: nodeAt(schema, 'properties'),
    required: listOf(schema['required']).map(String),
    isClosed: schema['additionalProperties'] === false,
    items: schema['items'],
    others: isNode(schema['additionalProperties']) ? schema['additionalProperties'] : undefined,
    conditions: listOf(schema['conditions']).map((condition) => JSON.stringify(condition, withoutProse)),
    alternatives: new Map(others.map((form) => [nameOf(form), form])),
    lowerLimits: numbersOf(schema, LOWER),
    upperLimits: numbersOf(schema, UPPER),
    text: Object.fromEntries(TEXT.flatMap((keyword) => (keyword in schema ? [[keyword, schema[keyword]]] : []))),
  };
};
