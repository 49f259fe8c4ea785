import type { Sql } from 'postgres';
import { isConnectionLost } from '../sql/errors.ts';
import { runOn } from '../sql/statement.ts';
import type { Run } from '../sql/statement.ts';

/** How busy a pool of connections is. */
export interface PoolUse {
  /** The most connections there can be. */
  readonly max: number;
  /** How many connections are busy. */
  readonly inUse: number;
  /** How many statements and transactions are in progress or waiting beyond one for each connection. */
  readonly waiting: number;
}

/** How connections are made. */
export interface PoolOptions {
  /** The most connections there can be. */
  readonly max: number;
  /**
   * Makes a client of one connection. The client connects when a statement is sent, never closes the connection by
   * itself, and calls `onClose` when the connection is closed.
   */
  readonly open: (onClose: () => void) => Sql;
  /**
   * Whether statements are prepared; default true. The driver sends a statement that is not prepared alone, whatever
   * else there is to send.
   */
  readonly prepare?: boolean;
}

/** Connections to a database. The pool decides which connection runs which statement. */
export interface Pool {
  /** Runs a statement. */
  readonly run: Run;
  /**
   * Makes a function that runs statements in the order of the calls, without a wait in between. The driver sends the
   * next statement while the previous one is running; after a statement of more than 64 KiB, it waits until that one is
   * done.
   */
  inOrder(): Run;
  /** Runs `work` with a connection that nothing else uses meanwhile. */
  alone<T>(work: (client: Sql) => PromiseLike<T>): Promise<T>;
  /** Runs a transaction. It is rolled back if `work` rejects. The result rejects if the connection is lost. */
  transaction<T>(work: (run: Run) => Promise<T>): Promise<T>;
  use(): PoolUse;
  /** Accepts nothing new, finishes what was started, and closes every connection. */
  end(): Promise<void>;
}

interface Connection {
  /** The client of this connection; replaced by a new one as soon as it is closed. */
  client: Sql;
  load: number;
  /** Whether a caller has this connection for itself, or waits for that. */
  isTaken: boolean;
  /** Whether a statement has succeeded on it and it has not been closed since. */
  isUp: boolean;
  /** Called when every statement that was sent on this connection is done. */
  onIdle: () => void;
  /** Functions that reject the statements that are still running on this connection. */
  readonly unanswered: Set<(error: Error) => void>;
}

/** `close` is missing in the driver's types. It closes connections that are open and idle, also after `end`. */
type Closable = Sql & { close(): Promise<void> };

type Choose = () => Connection | undefined;

const nothing = (): void => undefined;

const never = new Promise<never>(nothing);

const faultOf = (code: 'CONNECTION_CLOSED' | 'CONNECTION_ENDED'): Error =>
  Object.assign(new Error('The connection to the database is closed.'), { code });

/** The milliseconds after which the driver has connected again, if it does so: it begins within 30 ms. */
const RECONNECTED = 1_000;

/**
 * The load of a statement or transaction that is not short. It is also the most short statements that go to one
 * connection together.
 */
const FULL = 16;

/**
 * Creates a pool of connections. Short statements of one turn of the event loop go to one connection together: under
 * load, to write each alone and wake a PostgreSQL process for it costs more than the statement itself. Everything else
 * goes to the connection with the least load, so statements wait for each other only when all connections are busy.
 */
