import { IF_NONE_MATCH_DESCRIPTION } from '../conditional/if-none-match.ts';
import { MAX_KEYS, MAX_VALUES, nameSchemas, withoutPatternBesideFormat } from '@goldset/core/adapter';
import type { NamedSchemas, SchemaNode } from '@goldset/core/adapter';
import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import { stringify } from 'yaml';
import { z } from 'zod';
import { API_PATH } from '../routing/base-path.ts';
import type { Endpoint } from '../endpoint.ts';
import { ETAG_HEADER } from '../conditional/etag.ts';
import { endpoints } from '../endpoints.ts';
import { IF_MATCH_DESCRIPTION, IF_MATCH_PATTERN } from '../conditional/if-match.ts';
import { KEY_HEADER, KEY_PATTERN } from '../request/idempotency.ts';
import { NoFields } from '../request/json-body.ts';
import { MAX_LINE_BYTES } from '../request/ndjson.ts';
import { OVERLOADED_SECONDS, Problem, PROBLEM_MEDIA_TYPE, problemKind, problemOf } from '../response/problem.ts';
import type { ProblemCode, Refusal } from '../response/problem.ts';
import { REPLAYED_HEADER } from '../response/reply.ts';
import { tags } from '../tags.ts';

type Json = Record<string, unknown>;

const MEBIBYTE = 1024 * 1024;

const DESCRIPTION = `Goldset hands data items to annotators under a written guideline, keeps every answer with the guideline it was given under, and hands out the finished dataset.

* JSON keys are \`snake_case\`, ids are UUIDv7, times are RFC 3339 in UTC with milliseconds and a \`Z\`.
* A list is an object with its rows and \`pagination\`, whose \`next\` and \`prev\` are ready-made URLs without scheme and host. Pages have 1 to 200 rows (50), oldest first unless \`order=desc\`.
* A field or query parameter that does not exist is refused in a request; in an answer, fields may appear at any time.
* In a request, \`null\` for an optional field says the same as leaving the field out: a default stays the default, and a \`PATCH\` does not touch the field. The same holds for the answer to an optional control in a \`value\`.
* Where no field of a body is required, a request without a body says the same as one with \`{}\`.
* How large a JSON body may be depends on the operation, which says it as \`x-max-bytes\` and in words: 10 MiB where lists or \`controls\` are sent, 4 MiB where a \`value\` is, 2 MiB where \`data\` or \`metadata\` are, 16 KiB where no token is needed, 256 KiB otherwise. A line of NDJSON has at most ${MAX_LINE_BYTES / MEBIBYTE} MiB. All is counted after inflating; \`Content-Encoding: gzip\` is accepted. More is a \`413\`, as is a stream of NDJSON that inflates to more than 200 times its size.
* A JSON body, a line of NDJSON and an element of an imported list hold at most ${MAX_VALUES.toLocaleString('en')} values (numbers, strings, lists, objects, \`true\`, \`false\`, \`null\`) and ${MAX_KEYS.toLocaleString('en')} keys each.
* Bodies are UTF-8. A byte order mark is skipped; UTF-16 and UTF-32 are refused.
* Refused anywhere in a body: a key that stands in one object twice, a number that is not finite as a double, an integer beyond ±(2^53−1), nesting deeper than 64, \`__proto__\` as a key, a NUL character, a lone surrogate. What is no UUID in a path is a \`404\`.
* The order of the keys of an object (\`data\`, \`metadata\`, \`value\`) is not kept; that of a list is.
* The \`ETag\` of an answer that is one thing says which state of it this is. \`If-Match\` on \`PATCH\` and \`DELETE\` makes the change of that revision only: else it is a \`412\`. \`If-None-Match\` on \`GET\` answers \`304\` where the thing is still in that state.
* A list with a filter that no index serves looks at 10,000 rows per request at most: a page may be short, or empty, and \`next\` still lead on.
* Every \`POST\` accepts an \`${KEY_HEADER}\`: repeated with the same key, a request takes effect once and is answered as it was, with \`${REPLAYED_HEADER}: true\` and without secrets. A key is remembered for at least 24 hours; it belongs to a caller, an operation, and the organization or project in the path. Only successes are remembered: what was refused did nothing and may be repeated, and so may a claim that gave nothing. Imports as \`application/x-ndjson\` ignore it: \`external_id\` makes them repeatable.
* Answers of 1 KiB or more are compressed with brotli or gzip where \`Accept-Encoding\` allows it, streams chunk by chunk.
* Every answer carries \`X-Request-Id\`: the client’s if it is 1 to 64 of \`[A-Za-z0-9._-]\`, else a new one.
* Errors are problems (RFC 9457), what is no readable HTTP included: switch on \`code\`; \`type\` resolves on the server and says what to do.`;

