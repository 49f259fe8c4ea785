import { describe, expect, test } from 'vitest';
import { newTestApp } from './test-app.ts';

const ORIGIN = 'https://app.example.org';

describe('every answer', () => {
  test('says to browsers what they may do with it', async () => {
    const { send } = await newTestApp({ getMe: () => Promise.reject(new Error('broken')) });
    for (const path of [
      '/v1/me',
      '/v1/me/tokens',
      '/v1/nothing',
      '/healthz',
      '/docs',
      '/docs/swagger-ui.css',
      '/problems',
      '/openapi.yaml',
    ]) {
      const { headers } = await send('GET', path);
      expect([path, headers.get('x-content-type-options'), headers.get('referrer-policy')]).toEqual([
        path,
        'nosniff',
        'no-referrer',
      ]);
      expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
      expect([path, headers.get('cache-control')]).toEqual([
        path,
        path === '/docs/swagger-ui.css' ? 'public, max-age=3600' : 'no-store',
      ]);
    }
  });
});

describe('pages of other origins', () => {
  const preflight = {
    origin: ORIGIN,
    authorization: undefined,
    'access-control-request-method': 'PATCH',
    'access-control-request-headers': 'if-match',
  };

  test('may nothing, unless configured', async () => {
    const { send } = await newTestApp();
    const answer = await send('OPTIONS', '/v1/me', { headers: preflight });
    expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([405, null]);
    expect(
      (await send('GET', '/v1/me', { headers: { origin: ORIGIN } })).headers.get('access-control-allow-origin'),
    ).toBeNull();
  });

  test('may call the API if they are listed', async () => {
    const { send } = await newTestApp({}, { corsOrigins: ['https://other.example.org', ORIGIN] });
    const asked = await send('OPTIONS', '/v1/projects/x/items/y', { headers: preflight });
    expect([
      asked.status,
      asked.headers.get('access-control-allow-origin'),
      asked.headers.get('access-control-max-age'),
    ]).toEqual([204, ORIGIN, '86400']);
    for (const name of ['Authorization', 'Content-Type', 'If-Match', 'Idempotency-Key', 'X-Request-Id', 'Accept'])
      expect(asked.headers.get('access-control-allow-headers')?.split(',')).toContain(name);
    for (const method of ['GET', 'POST', 'PATCH', 'DELETE'])
      expect(asked.headers.get('access-control-allow-methods')?.split(',')).toContain(method);
    expect(asked.headers.get('x-request-id')).not.toBeNull();
    for (const path of ['/v1/me', '/v1/nothing', '/v1/projects/x', '/openapi.json']) {
      const { headers } = await send('GET', path, { headers: { origin: ORIGIN, 'accept-encoding': 'gzip' } });
      expect([path, headers.get('access-control-allow-origin')]).toEqual([path, ORIGIN]);
      expect(headers.get('vary')?.split(', ')).toContain('Origin');
      if (path === '/openapi.json') expect(headers.get('vary')?.split(', ')).toContain('Accept-Encoding');
      for (const name of [
        'ETag',
        'Location',
        'X-Request-Id',
        'Retry-After',
        'Idempotency-Replayed',
        'Goldset-Next-Cursor',
        'Link',
      ]) {
        expect(headers.get('access-control-expose-headers')?.split(',')).toContain(name);
      }
      expect(headers.get('access-control-allow-credentials')).toBeNull();
    }
    expect(
      (await send('GET', '/v1/me', { headers: { origin: 'https://evil.example.org' } })).headers.get(
        'access-control-allow-origin',
      ),
    ).toBeNull();
    expect(
      (await send('GET', '/healthz', { headers: { origin: ORIGIN } })).headers.get('access-control-allow-origin'),
    ).toBeNull();
    expect((await send('OPTIONS', '/v1/me', { headers: { origin: ORIGIN } })).status).toBe(405);
  });

  test('may all call it where that is configured', async () => {
    const { send } = await newTestApp({}, { corsOrigins: ['*'] });
    expect(
      (await send('GET', '/v1/me', { headers: { origin: 'https://anyone.example.org' } })).headers.get(
        'access-control-allow-origin',
      ),
    ).toBe('*');
  });
});
