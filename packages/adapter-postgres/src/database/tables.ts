import type { Sql, TransactionSql } from 'postgres';

/** A table of the schema. */
export interface Table {
  readonly name: string;
  /** The columns, without generated ones and without ids of transactions, which mean nothing in another cluster. */
  readonly columns: readonly string[];
  /** The other tables that its foreign keys refer to. */
  readonly needs: readonly string[];
  /** The first column of its primary key. */
  readonly leader: string | null;
}

const readTables = (sql: Sql | TransactionSql): Promise<readonly Table[]> => sql<Table[]>`
  select c.relname as name,
    (select array_agg(a.attname::text order by a.attnum) from pg_attribute a
     where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' and a.atttypid <> 'xid8'::regtype) as columns,
    coalesce((select array_agg(distinct r.relname::text) from pg_constraint f join pg_class r on r.oid = f.confrelid
     where f.contype = 'f' and f.conrelid = c.oid and f.confrelid <> c.oid), '{}') as needs,
    (select a.attname::text from pg_index x join pg_attribute a on a.attrelid = c.oid and a.attnum = x.indkey[0]
     where x.indrelid = c.oid and x.indisprimary) as leader
  from pg_class c
  where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
  order by c.relname`;

/** Returns the tables of the schema in an order in which each table comes after those it refers to. */
export const tablesInOrder = async (sql: Sql | TransactionSql): Promise<readonly Table[]> => {
  const placed: Table[] = [];
  let rest = [...(await readTables(sql))];
  while (rest.length > 0) {
    const ready = rest.filter(({ needs }) => needs.every((name) => placed.some((table) => table.name === name)));
    if (ready.length === 0) throw new Error('The tables refer to each other in a circle.');
    placed.push(...ready);
    rest = rest.filter((table) => !ready.includes(table));
  }
  return placed;
};
