import { once } from 'node:events';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { upTo } from '@goldset/core/testing';
import postgres from 'postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase } from '../../../test/postgres.ts';
import type { TestDatabase } from '../../../test/postgres.ts';
import { until } from '../../../test/until.ts';
import { isConnectionLost } from '../src/sql/errors.ts';
import { openPostgres } from '../src/open-postgres.ts';
import { createPool } from '../src/connections/pool.ts';
import type { Pool } from '../src/connections/pool.ts';
import { statement } from '../src/sql/statement.ts';
import type { Statement } from '../src/sql/statement.ts';

const MAX = 3;
// More than goes to one connection in one turn, whichever of them it is.
const MANY = 40;

type Process = Statement<object, { process: number }>;

const short: Process = statement('select pg_backend_pid() as process');
const long: Process = statement('select pg_backend_pid() as process, 1 as one', { isLong: true });
const writing: Process = statement(
  `with changed as (update users set name = name where false) select pg_backend_pid() as process`,
);
const waiting: Process = statement('select pg_backend_pid() as process, pg_advisory_xact_lock(1)', { isLong: true });

let database: TestDatabase;
let pool: Pool;
let other: postgres.Sql;

const open = (onclose: () => void): postgres.Sql =>
  postgres(database.url, { max: 1, onclose, onnotice: () => undefined });

beforeAll(async () => {
  database = await createTestDatabase();
  other = postgres(database.url, { max: 1 });
  pool = createPool({ max: MAX, open });
  // Each of them has been asked something.
  await ask(long, MAX);
});
afterAll(async () => {
  await pool.end();
  await other.end();
  await database.drop();
});

const ask = async (each: Process, times: number, on = pool): Promise<readonly number[]> => {
  const rows = await Promise.all(Array.from({ length: times }, () => on.run(each, {})));
  return rows.map(([row]) => row?.process ?? 0);
};

const different = (processes: readonly number[]): number => new Set(processes).size;

test('short statements of one turn go to one connection, as many as may', async () => {
  expect(different(await ask(short, 5))).toBe(1);
  expect(different(await ask(short, MANY))).toBe(MAX);
});

test.for([
  ['long', long],
  ['writing', writing],
] as const)('%s statements go each to one of their own, while there is one', async ([, each]) => {
  expect(different(await ask(each, MAX))).toBe(MAX);
  const [mixed, ...others] = await Promise.all([ask(each, 1), ask(short, 1), ask(short, 1)]);
  expect(different(others.flat())).toBe(1);
  expect(others.flat()).not.toContain(mixed[0]);
});

test('nothing waits behind a statement that waits, or in front of a transaction, while there is another connection', async () => {
  await other`select pg_advisory_lock(1)`;
  const held = ask(waiting, 1);
  let finish: () => void = () => undefined;
  const transaction = pool.alone((client) =>
    client.begin(() => new Promise<void>((resolve) => void (finish = resolve))),
  );
  expect(pool.use()).toEqual({ max: MAX, inUse: 2, waiting: 0 });
  const others = [await ask(short, 5), await ask(long, 1)].flat();
  expect(different(others)).toBe(1);
  await other`select pg_advisory_unlock(1)`;
  expect(others).not.toContain((await held)[0]);
  finish();
  await transaction;
});

/** A transaction that has begun, and how to end it. */
const beginOn = async (on: Pool): Promise<() => Promise<void>> => {
  let end: () => void = () => undefined;
  let began: () => void = () => undefined;
  const hasBegun = new Promise<void>((resolve) => void (began = resolve));
  const transaction = on.alone((client) =>
    client.begin(() => new Promise<void>((resolve) => [began(), void (end = resolve)])),
  );
  await hasBegun;
  return async () => {
    end();
    await transaction;
  };
};

