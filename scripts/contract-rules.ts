/** A part of a contract that violates a rule and so breaks the code that generators make of it. */
export interface ContractFault {
  readonly rule: RuleName;
  /** Its position, as a JSON pointer. */
  readonly at: string;
  /** What is wrong, and what to do. */
  readonly detail: string;
}

type Node = Readonly<Record<string, unknown>>;

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && !Array.isArray(value);

const nodeAt = (value: unknown, ...path: readonly string[]): Node => {
  const found = path.reduce<unknown>((node, key) => (isNode(node) ? node[key] : undefined), value);
  return isNode(found) ? found : {};
};

const pointer = (path: readonly string[]): string =>
  path.map((key) => `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

/** A schema, its position, and its relation to what contains it. */
interface Found {
  readonly schema: unknown;
  readonly path: readonly string[];
  /**
   * `named` for one of the components, `part` for an element of `allOf`, `inner` for a schema inside another, `outer`
   * for the schema of a message, a body or a parameter.
   */
  readonly as: 'named' | 'part' | 'inner' | 'outer';
}

const MAPS = ['properties', 'patternProperties'] as const;
const SINGLE = ['items', 'additionalProperties', 'not', 'if', 'then', 'else'] as const;
const LISTS = ['oneOf', 'anyOf', 'allOf', 'prefixItems'] as const;

const within = ({ schema, path }: Found): readonly Found[] => {
  if (!isNode(schema)) return [];
  return [
    ...MAPS.flatMap((keyword) =>
      Object.entries(nodeAt(schema, keyword)).map(([key, inner]): Found => ({
        schema: inner,
        path: [...path, keyword, key],
        as: 'inner',
      })),
    ),
    // A schema that applies on a condition is a part of its parent, not a separate schema.
    ...SINGLE.filter((keyword) => isNode(schema[keyword])).map((keyword): Found => ({
      schema: schema[keyword],
      path: [...path, keyword],
      as: keyword === 'items' || keyword === 'additionalProperties' ? 'inner' : 'part',
    })),
    ...LISTS.flatMap((keyword) =>
      (Array.isArray(schema[keyword]) ? (schema[keyword] as unknown[]) : []).map((inner, index): Found => ({
        schema: inner,
        path: [...path, keyword, String(index)],
        as: keyword === 'allOf' ? 'part' : 'inner',
      })),
    ),
  ];
};

/**
 * Returns every schema of an OpenAPI or AsyncAPI document: the named ones, those of messages, bodies and parameters,
 * and all schemas within them.
 */
const schemasIn = (document: Node): readonly Found[] => {
  const found: Found[] = [];
  const take = (each: Found): void => {
    found.push(each);
    for (const inner of within(each)) take(inner);
  };
  for (const [name, schema] of Object.entries(nodeAt(document, 'components', 'schemas')))
    take({ schema, path: ['components', 'schemas', name], as: 'named' });
  const look = (value: unknown, path: readonly string[]): void => {
    if (Array.isArray(value)) for (const [index, each] of value.entries()) look(each, [...path, String(index)]);
    if (!isNode(value)) return;
    for (const [key, inner] of Object.entries(value)) {
      const at = [...path, key];
      if (
        key === 'example' ||
        key === 'examples' ||
        (path.length === 1 && path[0] === 'components' && key === 'schemas')
      )
        continue;
      if (key === 'schema' || key === 'payload' || (key === 'headers' && isNode(inner) && 'properties' in inner))
        take({ schema: inner, path: at, as: 'outer' });
      else look(inner, at);
    }
  };
  look(document, []);
  return found;
};

type Fault = Omit<ContractFault, 'rule'>;

type Rule = (document: Node, schemas: readonly Found[]) => readonly Fault[];

const each =
  (look: (schema: Node, found: Found) => string | undefined): Rule =>
  (_, schemas) =>
    schemas.flatMap((found) => {
      const detail = isNode(found.schema) ? look(found.schema, found) : undefined;
      return detail === undefined ? [] : [{ at: pointer(found.path), detail }];
    });

const METHODS = ['get', 'put', 'post', 'patch', 'delete'] as const;

const operationsIn = (document: Node): readonly (readonly [path: readonly string[], operation: Node])[] =>
  Object.entries(nodeAt(document, 'paths')).flatMap(([path, item]) =>
    METHODS.filter((method) => isNode(item) && method in item).map(
      (method) => [['paths', path, method], nodeAt(item, method)] as const,
    ),
  );

const isObject = (schema: Node): boolean =>
  'properties' in schema ||
  (Array.isArray(schema['allOf']) && schema['allOf'].some((part) => isNode(part) && isObject(part)));

const constantsOf = (schema: Node): readonly string[] => {
  const words = (schema['enum'] as readonly unknown[]).filter((word) => typeof word === 'string');
  return ((schema['x-enum-varnames'] as readonly string[] | undefined) ?? words).map((word) =>
    word.toUpperCase().replace(/[^A-Z0-9]+/g, '_'),
  );
};

const isList = (schema: Node): boolean => Array.isArray(schema['enum']);

const KEYWORDS: readonly string[] = ['additionalProperties', 'patternProperties', '$ref'];

const PLURAL_OF_CAPITALS = /[A-Z]{2,}s(?![a-z])/;

const rules = {
  'pattern-beside-format': each(({ pattern, format }) =>
    typeof pattern === 'string' && typeof format === 'string'
      ? `It has a \`pattern\` beside \`format: ${format}\`: a client makes no text of it that the pattern could be tried on. Say it in the description.`
      : undefined,
  ),

  'one-constant-of-two-enums': (document) => {
    const first = new Map<string, string>();
    return Object.entries(nodeAt(document, 'components', 'schemas')).flatMap(([name, schema]) => {
      if (!isNode(schema) || !isList(schema)) return [];
      return constantsOf(schema).flatMap((constant) => {
        const other = first.get(constant) ?? name;
        first.set(constant, other);
        return other === name
          ? []
          : [
              {
                at: pointer(['components', 'schemas', name]),
                detail: `\`${constant}\` is a constant of ${other}, too, and languages like Go have one space for them all: tell them apart by \`x-enum-varnames\`.`,
              },
            ];
      });
    });
  },

  'property-called-as-a-keyword': each(({ properties }) => {
    const name = isNode(properties) ? KEYWORDS.find((keyword) => keyword in properties) : undefined;
    return name === undefined
      ? undefined
      : `It has a property called \`${name}\`, which is taken for the keyword: describe it as an open object.`;
  }),

  'schema-without-a-name': each((schema, { as }) => {
    const isNamed = as === 'named' || as === 'part';
    const isChoice = as === 'outer' && ('oneOf' in schema || 'anyOf' in schema);
    return !isNamed && (isObject(schema) || isChoice)
      ? 'It has no name, so every generator makes up one for it, and for each place anew: put it into `components/schemas` and refer to it.'
      : undefined;
  }),

  'null-among-others': each((schema) => {
    const { allOf, enum: values, type } = schema;
    if (Array.isArray(values) && values.includes(null))
      return 'Its words have `null` among them: say `oneOf` the words and `null`.';
    if (
      Array.isArray(allOf) &&
      allOf.some((part) => isNode(part) && Array.isArray(part['type']) && part['type'].includes('null'))
    )
      return 'No `null` fits all of it: say `oneOf` the thing and `null`.';
    return 'properties' in schema && Array.isArray(type)
      ? 'An object with `null` for another type: name the object, and say `oneOf` it and `null`.'
      : undefined;
  }),

  'map-beside-properties': each(({ properties, additionalProperties }) =>
    isNode(properties) &&
    Object.keys(properties).length > 0 &&
    isNode(additionalProperties) &&
    Object.keys(additionalProperties).length > 0
      ? 'It has fields with names and a schema for all others, which languages like TypeScript have no type for unless the named ones fit it, too: say in words what the others are.'
      : undefined,
  ),

  'schema-that-is-a-boolean': (_, schemas) =>
    schemas
      .filter(({ schema }) => typeof schema === 'boolean')
      .map(({ path }) => ({
        at: pointer(path),
        detail:
          'A schema that is `true` or `false` is none for many generators: say `{}` with a description of what it may be.',
      })),

  'alternatives-not-told-apart': (document, schemas) =>
    schemas.flatMap(({ schema, path }) => {
      if (!isNode(schema) || !isNode(schema['discriminator'])) return [];
      const property = String(schema['discriminator']['propertyName']);
      const isToldApart = (each: unknown): boolean =>
        typeof nodeAt(document, ...String(nodeAt(each)['$ref']).slice(2).split('/'), 'properties', property)[
          'pattern'
        ] === 'string';
      const alternatives = Array.isArray(schema['oneOf']) ? schema['oneOf'] : [];
      return alternatives.every(isToldApart)
        ? []
        : [
            {
              at: pointer(path),
              detail: `Clients that try one alternative after the other look at patterns alone, and several fit: give \`${property}\` of each a \`pattern\` beside its one word.`,
            },
          ];
    }),

  'body-that-may-be-left-out': (document) =>
    operationsIn(document).flatMap(([path, { requestBody }]) => {
      const contents = Object.values(nodeAt(requestBody, 'content'));
      const schemas = contents
        .map((content) => nodeAt(content, 'schema'))
        .map((schema) =>
          typeof schema['$ref'] === 'string' ? nodeAt(document, ...schema['$ref'].slice(2).split('/')) : schema,
        );
      const hasFields = schemas.some((schema) => Object.keys(nodeAt(schema, 'properties')).length > 0);
      return hasFields && nodeAt(requestBody)['required'] !== true
        ? [
            {
              at: pointer([...path, 'requestBody']),
              detail:
                'Its body may be left out, so it comes behind the headers among the arguments of a call, and elsewhere before them: say `required: true`.',
            },
          ]
        : [];
    }),

  'plural-of-capitals': (document) => {
    const named = [
      ...((document['tags'] ?? []) as readonly Node[]).map(
        ({ name }, index) => [['tags', String(index)], name] as const,
      ),
      ...operationsIn(document).map(([path, { operationId }]) => [[...path, 'operationId'], operationId] as const),
      ...['schemas', 'messages'].flatMap((kind) =>
        Object.keys(nodeAt(document, 'components', kind)).map((name) => [['components', kind, name], name] as const),
      ),
    ];
    return named
      .filter(([, name]) => PLURAL_OF_CAPITALS.test(String(name)))
      .map(([path, name]) => ({
        at: pointer(path),
        detail: `\`${String(name)}\` becomes words at the wrong places (\`UIs\` is \`u_is\`): write the plural with one capital, or use the singular.`,
      }));
  },
} as const satisfies Readonly<Record<string, Rule>>;

/** The name of a rule. */
export type RuleName = keyof typeof rules;

/** The names of the rules. */
export const contractRules = Object.keys(rules) as readonly RuleName[];

/**
 * Returns, in the order of the rules, what in an OpenAPI or AsyncAPI document breaks the clients and types that are
 * generated from it.
 */
export const contractFaults = (document: unknown): readonly ContractFault[] => {
  if (!isNode(document)) return [];
  const schemas = schemasIn(document);
  return contractRules.flatMap((rule) => rules[rule](document, schemas).map((fault) => ({ rule, ...fault })));
};
