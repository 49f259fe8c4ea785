import { openPostgres } from '@goldset/adapter-postgres';
import type { Organization } from '@goldset/core';
import { expect, test } from 'vitest';
import { createTestDatabase } from '../../../../test/postgres.ts';
import { startTestApp } from './server.ts';

const REQUESTS = 60;
const MAX_QUEUED = 10;

test('of many requests at once, those that would wait too long are turned away whole, and the others served', async () => {
  const database = await createTestDatabase();
  const { store, use, close } = openPostgres(database.url, { max: 2 });
  let most = 0;
  const isOverloaded = (): boolean => {
    most = Math.max(most, use().waiting);
    return use().waiting >= MAX_QUEUED;
  };
  const app = await startTestApp({ store, http: { isOverloaded } });
  try {
    const answers = await Promise.all(
      Array.from({ length: REQUESTS }, (_, n) => app.api.post<Organization>('/organizations', { name: `number ${n}` })),
    );
    const made = answers.filter(({ status }) => status === 201);
    const refused = answers.filter(({ status }) => status === 429);
    expect(made.length + refused.length).toBe(REQUESTS);
    expect(made.length).toBeGreaterThanOrEqual(MAX_QUEUED);
    expect(refused.length).toBeGreaterThan(0);
    expect(most).toBeLessThanOrEqual(MAX_QUEUED);
    const { organizations } = (
      await app.api.get<{ organizations: { name: string }[] }>('/me/organizations?per_page=200')
    ).body;
    expect(organizations.map(({ name }) => name).toSorted()).toEqual(made.map(({ body }) => body.name).toSorted());
    expect(use()).toEqual({ max: 2, inUse: 0, waiting: 0 });
  } finally {
    await app.close();
    await close();
    await database.drop();
  }
});

test('what is turned away keeps no idempotency key, and holds up no request that has the same one', async () => {
  let isOverloaded = true;
  const app = await startTestApp({ http: { isOverloaded: () => isOverloaded } });
  try {
    const create = async (name: string): Promise<readonly [number, string | null]> => {
      const { status, headers } = await app.api.request<Organization>('POST', '/organizations', {
        headers: { 'Content-Type': 'application/json', 'Idempotency-Key': 'the-same' },
        body: JSON.stringify({ name }),
      });
      return [status, headers.get('idempotency-replayed')];
    };
    expect(await Promise.all([create('one'), create('two')])).toEqual([
      [429, null],
      [429, null],
    ]);
    isOverloaded = false;
    expect([await create('three'), await create('three')]).toEqual([
      [201, null],
      [201, 'true'],
    ]);
    isOverloaded = true;
    expect(await create('three')).toEqual([429, null]);
  } finally {
    await app.close();
  }
});
