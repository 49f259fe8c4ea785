import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Fault } from './fault.ts';
import { jsonFault, MAX_DEPTH } from './json.ts';
import { jsonTextFault, MAX_KEYS, MAX_VALUES, newJsonScanner } from './json-scan.ts';

const encoder = new TextEncoder();

const faultOf = (text: string): Fault | undefined => jsonTextFault(encoder.encode(text));

const said = (text: string): string | undefined => {
  const found = faultOf(text);
  return found && `${found.pointer} ${found.code}`;
};

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

/** Texts that are JSON, nearly so, or nothing like it. */
const anyText = (): fc.Arbitrary<string> => {
  const piece = fc.constantFrom(
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    '"',
    '"a"',
    '"b":',
    '\\',
    '\\u',
    '0',
    '-',
    '1.5',
    'e',
    '1E+2',
    'true',
    'false',
    'null',
    'nul',
    'NaN',
    ' ',
    '\n',
    '\t',
    '\u00a0',
    'é',
    '\\"',
    '\\u00e9',
    '\u{1f600}',
    '\u0001',
    '.',
    '+',
    '/',
  );
  const mangled = fc
    .tuple(fc.json(), fc.nat(), fc.nat(3), fc.oneof(piece, fc.constant('')))
    .map(([text, place, length, put]) => {
      const from = place % (text.length + 1);
      return (text.slice(0, from) + put + text.slice(from + length)).toWellFormed();
    });
  return fc.oneof(
    fc.json(),
    mangled,
    fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join('')),
  );
};

/** The members of an object whose names are written in many ways, so that some are the same. */
const members = (): fc.Arbitrary<readonly (readonly [name: string, written: string])[]> => {
  const escapedAll = (name: string): string =>
    Array.from(
      { length: name.length },
      (_, place) => `\\u${name.charCodeAt(place).toString(16).padStart(4, '0')}`,
    ).join('');
  const name = fc.oneof(
    fc.constantFrom('a', 'b', 'é', '中', '\u{1f600}', '"', '/', '', '\n', 'data'),
    fc.nat(40).map((n) => `n${n}`),
  );
  const written = fc
    .tuple(name, fc.nat(3))
    .map(([text, way]) => [text, way === 0 ? `"${escapedAll(text)}"` : JSON.stringify(text)] as const);
  return fc.array(written, { maxLength: 30 });
};

