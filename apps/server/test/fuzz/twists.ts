import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import type { Contract } from '../http/contract.ts';
import type { Draft } from './draft.ts';
import type { Kind, World } from './plan.ts';
import { edit, sizeOf, textOf, treeOf } from './tree.ts';
import type { Tree } from './tree.ts';

/** One change that makes a request worse than it was. */
export interface Twist {
  readonly name: string;
  readonly apply: (draft: Draft, world: World) => Draft;
}

const CHOICE = fc.nat(0xffff);
const MAX_BODY_BYTES = 10 * 1024 * 1024;
const MAX_LINE_BYTES = 1024 * 1024;
const LONGEST_BOUND = 70_000;
const UUID = /^"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"$/;

// What is small on the wire and large to whoever makes something of it before it is looked at.
const HEAVY: readonly (() => string)[] = [
  () => '['.repeat(200_000) + ']'.repeat(200_000),
  () => '['.repeat(250_000),
  () => '{"a":'.repeat(40_000),
  () => `{"items":[${'['.repeat(200_000)}`,
  () => `{${Array.from({ length: 20_000 }, (_, n) => `"k${n}":1`).join()}}`,
  () => `{"secret":"x","name":[${'[],'.repeat(80_000)}[]]}`,
  () => `{"name":"x","controls":[${'0,'.repeat(60_000)}0],"roles":[${'0,'.repeat(60_000)}0]}`,
  () => `{"value":{"a":[${'{"a":1},'.repeat(30_000)}{}]},"data":{"b":[${'{},'.repeat(80_000)}1]}}`,
  () => `{"name":"${'\\u0061'.repeat(40_000)}"}`,
  () => `{"n":${'1'.repeat(250_000)}}`,
  () => '\n'.repeat(250_000),
  () => '0\n'.repeat(2_000),
];

const nested = (depth: number, open: string, close: string): string =>
  open.repeat(depth) + (close === ']' ? '' : '1') + close.repeat(depth);

