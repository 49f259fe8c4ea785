import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startListening } from '../../../apps/server/test/http/listening.ts';
import type { ListeningApp } from '../../../apps/server/test/http/listening.ts';

const program = fileURLToPath(new URL('./readme-examples.ts', import.meta.url));

let server: ListeningApp;
beforeAll(async () => {
  server = await startListening();
});
afterAll(() => server.close());

test('the examples of the README do what they say', async () => {
  const env = { ...process.env, GOLDSET_URL: server.origin, GOLDSET_TOKEN: server.token };
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [program], { env });
  expect(stderr).toBe('');
  expect(stdout.trimEnd().split('\n')).toEqual([
    '1000 created, 0 rejected []',
    "[ 'item_id', 'external_id' ]",
    '1 created, 0 rejected []',
    '1001 items; 1 member on a page of at most 50',
    expect.stringMatching(/^\/text /),
    'There is no guideline yet: not_ready',
    'active 409 0',
  ]);
});
