import type { Store } from '@goldset/core';
import postgres from 'postgres';
import { readBacklog } from './backlog.ts';
import type { Backlog } from './backlog.ts';
import { createPoolCounter } from './pool-use.ts';
import type { PoolUse } from './pool-use.ts';
import { PLANNING } from './planning.ts';
import { statement, runOn } from './statement.ts';
import { createPostgresStore } from './store.ts';

/** How to open a database. */
export interface PostgresOptions {
  /** How many connections at most; default 10. */
  readonly max?: number;
  /** Is told the text of every statement that is sent; for tests and metrics. */
  readonly onStatement?: (text: string) => void;
}

/** An open database. */
export interface Postgres {
  readonly store: Store;
  /** The events that wait to be published, seen at a moment. */
  backlog(at: Date): Promise<Backlog>;
  /** How busy its connections are at this moment. */
  use(): PoolUse;
  /** Whether it is migrated and has its first user. Rejects when it cannot be reached. */
  ready(): Promise<boolean>;
  /** Finishes the statements in flight and closes every connection. */
  close(): Promise<void>;
}

const isReady = statement<object, { ready: boolean }>(`select exists (select from users where is_first) as ready`);

const UNDEFINED_TABLE = '42P01';

/** Opens a database by its URL. Connects when the first statement is run. */
export const openPostgres = (url: string, { max = 10, onStatement }: PostgresOptions = {}): Postgres => {
  const sql = postgres(url, {
    max,
    connect_timeout: 5,
    fetch_types: false,
    onnotice: () => undefined,
    connection: { application_name: 'goldset', ...PLANNING },
    ...(onStatement === undefined ? {} : { debug: (_connection: number, text: string) => onStatement(text) }),
  });
  const pool = createPoolCounter(max);
  return {
    store: createPostgresStore(sql, pool),
    backlog: (at) => pool.counting(() => readBacklog(runOn(sql), at)),
    use: pool.use,
    ready: async () => {
      try {
        return (await pool.counting(() => runOn(sql)(isReady, {})))[0]?.ready ?? false;
      } catch (error) {
        if ((error as { readonly code?: string }).code === UNDEFINED_TABLE) return false;
        throw error;
      }
    },
    close: () => sql.end(),
  };
};
