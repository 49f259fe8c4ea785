import postgres from 'postgres';
import { hasCitus } from './citus.ts';

/**
 * What the planner is told on every connection. Each statement is written as probes of an index, row by row; a plan that
 * was made while a table was empty is kept, and there any other way looks as cheap. No plan depends on a parameter's
 * value, so none is made twice. What an index is read for costs far more than to go down into it once more: else, while
 * nothing is known of a large table, all that an index has of a project looks cheaper than a probe for each of some ids.
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

// Citus chooses the shard by the values of the parameters, so it needs a plan of its own for them.
const ON_CITUS: Planning = { ...PLANNING, plan_cache_mode: 'force_custom_plan' };

const planningOf = async (sql: postgres.Sql | postgres.TransactionSql): Promise<Planning> =>
  (await hasCitus(sql)) ? ON_CITUS : PLANNING;

// Any number that no other program on the database uses for its own lock.
const LOCK = '7027316482539022';

/**
 * Lets the database tell the planner so by itself on every new connection of this user to this database: for connections that come through
 * a pooler, which takes no settings along. Only a `url` that leads to the database itself will do.
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

/** Whether the planner is told so on a connection of `sql`. */
export const isPlanningKept = async (sql: postgres.Sql): Promise<boolean> => {
  const planning = await planningOf(sql);
  const settings = await sql<
    { name: string; setting: string }[]
  >`select name, setting from pg_settings where name in ${sql(Object.keys(planning))}`;
  return settings.every(({ name, setting }) => planning[name as keyof Planning] === setting);
};
