import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { jsonFault } from '../kernel/index.ts';
import {
  booleanCells,
  escapeFormula,
  jsonCells,
  numberCells,
  readJsonCell,
  textCells,
  unescapeFormula,
} from './index.ts';
import type { Cells } from './index.ts';

const valueOf = (cells: Cells, text: string): unknown => {
  const read = cells.read(text, readJsonCell);
  if (read instanceof Promise) throw new Error('This is read at once.');
  return read.ok ? read.value : read.error.code;
};

describe('cells', () => {
  it.each(['0', '-0.5', '12.5', '1e3', '1.5E-7', '9007199254740991'])('read %s as a number', (text) => {
    expect(valueOf(numberCells, text)).toBe(Number(text));
  });

  it.each(['', ' 1', '1 ', '1,5', '1.000,5', '.5', '5.', '007', '+1', '0x10', 'NaN', 'Infinity', '1_000', '１'])(
    'take %j for no number',
    (text) => {
      expect(valueOf(numberCells, text)).toBe('type');
    },
  );

  it('take no number that cannot be kept', () => {
    expect([valueOf(numberCells, '9007199254740993'), valueOf(numberCells, '1e999')]).toEqual(['number', 'number']);
  });

  it('read booleans as spreadsheets write them', () => {
    expect(['true', 'FALSE', 'True', 'yes', '1', ''].map((text) => valueOf(booleanCells, text))).toEqual([
      true,
      false,
      true,
      'type',
      'type',
      'type',
    ]);
  });

  it('read JSON, and nothing that Goldset cannot keep', () => {
    expect(['{"a":[1,"é"]}', 'null', '"x"', ''].map((text) => valueOf(jsonCells, text))).toEqual([
      { a: [1, 'é'] },
      null,
      'x',
      'malformed_json',
    ]);
    expect(
      ['{"a":1,"a":1}', '{"__proto__":1}', '"\\u0000"', '1e999', '{'].map((text) => valueOf(jsonCells, text)),
    ).toEqual(['duplicate', 'unknown_field', 'encoding', 'number', 'malformed_json']);
  });

  test('what is written is read again', () => {
    const numbers = fc
      .double({ noNaN: true, noDefaultInfinity: true })
      .filter((number) => !Number.isInteger(number) || Number.isSafeInteger(number));
    fc.assert(
      fc.property(numbers, (number) => void expect(valueOf(numberCells, numberCells.write(number))).toBe(number + 0)),
    );
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        (text) => void expect(valueOf(textCells, textCells.write(text))).toBe(text),
      ),
    );
    fc.assert(
      fc.property(
        fc.jsonValue({ stringUnit: 'grapheme' }).filter((value) => jsonFault(value) === undefined),
        (value) => void expect(valueOf(jsonCells, jsonCells.write(value))).toEqual(JSON.parse(JSON.stringify(value))),
      ),
    );
  });
});

describe('escapes', () => {
  it.each(["'", "'x", "''", '=1', '+1', '-1', '@x', '\tx', '\rx'])('stand before %j', (text) => {
    expect(escapeFormula(text)).toBe(`'${text}`);
  });

  it.each(['', 'x', 'x=1', ' =1', '\n', '"'])('do not stand before %j', (text) => {
    expect(escapeFormula(text)).toBe(text);
  });

  test('are one character, which is taken away again', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(fc.constantFrom("'", '=', '-', 'x', '\t')).map((parts) => parts.join('')),
        ),
        (text) => void expect(unescapeFormula(escapeFormula(text))).toBe(text),
      ),
    );
    expect(unescapeFormula("''x")).toBe("'x");
    expect(unescapeFormula("x'")).toBe("x'");
  });
});
