import { domainToASCII, domainToUnicode } from 'node:url';
import { expect, it } from 'vitest';
import { emailKeyOf, readEmailAddress } from './email-address.ts';

const domains = { toAscii: domainToASCII, toUnicode: domainToUnicode };

const keyOf = (address: string): string | undefined => {
  const read = readEmailAddress(address, domains);
  return read.ok ? read.value.email_key : undefined;
};

it.each([
  ['Grace@Example.ORG', 'grace@example.org'],
  ['user1@localhost', 'user1@localhost'],
  ['ü@example.org', 'ü@example.org'],
  ['u\u0308@example.org', 'ü@example.org'],
  // Only ASCII letters are without case: what is one letter in one language is two in another.
  ['Ü@example.org', 'Ü@example.org'],
  ['ß@example.org', 'ß@example.org'],
  ['ı@example.org', 'ı@example.org'],
  ['\u212A@example.org'.normalize('NFD'), 'k@example.org'],
  ['a@BÜCHER.example', 'a@xn--bcher-kva.example'],
  ['a@bu\u0308cher.example', 'a@xn--bcher-kva.example'],
  ['a@XN--BCHER-KVA.example', 'a@xn--bcher-kva.example'],
  // Not transitional: ß and a final sigma are letters of their own.
  ['a@faß.de', 'a@xn--fa-hia.de'],
  ['a@fass.de', 'a@fass.de'],
  ['a@σς.gr', 'a@xn--3xab.gr'],
  ['a@例え。jp', 'a@xn--r8jz45g.jp'],
  ['a@日本語テスト.jp', 'a@xn--zckzah9945czlbtz6h.jp'],
  ['a@toyotaトヨタ.jp', 'a@xn--toyota-nu4epcsp.jp'],
  ['a@한국어.kr', 'a@xn--3e0bk47br7k.kr'],
  ['a@пример.com', 'a@xn--e1afmkfd.com'],
  ['a@עברית.il', 'a@xn--5dbqzzl.il'],
  ['a@نامه\u200Cای.ir', 'a@xn--mgba3gch31f060k.ir'],
  ['  grace@example.org\n', 'grace@example.org'],
  ["o'hara+list!x@example.org", "o'hara+list!x@example.org"],
  ['a@ab--cd.example', 'a@ab--cd.example'],
])('%s is compared as %s', (address, key) => {
  expect(keyOf(address)).toBe(key);
});

it.each([
  'grace',
  '@example.org',
  'grace@',
  'a b@example.org',
  'a\u00A0b@example.org',
  'a\u200Bb@example.org',
  'a\u202Eb@example.org',
  'a\u200Db@example.org',
  '.a@example.org',
  'a.@example.org',
  'a..b@example.org',
  '"a b"@example.org',
  'a@b@example.org',
  'a,b@example.org',
  'a@exam ple.org',
  'a@exa\u00ADmple.org',
  'a@exam\u200Bple.org',
  'a@a\u200Cb.org',
  'a@example.org.',
  'a@.example.org',
  'a@example..org',
  'a@-example.org',
  'a@example-.org',
  'a@exa_mple.org',
  // Escapes, ports, paths and addresses of the internet protocol, in whatever digits.
  'a@%61.org',
  'a@ex％61.org',
  'a@example.org:25',
  'a@example.org/x',
  'a@example.org\\x',
  'a@example.org?x',
  'a@[127.0.0.1]',
  'a@[::1]',
  'a@127.0.0.1',
  'a@127.1',
  'a@１２７.１',
  'a@0x7f.0x1',
  'a@1',
  'a@℀.org',
  // No letters of one script, also where that shows only once they are decoded.
  'a@раypal.com',
  'a@xn--ypal-43d9g.com',
  'a@exαmple.org',
  'a@אa.il',
  'a@xn--a.org',
  'a@xn--.org',
  'a@\u0378.org',
  `${'a'.repeat(250)}@example.org`,
  `a@${'a'.repeat(64)}.org`,
  `a@${'a.'.repeat(130)}org`,
])('%s is refused with what to do', (address) => {
  const read = readEmailAddress(address, domains);
  expect(read.ok ? read.value : read.error).toMatch(/^[A-Z].*\.$/);
});

it('keeps an address as it was given, but for blanks around it', () => {
  expect(readEmailAddress(' Grace@BÜCHER.example ', domains)).toMatchObject({
    ok: true,
    value: { email: 'Grace@BÜCHER.example' },
  });
});

it('says of a name that is no address that it is none', () => {
  expect([emailKeyOf('w17', domains), emailKeyOf('w17@', domains), emailKeyOf('Kim@Example.org', domains)]).toEqual([
    null,
    null,
    'kim@example.org',
  ]);
});
