import { setTimeout as delay } from 'node:timers/promises';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  diskFull,
  exportCut,
  importCut,
  postgresRestarted,
  serverKilled,
  slowExport,
} from '../../../benchmarks/load/faults.ts';
import type { Disk, Scale } from '../../../benchmarks/load/faults.ts';
import { underLoad } from '../../../benchmarks/load/load.ts';
import { startStack } from '../../../benchmarks/load/stack.ts';
import type { Stack } from '../../../benchmarks/load/stack.ts';
import { startDurablePostgres } from '../../../test/temporary-postgres.ts';
import type { TemporaryPostgres } from '../../../test/temporary-postgres.ts';
import { createBlankDatabase } from '../../../test/postgres.ts';
import type { TestDatabase } from '../../../test/postgres.ts';

const SCALE: Scale = {
  load: { seed: 1, annotators: 8, items: 200, leaseSeconds: 10, cuts: 0.03, think: 10 },
  times: 1,
  between: 10,
  lines: 3_000,
  slowItems: 1_000,
  slowSeconds: 4,
};

/** Refuses every write as a PostgreSQL does whose disk is full; that of a real one is in `npm run load-faults`, because not every system lets a program mount a small disk. */
const fullByTrigger = (url: string): Disk & { close(): Promise<void> } => {
  const sql = postgres(url, { max: 1, onnotice: () => undefined });
  return {
    fill: async () => {
      await sql`create or replace function no_room() returns trigger language plpgsql as ${sql.unsafe(`$$ begin raise exception 'could not extend file' using errcode = 'disk_full'; end $$`)}`;
      await sql`create trigger no_room before insert on outbox for each statement execute function no_room()`;
    },
    free: async () => void (await sql`drop trigger no_room on outbox`),
    close: () => sql.end(),
  };
};

describe('while annotators work,', { timeout: 120_000 }, () => {
  let database: TestDatabase;
  let stack: Stack;
  beforeAll(async () => {
    database = await createBlankDatabase();
    stack = await startStack(database.url);
  });
  afterAll(async () => {
    await stack.stop();
    await database.drop();
  });

  test('a server that is killed loses nothing that it acknowledged', async () => {
    expect((await serverKilled(stack, SCALE)).faults).toEqual([]);
  });

  test('an import that is cut in the middle ends with each item once', async () => {
    expect((await importCut(stack, SCALE)).faults).toEqual([]);
  });

  test('an export that is cut does not seem to be whole', async () => {
    expect((await exportCut(stack, SCALE)).faults).toEqual([]);
  });

  test('a client that reads an export slowly is not cut off, and no transaction waits for it', async () => {
    expect((await slowExport(stack, SCALE)).faults).toEqual([]);
  });

  test('an answer that was acknowledged and is lost is found, and so is a counter that is wrong', async () => {
    const sql = postgres(database.url, { max: 1, onnotice: () => undefined });
    const { faults } = await underLoad(stack, SCALE.load, async ({ memory, project_id }) => {
      while (memory.answers.size === 0) await delay(10);
      const [known] = memory.answers.values();
      if (known !== undefined) memory.answers.set('of nobody', known);
      await sql`update counters set items_open = items_open + 1 where project_id = ${project_id}`;
    }).finally(() => sql.end());
    expect(faults).toEqual(
      expect.arrayContaining([
        'The answer to task of nobody was acknowledged and is lost.',
        expect.stringMatching(/^The progress is .*, and a recount gives /),
      ]),
    );
  });

  test('a full disk is told as such, and all goes on when there is room', async () => {
    const disk = fullByTrigger(database.url);
    try {
      expect((await diskFull(stack, disk, SCALE)).faults).toEqual([]);
    } finally {
      await disk.close();
    }
  });
});

test(
  'while annotators work, a PostgreSQL that is restarted loses nothing that was acknowledged',
  { timeout: 120_000 },
  async () => {
    let own: TemporaryPostgres | undefined;
    let stack: Stack | undefined;
    try {
      own = await startDurablePostgres();
      stack = await startStack(own.url);
      expect((await postgresRestarted(stack, own, { ...SCALE, times: 2 })).faults).toEqual([]);
    } finally {
      await stack?.stop();
      await own?.stop();
    }
  },
);
