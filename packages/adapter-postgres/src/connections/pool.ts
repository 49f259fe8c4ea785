import type { Sql } from 'postgres';
import { isConnectionLost } from '../sql/errors.ts';
import { runOn } from '../sql/statement.ts';
import type { Run } from '../sql/statement.ts';

/** How busy a pool of connections is. */
export interface PoolUse {
  /** How many connections there can be. */
  readonly max: number;
  /** How many are at work. */
  readonly inUse: number;
  /** How many statements and transactions there are beyond one for each connection. */
  readonly waiting: number;
}

/** How connections are made. */
export interface PoolOptions {
  /** How many there are at most. */
  readonly max: number;
  /** Makes a client of one, which connects when something is asked of it, never closes that by itself, and calls `onClose` when it is closed. */
  readonly open: (onClose: () => void) => Sql;
  /** Whether statements are prepared (true). The driver sends one that is not by itself, whatever else there is to send. */
  readonly prepare?: boolean;
}

/** Connections to a database, and what is asked on which. */
export interface Pool {
  /** Runs a statement. */
  readonly run: Run;
  /** Makes what runs statements in the order in which they are asked, without a wait in between: the driver sends the next one while the one before is at work, or as soon as that is done where it is of more than 64 KiB. */
  inOrder(): Run;
  /** Does something with a connection that nothing else is asked on meanwhile. */
  alone<T>(work: (client: Sql) => PromiseLike<T>): Promise<T>;
  /** Runs a transaction; it is rolled back where `work` rejects, and rejects where the connection is lost. */
  transaction<T>(work: (run: Run) => Promise<T>): Promise<T>;
  use(): PoolUse;
  /** Takes nothing more, finishes what was asked, and closes every connection. */
  end(): Promise<void>;
}

interface Connection {
  /** Another one as soon as it is closed. */
  client: Sql;
  load: number;
  /** Whether somebody has it, or waits to have it, for themselves. */
  isTaken: boolean;
  /** Whether it has answered, and has not been closed since. */
  isUp: boolean;
  /** Is called when nothing is left that was asked on it. */
  onIdle: () => void;
  /** Rejects what was asked on it and is not answered. */
  readonly unanswered: Set<(error: Error) => void>;
}

/** The driver's types do not know it: closes what is connected and idle, also after `end`. */
type Closable = Sql & { close(): Promise<void> };

type Choose = () => Connection | undefined;

const nothing = (): void => undefined;

const never = new Promise<never>(nothing);

const faultOf = (code: 'CONNECTION_CLOSED' | 'CONNECTION_ENDED'): Error =>
  Object.assign(new Error('The connection to the database is closed.'), { code });

/** The milliseconds after which the driver has connected again where it does: it begins within 30. */
const RECONNECTED = 1_000;

/** The load of what is not short; so many short statements go to one connection together. */
const FULL = 16;

/**
 * A pool of connections. Short statements that are asked in one turn of the event loop go to one connection, together: under load, to write each by itself and
 * to wake a process of PostgreSQL for it costs more than what is asked. Anything else goes where least is asked, so that it waits for others, and others
 * for it, only when all connections are busy.
 */
export const createPool = ({ max, open, prepare = true }: PoolOptions): Pool => {
  const waiting: (() => void)[] = [];
  const wake = (): void => {
    for (const each of waiting.splice(0)) each();
  };
  const connections = Array.from({ length: max }, (): Connection => {
    const unanswered = new Set<(error: Error) => void>();
    // What the driver (3.4.9) is asked between the failure of a socket and its end it never answers, and by its source it then takes the answers of the next connection for those of something else. So each connection has a client of its own.
    const openAnew = (): Sql => {
      const client = open(() => {
        if (connection.client !== client) return;
        [connection.client, connection.isUp] = [openAnew(), false];
        const left = [...unanswered];
        setImmediate(() => {
          void client.end({ timeout: 0 });
          for (const reject of left) reject(faultOf('CONNECTION_CLOSED'));
        });
        // For what had still to be sent the driver connects once more, also after its end, and would keep that connection.
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

  // What is asked of one that is not there would wait for an attempt to connect for each that was asked before it.
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

  /** Asks something on a connection that `choose` finds; where none is free, once one is. */
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
        // The driver (3.4.9) leaves a transaction open that is begun behind a certain number of statements.
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
        // The driver may send what waits until it has connected in another order.
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
          // The driver (3.4.9) rejects a transaction whose connection is lost by itself; what it is still asked there ends the process.
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
