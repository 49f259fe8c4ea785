import type { Sql } from 'postgres';
import { runOn } from './statement.ts';
import type { Run } from './statement.ts';

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
  /** Makes a client of one, which connects when something is asked of it, and calls `onClose` when that is closed. */
  readonly open: (onClose: () => void) => Sql;
  /** Whether statements are prepared (true). The driver sends one that is not by itself, whatever else there is to send. */
  readonly prepare?: boolean;
}

/** Connections to a database, and what is asked on which. */
export interface Pool {
  /** Runs a statement. */
  readonly run: Run;
  /** Makes what runs statements in the order in which they are asked: each is sent while the one before is at work, so that PostgreSQL does not wait for it. */
  inOrder(): Run;
  /** Does something that takes a connection for itself, such as a transaction. */
  alone<T>(work: (client: Sql) => PromiseLike<T>): Promise<T>;
  use(): PoolUse;
  /** Takes nothing more, finishes what was asked, and closes every connection. */
  end(): Promise<void>;
}

interface Connection {
  readonly client: Sql;
  load: number;
  /** Whether somebody has it, or waits to have it, for themselves. */
  isTaken: boolean;
  /** Whether it has answered, and has not been closed since. */
  isUp: boolean;
  /** Is called when nothing is left that was asked on it. */
  whenIdle: () => void;
}

type Choose = () => Connection | undefined;

const nothing = (): void => undefined;

/** The load of what is not short; so many short statements go to one connection together. */
const FULL = 16;

/**
 * A pool of connections. Short statements that are asked in one turn of the event loop go to one connection, together: under load, to write each by itself and
 * to wake a process of PostgreSQL for it costs more than what is asked. Anything else goes where least is asked, so that it waits for others, and others
 * for it, only when all connections are busy.
 */
export const createPool = ({ max, open, prepare = true }: PoolOptions): Pool => {
  const connections = Array.from({ length: max }, (): Connection => {
    const connection = { client: open(() => (connection.isUp = false)), load: 0, isTaken: false, isUp: false, whenIdle: nothing };
    return connection;
  });
  let asked = 0;
  let isEnded = false;
  let whenDone = nothing;
  let ofThisTurn: Connection | undefined;
  const waiting: (() => void)[] = [];

  const isBetter = (one: Connection, than: Connection): boolean => one.load < than.load || (one.load === than.load && one.isUp && !than.isUp);

  const leastBusy: Choose = () => {
    let least: Connection | undefined;
    for (const one of connections) if (!one.isTaken && (least === undefined || isBetter(one, least))) least = one;
    return least;
  };

  const forShort: Choose = () => {
    if (ofThisTurn === undefined) setImmediate(() => (ofThisTurn = undefined));
    if (ofThisTurn === undefined || ofThisTurn.isTaken || ofThisTurn.load >= FULL) ofThisTurn = leastBusy();
    return ofThisTurn;
  };

  /** Asks something on a connection that `choose` finds; where all are taken, once one is given back. */
  const asking = async <T>(choose: Choose, ask: (connection: Connection) => Promise<T>): Promise<T> => {
    if (isEnded) throw Object.assign(new Error('The connections to the database are closed.'), { code: 'CONNECTION_ENDED' });
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

  const loading = async <T>(connection: Connection, isShort: boolean, work: (client: Sql) => PromiseLike<T>): Promise<T> => {
    // What is asked of one that is not there waits for an attempt to connect for each that was asked before it.
    const load = isShort && connection.isUp ? 1 : FULL;
    connection.load += load;
    try {
      const result = await work(connection.client);
      connection.isUp = true;
      return result;
    } finally {
      connection.load -= load;
      if (connection.load === 0) connection.whenIdle();
    }
  };

  const runBy =
    (choose: Choose, isShort: boolean, onSent: (connection: Connection) => void = nothing): Run =>
    (statement, parameters) =>
      asking(choose, (connection) => {
        onSent(connection);
        return loading(connection, isShort, (client) => runOn(client)(statement, parameters));
      });
  const [runShort, runOther] = [runBy(forShort, true), runBy(leastBusy, false)];

  return {
    run: (statement, parameters) => (prepare && statement.isShort ? runShort(statement, parameters) : runOther(statement, parameters)),
    inOrder: () => {
      let [last, unanswered, sentOn]: [Promise<unknown>, number, Connection | undefined] = [Promise.resolve(), 0, undefined];
      const answered = (): void => void (unanswered -= 1);
      return (statement, parameters) => {
        const before = unanswered > 0 ? sentOn : undefined;
        // The driver may send what waits until it has connected in another order.
        const isAhead = before?.isUp === true && !before.isTaken;
        sentOn = undefined;
        const send = runBy(isAhead ? () => before : leastBusy, false, (connection) => void (sentOn = connection));
        unanswered += 1;
        const result = isAhead ? send(statement, parameters) : last.then(() => send(statement, parameters));
        last = result.then(answered, answered);
        return result;
      };
    },
    alone: (work) =>
      asking(leastBusy, async (connection) => {
        connection.isTaken = true;
        try {
          // The driver leaves a transaction open that is begun behind a certain number of statements.
          if (connection.load > 0) await new Promise<void>((resolve) => void (connection.whenIdle = resolve));
          return await loading(connection, false, work);
        } finally {
          connection.isTaken = false;
          for (const wake of waiting.splice(0)) wake();
        }
      }),
    use: () => ({ max, inUse: connections.filter(({ load }) => load > 0).length, waiting: Math.max(0, asked - max) }),
    end: async () => {
      isEnded = true;
      if (asked > 0) await new Promise<void>((resolve) => void (whenDone = resolve));
      await Promise.all(connections.map(({ client }) => client.end()));
    },
  };
};
