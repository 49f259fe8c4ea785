import postgres from 'postgres';
import { hasCitus } from './citus.ts';

/**
 * The planner settings of every connection. Each statement is written as index probes, row by row. A plan that was made
 * while a table was empty is kept, and on an empty table any other plan looks as cheap. No plan depends on the value of
 * a parameter, so none is made twice. An index entry read counts as far more expensive than one more descent into the
 * index. Otherwise, while a large table has no statistics, reading all index entries of a project looks cheaper than
 * one probe for each of some ids.
 */
export const PLANNING = {
  enable_seqscan: 'off',
  enable_bitmapscan: 'off',
  enable_hashjoin: 'off',
  enable_mergejoin: 'off',
  enable_material: 'off',
  cpu_index_tuple_cost: '1',
  jit: 'off',
  plan_cache_mode: 'force_generic_plan',
} as const;

type Planning = Readonly<Record<keyof typeof PLANNING, string>>;

// Citus chooses the shard by the values of the parameters, so it needs a plan for each set of values.
const ON_CITUS: Planning = { ...PLANNING, plan_cache_mode: 'force_custom_plan' };

const planningOf = async (sql: postgres.Sql | postgres.TransactionSql): Promise<Planning> =>
  (await hasCitus(sql)) ? ON_CITUS : PLANNING;

// Any number that no other program on the database uses for its own lock.
const LOCK = '7027316482539022';

/**
 * Stores the planner settings in the database, which then applies them to every new connection of this user to this
 * database. This is for connections through a pooler, which does not pass settings on. `url` must lead to the database
 * itself.
 */
export const keepPlanning = async (url: string): Promise<void> => {
  const sql = postgres(url, { max: 1, connect_timeout: 5, fetch_types: false, onnotice: () => undefined });
  try {
    await sql.begin(async (transaction) => {
      await transaction.unsafe(`select pg_advisory_xact_lock(${LOCK})`);
      const planning = await planningOf(transaction);
      const [kept] = await transaction<{ settings: string[] | null; database: string }[]>`
        select current_database() as database, (
          select s.setconfig from pg_db_role_setting s
          where s.setrole = (select r.oid from pg_roles r where r.rolname = current_user) and s.setdatabase = (select d.oid from pg_database d where d.datname = current_database())
        ) as settings`;
      if (kept === undefined) return;
      for (const [name, value] of Object.entries(planning)) {
        if (kept.settings?.includes(`${name}=${value}`) === true) continue;
        await transaction`alter role current_user in database ${transaction(kept.database)} set ${transaction(name)} = ${transaction(value)}`;
      }
    });
  } finally {
    await sql.end();
  }
};

/** Resolves to whether the planner settings are in force on a connection of `sql`. */
export const isPlanningKept = async (sql: postgres.Sql): Promise<boolean> => {
  const planning = await planningOf(sql);
  const settings = await sql<
    { name: string; setting: string }[]
  >`select name, setting from pg_settings where name in ${sql(Object.keys(planning))}`;
  return settings.every(({ name, setting }) => planning[name as keyof Planning] === setting);
};
