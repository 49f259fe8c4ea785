// Distributes the tables of the database that DATABASE_URL names (the coordinator of a Citus cluster) over the nodes.
// Unfinished: nothing can be created in a distributed database yet, and distribution cannot be undone. Run it on an
// empty database while no server is running.
import { CitusMissing, distribute } from '@goldset/adapter-postgres';
import { readConfig } from './config.ts';
import { databaseFault } from './database-fault.ts';
import { StartupFault } from './startup-fault.ts';

const FLAG = '--unfinished';

const UNFINISHED =
  'Goldset on Citus is unfinished: on a distributed database no organization can be created, and nothing turns it back into a plain one. docs/scale.md says what is missing.';

const spread = async (databaseUrl: string | undefined): Promise<void> => {
  if (databaseUrl === undefined) throw new StartupFault('DATABASE_URL must name the coordinator of a Citus cluster.');
  if (!process.argv.includes(FLAG))
    throw new StartupFault(
      `${UNFINISHED} To work on it, with a database that holds nothing, run "npm run distribute -- ${FLAG}".`,
    );
  process.stderr.write(`${UNFINISHED}\n`);
  let tables = 0;
  try {
    await distribute(databaseUrl, (name, how) => {
      tables += 1;
      process.stdout.write(`${name}: ${how === 'reference' ? 'whole on every node' : 'by project'}\n`);
    });
  } catch (error) {
    throw error instanceof CitusMissing ? new StartupFault(error.message) : databaseFault(error, databaseUrl);
  }
  process.stdout.write(tables === 0 ? 'Everything was distributed already.\n' : `${tables} tables are distributed.\n`);
};

const config = readConfig(process.env);
const done = config.ok
  ? spread(config.value.databaseDirectUrl ?? config.value.databaseUrl)
  : Promise.reject(new StartupFault(config.error.join('\n')));
await done.catch((error: unknown) => {
  process.stderr.write(
    `Nothing was distributed. ${error instanceof StartupFault ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  process.exitCode = 1;
});
