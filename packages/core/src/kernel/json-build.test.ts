import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newJsonBuilder } from './json-build.ts';

const built = (text: string, steps: number): unknown => {
  const builder = newJsonBuilder(text);
  while (!builder.advance(steps));
  return builder.value();
};

describe('newJsonBuilder', () => {
  it('makes what JSON.parse makes, in steps of any size', () => {
    const written = fc
      .tuple(fc.oneof(fc.json(), fc.json({ stringUnit: 'binary' })), fc.constantFrom(undefined, 1, '\t'))
      .map(([text, space]) => JSON.stringify(JSON.parse(text), null, space));
    const property = fc.property(written, fc.integer({ min: 1, max: 20 }), (text, steps) => {
      expect(built(text, steps)).toEqual(JSON.parse(text));
    });
    expect(() => fc.assert(property, { numRuns: 2_000 })).not.toThrow();
  });

  it.each([
    '"a\\\\"',
    '{"a\\"b":"\\\\\\""}',
    '[[],{},[[]],{"":{}}]',
    ' {"b":1,"a":[true,false,null,-1.5e3]}\n',
    '""',
    '{"__proto__":{"a":1}}',
    '{"x":"\\u00e9é"}',
  ])('makes %s', (text) => {
    expect(JSON.stringify(built(text, 1))).toBe(JSON.stringify(JSON.parse(text)));
  });
});
