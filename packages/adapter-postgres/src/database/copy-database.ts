import { pipeline } from 'node:stream/promises';
import postgres from 'postgres';
import type { TransactionSql } from 'postgres';
import { migrate } from './migrate.ts';
import { tablesInOrder } from './tables.ts';

/** Thrown if the target database has data; its message says what to do. */
export class DatabaseNotEmpty extends Error {}

const copySequences = async (source: TransactionSql, target: TransactionSql): Promise<void> => {
  const names = await source<
    { name: string }[]
  >`select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'S'`;
  for (const { name } of names) {
    const [state] = await source<
      { last_value: string; is_called: boolean }[]
    >`select last_value::text, is_called from ${source(name)}`;
    if (state !== undefined)
      await target`select setval(${name}::regclass, ${state.last_value}::bigint, ${state.is_called})`;
  }
};

const countIn = async (sql: TransactionSql, table: string): Promise<number> =>
  Number((await sql<{ count: string }[]>`select count(*)::text as count from ${sql(table)}`)[0]?.count);

/**
 * Copies a whole database, as of one moment, into one that has no data yet. Either everything arrives or nothing. First
 * brings both to the schema of this version. Calls `onTable` with the number of rows of each table. Throws
 * `DatabaseNotEmpty`.
 */
export const copyDatabase = async (
  from: string,
  to: string,
  onTable: (name: string, rows: number) => void,
): Promise<void> => {
  await migrate(from);
  await migrate(to);
  const options = { max: 1, connect_timeout: 5, fetch_types: true, onnotice: () => undefined };
  const [source, target] = [postgres(from, options), postgres(to, options)];
  try {
    await source.begin('isolation level repeatable read read only', async (reading) => {
      await target.begin(async (writing) => {
        const tables = await tablesInOrder(reading);
        for (const { name } of tables) {
          const [found] = await writing<{ exists: boolean }[]>`select exists (select from ${writing(name)}) as exists`;
          if (found?.exists === true)
            throw new DatabaseNotEmpty(
              `The database to copy into has data already (in the table ${name}): name an empty one.`,
            );
        }
        for (const { name, columns } of tables) {
          const place = `"${name}" (${columns.map((column) => `"${column}"`).join(', ')})`;
          const rows = await reading.unsafe(`copy ${place} to stdout`).readable();
          await pipeline(rows, await writing.unsafe(`copy ${place} from stdin`).writable());
          // If the last rows and their end arrive at once, the driver keeps the connection blocked until it is asked to
          // read more.
          rows._read(0);
          const [there, here] = [await countIn(reading, name), await countIn(writing, name)];
          if (there !== here) throw new Error(`Of the table ${name}, ${here} of ${there} rows arrived.`);
          onTable(name, here);
        }
        await copySequences(reading, writing);
      });
    });
  } finally {
    await Promise.all([source.end(), target.end()]);
  }
};
