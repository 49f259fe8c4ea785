import postgres from 'postgres';
import type { TransactionSql } from 'postgres';
import { migrate } from './migrate.ts';
import { keepPlanning } from './planning.ts';
import { tablesInOrder } from './tables.ts';

/** Thrown if the database has no Citus; its message says what to do. */
export class CitusMissing extends Error {}

/** The column whose value decides on which node a row is stored. */
const COLUMN = 'project_id';

interface ForeignKey {
  readonly name: string;
  readonly table: string;
  readonly definition: string;
}

// Citus rejects a foreign key between two tables if one is distributed and the other is not yet, in either order.
const foreignKeysAmong = (sql: TransactionSql, tables: readonly string[]): Promise<readonly ForeignKey[]> => sql<
  ForeignKey[]
>`
  select f.conname as name, c.relname as table, pg_get_constraintdef(f.oid) as definition
  from pg_constraint f join pg_class c on c.oid = f.conrelid
  where f.contype = 'f' and c.relnamespace = 'public'::regnamespace and c.relname in ${sql(tables)}
  order by c.relname, f.conname`;

/**
 * Distributes the tables of a database over the nodes of its Citus cluster, in one transaction. Tables whose primary
 * key begins with the project are distributed by it, together. All others are copied whole onto each node. Tables that
 * are distributed already stay as they are; `onTable` is called for each other one. First brings the database to the
 * schema of this version. Throws `CitusMissing`. Unfinished: such a database rejects most statements that write
 * (`docs/scale.md`).
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
      // A sequence that is the default of a column exists on every node.
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
