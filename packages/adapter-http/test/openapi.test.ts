import { Ajv2020 } from 'ajv/dist/2020.js';
import type { ValidateFunction } from 'ajv/dist/2020.js';
import addFormatsModule from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { endpoints } from '../src/endpoints.ts';
import { revisionsIn } from '../src/conditional/if-match.ts';
import { openApiDocument, openApiYaml } from '../src/index.ts';
import { problemKind } from '../src/response/problem.ts';
import type { ProblemCode } from '../src/response/problem.ts';

// The package is CommonJS and says so of its types only.
const addFormats = addFormatsModule as unknown as (ajv: Ajv2020) => void;

type Node = Readonly<Record<string, unknown>>;

const document = openApiDocument() as {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: {
    readonly parameters: Readonly<Record<string, Parameter>>;
    readonly schemas: Readonly<Record<string, Node>>;
    readonly responses: Readonly<Record<string, Response>>;
  };
};

interface Content {
  readonly schema: Node;
  readonly example?: unknown;
  readonly examples?: Readonly<Record<string, { readonly value: unknown }>>;
}

interface Response {
  readonly $ref?: string;
  readonly headers?: Node;
  readonly content?: Readonly<Record<string, Content>>;
}

interface Parameter {
  readonly name: string;
  readonly in: string;
}

interface Operation {
  readonly operationId: string;
  readonly parameters?: readonly (Parameter | { readonly $ref: string })[];
  readonly summary: string;
  readonly tags: readonly string[];
  readonly security: unknown;
  readonly requestBody?: { readonly content: Readonly<Record<string, Content>> };
  readonly responses: Readonly<Record<string, Response>>;
}

const operations = Object.values(document.paths).flatMap((methods) => Object.values(methods));

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null;

const visit = (value: unknown, look: (node: Node) => void): void => {
  if (!isNode(value)) return;
  look(value);
  for (const inner of Object.values(value)) visit(inner, look);
};

const validator = (): ((schema: Node, value: unknown) => string | null) => {
  const ajv = new Ajv2020({ allErrors: true, strict: false });
  addFormats(ajv);
  const rooted = (schema: unknown): unknown =>
    JSON.parse(JSON.stringify(schema).replaceAll('#/components/schemas/', 'contract:schemas#/$defs/'));
  ajv.addSchema({ $id: 'contract:schemas', $defs: rooted(document.components.schemas) });
  const compiled = new Map<string, ValidateFunction>();
  return (schema, value) => {
    const key = JSON.stringify(schema);
    const validate = compiled.get(key) ?? ajv.compile(rooted(schema) as object);
    compiled.set(key, validate);
    return validate(value) ? null : ajv.errorsText(validate.errors);
  };
};

