import { describe, expect, it } from 'vitest';
import { equalAnswers, validateAnswer } from './answer.ts';
import { Control } from './registry.ts';

const control = (name: string, required = true) =>
  Control.parse({ name, kind: 'choice', source: 'text', required, options: ['x', 'y', 'constructor'] });

const controls = [control('a'), control('b/~', false), control('constructor', false)];

const faults = (value: Parameters<typeof validateAnswer>[1]): readonly string[] => {
  const valid = validateAnswer(controls, value, {});
  return valid.ok ? [] : valid.error.map(({ pointer, code }) => `${pointer} ${code}`);
};

describe('validateAnswer', () => {
  it.each([[{ a: 'x' }], [{ a: 'y', 'b/~': 'x' }], [{ constructor: 'constructor', a: 'x' }]])(
    'lets %j through',
    (value) => {
      expect(validateAnswer(controls, value, {})).toEqual({ ok: true, value });
    },
  );

  it.each([
    [{}, ['/value/a required']],
    [{ a: null }, ['/value/a type']],
    [{ a: ['x'] }, ['/value/a type']],
    [{ a: 'X' }, ['/value/a option']],
    [{ a: '' }, ['/value/a option']],
    [
      { a: 'x', 'b/~': 'z', c: 1, toString: 'x' },
      ['/value/b~1~0 option', '/value/c unknown_field', '/value/toString unknown_field'],
    ],
  ])('refuses %j', (value, expected) => {
    expect(faults(value)).toEqual(expected);
  });
});

describe('a choice', () => {
  it.each([
    [2, 'Must be one of "0", "1".'],
    [11, 'Must be one of the strings that this control offers.'],
  ])('of %i options says which there are, if they are few', (count, detail) => {
    const many = Control.parse({
      name: 'a',
      kind: 'choice',
      source: 'text',
      options: Array.from({ length: count }, (_, n) => `${n}`),
    });
    expect(validateAnswer([many], { a: 'x' }, {})).toMatchObject({ error: [{ detail }] });
  });
});

describe('equalAnswers', () => {
  it.each([
    [{ a: 'x' }, { a: 'x' }, true],
    [{ a: 'x', 'b/~': 'y' }, { 'b/~': 'y', a: 'x' }, true],
    [{ a: 'x' }, { a: 'y' }, false],
    [{ a: 'x' }, { a: 'x', 'b/~': 'y' }, false],
  ])('%j and %j: %s', (a, b, expected) => {
    expect(equalAnswers(controls, a, b)).toBe(expected);
    expect(equalAnswers(controls, b, a)).toBe(expected);
  });
});
