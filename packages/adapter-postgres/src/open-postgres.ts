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
  /** The most connections that are open at a time; default 10. */
  readonly max?: number;
  /** Called with the text of every statement that is sent; for tests and metrics. */
  readonly onStatement?: (text: string) => void;
  /**
   * Whether to notify other processes of new events, at most 20 times a second; for servers whose relay runs elsewhere.
   */
  readonly notify?: boolean;
  /**
   * The URL of the database itself, for an installation whose first URL leads to a pooler that shares connections among
   * transactions. If it is set, no connection is used for anything that outlives a transaction; `keepPlanning` must
   * have been run before.
   */
  readonly direct?: string;
  /**
   * Whether statements are prepared once per connection; default true. Set it to false for a pooler that does not know
   * which connection has prepared which statement. Each statement then costs a plan and a round trip.
   */
  readonly prepare?: boolean;
}

/** The options of a relay of an open database. */
export interface RelayOptions extends OutboxRelayOptions {
  /**
   * Whether the relay listens for the notifications of other processes (`notify`), on a connection of its own to the
   * database itself.
   */
  readonly listen?: boolean;
}

/** An open database. */
export interface Postgres {
  readonly store: Store;
  /** Reads how many events wait to be published, and for how long, as of the moment `at`. */
  backlog(at: Date): Promise<Backlog>;
  /**
   * Creates a relay of the events of this database. Events that this process writes wake it. Stop it before the
   * database is closed.
   */
  relay(options: RelayOptions): OutboxRelay;
  /** Deletes events that need not be stored any longer, in chunks, and resolves to their number. */
  forgetEvents(which: ForgetEvents, signal?: AbortSignal): Promise<number>;
  /** Returns how busy the connections are at this moment. */
  use(): PoolUse;
  /**
   * Tries whether prepared statements work through the pooler, if there is one, on four connections of its own, which
   * it closes again. Rejects with the database's error if they do not. Without `prepare` it does nothing.
   */
  tryPreparedStatements(): Promise<void>;
  /** Resolves to whether the planner settings are in force on the connections; checks one of them. */
  isPlanningKept(): Promise<boolean>;
  /** Resolves to whether the database is migrated and has its first user. Rejects if it cannot be reached. */
  ready(): Promise<boolean>;
  /** Finishes the statements in flight and closes every connection. */
  close(): Promise<void>;
}

/**
 * The seconds before the listening connection is opened again. The driver's own delay grows to 20 s, so after a short
 * restart of the database the relay would miss notifications for that long.
 */
const beforeReconnecting = (): number => 0.1 + 0.2 * Math.random();

const isReady = statement<object, { ready: boolean }>(`select exists (select from users where is_first) as ready`);

const UNDEFINED_TABLE = '42P01';

/** Adds to a relay that it listens for new events while it runs. */
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
      // Once the client has listened, the driver restores it after every failure. Until then the relay polls.
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
  // The driver closes a connection that is old or idle, whatever its URL says, and statements sent meanwhile would
  // fail. So both limits are off.
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