const ODD_NUMBERS = [
  '1e309',
  '-1e309',
  '9007199254740991',
  '9007199254740992',
  '-9007199254740993',
  '12345678901234567890',
  '-0',
  '1.0',
  '1e0',
  '0.1',
  '1e-400',
  '1e131071',
  '-1',
  '0',
  '2147483647',
  '2147483648',
  '32768',
  '1E+2',
];
const ODD_STRINGS = [
  '""',
  '" "',
  '"\\u0000"',
  '"a\\u0000b"',
  '"\\ud800"',
  '"\\udc00\\ud800"',
  '"\\ud83d\\ude00"',
  '"\\ufeffx"',
  '"\\ufffe\\uffff"',
  '"\\u202etxt"',
  '"e\\u0301"',
  '"\\u00e9"',
  '"\\ud835\\udd18"',
  '"İi̇ßŉ"',
  '"a\\r\\nb: c"',
  '"%00%0d%0a"',
  '"null"',
  '"__proto__"',
  '"constructor"',
  '"../../etc/passwd"',
  '"2026-02-30T00:00:00Z"',
  '"2026-01-01T00:00:00"',
  '"+275760-09-13T00:00:00.001Z"',
  '"9999-12-31T23:59:59.999Z"',
  '"0000-01-01T00:00:00Z"',
  '"0001-01-01T00:00:00+23:59"',
  '"2016-12-31T23:59:60Z"',
  '"x@y"',
  '"00000000-0000-0000-0000-000000000000"',
];
const ODD_STRUCTURES = [
  'null',
  'true',
  '[]',
  '{}',
  '[null]',
  '[[]]',
  '{"":""}',
  '{"__proto__":{"x":1}}',
  '{"constructor":{"prototype":{}}}',
  '{"a\\u0000":1}',
  '{"\\ud800":1}',
  '{"toString":1,"hasOwnProperty":2}',
  ...[62, 63, 64, 65, 3000].flatMap((depth) => [nested(depth, '[', ']'), nested(depth, '{"a":', '}')]),
];
const HOSTILE_TEXTS = [
  "'; drop table items; --",
  "' or '1'='1",
  '$1',
  ':project_id::uuid',
  '<script>alert(1)</script>',
  '{{7*7}}',
  '${jndi:ldap://x}',
  '\\',
  '%s%n',
  '../'.repeat(20),
  '\u0007\u001b[31m',
  'A'.repeat(5_000),
  '\u{1f468}\u200d\u{1f469}\u200d\u{1f467}'.repeat(50),
];
const ODD_SEGMENTS = [
  'x',
  '%00',
  '%ff',
  '%zz',
  '%',
  '%2F',
  '..%2f..',
  '%2e%2e',
  '%0d%0aSet-Cookie:x',
  '0',
  '-1',
  '01',
  '1e3',
  '1.0',
  '2147483647',
  '2147483648',
  '99999999999',
  '1%20',
  '%F0%9F%98%80',
  ';x=1',
  '*',
  'latest',
  '00000000-0000-0000-0000-000000000000',
  '{project_id}',
  'a'.repeat(5_000),
  '%e2%80%ae',
  "'",
];
const ODD_VALUES = [
  '',
  '0',
  '-1',
  '201',
  '1.5',
  '1e2',
  '+1',
  ' 1',
  '9'.repeat(30),
  'NaN',
  'true',
  'null',
  '%00',
  '%ff',
  '%',
  '%zz',
  '%0d%0a',
  '%F0%9F%98%80',
  '%ed%a0%80',
  'asc',
  'ASC',
  '[]',
  "'",
  'a'.repeat(5_000),
  '2026-01-01',
  '2026-01-01T00:00:00%2B02:00',
  '2026-01-01T00:00:00+02:00',
  'bnVsbA',
  'W10',
  '00000000-0000-0000-0000-000000000000',
];
const ODD_AUTHORIZATIONS = [
  '',
  'Bearer',
  'Bearer ',
  'Bearer x',
  'bearer  x y',
  'Basic YTpi',
  `Bearer ${'x'.repeat(257)}`,
  `Bearer ${'x'.repeat(10_000)}`,
  'Bearer \u00e9',
  "Bearer ' or 1=1",
  'Bearer a,Bearer b',
];
const ODD_ACCEPTS = [
  'text/html',
  'text/*',
  '*',
  '*/*;q=0',
  'application/json;q=0',
  ',,,',
  'application/json, */*;q=x',
  'a'.repeat(5_000),
  ';',
  'application/xml;q=0.9, application/*;q=0',
];
const ODD_CONTENT_TYPES = [
  'text/plain',
  'application/json; charset=latin1',
  'application/json;charset="utf-8"',
  'APPLICATION/JSON',
  'multipart/form-data',
  'application/x-www-form-urlencoded',
  'application/x-ndjson',
  'application/json',
  '',
  ';',
  'application/problem+json',
  'application/json; a=b; charset',
];
const ODD_ENCODINGS = ['br', 'deflate', 'gzip', 'x-gzip', 'identity', 'gzip, gzip', 'zstd', '', 'x'];
const ODD_TAGS = [
  '1',
  '"1',
  '"999"',
  'W/"1"',
  '""',
  '"1", "2"',
  '*, "1"',
  '"\u00ff"',
  `"${'9'.repeat(400)}"`,
  '"-1"',
  '"1e0"',
];
const ODD_KEYS = ['', ' ', 'x'.repeat(255), 'x'.repeat(256), 'x'.repeat(5_000), '\u00e9', '"quoted"', 'a,b', 'key-1'];
const ODD_REQUEST_IDS = ['', 'a b', 'x'.repeat(65), '\u00e9', '<b>', "'", '../..'];
const OTHER_METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND', 'X'];

const twist = <T>(
  name: string,
  choices: fc.Arbitrary<T>,
  apply: (choice: T, draft: Draft, world: World) => Draft,
): fc.Arbitrary<Twist> => choices.map((choice) => ({ name, apply: (draft, world) => apply(choice, draft, world) }));

const header = (name: string, values: readonly string[]): fc.Arbitrary<Twist> =>
  twist(name, fc.constantFrom(undefined, ...values), (value, draft) => {
    const { [name]: _, ...headers } = draft.headers;
    return { ...draft, headers: value === undefined ? headers : { ...headers, [name]: value } };
  });