test('nothing waits for a transaction while another connection is only busy, and where all are in one, the first that ends is taken', async () => {
  const endings = [await beginOn(pool), await beginOn(pool)];
  await other`select pg_advisory_lock(1)`;
  const [blocked, behind] = [ask(waiting, 1), ask(long, 1)];
  await other`select pg_advisory_unlock(1)`;
  expect(await behind).toEqual(await blocked);
  endings.push(await beginOn(pool));
  const late = Promise.all([ask(short, 2), ask(long, 1)]);
  await endings[1]?.();
  expect(different((await late).flat())).toBe(1);
  for (const end of [endings[0], endings[2]]) await end?.();
});

test('a transaction is whole however much was asked before it', async () => {
  const one = createPool({ max: 1, open });
  await ask(short, 1, one);
  for (const before of [99, 100, 101]) {
    const asked = ask(short, before, one);
    await one.alone((client) => client.begin((transaction) => transaction`update users set name = name where false`));
    await asked;
    const [process = 0] = await ask(long, 1, one);
    expect(await other`select state from pg_stat_activity where pid = ${process}`).toEqual([{ state: 'idle' }]);
  }
  await one.end();
});

test('what is in order is sent ahead, and takes effect in that order, also on a connection that is just being made, or taken by somebody', async () => {
  const fresh = createPool({ max: 2, open });
  const run = fresh.inOrder();
  await other`create sequence turns`;
  const drawn: Statement<{ n: number }, { readonly turn: number }> = statement(
    "select nextval('turns')::int as turn, :n::int as n",
  );
  const draw = async (n: number): Promise<number> => (await run(drawn, { n }))[0]?.turn ?? 0;
  const [first, transaction, second] = [upTo(3).map(draw), beginOn(fresh), upTo(3).map((n) => draw(n + 3))];
  const third = [...first, ...second];
  const end = await transaction;
  expect(await Promise.all(third)).toEqual(upTo(6));
  await end();
  expect(await Promise.all(upTo(3).map((n) => draw(n + 6)))).toEqual([7, 8, 9]);
  await fresh.end();
});

test('what is in order is not overtaken by what is asked while some of it is held back', async () => {
  const fresh = createPool({ max: 2, open });
  const run = fresh.inOrder();
  await other`create sequence places`;
  const drawn: Statement<{ n: number }, { readonly place: number }> = statement(
    "select nextval('places')::int as place, :n::int as n",
    { isLong: true },
  );
  const draw = async (n: number): Promise<number> => (await run(drawn, { n }))[0]?.place ?? 0;
  // Until there is a connection, each waits for the one before.
  const [first, ...held] = [1, 2, 3].map(draw);
  await first;
  await new Promise(setImmediate);
  const later = draw(4);
  expect(await Promise.all([...held, later])).toEqual([2, 3, 4]);
  await fresh.end();
});

test('of a connection that is lost nothing is left, whatever had still to be sent on it', async () => {
  // A connection that was there for a moment only is not seen by asking the database which there are.
  const sockets: Socket[] = [];
  const socket = async (): Promise<Socket> => {
    const opened = connect(Number(new URL(database.url).port), new URL(database.url).hostname);
    sockets.push(opened);
    await once(opened, 'connect');
    return opened;
  };
  const one = createPool({ max: 1, open: (onclose) => postgres(database.url, { max: 1, onclose, ...{ socket } }) });
  // More than the sockets hold, so that what comes behind it waits within the driver.
  const large: Statement<{ text: string }, object> = statement('select :text::text, pg_advisory_xact_lock(1)', {
    isLong: true,
  });
  const text = 'x'.repeat(20_000_000);
  await one.run(large, { text: '' });
  const [process = 0] = await ask(long, 1, one);
  await other`select pg_advisory_lock(1)`;
  const run = one.inOrder();
  const first = run(large, { text: '' });
  await until(
    async () =>
      (await other`select from pg_stat_activity where pid = ${process} and wait_event = 'advisory'`).length === 1,
  );
  const all = [first, run(large, { text }), run(large, { text })];
  await other`select pg_terminate_backend(${process})`;
  for (const each of all) await expect(each).rejects.toSatisfy(isConnectionLost);
  await other`select pg_advisory_unlock(1)`;
  const [next] = await ask(long, 1, one);
  expect(next).not.toBe(process);
  // The driver connects once more for what it had still to send.
  await until(() => sockets.length === 3);
  await until(() => sockets.filter(({ destroyed }) => !destroyed).length === 1);
  await one.end();
});

