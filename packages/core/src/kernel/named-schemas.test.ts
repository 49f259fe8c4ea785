import { describe, expect, it } from 'vitest';
import { nameSchemas, withoutPatternBesideFormat } from './named-schemas.ts';

const text = { type: 'string' } as const;
const point = { type: 'object', properties: { x: { type: 'number' } }, required: ['x'] } as const;
const to = (name: string): object => ({ $ref: `#/components/schemas/${name}` });

describe('nameSchemas', () => {
  it('moves an object out of another one, under a name of where it stood', () => {
    expect(
      nameSchemas({
        Task: {
          type: 'object',
          properties: { lease: { type: 'object', description: 'Until when.', properties: { end: text } } },
        },
      }),
    ).toEqual({
      Task: { type: 'object', properties: { lease: to('TaskLease') } },
      TaskLease: { type: 'object', description: 'Until when.', properties: { end: text } },
    });
  });

  it('does so at any depth, in lists and in maps, and calls one of many by the singular', () => {
    const list = { type: 'array', items: point };
    const made = nameSchemas({
      Shape: {
        type: 'object',
        properties: {
          line_points: list,
          entries: list,
          data: list,
          by_name: { type: 'object', additionalProperties: point },
          deep: { type: 'object', properties: { point } },
        },
      },
    });
    expect(Object.keys(made).toSorted()).toEqual([
      'Shape',
      'ShapeByNameValue',
      'ShapeDataItem',
      'ShapeDeep',
      'ShapeDeepPoint',
      'ShapeEntry',
      'ShapeLinePoint',
    ]);
    expect(made['ShapeDeep']).toEqual({ type: 'object', properties: { point: to('ShapeDeepPoint') } });
  });

  it('says of an object that may be null that it is one of two', () => {
    const nullable = { ...point, type: ['object', 'null'] };
    const expected = { oneOf: [to('LineEnd'), { type: 'null' }] };
    expect(nameSchemas({ Line: { properties: { end: nullable } } })).toEqual({
      Line: { properties: { end: expected } },
      LineEnd: point,
    });
    expect(nameSchemas({ Line: { properties: { end: { anyOf: [point, { type: 'null' }] } } } })['Line']).toEqual({
      properties: { end: { anyOf: expected.oneOf } },
    });
    expect(
      nameSchemas({
        Line: {
          properties: { end: { allOf: [to('Point'), { type: ['object', 'null'] }], description: 'Where it ends.' } },
        },
      }),
    ).toEqual({
      Line: { properties: { end: { oneOf: [to('Point'), { type: 'null' }], description: 'Where it ends.' } } },
    });
  });

  it('takes null out of the words of a list that may be null', () => {
    expect(
      nameSchemas({
        Claim: { properties: { reason: { type: ['string', 'null'], enum: ['full', null], description: 'Why.' } } },
      }),
    ).toEqual({
      Claim: {
        properties: { reason: { oneOf: [{ type: 'string', enum: ['full'] }, { type: 'null' }], description: 'Why.' } },
      },
    });
  });

  it('leaves alone what has a name, is no object, or is a part of what its owner is', () => {
    const schemas = {
      Point: point,
      Named: { allOf: [to('Point'), { type: 'object', properties: { name: text } }] },
      Free: { type: ['object', 'null'], additionalProperties: true },
      Ref: { type: 'array', items: to('Point') },
    };
    expect(nameSchemas(schemas)).toEqual(schemas);
  });

  it('tells alternatives apart by their place, and takes one name for what is equal', () => {
    expect(
      Object.keys(nameSchemas({ Any: { properties: { of: { oneOf: [point, { ...point, required: [] }] } } } })),
    ).toEqual(['Any', 'AnyOf1', 'AnyOf2']);
    expect(Object.keys(nameSchemas({ A: { properties: { b: point } }, AB: point }))).toEqual(['A', 'AB']);
  });

  it('gives no two different objects one name', () => {
    expect(() => nameSchemas({ A: { properties: { b: point } }, AB: { type: 'object', properties: {} } })).toThrow(
      'Two schemas would be named AB',
    );
  });
});

describe('withoutPatternBesideFormat', () => {
  it('takes the pattern of a text that has a format, wherever it stands', () => {
    const time = { type: 'string', format: 'date-time' };
    expect(withoutPatternBesideFormat({ properties: { at: [{ ...time, pattern: 'Z$' }] } })).toEqual({
      properties: { at: [time] },
    });
  });

  it('takes the format of a UUID that must be of one version', () => {
    const pattern = '^([0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12})$';
    expect(withoutPatternBesideFormat({ type: 'string', format: 'uuid', pattern })).toEqual({
      type: 'string',
      pattern,
    });
    expect(
      withoutPatternBesideFormat({
        type: 'string',
        format: 'uuid',
        pattern: '^([0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}|0{8})$',
      }),
    ).toEqual({ type: 'string', format: 'uuid' });
  });

  it('leaves other patterns, and fields that are called so', () => {
    const document = { properties: { pattern: { type: 'string', pattern: '^a' }, format: { type: 'string' } } };
    expect(withoutPatternBesideFormat(document)).toEqual(document);
  });
});