export const createPool = ({ max, open, prepare = true }: PoolOptions): Pool => {
  const waiting: (() => void)[] = [];
  const wake = (): void => {
    for (const each of waiting.splice(0)) each();
  };
  const connections = Array.from({ length: max }, (): Connection => {
    const unanswered = new Set<(error: Error) => void>();
    // The driver (3.4.9) never resolves what is sent between the failure of a socket and its close. By its source, it
    // then assigns the results of the next connection to the wrong statements. So each connection has a client of its
    // own.
    const openAnew = (): Sql => {
      const client = open(() => {
        if (connection.client !== client) return;
        [connection.client, connection.isUp] = [openAnew(), false];
        const left = [...unanswered];
        setImmediate(() => {
          void client.end({ timeout: 0 });
          for (const reject of left) reject(faultOf('CONNECTION_CLOSED'));
        });
        // The driver connects once more for statements that it had not sent yet, even after `end`, and would leave that
        // connection open.
        setTimeout(() => void (client as Closable).close(), RECONNECTED).unref();
      });
      return client;
    };
    const connection: Connection = {
      client: openAnew(),
      load: 0,
      isTaken: false,
      isUp: false,
      onIdle: nothing,
      unanswered,
    };
    return connection;
  });
  let asked = 0;
  let isEnded = false;
  let whenDone = nothing;
  let ofThisTurn: Connection | undefined;

  // On a connection that is not up, a statement would wait for one attempt to connect for each statement before it.
  const isFree = (one: Connection): boolean => !one.isTaken && (one.isUp || one.load === 0);

  const isBetter = (one: Connection, than: Connection): boolean =>
    one.load < than.load || (one.load === than.load && one.isUp && !than.isUp);

  const leastBusy: Choose = () => {
    let least: Connection | undefined;
    for (const one of connections) if (isFree(one) && (least === undefined || isBetter(one, least))) least = one;
    return least;
  };

  const forShort: Choose = () => {
    if (ofThisTurn === undefined) setImmediate(() => (ofThisTurn = undefined));
    if (ofThisTurn === undefined || !isFree(ofThisTurn) || ofThisTurn.load >= FULL) ofThisTurn = leastBusy();
    return ofThisTurn;
  };

  /** Runs `ask` on a connection that `choose` finds. If none is free, waits until one is. */
  const asking = async <T>(choose: Choose, ask: (connection: Connection) => Promise<T>): Promise<T> => {
    if (isEnded) throw faultOf('CONNECTION_ENDED');
    asked += 1;
    try {
      let connection = choose();
      while (connection === undefined) {
        await new Promise<void>((resolve) => void waiting.push(resolve));
        connection = choose();
      }
      return await ask(connection);
    } finally {
      asked -= 1;
      if (asked === 0) whenDone();
    }
  };

  const loading = async <T>(
    connection: Connection,
    load: number,
    work: (client: Sql) => PromiseLike<T>,
  ): Promise<T> => {
    connection.load += load;
    let lose: (error: Error) => void = nothing;
    try {
      const result = await new Promise<T>((resolve, reject) => {
        lose = reject;
        connection.unanswered.add(lose);
        work(connection.client).then(resolve, reject);
      });
      connection.isUp = true;
      return result;
    } finally {
      connection.unanswered.delete(lose);
      connection.load -= load;
      if (connection.load === 0) connection.onIdle();
      if (waiting.length > 0) wake();
    }
  };

  const taking = <T>(work: (connection: Connection) => PromiseLike<T>): Promise<T> =>
    asking(leastBusy, async (connection) => {
      connection.isTaken = true;
      try {
        // If a transaction is begun behind a certain number of statements, the driver (3.4.9) leaves it open.
        if (connection.load > 0) await new Promise<void>((resolve) => void (connection.onIdle = resolve));
        return await loading(connection, FULL, () => work(connection));
      } finally {
        connection.isTaken = false;
        wake();
      }
    });

  const runBy =
    (choose: Choose, load: number, onSent: (connection: Connection) => void = nothing): Run =>
    (statement, parameters) =>
      asking(choose, (connection) => {
        onSent(connection);
        return loading(connection, load, (client) => runOn(client)(statement, parameters));
      });
  const [runShort, runOther] = [runBy(forShort, 1), runBy(leastBusy, FULL)];

  return {
    run: (statement, parameters) =>
      prepare && statement.isShort ? runShort(statement, parameters) : runOther(statement, parameters),
    inOrder: () => {
      let [last, inFlight, held, sentOn]: [Promise<unknown>, number, number, Connection | undefined] = [
        Promise.resolve(),
        0,
        0,
        undefined,
      ];
      const answered = (): void => void (inFlight -= 1);
      return (statement, parameters) => {
        const before = inFlight > 0 && held === 0 ? sentOn : undefined;
        // While it connects, the driver may reorder the statements that wait.
        const isAhead = before?.isUp === true && !before.isTaken;
        const send = runBy(isAhead ? () => before : leastBusy, FULL, (connection) => {
          sentOn = connection;
          if (!isAhead) held -= 1;
        });
        inFlight += 1;
        if (!isAhead) held += 1;
        const result = isAhead ? send(statement, parameters) : last.then(() => send(statement, parameters));
        last = result.then(answered, answered);
        return result;
      };
    },
    alone: (work) => taking(({ client }) => work(client)),
    transaction: (work) =>
      taking((connection) =>
        connection.client.begin(async (transaction) => {
          const { client } = connection;
          const isLost = (): boolean => connection.client !== client;
          // If the connection is lost, the driver (3.4.9) itself rejects the transaction. A statement that is sent on
          // it after that ends the process.
          try {
            const result = await work((statement, parameters) =>
              isLost() ? never : runOn(transaction)(statement, parameters),
            );
            return isLost() ? never : result;
          } catch (error) {
            if (isLost() || isConnectionLost(error)) return never;
            throw error;
          }
        }),
      ) as Promise<Awaited<ReturnType<typeof work>>>,
    use: () => ({ max, inUse: connections.filter(({ load }) => load > 0).length, waiting: Math.max(0, asked - max) }),
    end: async () => {
      isEnded = true;
      if (asked > 0) await new Promise<void>((resolve) => void (whenDone = resolve));
      await Promise.all(connections.map(({ client }) => client.end()));
    },
  };
};
