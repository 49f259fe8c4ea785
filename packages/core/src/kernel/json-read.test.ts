import { describe, expect, it } from 'vitest';
import { readJson } from './json-read.ts';

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const decode = (bytes: Uint8Array): string | undefined => {
  try {
    return decoder.decode(bytes);
  } catch {
    return undefined;
  }
};

const bytesOf = (text: string, unit: 1 | 2 | 4, isLittle: boolean): Uint8Array => {
  const units =
    unit === 4
      ? Array.from(text, (character) => character.codePointAt(0) ?? 0)
      : Array.from({ length: text.length }, (_, place) => text.charCodeAt(place));
  return Uint8Array.from(
    units.flatMap((code) =>
      Array.from({ length: unit }, (_, place) => (code >>> (8 * (isLittle ? place : unit - 1 - place))) & 0xff),
    ),
  );
};

const said = (bytes: Uint8Array): unknown => {
  const read = readJson(bytes, decode);
  return read.ok ? read.value : `${read.error.code}: ${read.error.detail}`;
};

describe('readJson', () => {
  it('skips a byte order mark, at the beginning only', () => {
    const encoder = new TextEncoder();
    expect(said(encoder.encode('\ufeff{"a":"\ufeff"}'))).toEqual({ a: '\ufeff' });
    expect(said(encoder.encode('\ufeff\ufeff{}'))).toMatch(/^malformed_json: .*byte order mark \(U\+FEFF\)/);
    expect(said(encoder.encode('\ufeff'))).toMatch(/^malformed_json: .*too early/);
  });

  it.each([2, 4] as const)(
    'names another encoding, with a byte order mark and without: %i bytes a character',
    (unit) => {
      const name = unit === 2 ? 'UTF-16' : 'UTF-32';
      for (const text of ['{"a":"é"}', '[]', '{', ' 1', '"中"', '\n{}']) {
        for (const mark of ['', '\ufeff']) {
          expect(said(bytesOf(mark + text, unit, true))).toBe(`encoding: This is ${name} (little-endian): send UTF-8.`);
          expect(said(bytesOf(mark + text, unit, false))).toBe(`encoding: This is ${name} (big-endian): send UTF-8.`);
        }
      }
    },
  );

  it('says what else is no text', () => {
    expect(said(Uint8Array.of(0x22, 0xe9, 0x22))).toBe('encoding: Must be valid UTF-8.');
    expect(said(Uint8Array.of(0, 0, 0, 0))).toMatch(/^malformed_json: .*U\+0000/);
    expect(said(Uint8Array.of(0))).toMatch(/^malformed_json: .*U\+0000/);
    expect(said(Uint8Array.of())).toMatch(/^malformed_json: /);
  });
});
