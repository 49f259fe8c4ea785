import type { Store } from '@goldset/core';
import postgres from 'postgres';
import { readBacklog } from './events/backlog.ts';
import type { Backlog } from './events/backlog.ts';
import { createEventNews, hearFromOthers } from './events/event-news.ts';
import type { EventNews } from './events/event-news.ts';
import { forgetEvents } from './events/forget-events.ts';
import type { ForgetEvents } from './events/forget-events.ts';
import { momentType } from './connections/moment-type.ts';
import { createOutboxRelay } from './events/outbox-relay.ts';
import type { OutboxRelay, OutboxRelayOptions } from './events/outbox-relay.ts';
import { createPool } from './connections/pool.ts';
import type { PoolUse } from './connections/pool.ts';
import { isPlanningKept, PLANNING } from './database/planning.ts';
import { tryPreparedStatements } from './connections/prepared-statements.ts';
import { statement } from './sql/statement.ts';
import type { Run } from './sql/statement.ts';
import { createPostgresStore, untilSettled } from './store.ts';

/** How to open a database. */
export interface PostgresOptions {
  /** How many connections at most; default 10. */
  readonly max?: number;
  /** Is told the text of every statement that is sent; for tests and metrics. */
  readonly onStatement?: (text: string) => void;
  /** Whether other processes are told, at most 20 times a second, that there are new events; for servers whose relay runs elsewhere. */
  readonly notify?: boolean;
  /** The URL of the database itself, where the first one leads to a pooler that shares connections among transactions: nothing is then asked of a connection that outlives a transaction. What `keepPlanning` does must have been done. */
  readonly direct?: string;
  /** Whether statements are prepared once per connection; default true. False for a pooler that does not know which connection has prepared what, at the price of a plan and a round trip for each. */
  readonly prepare?: boolean;
}

/** What else can be said of a relay. */
export interface RelayOptions extends OutboxRelayOptions {
  /** Whether it hears what other processes tell with `notify`, on a connection of its own to the database itself. */
  readonly listen?: boolean;
}

/** An open database. */
export interface Postgres {
  readonly store: Store;
  /** The events that wait to be published, seen at a moment. */
  backlog(at: Date): Promise<Backlog>;
  /** A relay of the events of this database; it is woken by what this process writes. Stop it before the database is closed. */
  relay(options: RelayOptions): OutboxRelay;
  /** Removes events that need not be kept any more, in chunks, and resolves to how many these were. */
  forgetEvents(which: ForgetEvents, signal?: AbortSignal): Promise<number>;
  /** How busy its connections are at this moment. */
  use(): PoolUse;
  /** Tries on four connections of its own, which it closes again, whether prepared statements go through what stands between, and rejects with the database's error where they do not; without `prepare` there is nothing to try. */
  tryPreparedStatements(): Promise<void>;
  /** Whether the planner is told on its connections what it is to be told; looks at one of them. */
  isPlanningKept(): Promise<boolean>;
  /** Whether it is migrated and has its first user. Rejects when it cannot be reached. */
  ready(): Promise<boolean>;
  /** Finishes the statements in flight and closes every connection. */
  close(): Promise<void>;
}

/** The seconds before the connection that hears of news is tried again. The driver’s own wait grows to 20 s, for which nothing would be heard after a short restart of the database. */
const beforeReconnecting = (): number => 0.1 + 0.2 * Math.random();

const isReady = statement<object, { ready: boolean }>(`select exists (select from users where is_first) as ready`);

const UNDEFINED_TABLE = '42P01';

/** A relay that hears the news while it runs. */
const wakened = (relay: OutboxRelay, news: EventNews, connect: (() => postgres.Sql) | undefined): OutboxRelay => {
  let deafen: (() => void) | undefined;
  let client: postgres.Sql | undefined;
  return {
    ...relay,
    start: () => {
      relay.start();
      deafen ??= news.hear(relay.wake);
      if (connect === undefined || client !== undefined) return;
      client = connect();
      // Once it has listened it comes back by itself after every fault; until then the relay looks by itself.
      hearFromOthers(client, relay.wake).catch(() => undefined);
    },
    stop: async () => {
      deafen?.();
      await Promise.all([relay.stop(), client?.end({ timeout: 1 }).catch(() => undefined)]);
    },
  };
};

/** Opens a database by its URL. Connects when the first statement is run. */
export const openPostgres = (
  url: string,
  { max = 10, onStatement, notify = false, direct, prepare = true }: PostgresOptions = {},
): Postgres => {
  // The driver ends a connection when it is old or idle, whatever its URL says, and what is asked meanwhile would be refused with it.
  const settings = {
    connect_timeout: 5,
    max_lifetime: null,
    idle_timeout: undefined,
    fetch_types: false,
    types: { moment: momentType },
    onnotice: () => undefined,
    connection: { application_name: 'goldset', ...(direct === undefined ? PLANNING : {}) },
  };
  const open = (onclose: () => void): postgres.Sql =>
    postgres(url, {
      ...settings,
      max: 1,
      prepare,
      onclose,
      ...(onStatement === undefined ? {} : { debug: (_connection: number, text: string) => onStatement(text) }),
    });
  const pool = createPool({ max, open, prepare });
  const news = createEventNews(notify ? pool.run : undefined);
  const run: Run = (each, parameters) => untilSettled(() => pool.run(each, parameters));
  return {
    store: createPostgresStore(pool, news.tell),
    relay: ({ listen = false, ...options }) =>
      wakened(
        createOutboxRelay(run, options),
        news,
        listen ? () => postgres(direct ?? url, { ...settings, max: 1, backoff: beforeReconnecting }) : undefined,
      ),
    forgetEvents: (which, signal) => forgetEvents(run, which, signal),
    backlog: (at) => readBacklog(pool.run, at),
    use: pool.use,
    tryPreparedStatements: async () => {
      if (prepare) await tryPreparedStatements(() => open(() => undefined));
    },
    isPlanningKept: () => pool.alone(isPlanningKept),
    ready: async () => {
      try {
        return (await pool.run(isReady, {}))[0]?.ready ?? false;
      } catch (error) {
        if ((error as { readonly code?: string }).code === UNDEFINED_TABLE) return false;
        throw error;
      }
    },
    close: async () => {
      news.close();
      await pool.end();
    },
  };
};
