import { setImmediate } from 'node:timers/promises';
import postgres from 'postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase } from '../../../test/postgres.ts';
import type { TestDatabase } from '../../../test/postgres.ts';
import { createPool } from '../src/pool.ts';
import type { Pool } from '../src/pool.ts';
import { statement } from '../src/statement.ts';
import type { Statement } from '../src/statement.ts';

const MAX = 3;
// More than goes to one connection in one turn, whichever of them it is.
const MANY = 40;

type Process = Statement<object, { process: number }>;

const short: Process = statement('select pg_backend_pid() as process');
const long: Process = statement('select pg_backend_pid() as process, 1 as one', { isLong: true });
const writing: Process = statement(`with changed as (update users set name = name where false) select pg_backend_pid() as process`);
const waiting: Process = statement('select pg_backend_pid() as process, pg_advisory_xact_lock(1)', { isLong: true });

let database: TestDatabase;
let pool: Pool;
let other: postgres.Sql;

beforeAll(async () => {
  database = await createTestDatabase();
  other = postgres(database.url, { max: 1 });
  pool = createPool(MAX, (onclose) => postgres(database.url, { max: 1, onclose, onnotice: () => undefined }));
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
  const transaction = pool.withClient((client) => client.begin(() => new Promise<void>((resolve) => void (finish = resolve))));
  expect(pool.use()).toEqual({ max: MAX, inUse: 2, waiting: 0 });
  const others = [await ask(short, 5), await ask(long, 1)].flat();
  expect(different(others)).toBe(1);
  await other`select pg_advisory_unlock(1)`;
  expect(others).not.toContain((await held)[0]);
  finish();
  await transaction;
});

test('what is more than there are connections waits, until what came before has ended, well or not', async () => {
  const ends: (() => void)[] = [];
  const once = (fails = false): Promise<void> => pool.withClient(() => new Promise<void>((resolve, reject) => void ends.push(fails ? () => reject(new Error('failed')) : resolve)));
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
  const fresh = createPool(2, (onclose) => postgres(database.url, { max: 1, onclose: () => [onclose(), closed()] }));
  const [first = 0, second = 0] = await ask(short, 2, fresh);
  expect(second).not.toBe(first);
  expect(different(await ask(short, 2, fresh))).toBe(1);
  await other`select pg_terminate_backend(${first})`;
  await once;
  expect(await ask(short, 2, fresh)).toEqual([second, second]);
  await fresh.end();
});

test('what was sent is answered before the connections close', async () => {
  const closing = createPool(2, (onclose) => postgres(database.url, { max: 1, onclose }));
  const asked = ask(short, MANY, closing);
  // The driver sends what was asked before in this turn.
  await setImmediate();
  await closing.end();
  expect(await asked).toHaveLength(MANY);
});
