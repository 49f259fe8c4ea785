import { describe, expect, it, test } from 'vitest';
import { contractFaults, contractRules } from '../scripts/contract-rules.ts';
import type { RuleName } from '../scripts/contract-rules.ts';
import { committedYaml } from './committed-yaml.ts';

const committed = (name: string): object => committedYaml(name);

const text = { type: 'string' } as const;
const point = { type: 'object', properties: { x: { type: 'number' } } } as const;

const withSchemas = (schemas: object): object => ({ openapi: '3.1.0', components: { schemas } });

const withOperation = (operation: object): object => ({
  openapi: '3.1.0',
  paths: { '/points': { post: { operationId: 'createPoint', ...operation } } },
  components: { schemas: { Point: point, Nothing: { type: 'object', properties: {} } } },
});

const bodyOf = (schema: object, more: object = {}): object => ({
  requestBody: { ...more, content: { 'application/json': { schema } } },
});

const answerOf = (schema: object): object => ({ responses: { 200: { content: { 'application/json': { schema } } } } });

const to = (name: string): object => ({ $ref: `#/components/schemas/${name}` });

const kindOf = (kind: string, more: object = { pattern: `^${kind}$` }): object => ({
  type: 'object',
  properties: { kind: { ...text, enum: [kind], ...more } },
});

/** Documents that each break one rule: the rule, the document, and where. */
const broken: readonly (readonly [rule: RuleName, document: object, at: string])[] = [
  [
    'pattern-beside-format',
    withSchemas({ A: { type: 'object', properties: { at: { ...text, format: 'date-time', pattern: 'Z$' } } } }),
    '/components/schemas/A/properties/at',
  ],
  [
    'pattern-beside-format',
    withOperation({
      parameters: [{ name: 'after', in: 'query', schema: { ...text, format: 'date-time', pattern: 'Z$' } }],
    }),
    '/paths/~1points/post/parameters/0/schema',
  ],
  [
    'one-constant-of-two-enums',
    withSchemas({
      ItemState: { ...text, enum: ['open', 'claimed'] },
      TaskState: { ...text, enum: ['claimed', 'submitted'] },
    }),
    '/components/schemas/TaskState',
  ],
  [
    'one-constant-of-two-enums',
    withSchemas({ A: { ...text, enum: ['own_token:read'] }, B: { ...text, enum: ['own-token.read'] } }),
    '/components/schemas/B',
  ],
  [
    'property-called-as-a-keyword',
    withSchemas({ AnswerSchema: { type: 'object', properties: { additionalProperties: { enum: [false] } } } }),
    '/components/schemas/AnswerSchema',
  ],
  [
    'schema-without-a-name',
    withOperation(bodyOf(point, { required: true })),
    '/paths/~1points/post/requestBody/content/application~1json/schema',
  ],
  [
    'schema-without-a-name',
    withOperation(answerOf({ anyOf: [to('Point'), to('Nothing')] })),
    '/paths/~1points/post/responses/200/content/application~1json/schema',
  ],
  [
    'schema-without-a-name',
    {
      components: {
        responses: { Bad: { content: { 'application/problem+json': { schema: { allOf: [to('Problem'), point] } } } } },
      },
    },
    '/components/responses/Bad/content/application~1problem+json/schema',
  ],
  [
    'schema-without-a-name',
    withSchemas({ Task: { type: 'object', properties: { places: { type: 'array', items: point } } } }),
    '/components/schemas/Task/properties/places/items',
  ],
  [
    'schema-without-a-name',
    { asyncapi: '3.0.0', components: { messages: { Made: { payload: point } } } },
    '/components/messages/Made/payload',
  ],
  [
    'schema-without-a-name',
    { asyncapi: '3.0.0', components: { messages: { Made: { headers: point } } } },
    '/components/messages/Made/headers',
  ],
  [
    'null-among-others',
    withSchemas({
      Claim: { type: 'object', properties: { reason: { type: ['string', 'null'], enum: ['full', null] } } },
    }),
    '/components/schemas/Claim/properties/reason',
  ],
  [
    'null-among-others',
    withSchemas({
      Member: { type: 'object', properties: { added_by: { allOf: [to('User'), { type: ['object', 'null'] }] } } },
    }),
    '/components/schemas/Member/properties/added_by',
  ],
  ['null-among-others', withSchemas({ End: { ...point, type: ['object', 'null'] } }), '/components/schemas/End'],
  [
    'map-beside-properties',
    withSchemas({ CloudEvent: { ...point, additionalProperties: text } }),
    '/components/schemas/CloudEvent',
  ],
  [
    'schema-that-is-a-boolean',
    withSchemas({ CloudEvent: { type: 'object', properties: { data: true } } }),
    '/components/schemas/CloudEvent/properties/data',
  ],
  [
    'alternatives-not-told-apart',
    withSchemas({
      A: kindOf('a', {}),
      B: kindOf('b'),
      Either: { oneOf: [to('A'), to('B')], discriminator: { propertyName: 'kind' } },
    }),
    '/components/schemas/Either',
  ],
  ['body-that-may-be-left-out', withOperation(bodyOf(to('Point'))), '/paths/~1points/post/requestBody'],
  ['plural-of-capitals', { tags: [{ name: 'Annotation UIs' }] }, '/tags/0'],
  ['plural-of-capitals', withOperation({ operationId: 'listAnnotationUIs' }), '/paths/~1points/post/operationId'],
  ['plural-of-capitals', withSchemas({ UIs: text }), '/components/schemas/UIs'],
];

describe('the linter of the contracts', () => {
  it.each(broken)('%s: refuses a document that breaks it (%#)', (rule, document, at) => {
    expect(contractFaults(document).map((fault) => [fault.rule, fault.at])).toEqual([[rule, at]]);
  });

  it('has a broken document for every rule', () => {
    expect(new Set(broken.map(([rule]) => rule))).toEqual(new Set(contractRules));
  });

  it('lets pass what no generator minds', () => {
    const words = {
      ItemState: { ...text, enum: ['claimed'], 'x-enum-varnames': ['ITEM_CLAIMED'] },
      TaskState: { ...text, enum: ['claimed'] },
    };
    const forms = {
      Time: { ...text, format: 'date-time' },
      Id: { ...text, pattern: '^a' },
      Any: { type: ['object', 'null'], additionalProperties: true },
      End: { oneOf: [to('Point'), { type: 'null' }] },
      PointB: { allOf: [to('Point'), point] },
    };
    expect(
      contractFaults(
        withSchemas({
          A: kindOf('a'),
          B: kindOf('b'),
          Either: { oneOf: [to('A'), to('B')], discriminator: { propertyName: 'kind' } },
        }),
      ),
    ).toEqual([]);
    expect(contractFaults(withSchemas({ ...words, ...forms }))).toEqual([]);
    expect(contractFaults(withOperation({ ...bodyOf(to('Point'), { required: true }), ...answerOf(text) }))).toEqual(
      [],
    );
    expect(contractFaults(withOperation(bodyOf(to('Nothing'))))).toEqual([]);
  });
});

test.each(['openapi.yaml', 'asyncapi.yaml'])('%s breaks no generator', (name) => {
  expect(contractFaults(committed(name))).toEqual([]);
});
