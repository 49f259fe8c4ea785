import { codePoints, err, ok, text } from '../kernel/index.ts';
import type { DomainNames, Result } from '../kernel/index.ts';

/** An e-mail address, and the form in which it is compared with others. */
export interface EmailAddress {
  /** The address as it was given, without surrounding blanks. */
  readonly email: string;
  /**
   * Equal for two texts if and only if they are the same address: the domain in ASCII, the local part in NFC with its
   * ASCII letters in lower case.
   */
  readonly email_key: string;
}

/** The greatest length of an e-mail address. */
const MAX_LENGTH = 254;

/** An e-mail address. `readEmailAddress` decides which texts are addresses, and how two of them are compared. */
export const Email = text(1, MAX_LENGTH).meta({
  pattern: '@',
  description:
    'An e-mail address; letters of any script, and domains without a dot, are allowed. Two addresses are one if they differ in the case of ASCII letters alone, or in how their domain is written (`BÜCHER.example`, `xn--bcher-kva.example`).',
  example: 'grace@example.org',
});

// The scripts that may be mixed in one text (UTS 39, “highly restrictive”): none, except Latin with the scripts in
// which Chinese, Japanese and Korean are written.
const MIXTURES = [
  ['Latin', 'Han', 'Hiragana', 'Katakana'],
  ['Latin', 'Han', 'Bopomofo'],
  ['Latin', 'Han', 'Hangul'],
  // The other scripts in common use (UAX 31).
  ...[
    'Arabic',
    'Armenian',
    'Bengali',
    'Cyrillic',
    'Devanagari',
    'Ethiopic',
    'Georgian',
    'Greek',
    'Gujarati',
    'Gurmukhi',
    'Hebrew',
    'Kannada',
  ].map((script) => [script]),
  ...['Khmer', 'Lao', 'Malayalam', 'Myanmar', 'Oriya', 'Sinhala', 'Tamil', 'Telugu', 'Thaana', 'Thai', 'Tibetan'].map(
    (script) => [script],
  ),
].map(
  (scripts) =>
    new RegExp(
      `^[${['Common', 'Inherited', ...scripts].map((script) => `\\p{Script_Extensions=${script}}`).join('')}]*$`,
      'u',
    ),
);

const isOfOneScript = (label: string): boolean => MIXTURES.some((mixture) => mixture.test(label));

// Characters that are invisible, not assigned yet, or change the direction of text. The two joiners are excluded: they
// are letters of some scripts, and UTS 46 decides where they are allowed.
const INVISIBLE = /(?![\u200C\u200D])[\p{Z}\p{C}\p{Default_Ignorable_Code_Point}]/u;

const LOCAL_PART =
  /^(?:[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]|[^\p{ASCII}\u200C\u200D])+(?:\.(?:[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]|[^\p{ASCII}\u200C\u200D])+)*$/u;

// Of ASCII, only the characters of a host name, so that a domain cannot be an IP address literal or contain a port or
// an escape.
const DOMAIN = /^(?:[A-Za-z0-9.-]|\P{ASCII})+$/u;

const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

const MAX_DOMAIN_LENGTH = 253;

const isHostName = (ascii: string): boolean => {
  const labels = ascii.split('.');
  return (
    ascii.length <= MAX_DOMAIN_LENGTH &&
    labels.every((label) => LABEL.test(label)) &&
    !/^(?:\d+|0x[0-9a-f]*)$/.test(labels.at(-1) ?? '')
  );
};

const readDomain = (domain: string, { toAscii, toUnicode }: DomainNames): Result<string, string> => {
  const ascii = DOMAIN.test(domain) ? toAscii(domain) : '';
  const unicode = toUnicode(ascii);
  // Some implementations accept a domain in ASCII as it is, so the conversion back is checked as well.
  if (ascii === '' || !isHostName(ascii) || toAscii(unicode) !== ascii || /(?:^|\.)xn--/.test(unicode)) {
    return err('There is no such domain; write it as a host name, such as example.org, behind one "@".');
  }
  return unicode.split('.').every(isOfOneScript)
    ? ok(ascii)
    : err(
        'A part of the domain mixes letters of different scripts that look alike, or has letters of a script that is not in common use; write it with the letters of one script.',
      );
};

/**
 * Reads an e-mail address. The error is a sentence that says what to do. Only this function decides which addresses are
 * the same: code that looks up a person by address compares `email_key`.
 */
export const readEmailAddress = (address: string, domains: DomainNames): Result<EmailAddress, string> => {
  const email = address.trim();
  const at = email.lastIndexOf('@');
  const [local, domain] = [email.slice(0, Math.max(at, 0)).normalize('NFC'), email.slice(at + 1)];
  if (at === -1 || local === '' || domain === '') return err('Must be an e-mail address, such as grace@example.org.');
  if (codePoints(email) > MAX_LENGTH) return err(`Must have at most ${MAX_LENGTH} characters.`);
  if (INVISIBLE.test(email)) return err('Must not hold blanks or characters that show nothing; type the address anew.');
  if (!LOCAL_PART.test(local))
    return err(
      'What stands before the "@" may have letters, digits, single dots between them, and !#$%&\'*+/=?^_`{|}~-; write it so, without quotes.',
    );
  const ascii = readDomain(domain, domains);
  return ascii.ok
    ? ok({ email, email_key: `${local.replace(/[A-Z]+/g, (letters) => letters.toLowerCase())}@${ascii.value}` })
    : ascii;
};

/**
 * The form in which an address is compared, or `null` for a text that is not an address. The name of an annotator may
 * be either.
 */
export const emailKeyOf = (address: string, domains: DomainNames): string | null => {
  if (!address.includes('@')) return null;
  const read = readEmailAddress(address, domains);
  return read.ok ? read.value.email_key : null;
};
