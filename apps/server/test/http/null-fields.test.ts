import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Api, ProblemBody } from './client.ts';
import { operationsOf, readContract } from './contract.ts';
import type { Operation, Schema } from './contract.ts';
import { hire, newFixture } from './fixture.ts';
import type { Fixture } from './fixture.ts';
import { startTestApp } from './server.ts';
import type { TestApp } from './server.ts';

const contract = readContract();

const isObject = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const named = (schema: Schema): Schema =>
  typeof schema['$ref'] === 'string'
    ? (contract.components.schemas[schema['$ref'].split('/').at(-1) ?? ''] ?? {})
    : schema;

const alternatives = (schema: Schema): readonly Schema[] => [
  schema,
  ...['anyOf', 'oneOf', 'allOf']
    .flatMap((keyword) => (schema[keyword] as readonly Schema[] | undefined) ?? [])
    .map(named),
];

const takesNull = (schema: Schema): boolean =>
  alternatives(named(schema)).some(
    ({ type, enum: values }) =>
      type === 'null' ||
      (Array.isArray(type) &&
        type.includes('null') &&
        (values === undefined || (values as readonly unknown[]).includes(null))),
  );

interface Field {
  readonly at: string;
  readonly schema: Schema;
  readonly isOptional: boolean;
}

/** Every field of the objects that a schema describes, at any depth. */
const fieldsOf = (schema: Schema, at = ''): readonly Field[] =>
  alternatives(named(schema)).flatMap((each) => {
    const properties = Object.entries((each['properties'] ?? {}) as Record<string, Schema>);
    const required = (each['required'] ?? []) as readonly string[];
    const items = isObject(each['items']) ? fieldsOf(each['items'], `${at}/*`) : [];
    return [
      ...properties.map(([name, field]) => ({
        at: `${at}/${name}`,
        schema: field,
        isOptional: !required.includes(name),
      })),
      ...properties.flatMap(([name, field]) => fieldsOf(field, `${at}/${name}`)),
      ...items,
    ];
  });

const bodies = operationsOf(contract).flatMap((operation) =>
  Object.entries(operation.requestBody?.content ?? {}).map(([mediaType, content]) => ({
    operation,
    mediaType,
    ...content,
  })),
);

let app: TestApp;
let api: Api;
beforeAll(async () => {
  app = await startTestApp();
  ({ api } = app);
});
afterAll(() => app.close());

test('every optional field of every request may be null, and no other', () => {
  const fields = bodies.flatMap(({ operation, mediaType, schema }) =>
    fieldsOf(schema).map((field) => ({ ...field, of: `${operation.operationId} ${mediaType} ${field.at}` })),
  );
  expect(fields.filter(({ isOptional }) => isOptional).length).toBeGreaterThan(50);
  expect(fields.filter(({ schema, isOptional }) => takesNull(schema) !== isOptional).map(({ of }) => of)).toEqual([]);
});

/** The example of a request with every optional field left out, or `null`, also in the objects within it. */
const withOptional = (schema: Schema, example: unknown, asNull: boolean): unknown => {
  const each = named(schema);
  if (Array.isArray(example))
    return example.map((element) => withOptional((each['items'] ?? {}) as Schema, element, asNull));
  if (!isObject(example)) return example;
  const own = alternatives(each).find(
    ({ properties }) =>
      isObject(properties) &&
      Object.keys(example).every((name) => name in properties) &&
      (properties['kind'] === undefined || JSON.stringify(properties['kind']).includes(`"${String(example['kind'])}"`)),
  );
  if (own === undefined) return example;
  const properties = own['properties'] as Record<string, Schema>;
  const required = (own['required'] ?? []) as readonly string[];
  const kept = Object.entries(example).filter(
    ([name]) => required.includes(name) || (name === 'external_id' && 'model' in properties),
  );
  const rest = asNull ? Object.keys(properties).filter((name) => !kept.some(([known]) => known === name)) : [];
  return Object.fromEntries([
    ...kept.map(([name, value]) => [name, withOptional(properties[name] ?? {}, value, asNull)]),
    ...rest.map((name) => [name, null]),
  ]);
};

/** What does not depend on when something was made, and under which id. */
const comparable = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(comparable);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => !/^(id|.*_id|.*_at|secret|prefix|revision|request_id|version)$/.test(name))
      .map(([name, inner]) => [name, comparable(inner)]),
  );
};

describe('a request whose optional fields are all null', () => {
  const answerTo = async (
    { params }: Fixture,
    as: Api,
    { path, method }: Operation,
    mediaType: string,
    body: unknown,
  ): Promise<readonly unknown[]> => {
    const url = path.replace(/\{(\w+)\}/g, (_, name: string) => params[name] ?? '');
    const { status, body: answer } = await as.request<ProblemBody>(method, url, {
      headers: { 'Content-Type': mediaType },
      body: JSON.stringify(body),
    });
    return [status, comparable(answer)];
  };

  // Two tenants that are alike, so that what the one request does is not in the other's way.
  test.each(
    bodies.map(
      ({ operation, mediaType, schema, example }) =>
        [`${operation.operationId} ${mediaType}`, { operation, mediaType, schema, example }] as const,
    ),
  )('%s is answered as without them', async (_, { operation, mediaType, schema, example }) => {
    const [left, right] = [await newFixture(api), await newFixture(api)];
    const [without, withNull] = [
      await answerTo(left, api, operation, mediaType, withOptional(schema, example, false)),
      await answerTo(right, api, operation, mediaType, withOptional(schema, example, true)),
    ];
    expect(withNull).toEqual(without);
  });

  test('changes nothing', async () => {
    const { path, item, project, organization } = await newFixture(api);
    const all = (fields: readonly string[]): object => Object.fromEntries(fields.map((field) => [field, null]));
    for (const [at, thing, fields] of [
      [`${path}/items/${item.id}`, item, ['data', 'metadata', 'priority', 'overlap']],
      [
        path,
        project,
        [
          'name',
          'description',
          'state',
          'overlap',
          'lease_seconds',
          'max_claimed',
          'show_predictions',
          'apply_to_items',
        ],
      ],
      [`/organizations/${organization.id}`, undefined, ['name']],
    ] as const) {
      const before = thing ?? (await api.get(at)).body;
      const { status, body } = await api.patch(at, all(fields));
      expect([status, body]).toEqual([200, before]);
    }
  });

  test('of a person says so where the field is needed', async () => {
    const { organization } = await newFixture(api);
    const { api: asAdmin } = await hire(api, organization.id, 'admin');
    const { status } = await asAdmin.post(`/organizations/${organization.id}/projects`, { name: null });
    expect(status).toBe(422);
  });
});