const at = <T>(values: readonly T[], choice: number): T | undefined => values[choice % Math.max(1, values.length)];

// One value anywhere in one of the documents; a request without a body gets one.
const inBody = (
  name: string,
  change: (value: Tree, choice: number, world: World) => Tree | undefined,
): fc.Arbitrary<Twist> =>
  twist(name, fc.tuple(CHOICE, CHOICE, CHOICE), ([which, where, choice], draft, world) => {
    const documents = draft.documents ?? [{ entries: [] }];
    const index = which % Math.max(1, documents.length);
    const changed = documents.map((document, n) =>
      n === index ? edit(document, where % sizeOf(document), (value) => change(value, choice, world)) : document,
    );
    return {
      ...draft,
      documents: changed,
      ...(draft.documents === undefined ? { headers: { ...draft.headers, 'content-type': 'application/json' } } : {}),
    };
  });

const put = (name: string, texts: readonly string[]): fc.Arbitrary<Twist> =>
  inBody(name, (_, choice) => ({ text: at(texts, choice) ?? 'null' }));

const withEntry =
  (key: string, value: Tree) =>
  (tree: Tree): Tree =>
    'entries' in tree
      ? { entries: [...tree.entries, [key, value]] }
      : 'items' in tree
        ? { items: [...tree.items, value] }
        : { entries: [[key, value]] };

const twice = (tree: Tree): Tree =>
  'entries' in tree
    ? { entries: [...tree.entries, ...tree.entries] }
    : 'items' in tree
      ? { items: [...tree.items, ...tree.items] }
      : { items: [tree, tree] };

const inPath = (
  name: string,
  segmentOf: (segment: string, choice: number, world: World) => string | undefined,
): fc.Arbitrary<Twist> =>
  twist(name, fc.tuple(CHOICE, CHOICE), ([where, choice], draft, world) => {
    const segments = draft.path.split('/');
    // The first two are empty and the version of the interface; rarely one of these, and mostly an id.
    const ids = segments.flatMap((segment, index) => (/\d/.test(segment) && index > 1 ? [index] : []));
    const index = at(where % 5 === 0 || ids.length === 0 ? segments.map((_, n) => n).slice(1) : ids, where);
    return {
      ...draft,
      path: segments
        .flatMap((segment, n) =>
          n === index ? [segmentOf(segment, choice, world)].filter((kept) => kept !== undefined) : [segment],
        )
        .join('/'),
    };
  });

const inQuery = (
  name: string,
  change: (query: Draft['query'], choice: number, world: World) => Draft['query'],
): fc.Arbitrary<Twist> =>
  twist(name, CHOICE, (choice, draft, world) => ({ ...draft, query: change(draft.query, choice, world) }));

const without = (query: Draft['query'], name: string): Draft['query'] => query.filter(([other]) => other !== name);

const bytes = (name: string, spoil: (body: Buffer, choice: number) => Buffer): fc.Arbitrary<Twist> =>
  twist(name, CHOICE, (choice, draft) => ({
    ...draft,
    documents: draft.documents ?? [{ text: '' }],
    spoil: (body) => spoil(body, choice),
  }));

const boundsOf = (contract: Contract): readonly number[] => {
  const bounds = new Set<number>();
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, child] of Object.entries(value)) {
      if (/^(min|max)(Length|Items|imum)$/.test(key) && typeof child === 'number') bounds.add(child);
      visit(child);
    }
  };
  visit(contract);
  return [...bounds].flatMap((bound) => [bound - 1, bound, bound + 1]);
};

const knownNames = (contract: Contract): readonly string[] => [
  ...new Set([...JSON.stringify(contract).matchAll(/"name":"(\w+)","in":"query"/g)].map(([, name]) => name ?? '')),
  'nonsense',
  '__proto__',
  'constructor',
  '%00',
  '%',
  '',
  'per_page[]',
  'a'.repeat(3_000),
];

