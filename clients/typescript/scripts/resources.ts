const HEAD = '// Written by `npm run generate` from openapi.yaml. Do not edit.\n';

const METHODS = ['get', 'post', 'patch', 'delete'] as const;

// What a client has beside its resources.
const TAKEN: readonly string[] = [
  'get',
  'post',
  'patch',
  'delete',
  'answers',
  'list',
  'pages',
  'import',
  'export',
  'exportCsv',
  'importCsv',
];

interface Reference {
  readonly $ref: string;
}

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly schema?: { readonly type?: string };
}

interface Content {
  readonly schema?: Schema;
}

interface Schema {
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
}

interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly parameters?: readonly (Parameter | Reference)[];
  readonly requestBody?: { readonly content: Readonly<Record<string, Content>> };
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, Content>> }>>;
}

interface Contract {
  readonly paths: Readonly<Record<string, Readonly<Partial<Record<(typeof METHODS)[number], Operation>>>>>;
  readonly components: {
    readonly parameters: Readonly<Record<string, Parameter>>;
    readonly schemas: Readonly<Record<string, Schema>>;
  };
}

/** What the arguments of a call are, and what it resolves to. */
type Kind = 'plain' | 'body' | 'query' | 'list' | 'import' | 'export';

interface Call {
  readonly method: (typeof METHODS)[number];
  readonly kind: Kind;
  /** The end of the path, where the name of the call stands in it. */
  readonly action: string;
  readonly path: string;
  readonly operation: Operation;
}

interface Resource {
  readonly path: string;
  /** How a program reaches it. */
  readonly expression: string;
  readonly type: string;
  readonly calls: Map<string, Call>;
  readonly parts: Map<string, Resource>;
  readonly members: Map<string, Resource & { readonly parameter: string; readonly parameterType: string }>;
}

const camel = (words: string): string => words.replace(/[-_](\w)/g, (_, letter: string) => letter.toUpperCase());

const pascal = (words: string): string => camel(`-${words}`);

const singular = (plural: string): string => {
  if (!plural.endsWith('s'))
    throw new Error(
      `The segment "${plural}" stands before an id, so it must be a plural. Rename it, or teach clients/typescript/scripts/resources.ts its singular.`,
    );
  return plural.endsWith('ies') ? `${plural.slice(0, -3)}y` : plural.slice(0, -1);
};

const newResource = (path: string, expression: string, name: string): Resource => ({
  path,
  expression,
  type: `${name}Resource`,
  calls: new Map(),
  parts: new Map(),
  members: new Map(),
});

const parametersOf = ({ parameters = [] }: Operation, { components }: Contract): readonly Parameter[] =>
  parameters.map((parameter) =>
    '$ref' in parameter ? (components.parameters[parameter.$ref.split('/').at(-1) ?? ''] as Parameter) : parameter,
  );

const resolved = (schema: Schema | undefined, { components }: Contract): Schema | undefined =>
  schema?.$ref === undefined ? schema : components.schemas[schema.$ref.split('/').at(-1) ?? ''];

const kindOf = (operation: Operation, contract: Contract): Kind => {
  const { requestBody, responses } = operation;
  const [, success] = Object.entries(responses).find(([status]) => status.startsWith('2')) ?? [];
  if (success?.content?.['application/x-ndjson'] !== undefined) return 'export';
  if (requestBody?.content['application/x-ndjson'] !== undefined) return 'import';
  if (resolved(success?.content?.['application/json']?.schema, contract)?.properties?.['pagination'] !== undefined)
    return 'list';
  const body = resolved(requestBody?.content['application/json']?.schema, contract);
  if (body !== undefined && Object.keys(body.properties ?? {}).length > 0) return 'body';
  return parametersOf(operation, contract).some((parameter) => parameter.in === 'query') ? 'query' : 'plain';
};

/** The name of the call, and the segments of its resource: a last segment with which the operation's id begins is the call. */
const namesOf = (
  path: string,
  { operationId }: Operation,
): { readonly call: string; readonly action: string; readonly segments: readonly string[] } => {
  const segments = path.split('/').slice(1);
  const last = segments.at(-1) ?? '';
  const action = camel(last);
  if (operationId.startsWith(action) && !/^[a-z]/.test(operationId.slice(action.length)))
    return { call: action, action: `/${last}`, segments: segments.slice(0, -1) };
  return { call: /^[a-z]+/.exec(operationId)?.[0] ?? operationId, action: '', segments };
};

const refuseClash = ({ expression, calls, parts, members }: Resource, name: string, path: string): void => {
  if (calls.has(name) || parts.has(name) || members.has(name))
    throw new Error(
      `Two operations are called ${expression}.${name}; the second one is ${path}. Change the verb of its operationId, or its path.`,
    );
};

