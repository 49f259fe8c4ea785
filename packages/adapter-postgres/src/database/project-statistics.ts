import type { Sql } from 'postgres';

// Another transaction holds the table for long, this user does not own it, or the server is read-only. The statistics
// are only advice, and can wait for another start.
const NOT_NOW = new Set(['55P03', '42501', '25006']);

/**
 * Tells the planner that all rows of a heavy table may belong to one project. By default the planner divides the number
 * of rows that it knows of by the number of projects that it knows of (by 200 while it knows of none). If the result is
 * small, it reads all index entries of a project instead of one probe for each of some ids, even in a project of
 * millions. Statistics of these columns are no longer gathered, so the planner keeps this setting. A dump does not
 * contain it, so each start sets it if it is missing.
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
