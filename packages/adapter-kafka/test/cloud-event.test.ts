import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import '../../../test/same-seed.ts';
import { decodeCloudEvent, encodeBinary, encodeStructured, MAX_MESSAGE_BYTES, textHeader } from '../src/index.ts';
import type { CloudEvent, Header } from '../src/index.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

const structured = (value: string | Uint8Array, mediaType = 'application/cloudevents+json') =>
  decodeCloudEvent({
    value: typeof value === 'string' ? bytes(value) : value,
    headers: [textHeader('content-type', mediaType)],
  });

const attributes = { specversion: '1.0', id: '1', source: '/s', type: 't' };

const binary = (
  value: string | Uint8Array,
  headers: Readonly<Record<string, string>> = {},
  more: readonly Header[] = [],
) =>
  decodeCloudEvent({
    value: typeof value === 'string' ? bytes(value) : value,
    headers: [
      ...Object.entries({ ce_specversion: '1.0', ce_id: '1', ce_source: '/s', ce_type: 't', ...headers }).map(
        ([name, text]) => textHeader(name, text),
      ),
      ...more,
    ],
  });

/** The code of a refusal and of its faults, with their places; `ok` for an event. */
const said = (decoded: ReturnType<typeof decodeCloudEvent>): string =>
  decoded.ok
    ? 'ok'
    : [decoded.error.code, ...(decoded.error.faults ?? []).map(({ pointer, code }) => `${pointer} ${code}`)].join(', ');

const text = fc
  .string({ minLength: 1, maxLength: 40, unit: 'grapheme' })
  // oxlint-disable-next-line no-control-regex
  .filter((value) => !/[\u0000-\u001f\u007f-\u009f]|\p{Noncharacter_Code_Point}/u.test(value));

const events: fc.Arbitrary<CloudEvent> = fc
  .record(
    {
      id: text,
      source: fc.webUrl(),
      type: text,
      subject: text,
      time: fc
        .date({ min: new Date('0001-01-02T00:00:00Z'), max: new Date('9998-12-31T00:00:00Z'), noInvalidDate: true })
        .map((date) => date.toISOString()),
      dataschema: fc.webUrl(),
      extensions: fc.dictionary(fc.stringMatching(/^x[a-z0-9]{0,19}$/), text, { noNullPrototype: true }),
      data: fc
        .jsonValue({ maxDepth: 6 })
        .map((value) => JSON.parse(JSON.stringify(value).replaceAll('__proto__', 'proto')) as unknown),
    },
    { requiredKeys: ['id', 'source', 'type', 'extensions', 'data'], noNullPrototype: true },
  )
  .filter(({ data }) => !/\d{16}|\d[eE]|\\u0000|\\ud/.test(JSON.stringify(data)));

describe('what is written can be read again', () => {
  test('in structured mode', () => {
    fc.assert(
      fc.property(events, (event) => {
        expect(decodeCloudEvent(encodeStructured(event))).toEqual({ ok: true, value: event });
      }),
    );
  });

  test('in binary mode', () => {
    fc.assert(
      fc.property(events, (event) => {
        expect(decodeCloudEvent(encodeBinary(event))).toEqual({ ok: true, value: event });
      }),
    );
  });
});

