import type { Sql } from 'postgres';

/** Everything that the database holds of one tenant. */
export interface Tenant {
  readonly organizationId: string;
  /** The rows, as JSON, by table. */
  readonly rows: Readonly<Record<string, readonly string[]>>;
  /** Every id in them. */
  readonly ids: ReadonlySet<string>;
}

const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** Every id that a text contains. */
export const idsIn = (text: string): readonly string[] => text.match(UUID) ?? [];

/** Reads all rows that name an organization, one of its projects or one of its members, whatever tables there are. */
export const readTenant = async (sql: Sql, organizationId: string): Promise<Tenant> => {
  const roots = await sql<{ id: string }[]>`
    select id from projects where organization_id = ${organizationId}
    union select user_id from members where organization_id = ${organizationId}
    union select ${organizationId}::uuid`;
  const keys = roots.map(({ id }) => id);
  const columns = await sql<{ table: string; columns: string[] }[]>`
    select table_name as table, array_agg(column_name::text) as columns from information_schema.columns
    where table_schema = 'public' and data_type = 'uuid' group by table_name order by table_name`;
  const tables = await Promise.all(
    columns.map(async ({ table, columns: ids }) => {
      const rows = await sql<{ row: string }[]>`
        select to_jsonb(t)::text as row from ${sql(table)} t
        where ${ids.map((column, index) => sql`${index === 0 ? sql`` : sql`or`} t.${sql(column)} = any(${keys}::uuid[])`)} order by 1`;
      return [table, rows.map(({ row }) => row)] as const;
    }),
  );
  const rows = Object.fromEntries(tables);
  return { organizationId, rows, ids: new Set(Object.values(rows).flat().flatMap(idsIn)) };
};