const pascal = (code: string): string => code.replace(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase());

const nameOf = (codes: readonly ProblemCode[]): string => codes.map(pascal).join('Or');

// The name of the response that documents all errors that a client does not handle one by one.
const INTERNAL = nameOf(['internal']);

const REQUEST_ID = { 'X-Request-Id': { $ref: '#/components/headers/X-Request-Id' } };

const REPLAYED = { [REPLAYED_HEADER]: { $ref: `#/components/headers/${REPLAYED_HEADER}` } };

const KEY = z.object({
  [KEY_HEADER]: z.string().regex(new RegExp(KEY_PATTERN)).optional().meta({
    description:
      'Makes the request repeatable: with the same key it takes effect once. Use a new one, such as a UUID, for every new request.',
    example: 'f3b1c9ae-6e0d-4a57-8a3c-0d5b7a1f9c11',
  }),
});

const REQUEST_ID_EXAMPLE = '0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0abc';

const headerNamed = (name: string): Json => ({
  [name]: {
    required: true,
    description: name === 'Retry-After' ? 'In how many seconds it is worth trying again.' : 'How to authenticate.',
    schema: name === 'Retry-After' ? { type: 'integer', minimum: 1 } : { type: 'string' },
  },
});

const exampleOf = (code: ProblemCode): Refusal => {
  switch (code) {
    case 'forbidden':
      return { code, permission: 'item:import', because: 'roles' };
    case 'invalid':
      return { code, errors: [{ pointer: '/name', code: 'required', detail: 'This field is required.' }] };
    case 'unknown_field':
      return {
        code,
        errors: [{ pointer: '/nmae', code: 'unknown_field', detail: 'There is no such field; check its spelling.' }],
      };
    case 'already_exists':
    case 'in_use':
    case 'not_ready':
    case 'too_large':
    case 'lease_lost':
      return { code, detail: problemKind(code).explanation };
    case 'too_many_requests':
      return { code, detail: problemKind(code).explanation, retry_after: OVERLOADED_SECONDS };
    case 'stale':
      return { code, revision: 4 };
    default:
      return { code } as Refusal;
  }
};

const problemName = (codes: readonly ProblemCode[], name = nameOf(codes)): string => `${name}Problem`;

const problemSchema = (codes: readonly ProblemCode[]): Json => ({
  description: `A problem whose \`code\` is ${codes.map((code) => `\`${code}\``).join(' or ')}.`,
  allOf: [{ $ref: '#/components/schemas/Problem' }, { properties: { code: { type: 'string', enum: codes } } }],
});

const problemResponse = (codes: readonly ProblemCode[], name = nameOf(codes)): Json => ({
  description: codes.map((code) => `\`${code}\`: ${problemKind(code).explanation}`).join('\n\n'),
  headers: {
    ...REQUEST_ID,
    ...(codes.includes('stale') ? ETAG_HEADER : {}),
    ...Object.assign({}, ...codes.flatMap((code) => Object.keys(problemKind(code).headers ?? {})).map(headerNamed)),
  },
  content: {
    [PROBLEM_MEDIA_TYPE]: {
      schema: { $ref: `#/components/schemas/${problemName(codes, name)}` },
      examples: Object.fromEntries(
        codes.map((code) => [code, { value: problemOf(exampleOf(code), REQUEST_ID_EXAMPLE) }]),
      ),
    },
  },
});