/** The resources of a contract. Names follow from paths and operation ids alone; the README of the client says how. */
const resourcesOf = (contract: Contract): Resource => {
  const root = newResource('', 'goldset', 'Root');
  for (const [path, item] of Object.entries(contract.paths)) {
    for (const method of METHODS) {
      const operation = item[method];
      if (operation === undefined) continue;
      const { call, action, segments } = namesOf(path, operation);
      const parameters = parametersOf(operation, contract);
      let resource = root;
      for (let place = 0; place < segments.length; place += 1) {
        const [segment = '', next] = [segments[place], segments[place + 1]];
        if (segment.startsWith('{')) throw new Error(`${path} has an id that no plural stands before.`);
        const prefix = resource === root ? '' : resource.type.replace(/Resource$/, '');
        if (next?.startsWith('{') === true) {
          const name = camel(singular(segment));
          const parameter = next.slice(1, -1);
          const parameterType =
            parameters.find(({ name: each }) => each === parameter)?.schema?.type === 'integer' ? 'number' : 'string';
          const known = resource.members.get(name);
          if (known === undefined) refuseClash(resource, name, path);
          const member = known ?? {
            ...newResource(
              `${resource.path}/${segment}/${next}`,
              `${resource.expression}.${name}(${parameter})`,
              prefix + pascal(singular(segment)),
            ),
            parameter,
            parameterType,
          };
          resource.members.set(name, member);
          resource = member;
          place += 1;
        } else {
          const name = camel(segment);
          const known = resource.parts.get(name);
          if (known === undefined) refuseClash(resource, name, path);
          const part =
            known ??
            newResource(`${resource.path}/${segment}`, `${resource.expression}.${name}`, prefix + pascal(segment));
          resource.parts.set(name, part);
          resource = part;
        }
      }
      refuseClash(resource, call, path);
      resource.calls.set(call, { method, kind: kindOf(operation, contract), action, path, operation });
    }
  }
  for (const name of [...root.calls.keys(), ...root.parts.keys(), ...root.members.keys()])
    if (TAKEN.includes(name)) throw new Error(`A client has ${name} already, so no resource can be called so.`);
  return root;
};

const sorted = <T>(map: ReadonlyMap<string, T>): readonly (readonly [string, T])[] =>
  [...map].sort(([a], [b]) => (a < b ? -1 : 1));

const all = (resource: Resource): readonly Resource[] => [
  resource,
  ...[...sorted(resource.parts), ...sorted(resource.members)].flatMap(([, each]) => all(each)),
];

const callType = ({ kind, path, operation: { operationId } }: Call): string =>
  kind === 'list' || kind === 'import'
    ? `${pascal(kind)}Call<M, '${path}'>`
    : `${pascal(kind)}Call<M, '${operationId}'>`;

const interfaceOf = (resource: Resource): string => {
  const { path, type, calls, parts, members } = resource;
  const lines = [
    ...sorted(calls).map(
      ([name, call]) =>
        `  /** ${call.operation.summary}: \`${call.method.toUpperCase()} ${call.path}\`. */\n  readonly ${name}: ${callType(call)};\n`,
    ),
    ...sorted(parts).map(([name, part]) => `  readonly ${name}: ${part.type}<M>;\n`),
    ...sorted(members).map(
      ([name, member]) => `  readonly ${name}: (${member.parameter}: ${member.parameterType}) => ${member.type}<M>;\n`,
    ),
  ];
  return `/** ${path === '' ? 'The resources of Goldset' : `What can be done at \`${path}\``}. */\nexport interface ${type}<M extends Mode> {\n${lines.join('')}}\n`;
};

const tableOf = (resource: Resource, indent = ''): string => {
  const inner = `${indent}  `;
  const nested = (map: ReadonlyMap<string, Resource>): string =>
    `{\n${sorted(map)
      .map(([name, each]) => `${inner}  ${name}: ${tableOf(each, `${inner}  `)},\n`)
      .join('')}${inner}}`;
  const calls = sorted(resource.calls).map(
    ([name, { method, kind, action }]) => `${name}: ['${method}', '${kind}'${action === '' ? '' : `, '${action}'`}]`,
  );
  return [
    '{\n',
    `${inner}path: '${resource.path}',\n`,
    calls.length === 0 ? '' : `${inner}calls: { ${calls.join(', ')} },\n`,
    resource.parts.size === 0 ? '' : `${inner}parts: ${nested(resource.parts)},\n`,
    resource.members.size === 0 ? '' : `${inner}members: ${nested(resource.members)},\n`,
    `${indent}}`,
  ].join('');
};

/** The resources of the contract: their types, and the table from which a client makes them. What stands in `src/resources.ts`. */
export const resourceTypes = (contract: object): string => {
  const root = resourcesOf(contract as Contract);
  const used = [
    ...new Set(all(root).flatMap(({ calls }) => [...calls.values()].map(({ kind }) => `${pascal(kind)}Call`))),
  ].sort();
  return [
    `${HEAD}import type { ${[...used, 'Mode', 'ResourceNode'].sort().join(', ')} } from './resource-calls.ts';\n`,
    ...all(root).map(interfaceOf),
    `/** Every resource: its path, its calls, its parts, and those of its parts that have an id. */\nexport const resources: ResourceNode = ${tableOf(root)};\n`,
  ].join('\n');
};

const shown = (name: string, { kind }: Call): string =>
  `${name}(${kind === 'plain' ? '' : { body: 'body', query: 'query', list: 'query', import: 'lines', export: 'query' }[kind]})`;

/** A document that names the call of each operation. */
export const operationsDocument = (contract: object): string => {
  const rows = all(resourcesOf(contract as Contract)).flatMap(({ expression, calls }) =>
    sorted(calls).map(([name, call]) => [call, `${expression}.${shown(name, call)}`] as const),
  );
  const lines = rows.map(
    ([{ operation, method, path }, call]) =>
      `| \`${call}\` | \`${operation.operationId}\` | \`${method.toUpperCase()} ${path}\` | ${operation.summary} |\n`,
  );
  return `<!-- Written by \`npm run generate\` from openapi.yaml. Do not edit. -->\n\n# Every operation, and its call\n\n| call | operation | path | |\n|---|---|---|---|\n${lines.join('')}`;
};
