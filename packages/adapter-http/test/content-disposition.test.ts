import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { attachment, fileNameOf } from '../src/response/content-disposition.ts';

describe('the file name of an export', () => {
  test.each([
    ['Movie reviews', 'Movie reviews'],
    ['Größe/Maß: 5"', 'Größe-Maß- 5-'],
    ['../../etc/passwd', '-..-etc-passwd'],
    ['.hidden', 'hidden'],
    ['trailing. . ', 'trailing'],
    ['a\r\nSet-Cookie: x', 'a Set-Cookie- x'],
    ['a\0b\u202egnp.exe', 'abgnp.exe'],
    ['CON', '_CON'],
    ['nul.txt', '_nul.txt'],
    ['console', 'console'],
    ['\u200b', 'export'],
    ['...', 'export'],
    ['評価 👩‍🔬', '評価 👩🔬'],
    ['e\u0301', 'é'],
  ])('of %j is %j', (name, file) => {
    expect(fileNameOf(name)).toBe(file);
  });

  test('fits into what file systems give a name', () => {
    for (const character of ['x', 'é', '𝄞'])
      expect(Buffer.byteLength(fileNameOf(character.repeat(200)))).toBeLessThanOrEqual(200);
  });

  test('stands in the header in ASCII, and in full', () => {
    expect(attachment("50% d'été (2)*", 'csv')).toBe(
      `attachment; filename="50_ d'_t_ (2)-.csv"; filename*=UTF-8''50%25%20d%27%C3%A9t%C3%A9%20%282%29-.csv`,
    );
  });

  test('is safe in a header and on a disk, whatever a project is called', () => {
    const name = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.string({ maxLength: 200 }),
      fc
        .array(fc.constantFrom('/', '\\', '"', ';', '%', '.', ' ', '\r', '\n', 'é', '\ud800', '*', "'"), {
          maxLength: 20,
        })
        .map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(name, (called) => {
        const header = attachment(called, 'csv');
        expect(header).toMatch(
          /^attachment; filename="[ !#-$&-.0-~]+\.csv"; filename\*=UTF-8''[\w!#$&+.^`|~%-]+\.csv$/,
        );
        const file = decodeURIComponent(/filename\*=UTF-8''(.*)$/.exec(header)?.[1] ?? '');
        expect(file).not.toMatch(/[/\\:*?"<>|\p{Cc}\p{Cf}]|^[. ]/u);
        expect(file).toBe(`${fileNameOf(called)}.csv`);
        expect(fileNameOf(fileNameOf(called))).toBe(fileNameOf(called));
        expect(new Headers({ 'content-disposition': header }).get('content-disposition')).toBe(header);
      }),
    );
  });
});