const nearValid = (contract: Contract): fc.Arbitrary<Twist> => {
  const bounds = boundsOf(contract);
  const lengths = bounds.filter((bound) => bound >= 0 && bound <= LONGEST_BOUND);
  const names = knownNames(contract);
  const body = fc.oneof(
    inBody('a field left out', () => undefined),
    inBody('an unknown field', (value, choice) =>
      withEntry(at(['nonsense', '__proto__', 'constructor', 'ID', 'id', ''], choice) ?? '', treeOf(1))(value),
    ),
    put('an odd number', ODD_NUMBERS),
    put('an odd string', ODD_STRINGS),
    put('another type', ODD_STRUCTURES),
    inBody('a number at a bound', (_, choice) => ({ text: String(at(bounds, choice)) })),
    inBody('a text as long as a bound', (_, choice) => ({
      text: JSON.stringify((choice % 2 === 0 ? 'a' : '\u{1d518}').repeat(at(lengths, choice >> 1) ?? 1)),
    })),
    inBody('the same twice', twice),
    inBody('another enum', (value) =>
      'text' in value && value.text.startsWith('"')
        ? { text: JSON.stringify(`${value.text.slice(1, -1)}S`.toUpperCase()) }
        : { text: '"nonsense"' },
    ),
    inBody('an id of another tenant', (value, choice, { foreign }) =>
      'text' in value && !UUID.test(value.text) && choice % 4 > 0
        ? value
        : { text: JSON.stringify(at(foreign, choice)) },
    ),
    inBody('an id of another thing', (value, choice, { pools }) => ({
      text: JSON.stringify(
        at(pools.values(at(['item_id', 'task_id', 'user_id', 'project_id', 'version'], choice) ?? ''), choice) ??
          textOf(value),
      ),
    })),
  );
  const query = fc.oneof(
    inQuery('an odd parameter', (given, choice) => [
      ...given,
      [at(names, choice) ?? '', at(ODD_VALUES, choice >> 4) ?? ''],
    ]),
    inQuery('an odd value', (given, choice) => [
      ...without(given, at(names, choice) ?? ''),
      [at(names, choice) ?? '', at(ODD_VALUES, choice >> 4) ?? ''],
    ]),
    inQuery('a parameter twice', (given) =>
      given.length === 0
        ? [
            ['per_page', '1'],
            ['per_page', '1'],
          ]
        : [...given, ...given],
    ),
    inQuery('a cursor of another list', (given, choice, { pools }) => [
      ...without(given, 'cursor'),
      ['cursor', String(at(pools.values('cursor'), choice) ?? 'x')],
    ]),
    inQuery('a changed cursor', (given, choice, { pools }) => {
      const cursor = String(at(pools.values('cursor'), choice) ?? 'x');
      return [
        ...without(given, 'cursor'),
        ['cursor', choice % 2 === 0 ? cursor.slice(0, choice % cursor.length) : `${cursor.slice(0, -3)}AAA`],
      ];
    }),
    inQuery('an id of another tenant in the query', (given, choice, { foreign }) => [
      ...given,
      [at(['cursor', 'project_id', ...names], choice) ?? '', encodeURIComponent(at(foreign, choice) ?? '')],
    ]),
  );
  const path = fc.oneof(
    inPath('an id of another tenant in the path', (_, choice, { foreign }) =>
      encodeURIComponent(at(foreign, choice) ?? ''),
    ),
    inPath('an odd segment', (_, choice) => at(ODD_SEGMENTS, choice)),
    inPath('an id in capitals', (segment) => segment.toUpperCase()),
    inPath('a longer path', (segment, choice) => segment + (at(['/', '//', '%20', '/x', '?', '%23'], choice) ?? '')),
    inPath('a shorter path', () => undefined),
    inPath('another id in the path', (_, choice, { pools }) =>
      String(
        at(pools.values(at(['item_id', 'task_id', 'user_id', 'project_id', 'token_id'], choice) ?? ''), choice) ?? 'x',
      ),
    ),
  );
  const headers = fc.oneof(
    twist('an outsider', CHOICE, (choice, draft, { outsiders }) => ({
      ...draft,
      headers: { ...draft.headers, authorization: `Bearer ${at(outsiders, choice)?.token ?? ''}` },
    })),
    twist('an outsider again', CHOICE, (choice, draft, { outsiders }) => ({
      ...draft,
      headers: { ...draft.headers, authorization: `bearer   ${at(outsiders, choice)?.token ?? ''} ` },
    })),
    header('authorization', ODD_AUTHORIZATIONS),
    header('accept', ODD_ACCEPTS),
    header('content-type', ODD_CONTENT_TYPES),
    header('content-encoding', ODD_ENCODINGS),
    header('if-match', ODD_TAGS),
    header('if-none-match', ODD_TAGS),
    header('idempotency-key', ODD_KEYS),
    header('x-request-id', ODD_REQUEST_IDS),
  );
  return fc.oneof(
    { weight: 5, arbitrary: body },
    { weight: 2, arbitrary: query },
    { weight: 2, arbitrary: path },
    { weight: 2, arbitrary: headers },
  );
};