describe('the contract', () => {
  test('is written out the same every time, and reads back as what it is', () => {
    expect(parse(openApiYaml())).toEqual(JSON.parse(JSON.stringify(openApiDocument())));
    expect(JSON.stringify(openApiDocument())).toBe(JSON.stringify(openApiDocument()));
  });

  test('names every operation once, with a summary, a tag and what it needs', () => {
    expect(operations).toHaveLength(endpoints.length);
    expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length);
    for (const { operationId, summary, tags, security } of operations)
      expect([summary.length > 0, tags.length, security]).toEqual([
        true,
        1,
        operationId === 'acceptInvitation' ? [{ bearer: [] }, {}] : [{ bearer: [] }],
      ]);
  });

  test('refers to nothing that is not there', () => {
    visit(document, ({ $ref }) => {
      if (typeof $ref !== 'string') return;
      const target = $ref
        .slice(2)
        .split('/')
        .reduce<unknown>((node, step) => (isNode(node) ? node[step] : undefined), document);
      expect([$ref, target === undefined]).toEqual([$ref, false]);
    });
  });

  test('has each parameter where it belongs, also where two of one name differ', () => {
    for (const { operationId, method, path, query, takesIfMatch, takesIfNoneMatch } of endpoints) {
      const { parameters = [] } = operations.find((operation) => operation.operationId === operationId) as Operation;
      const resolved = parameters.map((parameter) =>
        '$ref' in parameter
          ? (document.components.parameters[parameter.$ref.split('/').at(-1) ?? ''] as Parameter)
          : parameter,
      );
      const headers = [
        ...(method === 'post' ? ['header Idempotency-Key'] : []),
        ...(takesIfMatch ? ['header If-Match'] : []),
        ...(takesIfNoneMatch ? ['header If-None-Match'] : []),
      ];
      const expected = [...path.matchAll(/\{(\w+)\}/g)]
        .map(([, name]) => `path ${name}`)
        .concat(
          Object.keys(query.shape).map((name) => `query ${name}`),
          headers,
        );
      expect([operationId, ...resolved.map(({ name, in: place }) => `${place} ${name}`).sort()]).toEqual([
        operationId,
        ...expected.sort(),
      ]);
    }
  });

  test('shows an example of every body that fits its schema', () => {
    const faultOf = validator();
    for (const { operationId, requestBody, responses } of operations) {
      const contents = [
        ...Object.values(requestBody?.content ?? {}),
        ...Object.values(responses).flatMap(({ content }) => Object.values(content ?? {})),
      ];
      for (const { schema, example } of contents)
        expect([operationId, example === undefined, faultOf(schema, example)]).toEqual([operationId, false, null]);
    }
    for (const [name, { content }] of Object.entries(document.components.responses)) {
      for (const { schema, examples } of Object.values(content ?? {})) {
        for (const { value } of Object.values(examples ?? {}))
          expect([name, faultOf(schema, value)]).toEqual([name, null]);
      }
    }
  });

  test('closes what is sent, and leaves open what is answered', () => {
    const used = (value: unknown, seen = new Set<string>()): ReadonlySet<string> => {
      visit(value, ({ $ref }) => {
        const name = typeof $ref === 'string' ? $ref.split('/').at(-1) : undefined;
        if (name === undefined || seen.has(name) || document.components.schemas[name] === undefined) return;
        seen.add(name);
        used(document.components.schemas[name], seen);
      });
      return seen;
    };
    const sent = used(operations.map(({ requestBody }) => requestBody));
    const wrong: string[] = [];
    for (const [name, schema] of Object.entries(document.components.schemas)) {
      visit(schema, ({ type, properties, additionalProperties }) => {
        if (
          type === 'object' &&
          properties !== undefined &&
          additionalProperties !== (sent.has(name) ? false : undefined)
        )
          wrong.push(name);
      });
    }
    expect(wrong).toEqual([]);
  });

  test('declares every error with the status that its problem has', () => {
    for (const { operationId, responses } of operations) {
      expect([operationId, responses['default']]).toEqual([operationId, { $ref: '#/components/responses/Internal' }]);
      for (const [status, { $ref }] of Object.entries(responses)) {
        if (!/^[45]/.test(status)) continue;
        const content =
          document.components.responses[$ref?.split('/').at(-1) ?? '']?.content?.['application/problem+json'];
        const problem = document.components.schemas[String(content?.schema['$ref']).split('/').at(-1) ?? ''];
        const [, narrowed] = (problem?.['allOf'] ?? []) as readonly {
          readonly properties?: { readonly code: { readonly enum: readonly ProblemCode[] } };
        }[];
        const codes = narrowed?.properties?.code.enum ?? [];
        expect([operationId, status, codes.length > 0]).toEqual([operationId, status, true]);
        for (const code of codes)
          expect([operationId, code, String(problemKind(code).status)]).toEqual([operationId, code, status]);
      }
    }
  });

  test('says where a thing is that was made and can be read, and that every answer has an id', () => {
    for (const { operationId, responses } of operations) {
      const [[status, success] = []] = Object.entries(responses).filter(([status]) => status.startsWith('2'));
      expect([operationId, Object.keys(success?.headers ?? {}).includes('X-Request-Id')]).toEqual([operationId, true]);
      expect([operationId, Object.keys(success?.headers ?? {}).includes('Location')]).toEqual([
        operationId,
        status === '201',
      ]);
    }
  });

  test('says what an If-Match header looks like, as the server reads it', () => {
    const { pattern = '' } = (
      document.components.parameters['If-Match'] as unknown as { readonly schema: { readonly pattern?: string } }
    ).schema;
    const headers = [
      '*',
      ' * ',
      '"3"',
      'W/"3"',
      '"3", "4"',
      ',"3",,"4",',
      '',
      ',',
      '3',
      '"3',
      '"3" "4"',
      '*, "3"',
      'w/"3"',
    ];
    for (const header of headers)
      expect([header, new RegExp(pattern).test(header)]).toEqual([header, revisionsIn(header).ok]);
  });

  test('says what the core’s schemas say', () => {
    const { schemas } = document.components;
    const properties = (name: string): Readonly<Record<string, Node>> => schemas[name]?.['properties'] as never;
    expect(properties('CreateOrganization')['name']).toEqual({ type: 'string', minLength: 1, maxLength: 200 });
    expect(properties('ImportItem')['data']).toEqual({ type: 'object', additionalProperties: true });
    expect(properties('ChoiceControl')['options']).toMatchObject({
      type: 'array',
      minItems: 1,
      maxItems: 1000,
      uniqueItems: true,
    });
    expect(properties('ClaimTasks')['count']).toMatchObject({
      type: ['integer', 'null'],
      minimum: 1,
      maximum: 100,
      default: 1,
    });
  });
});
