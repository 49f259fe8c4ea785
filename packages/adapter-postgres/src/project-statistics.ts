import type { Sql } from 'postgres';

/**
 * Tells the planner that all of a heavy table may be one project’s. Left to itself it divides the rows that it knows of by
 * the projects that it knows of (by 200 while it knows of none), and where that leaves few it reads all that any index has
 * of a project instead of a probe for each of some ids, in the project of millions as well. The columns are those of which
 * a migration has it gather nothing, so that it keeps what it is told; a dump leaves that behind, so it is told again
 * where it is missing.
 */
export const tellProjectStatistics = async (sql: Sql): Promise<void> => {
  await sql`
    select pg_restore_attribute_stats(
      'schemaname', n.nspname::text, 'relname', c.relname::text, 'attname', a.attname::text, 'inherited', false,
      'null_frac', 0::real, 'avg_width', 16, 'n_distinct', 1::real)
    from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
    where a.attname = 'project_id' and a.attstattarget = 0 and c.relkind = 'r' and n.nspname = current_schema()
      and not exists (select from pg_stats s where s.schemaname = n.nspname and s.tablename = c.relname and s.attname = a.attname)`;
};