describe('jsonTextFault', () => {
  it('takes for JSON what JSON.parse does, and nothing else', () => {
    const agree = (text: string): boolean => {
      const code = faultOf(text)?.code;
      // Another fault may stand before the place where it is no JSON any more.
      return code === undefined ? isJson(text) : code !== 'malformed_json' || !isJson(text);
    };
    expect(() => fc.assert(fc.property(anyText(), agree), { numRuns: 5_000 })).not.toThrow();
  });

  it('finds the faults that jsonFault finds in what was parsed, at the same place', () => {
    const number = fc.oneof(
      fc.bigInt().map(String),
      fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
      fc.constantFrom(
        '1e400',
        '-1E5',
        '1.0e16',
        '123456789012345678.5',
        '9007199254740993',
        '-9007199254740991',
        '1234567890123456',
      ),
    );
    const deep = fc
      .tuple(fc.integer({ min: 60, max: 70 }), fc.constantFrom('[', '{"a":', '["x",'))
      .map(([depth, filler]) => `${filler.repeat(depth)}1${(filler === '{"a":' ? '}' : ']').repeat(depth)}`);
    const odd = fc.constantFrom(
      '"\\u0000"',
      '"\\ud83d"',
      '"\\ud83d\\ude00"',
      '"\\ude00"',
      '{"\\u005f_proto__":1}',
      '{"__proto__":{}}',
      '{"a\\u0000":1}',
      '[1,{"a/b":["\\udc00x"]}]',
      '{"é":{"x":[1,2,"\\u0000"]}}',
    );
    const text = fc.oneof(
      number,
      deep,
      odd,
      number.map((n) => `{"a":[0,${n}]}`),
      fc.json(),
    );
    const agree = (json: string): void => {
      // An object that has one key twice is the business of another test.
      if (faultOf(json)?.code !== 'duplicate') expect(faultOf(json)).toEqual(jsonFault(JSON.parse(json)));
    };
    expect(() => fc.assert(fc.property(text, agree), { numRuns: 5_000 })).not.toThrow();
  });

  it('finds a key that stands in one object twice, however it is written', () => {
    const agree = (all: readonly (readonly [string, string])[]): void => {
      const seen = new Set<string>();
      const twice = all.find(([name]) => seen.size === seen.add(name).size)?.[0];
      const text = `[0,{${all.map(([, written]) => `${written} : {"a":1}`).join()}}]`;
      expect(said(text)).toBe(
        twice === undefined ? undefined : `/1/${twice.replaceAll('~', '~0').replaceAll('/', '~1')} duplicate`,
      );
    };
    expect(() => fc.assert(fc.property(members(), agree), { numRuns: 2_000 })).not.toThrow();
    expect(said('{"a":{"a":1},"b":{"a":2}}')).toBeUndefined();
    expect(said('{"x":{"deep":[{"k":1,"l":2,"\\u006b":3}]}}')).toBe('/x/deep/0/k duplicate');
  });

  it.each([
    ['{"a":NaN}', 'Not valid JSON: at character 6, NaN is no JSON: send null.'],
    ['[Infinity]', 'Not valid JSON: at character 2, Infinity is no JSON: send null.'],
    ['[1,\n -Infinity]', 'Not valid JSON: at line 2, character 2, -Infinity is no JSON: send null.'],
    ['{"a":None}', 'Not valid JSON: at character 6, None is no JSON: send null.'],
    ['{"a":True}', 'Not valid JSON: at character 6, True is no JSON: send true.'],
    ["{'a':1}", 'Not valid JSON: at character 2, strings and keys stand in double quotes.'],
    ['[1,]', 'Not valid JSON: at character 4, there must be no comma before "]".'],
    ['{"a":1,}', 'Not valid JSON: at character 8, there must be no comma before "}".'],
    ['[1 // one\n]', 'Not valid JSON: at character 4, JSON has no comments.'],
    ['["a\tb"]', 'Not valid JSON: at character 4, the character U+0009 must be written as an escape in a string.'],
    [
      '["é\\x"]',
      'Not valid JSON: at character 4, after \\ there must be one of " \\ / b f n r t, or u with four hexadecimal digits.',
    ],
    ['{"a":1', 'Not valid JSON: the text ends too early.'],
    ['', 'Not valid JSON: the text ends too early.'],
    [
      '{"a":1}\n{"a":2}',
      'Not valid JSON: at line 2, character 1, "{" stands where nothing behind the value should be.',
    ],
    ['[1,\u200b2]', 'Not valid JSON: at character 4, the character U+200B stands where a value should be.'],
    ['[1,\ufeff2]', 'Not valid JSON: at character 4, a byte order mark (U+FEFF) stands at the beginning only.'],
    ['[01]', 'Not valid JSON: at character 3, "1" stands where a comma or the end of what is open should be.'],
    ['[1.]', 'Not valid JSON: at character 4, "]" stands where a digit of a number should be.'],
  ])('says of %j what is wrong', (text, detail) => {
    expect(faultOf(text)).toEqual({ pointer: '', code: 'malformed_json', detail });
  });

  it.each(['hello', '"a\nb"', 'my very private text', '{"a": truly private}', '["private'])(
    'quotes nothing of %j',
    (text) => {
      expect(faultOf(text)?.detail).not.toContain(text.slice(2, 8));
    },
  );

  it('stops where there is more than there may be', () => {
    const list = (count: number): string => `[${Array.from({ length: count }, () => '0').join()}]`;
    const object = (count: number): string => `{${Array.from({ length: count }, (_, n) => `"k${n}":0`).join()}}`;
    expect([said(list(MAX_VALUES - 1)), said(list(MAX_VALUES))]).toEqual([undefined, ' too_large']);
    expect([said(object(MAX_KEYS)), said(object(MAX_KEYS + 1))]).toEqual([undefined, ' too_large']);
    expect(said('['.repeat(1_000_000))).toBe(`${'/0'.repeat(MAX_DEPTH)} depth`);
  });

  it.each([
    ['5,000,000 nested lists', '['.repeat(5_000_000) + ']'.repeat(5_000_000), 'depth'],
    ['10,000,000 brackets', '['.repeat(10_000_000), 'depth'],
    ['700,000 keys', `{${Array.from({ length: 700_000 }, (_, n) => `"key${n}":1`).join()}}`, 'too_large'],
    ['3,000,000 empty lists', `{"secret":"x","name":[${'[],'.repeat(2_999_999)}[]]}`, 'too_large'],
  ])('makes short work of %s', (_, text, code) => {
    const bytes = encoder.encode(text);
    // Of this thread alone, whatever else the machine has to do.
    const before = process.threadCpuUsage();
    const found = jsonTextFault(bytes);
    const { user, system } = process.threadCpuUsage(before);
    expect([found?.code, user + system < 1_000_000]).toEqual([code, true]);
  });
});

