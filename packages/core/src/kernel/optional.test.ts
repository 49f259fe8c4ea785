import { expect, test } from 'vitest';
import { z } from 'zod';
import { JsonObject, optional, parse, text, withDefault } from './index.ts';

const Request = z.strictObject({
  name: z.string(),
  title: optional(text(1, 5)).meta({ description: 'A title.' }),
  count: withDefault(z.int().min(1), 3).meta({ description: 'How many.' }),
});

test.each([
  [{ name: 'x' }, { name: 'x', count: 3 }],
  [
    { name: 'x', title: null, count: null },
    { name: 'x', count: 3 },
  ],
  [
    { name: 'x', title: 'a', count: 1 },
    { name: 'x', title: 'a', count: 1 },
  ],
])('%j is read as %j', (given, read) => {
  expect(parse(Request, given)).toEqual({ ok: true, value: read });
  expect(parse(Request.extend({ more: optional(z.string()) }), { ...given, more: null })).toEqual({
    ok: true,
    value: read,
  });
});

test.each([
  [{ name: null }, ['/name type']],
  [{}, ['/name required']],
  [{ name: 'x', title: '', count: 0 }, ['/title length', '/count range']],
  [{ name: 'x', title: 7, count: [] }, ['/title type', '/count type']],
])('%j is refused', (given, faults) => {
  const parsed = parse(Request, given);
  expect(parsed.ok ? [] : parsed.error.map(({ pointer, code }) => `${pointer} ${code}`)).toEqual(faults);
});

test('the JSON Schema takes null where the field may be left out, and nowhere else', () => {
  const { properties, required } = z.toJSONSchema(Request, { io: 'input' }) as {
    properties: Record<string, object>;
    required: string[];
  };
  expect(required).toEqual(['name']);
  expect(properties['name']).toEqual({ type: 'string' });
  expect(properties['title']).toMatchObject({
    description: 'A title.',
    anyOf: [{ type: 'string', maxLength: 5 }, { type: 'null' }],
  });
  expect(properties['count']).toMatchObject({
    description: 'How many.',
    default: 3,
    anyOf: [{ type: 'integer', minimum: 1 }, { type: 'null' }],
  });
});

test('a field that holds any JSON object may be null as well', () => {
  const schema = z.strictObject({ data: optional(JsonObject).meta({ description: 'Data.' }) });
  expect(parse(schema, { data: null })).toEqual({ ok: true, value: {} });
  expect(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }).properties?.['data']).toMatchObject({
    type: ['object', 'null'],
    description: 'Data.',
  });
});
