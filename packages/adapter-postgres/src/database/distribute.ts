import postgres from 'postgres';
import type { TransactionSql } from 'postgres';
import { migrate } from './migrate.ts';
import { keepPlanning } from './planning.ts';
import { tablesInOrder } from './tables.ts';

/** Thrown for a PostgreSQL without Citus; its message says what to do. */
export class CitusMissing extends Error {}

/** The column by whose value rows are spread over the nodes. */
const COLUMN = 'project_id';

interface ForeignKey {
  readonly name: string;
  readonly table: string;
  readonly definition: string;
}

// Citus refuses a foreign key between two tables of which one is distributed and the other not yet, in either order.
const foreignKeysAmong = (sql: TransactionSql, tables: readonly string[]): Promise<readonly ForeignKey[]> => sql<
  ForeignKey[]
>`
  select f.conname as name, c.relname as table, pg_get_constraintdef(f.oid) as definition
  from pg_constraint f join pg_class c on c.oid = f.conrelid
  where f.contype = 'f' and c.relnamespace = 'public'::regnamespace and c.relname in ${sql(tables)}
  order by c.relname, f.conname`;

/**
 * Spreads the tables of a database over the nodes of its Citus cluster, in one transaction: those whose primary key begins with the project by it,
 * together, and all others whole onto each node. What is spread already stays as it is. `onTable` is told of each that was not. Brings the database to
 * this version's schema first. Throws `CitusMissing`. Unfinished: most statements that write are refused on such a database (`docs/scale.md`).
 */
export const distribute = async (
  url: string,
  onTable: (name: string, how: 'distributed' | 'reference') => void,
): Promise<void> => {
  const sql = postgres(url, { max: 1, connect_timeout: 5, onnotice: () => undefined });
  try {
    const [citus] = await sql<
      { exists: boolean }[]
    >`select to_regproc('create_distributed_table') is not null as exists`;
    if (citus?.exists !== true)
      throw new CitusMissing(
        'The database has no Citus: install it on every node, add the nodes to the coordinator, and run "create extension citus" in this database.',
      );
    await migrate(url);
    await sql.begin(async (transaction) => {
      await transaction`select set_config('citus.multi_shard_modify_mode', 'sequential', true)`;
      const done = new Set(
        (await transaction<{ name: string }[]>`select logicalrelid::regclass::text as name from pg_dist_partition`).map(
          ({ name }) => name,
        ),
      );
      const tables = await tablesInOrder(transaction);
      const missing = tables.filter(({ name }) => !done.has(name));
      const heavy = missing.filter(({ leader }) => leader === COLUMN).map(({ name }) => name);
      for (const { name, leader } of missing) {
        if (leader === COLUMN) continue;
        await transaction`select create_reference_table(${name}::regclass)`;
        onTable(name, 'reference');
      }
      if (heavy.length === 0) return;
      // Where it is the default of a column, the sequence is there on every node.
      await transaction`alter table items alter column queue_position set default nextval('queue_positions')`;
      const foreignKeys = await foreignKeysAmong(transaction, heavy);
      for (const { name, table } of foreignKeys)
        await transaction`alter table ${transaction(table)} drop constraint ${transaction(name)}`;
      const [first] = tables.filter(({ leader }) => leader === COLUMN);
      for (const name of heavy) {
        if (name === first?.name) await transaction`select create_distributed_table(${name}::regclass, ${COLUMN})`;
        else
          await transaction`select create_distributed_table(${name}::regclass, ${COLUMN}, colocate_with => ${first?.name ?? 'default'})`;
        onTable(name, 'distributed');
      }
      for (const { name, table, definition } of foreignKeys)
        await transaction.unsafe(`alter table "${table}" add constraint "${name}" ${definition}`);
    });
    await keepPlanning(url);
  } finally {
    await sql.end();
  }
};
