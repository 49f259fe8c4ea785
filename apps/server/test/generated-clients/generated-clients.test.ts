import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase } from '../../../../test/postgres.ts';
import type { TestDatabase } from '../../../../test/postgres.ts';
import { startServer } from '../server-process.ts';
import type { ServerProcess } from '../server-process.ts';
import { expected, findGenerators, HOW, TOKEN } from './generate.ts';
import type { Generators } from './generate.ts';

const found = await findGenerators();
const isThere = !('reason' in found);
if (!isThere) process.stderr.write(`The test that needs Python is skipped: ${found.reason}. ${HOW}\n`);

let database: TestDatabase;
let server: ServerProcess;
beforeAll(async () => {
  database = await createTestDatabase();
  server = startServer({ DATABASE_URL: database.url, GOLDSET_BOOTSTRAP_TOKEN: TOKEN, LOG_LEVEL: 'warn' });
  await server.serving;
});
afterAll(async () => {
  server.kill('SIGTERM');
  await server.ended;
  await database.drop();
  if (isThere) found.remove();
});

test.skipIf(!isThere)(
  `two clients generated for Python do the main job, and types of Kafka’s messages take its examples (${HOW})`,
  { timeout: 300_000 },
  async () => {
    const { python, pythonClient, messageTypes } = found as Generators;
    const target = { url: await server.serving, token: TOKEN };
    const [ofOpenapiGenerator, ofOpenapiPythonClient, { took, refused, classes }] = await Promise.all([
      python(target),
      pythonClient(target),
      messageTypes(),
    ]);
    expect(ofOpenapiGenerator).toEqual(expected);
    expect(ofOpenapiPythonClient).toEqual(expected);
    expect(took.length).toBeGreaterThan(20);
    expect(refused).toEqual(took);
    expect(classes).toEqual(
      expect.arrayContaining([
        'ItemImportEvent',
        'ItemImportData',
        'TaskSubmittedEvent',
        'TaskSubmittedData',
        'DeadLetterHeaders',
      ]),
    );
    expect(classes.filter((name) => /^(Model|Anonymous|Data|Field)\w*\d*$/.test(name))).toEqual([]);
  },
);