const byStatus = (codes: readonly ProblemCode[]): ReadonlyMap<number, readonly ProblemCode[]> => {
  const groups = new Map<number, ProblemCode[]>();
  for (const code of codes) {
    const { status } = problemKind(code);
    groups.set(status, [...(groups.get(status) ?? []), code]);
  }
  return groups;
};

// A body without required fields may be omitted, but the document declares it as required: generators put an optional
// body after the headers among the arguments of a call, and a required one before them.
const bodyOf = (body: NonNullable<Endpoint['body']>): NonNullable<Endpoint['body']> =>
  Object.values(body.content).every(({ schema }) => schema === NoFields) ? body : { ...body, required: true };

const IfMatchHeader = z.object({
  'If-Match': z.string().regex(IF_MATCH_PATTERN).optional().meta({ description: IF_MATCH_DESCRIPTION, example: '"3"' }),
});

const IfNoneMatchHeader = z.object({
  'If-None-Match': z
    .string()
    .optional()
    .meta({ description: IF_NONE_MATCH_DESCRIPTION, example: '"3.kq1cYqXbJ0yWlS8z"' }),
});

const NOT_MODIFIED = {
  description: 'It is in a state that `If-None-Match` names: nothing is sent of it.',
  headers: { ...REQUEST_ID, ...ETAG_HEADER },
};

const routeOf = ({
  operationId,
  method,
  path,
  tag,
  summary,
  description,
  params,
  query,
  body,
  takesIfMatch,
  takesIfNoneMatch,
  success,
  codes,
  needsToken,
}: Endpoint): Parameters<typeof createRoute>[0] => {
  const { status, headers, ...documented } = success;
  const refusals = [...byStatus(codes)]
    .sort(([a], [b]) => a - b)
    .map(([refused, ofStatus]) => [String(refused), { $ref: `#/components/responses/${nameOf(ofStatus)}` }]);
  return {
    method,
    path,
    operationId,
    tags: [tag],
    summary,
    description,
    security: needsToken ? [{ bearer: [] }] : [{ bearer: [] }, {}],
    request: {
      params,
      query,
      ...(takesIfMatch ? { headers: IfMatchHeader } : {}),
      ...(takesIfNoneMatch ? { headers: IfNoneMatchHeader } : {}),
      ...(method === 'post' ? { headers: KEY } : {}),
      ...(body === undefined ? {} : { body: bodyOf(body) }),
    },
    responses: {
      [status]: { ...documented, headers: { ...REQUEST_ID, ...(method === 'post' ? REPLAYED : {}), ...headers } },
      ...(takesIfNoneMatch ? { 304: NOT_MODIFIED } : {}),
      ...Object.fromEntries(refusals),
      default: { $ref: `#/components/responses/${INTERNAL}` },
    },
  } as Parameters<typeof createRoute>[0];
};

// Errors that any request can get and that no client handles one by one: `internal`, and two that the client causes.
const OTHERS = ['internal', 'timed_out', 'expectation_failed'] as const satisfies readonly ProblemCode[];

const PROBLEM_PATH = '/problem';

// Some languages have one namespace for the constants of all enums. A word of two enums needs two names there.
const constantPrefixes: Readonly<Record<string, string>> = { ItemState: 'ITEM', TaskState: 'TASK' };

// A schema that describes a schema has properties with the names of keywords. Generators mistake them for keywords.
const OPEN: readonly string[] = ['AnswerSchema'];

const opened = (schemas: NamedSchemas): NamedSchemas =>
  Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [
      name,
      OPEN.includes(name) ? { type: 'object', additionalProperties: true, description: schema['description'] } : schema,
    ]),
  );

const nameIn = (reference: unknown): string =>
  String((reference as SchemaNode)['$ref'])
    .split('/')
    .at(-1) ?? '';

