// Starts the embedded PostgreSQL, says its process id and URL, and waits to be killed.
import { startEmbeddedPostgres } from '../src/embedded-postgres.ts';

const { pid, url } = await startEmbeddedPostgres({ dataDirectory: process.argv[2] ?? '' });
console.log(JSON.stringify({ pid, url }));
setInterval(() => undefined, 60_000);
