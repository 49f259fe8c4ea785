import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { createBlankDatabase, createTestDatabase } from '../../../test/postgres.ts';

interface Ended {
  readonly code: unknown;
  readonly stdout: string;
  readonly stderr: string;
}

const program = fileURLToPath(new URL('../src/distribute.ts', import.meta.url));

const distributing = (url: string, ...flags: readonly string[]): Promise<Ended> =>
  new Promise((resolve) => {
    execFile(
      process.execPath,
      [program, ...flags],
      { env: { ...process.env, DATABASE_URL: url } },
      (error, stdout, stderr) => resolve({ code: error?.code ?? 0, stdout, stderr }),
    );
  });

const UNFINISHED =
  'Goldset on Citus is unfinished: on a distributed database no organization can be created, and nothing turns it back into a plain one. docs/scale.md says what is missing.';

test('the command that distributes says that it is unfinished, and does nothing unless it is asked to', async () => {
  const database = await createBlankDatabase();
  expect(await distributing(database.url)).toEqual({
    code: 1,
    stdout: '',
    stderr: `Nothing was distributed. ${UNFINISHED} To work on it, with a database that holds nothing, run "npm run distribute -- --unfinished".\n`,
  });
  await database.drop();
});

test('the command that distributes says in one sentence that there is no Citus', async () => {
  const database = await createTestDatabase();
  expect(await distributing(database.url, '--unfinished')).toEqual({
    code: 1,
    stdout: '',
    stderr: `${UNFINISHED}\nNothing was distributed. The database has no Citus: install it on every node, add the nodes to the coordinator, and run "create extension citus" in this database.\n`,
  });
  await database.drop();
});