// Clients that try one alternative after the other check patterns, but not enums.
const toldApart = (schemas: NamedSchemas): NamedSchemas => {
  const patterned = (schema: SchemaNode, property: string): SchemaNode => {
    const properties = schema['properties'] as NamedSchemas;
    const [word] = (properties[property]?.['enum'] ?? []) as readonly string[];
    return { ...schema, properties: { ...properties, [property]: { ...properties[property], pattern: `^${word}$` } } };
  };
  const choices = Object.values(schemas).filter((schema) => 'discriminator' in schema);
  const alternatives = choices.flatMap(({ oneOf, discriminator }) =>
    (oneOf as readonly unknown[]).map(
      (each) => [nameIn(each), (discriminator as { readonly propertyName: string }).propertyName] as const,
    ),
  );
  return Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [
      name,
      alternatives.filter(([of]) => of === name).reduce((each, [, property]) => patterned(each, property), schema),
    ]),
  );
};

const withConstants = (schemas: NamedSchemas): NamedSchemas =>
  Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => {
      const prefix = constantPrefixes[name];
      if (prefix === undefined) return [name, schema];
      return [
        name,
        {
          ...schema,
          'x-enum-varnames': (schema['enum'] as readonly string[]).map((word) => `${prefix}_${word.toUpperCase()}`),
        },
      ];
    }),
  );

const sorted = (object: Json): Json => Object.fromEntries(Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1)));

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required: boolean;
  readonly description?: string;
  readonly style?: string;
  readonly explode?: boolean;
  readonly schema: Json;
}

// A record is sent in the query as one parameter per key. An exploded object describes that: its properties are the
// names.
const keyed = ({ schema: { maxProperties, additionalProperties }, ...parameter }: Parameter): Parameter => ({
  ...parameter,
  style: 'form',
  explode: true,
  schema: {
    type: 'object',
    ...(maxProperties === undefined ? {} : { maxProperties }),
    patternProperties: { [`^${parameter.name}\\.`]: additionalProperties },
    additionalProperties: false,
  },
});

// The generator writes the description of a parameter twice, and its name last.
const readable = ({ name, in: place, required, description, schema }: Parameter): Parameter => {
  const { description: _, ...bare } = schema;
  if (bare['type'] === 'object')
    return keyed({ name, in: place, required, ...(description === undefined ? {} : { description }), schema: bare });
  return { name, in: place, required, ...(description === undefined ? {} : { description }), schema: bare };
};

interface Operation extends Json {
  parameters?: (Parameter | { readonly $ref: string })[];
}

/**
 * Moves the parameters that several operations share to the components, and returns those. If different parameters have
 * the same name, the most frequent one is shared.
 */
const shareParameters = (operations: readonly Operation[]): Json => {
  const all = operations.flatMap(({ parameters = [] }) => parameters as Parameter[]).map(readable);
  const counts = new Map<string, number>();
  for (const parameter of all) counts.set(JSON.stringify(parameter), (counts.get(JSON.stringify(parameter)) ?? 0) + 1);
  const shared: Record<string, Parameter> = {};
  for (const [text, count] of [...counts].sort(([, a], [, b]) => b - a)) {
    const parameter = JSON.parse(text) as Parameter;
    if (count > 1) shared[parameter.name] ??= parameter;
  }
  for (const operation of operations) {
    if (operation.parameters === undefined) continue;
    operation.parameters = (operation.parameters as Parameter[])
      .map(readable)
      .map((parameter) =>
        JSON.stringify(shared[parameter.name]) === JSON.stringify(parameter)
          ? { $ref: `#/components/parameters/${parameter.name}` }
          : parameter,
      );
  }
  return sorted(shared as unknown as Json);
};

