import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { createTestDatabase } from '../../../test/postgres.ts';

test('the command that distributes says in one sentence that there is no Citus', async () => {
  const database = await createTestDatabase();
  const program = fileURLToPath(new URL('../src/distribute.ts', import.meta.url));
  const ended = await new Promise<{ readonly code: unknown; readonly stdout: string; readonly stderr: string }>((resolve) => {
    execFile(process.execPath, [program], { env: { ...process.env, DATABASE_URL: database.url } }, (error, stdout, stderr) => resolve({ code: error?.code ?? 0, stdout, stderr }));
  });
  expect(ended).toEqual({
    code: 1,
    stdout: '',
    stderr: 'Nothing was distributed. The database has no Citus: install it on every node, add the nodes to the coordinator, and run "create extension citus" in this database.\n',
  });
  await database.drop();
});
