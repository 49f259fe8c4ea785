import type { Sql } from 'postgres';

// Somebody has the table for long, this user does not own it, or the server is read-only: it is advice, and can wait for another start.
const NOT_NOW = new Set(['55P03', '42501', '25006']);

/**
 * Tells the planner that all of a heavy table may be one project’s. Left to itself it divides the rows that it knows of by
 * the projects that it knows of (by 200 while it knows of none), and where that leaves few it reads all that any index has
 * of a project instead of a probe for each of some ids, in the project of millions as well. Nothing is gathered of these
 * columns any more, so that it keeps what it is told; a dump leaves that behind, so each start tells it where it is missing.
 */
export const tellProjectStatistics = async (sql: Sql): Promise<void> => {
  const tables = await sql<{ schema: string; name: string }[]>`
    select n.nspname::text as schema, c.relname::text as name
    from pg_index x
    join pg_class c on c.oid = x.indrelid
    join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attnum = x.indkey[0] and a.attname = 'project_id'
    left join pg_stats s on s.schemaname = n.nspname and s.tablename = c.relname and s.attname = a.attname
    where x.indisprimary and n.nspname = current_schema()
      and not (a.attstattarget is not distinct from 0 and (s.n_distinct = 1 and s.most_common_vals is null) is true)
    order by c.relname`;
  for (const { schema, name } of tables) {
    try {
      await sql.begin(async (transaction) => {
        await transaction`set local lock_timeout = '1s'`;
        await transaction`alter table ${transaction(schema)}.${transaction(name)} alter column project_id set statistics 0`;
        await transaction`
          select pg_clear_attribute_stats(${schema}, ${name}, 'project_id', false),
            pg_restore_attribute_stats('schemaname', ${schema}::text, 'relname', ${name}::text, 'attname', 'project_id', 'inherited', false, 'null_frac', 0::real, 'avg_width', 16, 'n_distinct', 1::real)`;
      });
    } catch (error) {
      if (!NOT_NOW.has(String((error as { readonly code?: unknown }).code))) throw error;
    }
  }
};