test('no connection is ended because it is old, whatever its URL says', async () => {
  const url = new URL(database.url);
  url.searchParams.set('max_lifetime', '0.05');
  url.searchParams.set('idle_timeout', '0.05');
  const { ready, close } = openPostgres(url.href, { max: MAX });
  const process = async (): Promise<readonly number[]> =>
    (
      await other<
        { pid: number }[]
      >`select pid from pg_stat_activity where datname = current_database() and application_name = 'goldset'`
    ).map(({ pid }) => pid);
  await ready();
  const before = await process();
  const began = performance.now();
  while (performance.now() - began < 300) await Promise.all(upTo(2 * MAX).map(ready));
  expect(await process()).toEqual(expect.arrayContaining([...before]));
  await close();
});

test('without prepared statements each goes to a connection of its own', async () => {
  const plain = createPool({
    max: 2,
    open: (onclose) => postgres(database.url, { max: 1, onclose, prepare: false }),
    prepare: false,
  });
  await ask(long, 2, plain);
  expect(different(await ask(short, 2, plain))).toBe(2);
  await plain.end();
});

test('what is more than there are connections waits, until what came before has ended, well or not', async () => {
  const ends: (() => void)[] = [];
  const once = (fails = false): Promise<void> =>
    pool.alone(
      () => new Promise<void>((resolve, reject) => void ends.push(fails ? () => reject(new Error('failed')) : resolve)),
    );
  expect(pool.use()).toEqual({ max: MAX, inUse: 0, waiting: 0 });
  const all = [once(true), ...Array.from({ length: MAX }, () => once())];
  expect(pool.use()).toEqual({ max: MAX, inUse: MAX, waiting: 1 });
  ends[0]?.();
  await expect(all[0]).rejects.toThrow('failed');
  expect(pool.use()).toEqual({ max: MAX, inUse: MAX, waiting: 0 });
  for (const end of ends) end();
  await Promise.all(all.slice(1));
  expect(pool.use()).toEqual({ max: MAX, inUse: 0, waiting: 0 });
});

test('what has not answered yet is asked one thing at a time, and what was closed only when there is nothing better', async () => {
  let closed: () => void = () => undefined;
  const once = new Promise<void>((resolve) => void (closed = resolve));
  const fresh = createPool({
    max: 2,
    open: (onClose) => postgres(database.url, { max: 1, onclose: () => [onClose(), closed()] }),
  });
  const [first = 0, second = 0] = await ask(short, 2, fresh);
  expect(second).not.toBe(first);
  expect(different(await ask(short, 2, fresh))).toBe(1);
  await other`select pg_terminate_backend(${first})`;
  await once;
  expect(await ask(short, 2, fresh)).toEqual([second, second]);
  await fresh.end();
});

test('what was asked is answered before the connections close, and nothing is asked after that', async () => {
  const closing = createPool({
    max: 2,
    open: (onclose) => postgres(database.url, { max: 1, onclose, connection: { application_name: 'closing' } }),
  });
  const end = await beginOn(closing);
  const asked = [ask(short, MANY, closing), ask(long, MANY, closing)];
  const ended = closing.end();
  await expect(ask(short, 1, closing)).rejects.toMatchObject({ code: 'CONNECTION_ENDED' });
  await end();
  expect((await Promise.all(asked)).flat()).toHaveLength(2 * MANY);
  await ended;
  // PostgreSQL hears of it a little later.
  await until(
    async () =>
      (await other`select from pg_stat_activity where datname = current_database() and application_name = 'closing'`)
        .length === 0,
  );
});
