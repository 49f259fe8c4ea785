import { describe, expect, it } from 'vitest';
import { visible } from './visible.ts';

describe('visible', () => {
  it.each([
    ['\ufeff', '\\ufeff'],
    ['a\u200bb', 'a\\u200bb'],
    ['\u202eabc', '\\u202eabc'],
    ['\0\n\u001b', '\\u0000\\u000a\\u001b'],
    ['\u00ad\u2060\u3164\u2800\u00a0\u2028', '\\u00ad\\u2060\\u3164\\u2800\\u00a0\\u2028'],
    ['\u{e0041}', '\\udb40\\udc41'],
    ['\ud800', '\\ud800'],
  ])('shows what shows nothing in %j', (text, shown) => {
    expect(visible(text)).toBe(shown);
  });

  it.each(['a b', 'Zoë €', '中文', '\u{1f600}', 'שלום', ''])('leaves %j as it is', (text) => {
    expect(visible(text)).toBe(text);
  });
});
