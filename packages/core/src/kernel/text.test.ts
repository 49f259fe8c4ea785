import { describe, expect, it } from 'vitest';
import { text } from './text.ts';

describe('text', () => {
  it('counts code points, not UTF-16 units and not what one sees', () => {
    expect(text(1, 3).safeParse('💡💡💡').success).toBe(true);
    expect(text(1, 3).safeParse('💡💡💡💡').success).toBe(false);
    expect(text(1, 2).safeParse('e\u0301').success).toBe(true);
    expect(text(1, 1).safeParse('e\u0301').success).toBe(false);
  });

  it('has bounds that belong to it', () => {
    expect(text(1, 3).safeParse('').success).toBe(false);
    expect(text(0, 3).safeParse('').success).toBe(true);
    expect(text(1, 3).safeParse('abc').success).toBe(true);
    expect(text(1, 3).safeParse('abcd').success).toBe(false);
  });

  it('refuses NUL and lone surrogates, and lets everything else through unchanged', () => {
    for (const bad of ['a\0', '\ud83d', '\udca1x', 'x\ud83d\ud83d\udca1'])
      expect(text(1, 9).safeParse(bad).success).toBe(false);
    for (const good of [' a ', '\n', '\u0001', '\ufffe', '💡', '__proto__']) expect(text(1, 9).parse(good)).toBe(good);
  });
});
