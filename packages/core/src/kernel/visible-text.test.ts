import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { distinctByLook, Name, parse, quoted } from './index.ts';

const faultsOf = (schema: z.ZodType, value: unknown): readonly string[] => {
  const parsed = parse(schema, value);
  return parsed.ok ? [] : parsed.error.map(({ pointer, code }) => `${pointer} ${code}`);
};

describe('a name', () => {
  it.each(['a', ' a ', '\u200ba', '🙂', '👩‍🚒', 'é', '\u0301', '名', '.', '\u0600', '\u{10ffff}', '\ue000'])(
    'may be %j',
    (name) => {
      expect(parse(Name, name)).toEqual({ ok: true, value: name });
    },
  );

  it.each([
    ' ',
    '\t\n',
    '\u00a0',
    '\u2003',
    '\u3000',
    '\ufeff',
    '\u200b',
    '\u200d\u200c',
    '\u202e',
    '\u2066\u2069',
    '\u0007',
    '\u0085',
    '\u00ad',
    '\u034f',
    '\u115f',
    '\u3164',
    '\u2800',
    '\u{e0041}',
    '\ufe0f',
    ' \u200b\u202d ',
  ])('is not %j, of which nothing shows', (name) => {
    expect(faultsOf(Name, name)).toEqual([' format']);
  });

  it('that is empty or too long is told so, once', () => {
    expect(faultsOf(Name, '')).toEqual([' length']);
    expect(faultsOf(Name, 'x'.repeat(201))).toEqual([' length']);
  });
});

describe('a list of texts that are to look different', () => {
  const List = z.array(z.string()).check(distinctByLook('Stands here twice.', (text) => text));

  it.each([
    [['a', 'b', 'A'], []],
    [['a', 'a'], ['Stands here twice.']],
    [
      ['a', 'a '],
      [
        '"a " looks like "a": they differ only in blanks around them or in how their characters are composed (Unicode NFC). Keep one of the two.',
      ],
    ],
    [
      ['é', 'e\u0301'],
      [
        '"e\\u{301}" looks like "é": they differ only in blanks around them or in how their characters are composed (Unicode NFC). Keep one of the two.',
      ],
    ],
    [
      ['\u00a0a', 'a'],
      [
        '"a" looks like "\\u{a0}a": they differ only in blanks around them or in how their characters are composed (Unicode NFC). Keep one of the two.',
      ],
    ],
  ])('%j has the faults %j', (texts, details) => {
    const parsed = parse(List, texts);
    expect(parsed.ok ? [] : parsed.error.map(({ detail }) => detail)).toEqual(details);
  });
});

it('what is quoted holds no character that does not show', () => {
  expect(quoted('a "b" é\ufeff\u200b\u202e\n\u00a0e\u0301')).toBe(
    String.raw`"a \"b\" é\u{feff}\u{200b}\u{202e}\n\u{a0}e\u{301}"`,
  );
});
