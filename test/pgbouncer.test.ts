import { tmpdir } from 'node:os';
import { afterEach, expect, test, vi } from 'vitest';
import { findPgbouncer } from './pgbouncer.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

test('where there is no PgBouncer its tests are skipped, unless it is required', async () => {
  vi.stubEnv('REQUIRE_PGBOUNCER', '');
  expect(await findPgbouncer([tmpdir()])).toBeUndefined();
  vi.stubEnv('REQUIRE_PGBOUNCER', '1');
  await expect(findPgbouncer([tmpdir()])).rejects.toThrow('REQUIRE_PGBOUNCER=1, and there is no PgBouncer');
});