const documentAtRoot = (): Json => {
  const { openAPIRegistry: registry, getOpenAPI31Document } = new OpenAPIHono();
  // Only responses that are written by hand refer to the schema of problems. A path that is removed again registers it.
  registry.registerPath(
    createRoute({
      method: 'get',
      path: PROBLEM_PATH,
      responses: { default: { content: { [PROBLEM_MEDIA_TYPE]: { schema: Problem } } } },
    }),
  );
  const responses: Json = { [INTERNAL]: problemResponse(OTHERS, INTERNAL) };
  const problems: Record<string, SchemaNode> = { [problemName(OTHERS, INTERNAL)]: problemSchema(OTHERS) };
  for (const endpoint of endpoints) {
    registry.registerPath(createRoute(routeOf(endpoint)));
    for (const codes of byStatus(endpoint.codes).values()) {
      responses[nameOf(codes)] = problemResponse(codes);
      problems[problemName(codes)] = problemSchema(codes);
    }
  }
  const { paths: { [PROBLEM_PATH]: _, ...paths } = {}, components } = getOpenAPI31Document({
    openapi: '3.1.0',
    info: { title: 'Goldset', version: '0.1.0' },
  });
  const operations = Object.values(paths).flatMap((item) => Object.values(item as Json) as Operation[]);
  return withoutPatternBesideFormat({
    openapi: '3.1.0',
    info: {
      title: 'Goldset',
      version: '0.1.0',
      description: DESCRIPTION,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: API_PATH }],
    tags: Object.entries(tags).map(([name, description]) => ({ name, description })),
    paths,
    components: {
      securitySchemes: {
        bearer: {
          type: 'http',
          scheme: 'bearer',
          description: 'A token, as `Authorization: Bearer <token>`. Permissions are read afresh for every request.',
        },
      },
      parameters: shareParameters(operations),
      headers: {
        ETag: {
          required: true,
          description:
            'Which state of the thing this is: its `revision` (1 where it has none; of what is called `latest`, its version), and where it is sent with all that it holds a hash of that. `If-Match` compares the revision, `If-None-Match` all of it.',
          schema: { type: 'string', pattern: '^"[1-9][0-9]*(\\.[A-Za-z0-9_-]+)?"$' },
          example: '"3.kq1cYqXbJ0yWlS8z"',
        },
        [REPLAYED_HEADER]: {
          required: false,
          description: 'Says that this is the answer to an earlier request with the same key.',
          schema: { type: 'string', const: 'true' },
        },
        'X-Request-Id': {
          required: true,
          description: 'The id of the request, as in the log.',
          schema: { type: 'string', minLength: 1, maxLength: 64 },
        },
      },
      responses: sorted(responses),
      schemas: sorted(
        withConstants(toldApart(nameSchemas({ ...opened(components?.schemas as NamedSchemas), ...problems }))),
      ),
    },
  }) as Json;
};

// The examples of problems contain the URLs of their pages, which are also below the base path.
const mounted = (document: Json, basePath: string): Json => {
  const { servers: _, ...rest } = JSON.parse(
    JSON.stringify(document).replaceAll('"/problems/', `"${basePath}/problems/`),
  ) as Json;
  return { ...document, ...rest, servers: [{ url: basePath + API_PATH }] };
};

/**
 * The contract of the HTTP interface: an OpenAPI 3.1 document in a stable order, generated from the endpoints. Its
 * server is the base path of the application.
 */
export const openApiDocument = (basePath = ''): Json =>
  basePath === '' ? documentAtRoot() : mounted(documentAtRoot(), basePath);

/** Caches the texts that a slow function makes, one per base path. */
const kept = (make: (basePath: string) => string): ((basePath?: string) => string) => {
  const made = new Map<string, string>();
  return (basePath = '') => {
    const text = made.get(basePath) ?? make(basePath);
    made.set(basePath, text);
    return text;
  };
};

/** The contract as YAML: as it is committed, or as an application serves it that is mounted at a base path. */
export const openApiYaml = kept((basePath) =>
  stringify(openApiDocument(basePath), {
    aliasDuplicateObjects: false,
    lineWidth: 120,
    blockQuote: 'literal',
    compat: 'yaml-1.1',
  }),
);

/** The contract as JSON. */
export const openApiJson = kept((basePath) => JSON.stringify(openApiDocument(basePath)));