describe('what is read', () => {
  test('both modes, extensions of every type, data in base64, attributes that are null, and a media type in any case', () => {
    const event = { id: '1', source: '/s', type: 't', extensions: {}, data: { a: 1 } };
    expect(structured(JSON.stringify({ ...attributes, data: { a: 1 } }))).toEqual({ ok: true, value: event });
    expect(
      structured(
        JSON.stringify({ ...attributes, subject: null, data: { a: 1 } }),
        'Application/CloudEvents+JSON; Charset=UTF-8',
      ),
    ).toEqual({ ok: true, value: event });
    expect(
      structured(JSON.stringify({ ...attributes, data_base64: Buffer.from('{"a":1}').toString('base64') })),
    ).toEqual({ ok: true, value: event });
    expect(structured(JSON.stringify({ ...attributes, n: 7, yes: true, s: 'x' }))).toMatchObject({
      ok: true,
      value: { extensions: { n: 7, yes: true, s: 'x' }, data: undefined },
    });
    expect(binary('{"a":1}')).toEqual({ ok: true, value: event });
    expect(binary('{"a":1}', { 'Content-Type': 'application/json; charset=utf-8', other: 'x' })).toEqual({
      ok: true,
      value: event,
    });
    expect(binary('{"a":1}', { 'content-type': 'application/vnd.acme+json' })).toEqual({ ok: true, value: event });
    expect(binary('\ufeff{"a":1}')).toEqual({ ok: true, value: event });
    expect(structured(`\ufeff${JSON.stringify({ ...attributes, data: { a: 1 } })}`)).toEqual({
      ok: true,
      value: event,
    });
  });

  test('as deep as data may nest over HTTP', () => {
    const deep = JSON.parse('['.repeat(64) + ']'.repeat(64)) as unknown;
    expect(said(structured(JSON.stringify({ ...attributes, data: deep })))).toBe(said(binary(JSON.stringify(deep))));
    expect(structured(JSON.stringify({ ...attributes, data: deep })).ok).toBe(true);
  });

  test('but for another encoding, which is named', () => {
    const utf16 = binary(Buffer.from('{"a":1}', 'utf16le'));
    expect(utf16).toMatchObject({ ok: false, error: { detail: 'This is UTF-16 (little-endian): send UTF-8.' } });
  });
});