describe('newJsonScanner', () => {
  const scan = (
    text: string,
    step: number,
    list: string,
  ): { readonly fault: Fault | undefined; readonly elements: readonly string[] | undefined } => {
    const scanner = newJsonScanner();
    const bytes = encoder.encode(text);
    scanner.begin(bytes, { list });
    while (!scanner.advance(step));
    const ends = scanner.elements();
    const decoder = new TextDecoder();
    if (scanner.fault() === undefined) expect((ends?.length ?? 0) % 2).toBe(0);
    return {
      fault: scanner.fault(),
      elements:
        ends &&
        Array.from({ length: ends.length / 2 }, (_, n) => decoder.decode(bytes.subarray(ends[2 * n], ends[2 * n + 1]))),
    };
  };

  it('finds the elements of a list, in steps of any size', () => {
    const element = fc.oneof(
      fc.json(),
      fc.constantFrom(
        '{"a":1,"a":2}',
        '"\\u0000"',
        '1e999',
        '{"__proto__":1}',
        `${'['.repeat(80)}${']'.repeat(80)}`,
        '{"items":[1,2]}',
      ),
    );
    const blank = fc.constantFrom('', ' ', '\n', '\r\n\t');
    const property = fc.property(
      fc.array(element, { maxLength: 8 }),
      blank,
      fc.integer({ min: 1, max: 50 }),
      (all, gap, step) => {
        const text = `{${gap}"first":{"items":[7]},"items"${gap}:${gap}[${gap}${all.map((one) => one.trim()).join(`${gap},${gap}`)}${gap}]${gap},"last":[[1]]${gap}}`;
        expect(scan(text, step, 'items')).toEqual({ fault: undefined, elements: all.map((one) => one.trim()) });
      },
    );
    expect(() => fc.assert(property, { numRuns: 500 })).not.toThrow();
  });

  it('looks into all but the list', () => {
    expect(scan('{"items":[{"a":1,"a":2}],"x":{"a":1,"a":2}}', 1, 'items').fault).toMatchObject({
      pointer: '/x/a',
      code: 'duplicate',
    });
    expect(scan('{"items":[],"items":[]}', 1, 'items').fault).toMatchObject({ pointer: '/items', code: 'duplicate' });
    expect(scan('{"items":[1,]}', 1, 'items').fault).toMatchObject({ code: 'malformed_json' });
    expect(scan('{"items":{"items":[1]}}', 1, 'items')).toEqual({ fault: undefined, elements: undefined });
    expect(scan('[{"items":[1]}]', 1, 'items')).toEqual({ fault: undefined, elements: undefined });
    expect(scan('{"\\u0069tems":[1]}', 1, 'items')).toEqual({ fault: undefined, elements: ['1'] });
  });
});
