// Copies the data of the embedded PostgreSQL into the database that DATABASE_URL names. The server must be stopped.
import { copyDatabase, DatabaseNotEmpty } from '@goldset/adapter-postgres';
import { readConfig } from './config.ts';
import { holdDataDirectory } from './data-directory.ts';
import { databaseFault } from './database-fault.ts';
import { startEmbeddedPostgres } from './embedded-postgres.ts';
import { StartupFault } from './startup-fault.ts';

const move = async (dataDirectory: string, databaseUrl: string | undefined): Promise<void> => {
  if (databaseUrl === undefined) throw new StartupFault('DATABASE_URL must name the database to copy into.');
  const directory = await holdDataDirectory(dataDirectory);
  try {
    const embedded = await startEmbeddedPostgres({ dataDirectory });
    try {
      await copyDatabase(embedded.url, databaseUrl, (name, rows) => process.stdout.write(`${name}: ${rows}\n`));
    } catch (error) {
      throw error instanceof DatabaseNotEmpty ? new StartupFault(error.message) : databaseFault(error, databaseUrl);
    } finally {
      await embedded.stop();
    }
  } finally {
    directory.release();
  }
  process.stdout.write(
    'Everything has arrived. Start the server with this DATABASE_URL from now on; the data directory is as it was, for you to keep or to remove.\n',
  );
};

const config = readConfig(process.env);
const moved = config.ok
  ? move(config.value.dataDirectory, config.value.databaseDirectUrl ?? config.value.databaseUrl)
  : Promise.reject(new StartupFault(config.error.join('\n')));
await moved.catch((error: unknown) => {
  process.stderr.write(
    `Nothing was moved. ${error instanceof StartupFault ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  process.exitCode = 1;
});