describe('what is refused', () => {
  test.each([
    ['a tombstone', decodeCloudEvent({ value: null, headers: [] }), 'empty'],
    ['an empty value', structured(''), 'empty'],
    ['more than 10 MiB', structured(new Uint8Array(MAX_MESSAGE_BYTES + 1)), 'too_large'],
    ['what is no event at all', decodeCloudEvent({ value: bytes('{}'), headers: [] }), 'not_a_cloud_event'],
    ['a list of events', structured('[]', 'application/cloudevents-batch+json'), 'not_a_cloud_event'],
    ['another encoding', structured('{}', 'application/cloudevents+json; charset=utf-16'), 'not_a_cloud_event'],
    ['what is not UTF-8', structured(Uint8Array.from([0x7b, 0xff, 0x7d])), 'malformed_json'],
    ['an overlong NUL', structured(Uint8Array.from([0x22, 0xc0, 0x80, 0x22])), 'malformed_json'],
    ['two byte order marks', structured('\ufeff\ufeff{}'), 'malformed_json'],
    ['UTF-16', structured(Buffer.from('\ufeff{}', 'utf16le')), 'malformed_json'],
    ['what is not JSON', structured('{'), 'malformed_json'],
    ['a list', structured('[]'), 'not_a_cloud_event'],
    [
      'an event without attributes',
      structured('{}'),
      'not_a_cloud_event, /specversion required, /id required, /source required, /type required',
    ],
    [
      'another version',
      structured(JSON.stringify({ ...attributes, specversion: '0.3' })),
      'not_a_cloud_event, /specversion format',
    ],
    ['a number as an id', structured(JSON.stringify({ ...attributes, id: 1 })), 'not_a_cloud_event, /id type'],
    ['an empty id', structured(JSON.stringify({ ...attributes, id: '' })), 'not_a_cloud_event, /id length'],
    ['a long id', structured(JSON.stringify({ ...attributes, id: 'x'.repeat(256) })), 'not_a_cloud_event, /id length'],
    ['a NUL in an id', structured(JSON.stringify({ ...attributes, id: 'a\0' })), 'not_a_cloud_event, /id encoding'],
    [
      'a lone surrogate',
      structured(JSON.stringify({ ...attributes, type: '\ud800' })),
      'not_a_cloud_event, /type encoding',
    ],
    [
      'a noncharacter',
      structured(JSON.stringify({ ...attributes, subject: '\ufffe' })),
      'not_a_cloud_event, /subject encoding',
    ],
    [
      'a source that is no URI',
      structured(JSON.stringify({ ...attributes, source: 'my source' })),
      'not_a_cloud_event, /source format',
    ],
    [
      'a relative dataschema',
      structured(JSON.stringify({ ...attributes, dataschema: '/s' })),
      'not_a_cloud_event, /dataschema format',
    ],
    [
      'a moment that is none',
      structured(JSON.stringify({ ...attributes, time: '2026-02-30T25:00:00Z' })),
      'not_a_cloud_event, /time format',
    ],
    [
      'a moment before the year 1',
      structured(JSON.stringify({ ...attributes, time: '0000-12-31T23:59:59z' })),
      'not_a_cloud_event, /time format',
    ],
    [
      'an attribute in capitals',
      structured(JSON.stringify({ ...attributes, Subject: 'x' })),
      'not_a_cloud_event,  unknown_field',
    ],
    [
      '__proto__ as an attribute',
      structured('{"specversion":"1.0","id":"1","source":"/s","type":"t","__proto__":{"x":1}}'),
      'not_a_cloud_event, /__proto__ unknown_field',
    ],
    [
      'an attribute twice',
      structured('{"specversion":"1.0","id":"1","source":"/s","type":"t","\\u0069d":"2"}'),
      'not_a_cloud_event, /id duplicate',
    ],
    [
      'data that stands there twice',
      structured('{"specversion":"1.0","id":"1","source":"/s","type":"t","data":{},"data":{}}'),
      'invalid, /data duplicate',
    ],
    [
      'a key twice in the data',
      structured('{"specversion":"1.0","id":"1","source":"/s","type":"t","data":{"a":[{"b":1,"\\u0062":2}]}}'),
      'invalid, /data/a/0/b duplicate',
    ],
    ['an object as an extension', structured(JSON.stringify({ ...attributes, x: {} })), 'not_a_cloud_event, /x type'],
    [
      'a large number as an extension',
      structured(JSON.stringify({ ...attributes, x: 2 ** 31 })),
      'not_a_cloud_event, /x type',
    ],
    [
      '101 extensions',
      structured(
        JSON.stringify({ ...attributes, ...Object.fromEntries(Array.from({ length: 101 }, (_, n) => [`x${n}`, 1])) }),
      ),
      'not_a_cloud_event,  length',
    ],
    [
      'data twice',
      structured(JSON.stringify({ ...attributes, data: 1, data_base64: 'MQ==' })),
      'not_a_cloud_event, /data_base64 duplicate',
    ],
    [
      'what is no base64',
      structured(JSON.stringify({ ...attributes, data_base64: '***' })),
      'not_a_cloud_event, /data_base64 format',
    ],
    ['base64 of what is no JSON', structured(JSON.stringify({ ...attributes, data_base64: 'AAAA' })), 'malformed_json'],
    [
      'data that is not JSON',
      structured(JSON.stringify({ ...attributes, datacontenttype: 'text/plain', data: 'x' })),
      'not_a_cloud_event, /datacontenttype format',
    ],
    [
      'a NUL in the data',
      structured(JSON.stringify({ ...attributes, data: { a: ['b\0'] } })),
      'invalid, /data/a/0 encoding',
    ],
    [
      'a lone surrogate in a key',
      structured(JSON.stringify({ ...attributes, data: { '\udfff': 1 } })),
      'invalid, /data encoding',
    ],
    [
      '__proto__ in the data',
      structured('{"specversion":"1.0","id":"1","source":"/s","type":"t","data":{"a":{"__proto__":1}}}'),
      'invalid, /data/a/__proto__ unknown_field',
    ],
    [
      'a number that no double holds',
      structured('{"specversion":"1.0","id":"1","source":"/s","type":"t","data":{"a":1e999}}'),
      'invalid, /data/a number',
    ],
    [
      'an integer beyond 2^53',
      structured('{"specversion":"1.0","id":"1","source":"/s","type":"t","data":12345678901234567890}'),
      'invalid, /data number',
    ],
    [
      'data that nests deeper than 64',
      structured(JSON.stringify({ ...attributes, data: JSON.parse('['.repeat(65) + ']'.repeat(65)) as unknown })),
      `invalid, /data${'/0'.repeat(64)} depth`,
    ],
    ['a value of brackets alone', structured('['.repeat(1_000_000)), `not_a_cloud_event, ${'/0'.repeat(65)} depth`],
    ['3,000,000 empty lists', structured(`{"data":[${'[],'.repeat(2_999_999)}[]]}`), 'not_a_cloud_event,  too_large'],
    [
      '600,000 keys',
      structured(`{"data":{${Array.from({ length: 600_000 }, (_, n) => `"key${n}":1`).join()}}}`),
      'not_a_cloud_event,  too_large',
    ],
    [
      'the same in base64',
      structured(JSON.stringify({ ...attributes, data_base64: Buffer.from('{"a":"\\u0000"}').toString('base64') })),
      'invalid, /data/a encoding',
    ],
    ['binary: a header twice', binary('{}', {}, [textHeader('ce_id', '2')]), 'not_a_cloud_event'],
    [
      'binary: the media type twice, in other cases',
      binary('{}', { 'content-type': 'application/json' }, [textHeader('Content-Type', 'application/json')]),
      'not_a_cloud_event',
    ],
    ['binary: a header that is not UTF-8', binary('{}', {}, [['ce_x', Uint8Array.from([0xff])]]), 'not_a_cloud_event'],
    ['binary: a header without a value', binary('{}', {}, [['ce_x', null]]), 'not_a_cloud_event'],
    ['binary: no type', binary('{}', { ce_type: '' }), 'not_a_cloud_event, /type length'],
    ['binary: an extension in capitals', binary('{}', { ce_X: '1' }), 'not_a_cloud_event,  unknown_field'],
    [
      'binary: other data',
      binary('<a/>', { 'content-type': 'application/xml' }),
      'not_a_cloud_event, /datacontenttype format',
    ],
    [
      'binary: the media type as an attribute',
      binary('{}', { ce_datacontenttype: 'application/json' }),
      'not_a_cloud_event, /datacontenttype format',
    ],
    ['binary: what is not JSON', binary('{'), 'malformed_json'],
    ['binary: a key twice', binary('{"a":1,"a":1}'), 'invalid, /data/a duplicate'],
    ['binary: UTF-16', binary(Buffer.from('{}', 'utf16le')), 'malformed_json'],
    ['binary: __proto__', binary('{"__proto__":1}'), 'invalid, /data/__proto__ unknown_field'],
  ])('%s', (_name, decoded, expected) => {
    expect(said(decoded)).toBe(expected);
  });

  test('nothing throws, whatever the bytes and the headers are', () => {
    const header = fc.tuple(
      fc.oneof(
        fc.constantFrom('content-type', 'ce_id', 'ce_type', 'ce_source', 'ce_specversion', 'ce_time'),
        fc.string(),
      ),
      fc.option(fc.uint8Array({ maxLength: 30 })),
    );
    const almost = fc
      .tuple(fc.json(), fc.nat(), fc.nat())
      .map(([json, from, count]) => bytes(json.slice(from % (json.length + 1)) + json.slice(0, count % 7)));
    fc.assert(
      fc.property(
        fc.oneof(fc.uint8Array(), almost),
        fc.array(header, { maxLength: 8 }),
        fc.boolean(),
        (value, headers, isStructured) => {
          const decoded = decodeCloudEvent({
            value,
            headers: isStructured ? [textHeader('content-type', 'application/cloudevents+json'), ...headers] : headers,
          });
          expect(typeof decoded.ok).toBe('boolean');
        },
      ),
      { numRuns: 500 },
    );
  });
});
