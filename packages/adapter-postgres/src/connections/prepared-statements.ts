import { setTimeout as delay } from 'node:timers/promises';
import type { Sql } from 'postgres';

/**
 * How many other clients each hold a connection of the server, one after the other, so that the next statement goes to
 * another connection.
 */
const HOLDERS = 3;

/** The milliseconds to wait for a pooler that has no connection left, before the held connections are given back. */
const PATIENCE = 1_000;

interface Backend {
  readonly pid: number;
}

/**
 * If the server does not know a statement, the driver (3.4.9) prepares it once more. On its query it reports the error
 * that led to this, in a property that its types lack.
 */
interface Tried {
  readonly retried?: unknown;
}

// It has a parameter because the driver prepares no statement without one.
const prepared = async (client: Sql): Promise<number | undefined> => {
  const query = client.unsafe<Backend[]>('select pg_backend_pid() as pid where $1::int = 1', [1], { prepare: true });
  const [row] = await query;
  const { retried } = query as Tried;
  if (retried !== undefined && retried !== null) throw retried;
  return row?.pid;
};

interface Held {
  /** The connection of the server that is held; `undefined` if none was available in time. */
  readonly pid: number | undefined;
  readonly release: () => void;
}

const within = <T>(milliseconds: number, work: Promise<T>): Promise<T | undefined> =>
  Promise.race([work, delay(milliseconds, undefined)]);

/** Reserves a connection of the server for one client, until it is released. */
const hold = async (client: Sql): Promise<Held> => {
  let release: () => void = () => undefined;
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const held = new Promise<number | undefined>((resolve) => {
    client
      .begin(async (transaction) => {
        resolve((await transaction.unsafe<Backend[]>('select pg_backend_pid() as pid'))[0]?.pid);
        await released;
      })
      // A client that is not let in holds nothing. The test then succeeds with the other clients or not at all.
      .catch(() => resolve(undefined));
  });
  return { pid: await within(PATIENCE, held), release };
};

/**
 * Tries whether a prepared statement can be run again after its client got another connection of the server, as happens
 * between transactions behind a pooler. Rejects with the database's own error if it cannot. If each client has a
 * connection of the server to itself, there is nothing to find. `open` makes a client of one connection; four are used.
 */
export const tryPreparedStatements = async (open: () => Sql): Promise<void> => {
  const client = open();
  const others = Array.from({ length: HOLDERS }, open);
  const held: Held[] = [];
  const releaseBut = (pid: number | undefined): void => {
    for (const each of held) if (pid === undefined || each.pid !== pid) each.release();
  };
  try {
    // If only few connections are allowed, this client must get one.
    await client.unsafe('select 1');
    await Promise.all(
      others.map((other) =>
        within(
          PATIENCE,
          other.unsafe('select 1').catch(() => undefined),
        ),
      ),
    );
    const first = await prepared(client);
    for (const other of others) {
      const one = await hold(other);
      held.push(one);
      if (one.pid === first) releaseBut(first);
      const again = prepared(client);
      const isAnswered = await within(
        PATIENCE,
        again.then(
          () => true,
          () => true,
        ),
      );
      // The statement waits for a connection that is held.
      if (isAnswered === undefined) releaseBut(undefined);
      if ((await again) !== first || isAnswered === undefined) break;
    }
  } finally {
    releaseBut(undefined);
    await Promise.all([client, ...others].map((each) => each.end({ timeout: 1 })));
  }
};
