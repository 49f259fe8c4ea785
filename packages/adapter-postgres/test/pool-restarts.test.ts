import postgres from 'postgres';
import { expect, test } from 'vitest';
import { startTemporaryPostgres } from '../../../test/temporary-postgres.ts';
import { until } from '../../../test/until.ts';
import { isUnavailable } from '../src/sql/errors.ts';
import { createPool } from '../src/connections/pool.ts';
import { statement } from '../src/sql/statement.ts';
import type { Run, Statement } from '../src/sql/statement.ts';

const WORKERS = 40;
const RESTARTS = 6;
// So many more, before and after each restart.
const MORE = 2_000;

type Echo = Statement<{ readonly n: number }, { readonly n: number }>;

const reading: Echo = statement('select :n::int as n');
const writing: Echo = statement('insert into notes (n) values (:n::int) returning n');

test(
  'while the database ends and begins anew, each statement gets the answer to what it asked, or is refused, and none is left behind',
  { timeout: 120_000 },
  async () => {
    const database = await startTemporaryPostgres({});
    const setup = postgres(database.url, { max: 1 });
    await setup`create table notes (n int)`;
    await setup.end();
    const pool = createPool({
      max: 4,
      open: (onclose) => postgres(database.url, { max: 1, onclose, onnotice: () => undefined }),
    });
    const inOrder = pool.inOrder();
    const wrong: unknown[] = [];
    const count = { asked: 0, answered: 0, refused: 0 };
    let isOver = false;

    const echo = async (run: Run, each: Echo): Promise<void> => {
      count.asked += 1;
      const n = count.asked;
      const rows = await run(each, { n });
      if (rows.length !== 1 || rows[0]?.n !== n) wrong.push([n, rows]);
    };
    const ways: readonly (() => Promise<void>)[] = [
      () => echo(pool.run, reading),
      () => echo(pool.run, writing),
      () => echo(inOrder, writing),
      () =>
        pool.transaction(async (run) => {
          await echo(run, writing);
          await echo(run, reading);
        }),
    ];
    const work = async (worker: number): Promise<void> => {
      const way = ways[worker % ways.length] as () => Promise<void>;
      while (!isOver) {
        try {
          await way();
          count.answered += 1;
        } catch (error) {
          if (isUnavailable(error)) count.refused += 1;
          else wrong.push(error);
          // A turn for the others: while the database is away each is refused at once.
          await new Promise(setImmediate);
        }
      }
    };
    const working = Array.from({ length: WORKERS }, (_, worker) => work(worker));
    const answerMore = (): Promise<void> => {
      const enough = count.answered + MORE;
      return until(() => count.answered >= enough);
    };
    for (let n = 0; n < RESTARTS; n += 1) {
      await answerMore();
      const { refused } = count;
      await database.end(n % 2 === 0 ? 'orderly' : 'crash');
      await until(() => count.refused > refused);
      await database.start();
    }
    await answerMore();
    isOver = true;
    await Promise.all(working);
    expect(wrong).toEqual([]);
    expect(pool.use()).toEqual({ max: 4, inUse: 0, waiting: 0 });
    await pool.end();
    await database.stop();
  },
);
