import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { newTestApp, problemIn } from './test-app.ts';

/** What a body may have that holds names and little else. */
const LIMIT = 256 * 1024;

const JSON_TYPE = { 'content-type': 'application/json' };
const GZIP = { ...JSON_TYPE, 'content-encoding': 'gzip' };

/** A body of so many equal chunks that says how many were asked for. */
const counted = (
  chunk: Uint8Array,
  count: number,
): { readonly body: ReadableStream<Uint8Array>; readonly taken: () => number } => {
  let taken = 0;
  const body = new ReadableStream<Uint8Array>(
    {
      pull: (controller) => {
        if (taken === count) return controller.close();
        taken += 1;
        controller.enqueue(chunk);
      },
    },
    { highWaterMark: 0 },
  );
  return { body, taken: () => taken };
};

describe('a JSON body', () => {
  test('is taken in UTF-8, plain or compressed', async () => {
    const { send } = await newTestApp();
    const body = JSON.stringify({ name: 'Zoë €' });
    for (const type of ['application/json', 'application/json; charset=utf-8', 'Application/JSON;charset="UTF-8"']) {
      expect((await send('POST', '/v1/organizations', { headers: { 'content-type': type }, body })).status).toBe(201);
    }
    for (const encoding of ['gzip', 'x-gzip', 'GZIP']) {
      const answer = await send('POST', '/v1/organizations', {
        headers: { ...JSON_TYPE, 'content-encoding': encoding },
        body: new Uint8Array(gzipSync(body)),
      });
      expect([answer.status, ((await answer.json()) as { name: string }).name]).toEqual([201, 'Zoë €']);
    }
    expect(
      (await send('POST', '/v1/organizations', { headers: { ...JSON_TYPE, 'content-encoding': 'identity' }, body }))
        .status,
    ).toBe(201);
  });

  test('has a media type and an encoding that can be read', async () => {
    const { send } = await newTestApp();
    const body = '{"name":"x"}';
    for (const headers of [
      { 'content-type': 'text/plain' },
      { 'content-type': 'application/x-ndjson' },
      { 'content-type': 'application/json; charset=utf-16' },
      { 'content-type': 'application/jsonp' },
      { 'content-type': '' },
      { ...JSON_TYPE, 'content-encoding': 'br' },
      { ...JSON_TYPE, 'content-encoding': 'gzip, gzip' },
    ]) {
      const answer = await send('POST', '/v1/organizations', { headers, body });
      expect([answer.status, (await problemIn(answer)).code]).toEqual([415, 'unsupported_media_type']);
    }
    const bare = await send('POST', '/v1/organizations', { body: new Uint8Array(Buffer.from(body)) });
    expect((await problemIn(bare)).code).toBe('unsupported_media_type');
    const encoded = await send('POST', '/v1/organizations', {
      headers: { ...JSON_TYPE, 'content-encoding': 'br' },
      body,
    });
    expect(encoded.headers.get('accept-encoding')).toBe('gzip');
  });

  test('must be JSON', async () => {
    const { send } = await newTestApp();
    const bodies: readonly (string | Uint8Array<ArrayBuffer>)[] = [
      '',
      ' ',
      '{',
      '{"name":"x"}}',
      "{'name':'x'}",
      '{"name":"a\0b"}',
      '\ufeff',
      '\ufeff\ufeff{"name":"x"}',
      'NaN',
      new Uint8Array([0x22, 0xff, 0x22]),
    ];
    for (const body of bodies) {
      const { status, code } = await problemIn(await send('POST', '/v1/organizations', { headers: JSON_TYPE, body }));
      expect([status, code]).toEqual([400, 'malformed_json']);
    }
    const intact = gzipSync('{"name":"x"}');
    for (const body of [new Uint8Array(intact.subarray(0, -9)), new Uint8Array([1, 2, 3])]) {
      expect((await problemIn(await send('POST', '/v1/organizations', { headers: GZIP, body }))).code).toBe(
        'malformed_json',
      );
    }
  });

  test('holds nothing that could not be given back unchanged', async () => {
    const { send } = await newTestApp();
    const deep = (levels: number): string => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;
    for (const [body, pointer, code] of [
      ['{"name":"a\\u0000b"}', '/name', 'encoding'],
      ['{"name":"\\ud800"}', '/name', 'encoding'],
      ['{"name":"x","name":"x"}', '/name', 'duplicate'],
      ['{"name":"x","\\u006eame":"x"}', '/name', 'duplicate'],
      ['{"name":{"x":[{"é":1,"\\u00e9":2}]}}', '/name/x/0/é', 'duplicate'],
      ['{"name":"x","__proto__":1}', '/__proto__', 'unknown_field'],
      ['{"name":{"x":[{"__proto__":1}]}}', '/name/x/0/__proto__', 'unknown_field'],
      ['{"name":1e999}', '/name', 'number'],
      ['{"name":9007199254740992}', '/name', 'number'],
      [`{"name":${deep(64)}}`, `/name${'/a'.repeat(63)}`, 'depth'],
    ] as const) {
      const { status, errors } = await problemIn(await send('POST', '/v1/organizations', { headers: JSON_TYPE, body }));
      expect([status, errors?.map((fault) => `${fault.pointer} ${fault.code}`)]).toEqual([422, [`${pointer} ${code}`]]);
    }
  });

  test('may be left out where no field is required', async () => {
    const { send, project } = await newTestApp();
    const path = `/v1/projects/${await project()}/tasks`;
    const id = '0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a4e55';
    for (const parts of [{}, { headers: JSON_TYPE, body: '' }, { headers: JSON_TYPE, body: '{}' }]) {
      expect((await problemIn(await send('POST', `${path}/claim`, parts))).code).toBe('not_ready');
      expect((await problemIn(await send('POST', `${path}/${id}/renew`, parts))).code).toBe('not_found');
      expect((await problemIn(await send('POST', `${path}/${id}/skip`, parts))).code).toBe('not_found');
    }
    expect(
      (await problemIn(await send('POST', `${path}/${id}/renew`, { headers: JSON_TYPE, body: '{"x":1}' }))).code,
    ).toBe('unknown_field');
    expect((await problemIn(await send('POST', `${path}/${id}/renew`, { headers: JSON_TYPE, body: '[]' }))).code).toBe(
      'invalid',
    );
    expect((await problemIn(await send('POST', `${path}/${id}/submit`))).code).toBe('malformed_json');
  });

  test('may begin with a byte order mark, and be in no other encoding, which is named', async () => {
    const { send } = await newTestApp();
    expect((await send('POST', '/v1/organizations', { headers: JSON_TYPE, body: '\ufeff{"name":"x"}' })).status).toBe(
      201,
    );
    expect(
      (await send('POST', '/v1/organizations', { headers: GZIP, body: new Uint8Array(gzipSync('\ufeff{"name":"x"}')) }))
        .status,
    ).toBe(201);
    for (const mark of ['', '\ufeff']) {
      const body = new Uint8Array(Buffer.from(`${mark}{"name":"x"}`, 'utf16le'));
      const { status, code, detail } = await problemIn(
        await send('POST', '/v1/organizations', { headers: JSON_TYPE, body }),
      );
      expect([status, code, detail]).toEqual([400, 'malformed_json', 'This is UTF-16 (little-endian): send UTF-8.']);
    }
  });

  test('that is no JSON is told where, and what to send instead', async () => {
    const { send } = await newTestApp();
    const { detail } = await problemIn(
      await send('POST', '/v1/organizations', { headers: JSON_TYPE, body: '{"name": NaN}' }),
    );
    expect(detail).toBe('Not valid JSON: at character 10, NaN is no JSON: send null.');
  });

  test('may be as large as its limit after inflating, and not a byte more', async () => {
    const { send } = await newTestApp();
    const fits = `{"name":"x"}`.padEnd(LIMIT);
    expect((await send('POST', '/v1/organizations', { headers: JSON_TYPE, body: fits })).status).toBe(201);
    expect(
      (await send('POST', '/v1/organizations', { headers: GZIP, body: new Uint8Array(gzipSync(fits)) })).status,
    ).toBe(201);
    expect(
      (await problemIn(await send('POST', '/v1/organizations', { headers: JSON_TYPE, body: `${fits} ` }))).code,
    ).toBe('too_large');
    expect(
      (
        await problemIn(
          await send('POST', '/v1/organizations', { headers: GZIP, body: new Uint8Array(gzipSync(`${fits} `)) }),
        )
      ).code,
    ).toBe('too_large');
  });

  test('is refused by its length before it is read', async () => {
    const { send } = await newTestApp();
    const { body, taken } = counted(new Uint8Array(1024), 1);
    const answer = await send('POST', '/v1/organizations', {
      headers: { ...JSON_TYPE, 'content-length': String(LIMIT + 1) },
      body,
    });
    expect([(await problemIn(answer)).code, taken()]).toEqual(['too_large', 0]);
  });

  test('is read no further than its limit, also when it is a bomb', async () => {
    const { send } = await newTestApp();
    const plain = counted(new Uint8Array(LIMIT / 4).fill(0x20), 1000);
    expect(
      (await problemIn(await send('POST', '/v1/organizations', { headers: JSON_TYPE, body: plain.body }))).code,
    ).toBe('too_large');
    expect(plain.taken()).toBe(5);

    // Each member inflates to 8 MiB; gzip members can be strung together.
    const bomb = counted(new Uint8Array(gzipSync(Buffer.alloc(8 * 1024 * 1024, 0x20))), 1000);
    const before = process.memoryUsage().arrayBuffers;
    expect((await problemIn(await send('POST', '/v1/organizations', { headers: GZIP, body: bomb.body }))).code).toBe(
      'too_large',
    );
    expect(bomb.taken()).toBeLessThan(20);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(64 * 1024 * 1024);

    // Members that hold nothing, without end.
    const nothing = counted(new Uint8Array(Buffer.concat(Array.from({ length: 1000 }, () => gzipSync('')))), 1000);
    expect((await problemIn(await send('POST', '/v1/organizations', { headers: GZIP, body: nothing.body }))).code).toBe(
      'too_large',
    );
    expect(nothing.taken()).toBeLessThan(40);
  });

  test('that breaks off is refused', async () => {
    const { send, log } = await newTestApp();
    const body = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        controller.enqueue(new Uint8Array(10));
        controller.error(new Error('the connection was cut'));
      },
    });
    expect((await problemIn(await send('POST', '/v1/organizations', { headers: JSON_TYPE, body }))).code).toBe(
      'malformed_json',
    );
    expect(log.map(({ level }) => level)).toEqual(['info']);
  });

  test('is not looked at where nobody asks', async () => {
    const { send } = await newTestApp();
    const { body, taken } = counted(new Uint8Array(1024), 1000);
    const answer = await send('POST', '/v1/organizations', {
      headers: { ...JSON_TYPE, authorization: undefined },
      body,
    });
    expect([answer.status, taken()]).toEqual([401, 0]);
  });
});
