import { keepPlanning, openPostgres } from '@goldset/adapter-postgres';
import type { Postgres } from '@goldset/adapter-postgres';
import type { DomainEvent, OutboxEvent } from '@goldset/core';
import postgres from 'postgres';
import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findPgbouncer, startPgbouncer } from '../../../test/pgbouncer.ts';
import type { Pgbouncer } from '../../../test/pgbouncer.ts';
import { createBlankDatabase, createTestDatabase } from '../../../test/postgres.ts';
import type { TestDatabase } from '../../../test/postgres.ts';
import { listenOn } from './http/listening.ts';
import { startTestApp } from './http/server.ts';
import { doMainJob } from './main-job.ts';
import { startServer } from './server-process.ts';

const found = await findPgbouncer();

describe.skipIf(found === undefined)('through a PgBouncer in transaction mode', () => {
  const prepare = found?.knowsPrepared ?? false;
  const opened: Postgres[] = [];
  let database: TestDatabase;
  let pooler: Pgbouncer;

  const open = (options: { readonly notify?: boolean } = {}): Postgres => {
    const made = openPostgres(pooler.url, { max: 16, direct: database.url, prepare, ...options });
    opened.push(made);
    return made;
  };

  beforeAll(async () => {
    if (found === undefined) return;
    database = await createTestDatabase();
    await keepPlanning(database.url);
    pooler = await startPgbouncer(found, database.url);
  });
  afterAll(async () => {
    await Promise.all(opened.map(({ close }) => close()));
    await pooler?.stop();
    await database?.drop();
  });

  test('the main job is done', { timeout: 600_000 }, async () => {
    const { store, ready } = open();
    const app = await startTestApp({ store, ready });
    const server = await listenOn(app);
    expect(await doMainJob(server.api, 300)).toBe(900);
    await server.close();
    await app.close();
  });

  test('the planner is told what it is to be told, once, and again where something is missing', async () => {
    const { isPlanningKept } = open();
    expect(await isPlanningKept()).toBe(true);
    const sql = postgres(database.url, { max: 1 });
    const user = new URL(database.url).username;
    const settings = async (): Promise<readonly { readonly setconfig: readonly string[] }[]> => sql`
      select setconfig from pg_db_role_setting s join pg_database d on d.oid = s.setdatabase where d.datname = current_database()`;
    const before = await settings();
    await sql`alter role ${sql(user)} in database ${sql(new URL(database.url).pathname.slice(1))} reset jit`;
    expect(await settings()).not.toEqual(before);
    await Promise.all([keepPlanning(database.url), keepPlanning(database.url)]);
    expect((await settings()).map(({ setconfig }) => setconfig.toSorted())).toEqual(
      before.map(({ setconfig }) => setconfig.toSorted()),
    );
    await sql.end();
  });

  test('a relay hears of what another process writes, and publishes it', async () => {
    const taken: OutboxEvent[] = [];
    const faults: unknown[] = [];
    let heard: () => void = () => undefined;
    const all = new Promise<void>((resolve) => {
      heard = resolve;
    });
    const project = v7();
    const relay = open().relay({
      holder: v7(),
      now: () => new Date(),
      publish: async (events) => {
        taken.push(...events.filter(({ key }) => key === project));
        if (taken.length === 3) heard();
      },
      onFault: (fault) => faults.push(fault),
      idle: 3_600_000,
      listen: true,
    });
    relay.start();
    const event = (): DomainEvent => ({
      id: v7(),
      type: 'goldset.item.deleted',
      subject: project,
      time: new Date().toISOString(),
      causation_id: null,
      data: {},
    });
    const { outbox } = open({ notify: true }).store.within({ organization_id: v7(), project_id: project });
    for (let turn = 0; turn < 3; turn += 1) await outbox.append(event());
    await all;
    await relay.stop();
    expect(new Set(taken.map(({ sequence }) => sequence)).size).toBe(3);
    expect(faults).toEqual([]);
  });

  test('no statement leaves a lock or a setting on a connection', async () => {
    const sql = postgres(database.url, { max: 1 });
    expect(
      await sql`select l.pid from pg_locks l join pg_database d on d.oid = l.database where l.locktype = 'advisory' and d.datname = current_database()`,
    ).toEqual([]);
    await sql.end();
    const through = postgres(pooler.url, { max: 1, prepare: false, fetch_types: false });
    for (let connection = 0; connection < 8; connection += 1)
      expect(await through`select current_setting('lock_timeout') as patience`).toMatchObject([{ patience: '0' }]);
    await through.end();
  });

  describe('the server', { timeout: 60_000 }, () => {
    let blank: TestDatabase;
    let before: Pgbouncer;
    beforeAll(async () => {
      if (found === undefined) return;
      blank = await createBlankDatabase();
      before = await startPgbouncer(found, blank.url);
    });
    afterAll(async () => {
      await before?.stop();
      await blank?.drop();
    });

    test('says what is missing where only the pooler is named', async () => {
      const server = startServer({ DATABASE_URL: before.url });
      expect(await server.ended).toMatchObject({ code: 1 });
      expect(server.stderr()).toContain('name the PostgreSQL itself in DATABASE_DIRECT_URL');
    });

    test('says which of the two names is wrong', async () => {
      const elsewhere = new URL(blank.url);
      elsewhere.pathname = '/nowhere';
      const server = startServer({ DATABASE_URL: before.url, DATABASE_DIRECT_URL: elsewhere.href });
      expect(await server.ended).toMatchObject({ code: 1 });
      expect(server.stderr()).toContain('mend the name in DATABASE_DIRECT_URL');
    });

    test.each([
      ['by the connection that was used last', { isRoundRobin: false }],
      ['by each connection in turn', { isRoundRobin: true }],
      ['by one connection of two', { isRoundRobin: false, connections: 2 }],
    ])('says what to set where prepared statements get lost: %s', async (_, options) => {
      if (found === undefined) return;
      const forgetful = await startPgbouncer(found, blank.url, { knowsPrepared: false, ...options });
      const server = startServer({ DATABASE_URL: forgetful.url, DATABASE_DIRECT_URL: blank.url });
      expect(await server.ended).toMatchObject({ code: 1 });
      expect(server.stderr()).toContain(
        'set DATABASE_PREPARE=false, or, in PgBouncer 1.21 or later, max_prepared_statements=200.',
      );
      await forgetful.stop();
    });

    test('migrates past it, and serves through it', async () => {
      const token = 'a-token-for-the-first-user-of-this-test';
      const server = startServer({
        DATABASE_URL: before.url,
        DATABASE_DIRECT_URL: blank.url,
        DATABASE_PREPARE: String(prepare),
        GOLDSET_BOOTSTRAP_TOKEN: token,
        LOG_LEVEL: 'warn',
      });
      const url = await server.serving;
      const me = await fetch(`${url}/v1/me`, { headers: { Authorization: `Bearer ${token}` } });
      expect(me.status).toBe(200);
      server.kill('SIGTERM');
      expect(await server.ended).toEqual({ code: 0, signal: null });
      expect(server.stderr()).toBe('');
    });
  });
});
