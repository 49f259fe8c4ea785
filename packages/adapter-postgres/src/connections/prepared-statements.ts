import { setTimeout as delay } from 'node:timers/promises';
import type { Sql } from 'postgres';

/** How many others, one after the other, keep a connection of the server to themselves, so that the next statement comes to another one. */
const HOLDERS = 3;

/** For how many milliseconds a pooler that has no connection left is waited for, before those that are held are given back. */
const PATIENCE = 1_000;

interface Backend {
  readonly pid: number;
}

/** The driver (3.4.9) prepares a statement anew that the server does not know, once, and says on its query, which its types do not know, with what error that began. */
interface Tried {
  readonly retried?: unknown;
}

// With a parameter, because the driver prepares no statement without one.
const prepared = async (client: Sql): Promise<number | undefined> => {
  const query = client.unsafe<Backend[]>('select pg_backend_pid() as pid where $1::int = 1', [1], { prepare: true });
  const [row] = await query;
  const { retried } = query as Tried;
  if (retried !== undefined && retried !== null) throw retried;
  return row?.pid;
};

interface Held {
  /** The connection of the server that is held; `undefined` where none could be had in time. */
  readonly pid: number | undefined;
  readonly release: () => void;
}

const within = <T>(milliseconds: number, work: Promise<T>): Promise<T | undefined> =>
  Promise.race([work, delay(milliseconds, undefined)]);

/** Keeps a connection of the server to one client, until it is released. */
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
      // One that is let in no more holds nothing: what is to be found out is found out with the others, or not at all.
      .catch(() => resolve(undefined));
  });
  return { pid: await within(PATIENCE, held), release };
};

/**
 * Tries whether a prepared statement can be run again after its client was given another connection of the server, as poolers do between
 * transactions; rejects with the database's own error where it cannot. With a connection of the server for each client there is nothing to find
 * out. `open` makes a client of one connection, of which four are used.
 */
export const tryPreparedStatements = async (open: () => Sql): Promise<void> => {
  const client = open();
  const others = Array.from({ length: HOLDERS }, open);
  const held: Held[] = [];
  const releaseBut = (pid: number | undefined): void => {
    for (const each of held) if (pid === undefined || each.pid !== pid) each.release();
  };
  try {
    // Who may have few connections is to have this one.
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
      // It waits for a connection that is held.
      if (isAnswered === undefined) releaseBut(undefined);
      if ((await again) !== first || isAnswered === undefined) break;
    }
  } finally {
    releaseBut(undefined);
    await Promise.all([client, ...others].map((each) => each.end({ timeout: 1 })));
  }
};