const flip = (body: Buffer, choice: number): Buffer => {
  const flipped = Buffer.from(body);
  const place = choice % Math.max(1, body.length);
  if (flipped.length > 0) flipped[place] = (flipped[place] ?? 0) ^ (1 << (choice % 8));
  return flipped;
};

const zipped = (name: string, spoilZipped: (body: Buffer, choice: number) => Buffer): fc.Arbitrary<Twist> =>
  twist(name, CHOICE, (choice, draft) => ({
    ...draft,
    documents: draft.documents ?? [{ entries: [] }],
    isZipped: true,
    headers: { 'content-type': 'application/json', ...draft.headers, 'content-encoding': 'gzip' },
    spoilZipped: (body) => spoilZipped(body, choice),
  }));

const escapedKey = (key: string): string =>
  `"${Array.from({ length: key.length }, (_, place) => `\\u${key.charCodeAt(place).toString(16).padStart(4, '0')}`).join('')}"`;

const hostile = (): fc.Arbitrary<Twist> => {
  const bodies = fc.oneof(
    twist('random bytes', fc.uint8Array({ maxLength: 64 }), (random, draft) => ({
      ...draft,
      documents: draft.documents ?? [],
      spoil: () => Buffer.from(random),
    })),
    twist('random text', fc.string({ unit: 'binary', maxLength: 64 }), (random, draft) => ({
      ...draft,
      documents: draft.documents ?? [],
      spoil: () => Buffer.from(random),
    })),
    bytes('a body cut off', (body, choice) => body.subarray(0, choice % (body.length + 1))),
    bytes('a bit flipped', flip),
    bytes('a byte order mark', (body) => Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), body])),
    bytes('UTF-16', (body) => Buffer.from(body.toString('utf8'), 'utf16le')),
    bytes('UTF-16 with a byte order mark', (body) => Buffer.from(`\ufeff${body.toString('utf8')}`, 'utf16le').swap16()),
    bytes('UTF-32', (body) =>
      Buffer.from(Uint32Array.from(body.toString('utf8'), (character) => character.codePointAt(0) ?? 0).buffer),
    ),
    bytes('two byte order marks', (body) => Buffer.concat([Buffer.from('\ufeff\ufeff'), body])),
    inBody('a key twice, once in escapes', (value) =>
      'entries' in value && value.entries.length > 0
        ? { text: `${textOf(value).slice(0, -1)},${escapedKey(value.entries[0]?.[0] ?? '')}:1}` }
        : value,
    ),
    bytes('no UTF-8', (body, choice) =>
      Buffer.concat([
        body.subarray(0, choice % (body.length + 1)),
        Buffer.from([0xc3, 0x28, 0xed, 0xa0, 0x80]),
        body.subarray(choice % (body.length + 1)),
      ]),
    ),
    bytes('something after the end', (body, choice) =>
      Buffer.concat([body, Buffer.from(at(['{}', ']', '\0', '\n\n\r\n \n', '//', ',', '\u2028'], choice) ?? '')]),
    ),
    bytes('nothing', () => Buffer.alloc(0)),
    bytes('blank lines and lone carriage returns', (body) => Buffer.from(`\r\n\n \t\r\n${body.toString('utf8')}\r`)),
    inBody('a key twice', twice),
    inBody('hostile text', (_, choice) => ({ text: JSON.stringify(at(HOSTILE_TEXTS, choice)) })),
    inBody('a hostile key', (value, choice) => withEntry(at(HOSTILE_TEXTS, choice) ?? '', treeOf('x'))(value)),
    inBody('no JSON', (_, choice) => ({
      text:
        at(
          [
            'NaN',
            'undefined',
            'Infinity',
            "'x'",
            '01',
            '+1',
            '.5',
            '1.',
            '0x10',
            '"\n"',
            '"\\x"',
            '"\\u12"',
            '[1,]',
            '{"a":1,}',
            '{a:1}',
            '/**/1',
            'tru',
            '',
            '"',
          ],
          choice,
        ) ?? '',
    })),
  );
  const compressed = fc.oneof(
    zipped('a broken gzip stream', flip),
    zipped('a gzip stream cut off', (body, choice) => body.subarray(0, choice % body.length)),
    zipped('something after a gzip stream', (body) => Buffer.concat([body, Buffer.from('x')])),
    zipped('a gzip stream that is none', () => Buffer.from('{"name":"x"}')),
    zipped('two gzip streams', (body) => Buffer.concat([body, body])),
  );
  const large = fc.oneof(
    bytes('a body that is too large', (body) => Buffer.concat([body, Buffer.alloc(MAX_BODY_BYTES + 1, ' ')])),
    bytes('a very long line', (body, choice) =>
      Buffer.concat([
        body,
        Buffer.alloc(MAX_LINE_BYTES - 1 + (choice % 3), choice % 2 === 0 ? ' ' : 'a'),
        Buffer.from('\n{"data":{}}\n'),
      ]),
    ),
    bytes('a heavy body', (_, choice) => Buffer.from(at(HEAVY, choice)?.() ?? '')),
    zipped('a heavy body that is small on the wire', (_, choice) => gzipSync(at(HEAVY, choice)?.() ?? '')),
    zipped('a body that inflates to a thousand times its size', (_, choice) =>
      gzipSync(Buffer.alloc((1 + (choice % 24)) * 1024 * 1024, at([' ', '[', '\n'], choice) ?? '')),
    ),
    bytes('a very large array', (body, choice) =>
      Buffer.from(
        `{"items":[${'{},'.repeat(choice % 5_000)}{}],"rest":${body.length === 0 ? '0' : body.toString('utf8')}}`,
      ),
    ),
  );
  const rest = fc.oneof(
    twist('another method', fc.constantFrom(...OTHER_METHODS), (method, draft) => ({ ...draft, method })),
    twist(
      'a method override',
      fc.constantFrom('x-http-method-override', 'x-http-method', 'x-method-override'),
      (name, draft) => ({ ...draft, headers: { ...draft.headers, [name]: 'DELETE' } }),
    ),
    twist(
      'a forwarded host',
      fc.constantFrom('x-forwarded-host', 'x-forwarded-proto', 'x-original-url', 'host', 'origin'),
      (name, draft) => ({ ...draft, headers: { ...draft.headers, [name]: 'http://evil.example' } }),
    ),
    twist('a hostile query', fc.constantFrom(...HOSTILE_TEXTS), (text, draft) => ({
      ...draft,
      query: [...draft.query, [encodeURIComponent([...text].slice(0, 20).join('')), encodeURIComponent(text)]],
    })),
    twist('a long header', fc.nat(20_000), (length, draft) => ({
      ...draft,
      headers: { ...draft.headers, 'x-long': 'x'.repeat(length) },
    })),
  );
  return fc.oneof(
    { weight: 60, arbitrary: bodies },
    { weight: 20, arbitrary: compressed },
    { weight: 2, arbitrary: large },
    { weight: 20, arbitrary: rest },
  );
};

/** What is done to requests of each kind. */
export const newTwists = (contract: Contract): Readonly<Record<Kind, fc.Arbitrary<readonly Twist[]>>> => {
  const [near, far] = [nearValid(contract), hostile()];
  return {
    valid: fc.constant([]),
    'near-valid': near.map((one) => [one]),
    hostile: fc.oneof({ weight: 3, arbitrary: far.map((one) => [one]) }, { weight: 1, arbitrary: fc.tuple(near, far) }),
  };
};
