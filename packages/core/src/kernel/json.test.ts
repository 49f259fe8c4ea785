import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { equalJson, jsonFault, JsonObject, MAX_DEPTH } from './json.ts';

const nested = (depth: number): unknown =>
  depth === 0 ? 1 : depth % 2 === 0 ? [nested(depth - 1)] : { a: nested(depth - 1) };

describe('jsonFault', () => {
  it.each([
    null,
    true,
    0,
    -0.5,
    5e-324,
    Number.MAX_SAFE_INTEGER,
    Number.MIN_SAFE_INTEGER,
    '',
    '💡',
    [],
    {},
    { constructor: 1, toString: [null] },
    nested(MAX_DEPTH),
  ])('lets %j through', (value) => {
    expect(jsonFault(value)).toBeUndefined();
  });

  it.each([
    ['\0', '', 'encoding'],
    [{ 'a/b': ['x', '\ud800'] }, '/a~1b/1', 'encoding'],
    [{ 'a\0': 1 }, '', 'encoding'],
    [{ a: { '\udc00': 1 } }, '/a', 'encoding'],
    [[2 ** 53], '/0', 'number'],
    [[-(2 ** 53)], '/0', 'number'],
    [{ n: 1e300 }, '/n', 'number'],
    [[Number.POSITIVE_INFINITY], '/0', 'number'],
    [[Number.NaN], '/0', 'number'],
    [JSON.parse('{"a": {"__proto__": 1}}'), '/a/__proto__', 'unknown_field'],
    [{ a: undefined }, '/a', 'type'],
    [[1n], '/0', 'type'],
  ])('finds the fault of value %#', (value, pointer, code) => {
    expect(jsonFault(value)).toMatchObject({ pointer, code });
  });

  it('finds what nests too deep, at its place', () => {
    expect(jsonFault(nested(MAX_DEPTH + 1))).toMatchObject({
      code: 'depth',
      pointer: expect.stringMatching(/^(\/0\/a|\/a\/0){32}$/),
    });
    expect(jsonFault(nested(3000))?.code).toBe('depth');
  });

  it('escapes keys in its pointers', () => {
    expect(jsonFault({ items: [1, { 'a/b': ['\0'] }] })?.pointer).toBe('/items/1/a~1b/0');
  });
});

describe('equalJson', () => {
  it.each([
    ['1', '1.0'],
    ['{"a":1,"b":[{"c":null}]}', '{ "b": [{"c": null}], "a": 1 }'],
    ['"\\u00e4"', '"ä"'],
    ['[]', '[ ]'],
    ['0', '-0'],
  ])('%s equals %s', (a, b) => {
    expect(equalJson(JSON.parse(a), JSON.parse(b))).toBe(true);
  });

  it.each([
    ['1', '"1"'],
    ['[]', '{}'],
    ['null', '{}'],
    ['{"a":null}', '{}'],
    ['{"a":1}', '{"b":1}'],
    ['[1,2]', '[2,1]'],
    ['[1]', '[1,1]'],
    ['{"toString":1}', '{"a":1}'],
    ['"ä"', '"a\\u0308"'],
  ])('%s does not equal %s', (a, b) => {
    expect(equalJson(JSON.parse(a), JSON.parse(b))).toBe(false);
    expect(equalJson(JSON.parse(b), JSON.parse(a))).toBe(false);
  });

  it('is an equality: every value equals its copy with its keys in another order', () => {
    const reversed = (value: unknown): unknown =>
      Array.isArray(value)
        ? value.map(reversed)
        : typeof value === 'object' && value !== null
          ? Object.fromEntries(
              Object.entries(value)
                .toReversed()
                .map(([key, inner]) => [key, reversed(inner)]),
            )
          : value;
    expect(() => fc.assert(fc.property(fc.jsonValue(), (value) => equalJson(value, reversed(value))))).not.toThrow();
  });
});

describe('JsonObject', () => {
  it('lets objects through as they are, and nothing else', () => {
    const value = { b: 1, a: { c: [] } };
    expect(JsonObject.parse(value)).toBe(value);
    for (const other of [null, [], 'x', 1, undefined]) expect(JsonObject.safeParse(other).success).toBe(false);
  });
});
