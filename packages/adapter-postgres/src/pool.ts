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

/** Connections to a database, and what is asked on which. */
export interface Pool {
  /** Runs a statement. */
  readonly run: Run;
  /** Makes what runs statements in the order in which they are asked: each is sent while those before it are at work, so that PostgreSQL does not wait for the next one. */
  inOrder(): Run;
  /** Does something that takes several statements on one connection. */
  withClient<T>(work: (client: Sql) => PromiseLike<T>): Promise<T>;
  use(): PoolUse;
  /** Finishes what is asked, and closes every connection. */
  end(): Promise<void>;
}

interface Connection {
  readonly client: Sql;
  asked: number;
  load: number;
  /** Whether it has answered, and has not been closed since. */
  isUp: boolean;
}

/** The load of whatever is not short, and how much of what is short is sent together at most. */
const FULL = 16;

/**
 * A pool of `max` connections; `open` makes a client of each, which connects when something is asked of it and tells when that is closed. Short statements that are asked in one turn of the
 * event loop go to one connection, in one write that wakes one process of PostgreSQL: under load, writing and waking cost more than
 * what is asked. Anything else goes where least is asked, so that nothing need wait for it unless all connections are busy.
 */
export const createPool = (max: number, open: (onClose: () => void) => Sql): Pool => {
  const connections = Array.from({ length: max }, (): Connection => {
    const connection = { client: open(() => (connection.isUp = false)), asked: 0, load: 0, isUp: false };
    return connection;
  });
  let ofThisTurn: Connection | undefined;

  const leastBusy = (): Connection => connections.reduce((least, one) => (one.load < least.load || (one.load === least.load && one.isUp && !least.isUp) ? one : least));

  const forShort = (): Connection => {
    if (ofThisTurn === undefined) setImmediate(() => (ofThisTurn = undefined));
    if (ofThisTurn === undefined || ofThisTurn.load >= FULL) ofThisTurn = leastBusy();
    return ofThisTurn;
  };

  const asking = async <T>(connection: Connection, isShort: boolean, work: (client: Sql) => PromiseLike<T>): Promise<T> => {
    // What is asked of one that is not there waits for an attempt to connect for each that was asked before it.
    const load = isShort && connection.isUp ? 1 : FULL;
    connection.asked += 1;
    connection.load += load;
    try {
      const result = await work(connection.client);
      connection.isUp = true;
      return result;
    } finally {
      connection.asked -= 1;
      connection.load -= load;
    }
  };

  return {
    run: (statement, parameters) => asking(statement.isShort ? forShort() : leastBusy(), statement.isShort, (client) => runOn(client)(statement, parameters)),
    inOrder: () => {
      let connection: Connection | undefined;
      let asked = 0;
      return async (statement, parameters) => {
        connection ??= leastBusy();
        asked += 1;
        try {
          return await asking(connection, false, (client) => runOn(client)(statement, parameters));
        } finally {
          asked -= 1;
          if (asked === 0) connection = undefined;
        }
      };
    },
    withClient: (work) => asking(leastBusy(), false, work),
    use: () => {
      const asked = connections.reduce((sum, one) => sum + one.asked, 0);
      return { max, inUse: connections.filter((one) => one.asked > 0).length, waiting: Math.max(0, asked - max) };
    },
    end: async () => {
      await Promise.all(connections.map(({ client }) => client.end()));
    },
  };
};
