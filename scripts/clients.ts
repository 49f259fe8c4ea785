// Generates clients for Python (two), Go and Java from openapi.yaml, compiles them, runs the main job with each against
// a separate server, and prints a line for each. Exits with 1 if one fails.
// Usage: npm run clients [-- python|python-client|go|java…]. Needs Python 3.11, Go, and a JDK 17 with Maven. `npm test`
// runs the two for Python.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { expected, findGenerators, HOW, TOKEN } from '../apps/server/test/generated-clients/generate.ts';
import type { Generators } from '../apps/server/test/generated-clients/generate.ts';
import { startServer } from '../apps/server/test/server-process.ts';

const clientsOf = ({ python, pythonClient, go, java }: Generators): Readonly<Record<string, Generators['python']>> => ({
  python,
  'python-client': pythonClient,
  go,
  java,
});

const wanted = process.argv.slice(2);
const found = await findGenerators();

if ('reason' in found) {
  console.error(`The generators cannot be had: ${found.reason}. ${HOW}`);
  process.exitCode = 1;
} else {
  const folder = mkdtempSync(join(tmpdir(), 'goldset-clients-server-'));
  const server = startServer({
    GOLDSET_DATA_DIR: join(folder, 'data'),
    GOLDSET_BOOTSTRAP_TOKEN: TOKEN,
    LOG_LEVEL: 'warn',
  });
  try {
    const target = { url: await server.serving, token: TOKEN };
    for (const [name, doMainJob] of Object.entries(clientsOf(found))) {
      if (wanted.length > 0 && !wanted.includes(name)) continue;
      const began = performance.now();
      const seen = await doMainJob(target).catch((error: unknown) =>
        error instanceof Error ? error.message : String(error),
      );
      const isRight = isDeepStrictEqual(seen, expected);
      console.log(
        `${isRight ? 'ok  ' : 'FAIL'} ${name} (${((performance.now() - began) / 1000).toFixed(0)} s): ${typeof seen === 'string' ? seen : JSON.stringify(seen)}`,
      );
      if (!isRight) process.exitCode = 1;
    }
  } finally {
    server.kill('SIGTERM');
    await server.ended;
    rmSync(folder, { recursive: true, force: true });
    found.remove();
  }
}
