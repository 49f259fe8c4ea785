import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import postgres from 'postgres';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startEmbeddedPostgres } from '../src/embedded-postgres.ts';
import { until } from '../../../test/until.ts';
import type { EmbeddedPostgres } from '../src/embedded-postgres.ts';

const starterScript = fileURLToPath(new URL('start-embedded-postgres.ts', import.meta.url));

let dataDirectory: string;
/** A data directory that a first start has filled, and that nobody uses. */
let made: string;
let running: EmbeddedPostgres | undefined;

const start = async (): Promise<EmbeddedPostgres> => (running = await startEmbeddedPostgres({ dataDirectory }));

const query = async <Row>(url: string, work: (sql: postgres.Sql) => Promise<Row>): Promise<Row> => {
  const sql = postgres(url, { max: 1, onnotice: () => undefined });
  try {
    return await work(sql);
  } finally {
    await sql.end();
  }
};

/** Starts PostgreSQL from a process that is then killed, and resolves to the PostgreSQL it leaves behind. */
const leaveOrphan = async (): Promise<{ readonly pid: number; readonly url: string }> => {
  const starter = spawn(process.execPath, [starterScript, dataDirectory], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [said] = (await once(starter.stdout, 'data')) as [Buffer];
  const gone = once(starter, 'exit');
  starter.kill('SIGKILL');
  await gone;
  return JSON.parse(said.toString('utf8')) as { pid: number; url: string };
};

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

beforeAll(async () => {
  made = mkdtempSync(join(tmpdir(), 'goldset-embedded-'));
  await (await startEmbeddedPostgres({ dataDirectory: made })).stop();
});

afterAll(() => rmSync(made, { recursive: true, force: true }));

/** What a first start leaves behind, for what does not depend on one: it takes several times as long as a later one. */
const copyMade = (): void => {
  // PostgreSQL wants its directories for its user alone, and this keeps whose they are.
  execFileSync('cp', ['-a', made, dataDirectory]);
};

beforeEach(() => {
  dataDirectory = join(mkdtempSync(join(tmpdir(), 'goldset-embedded-')), 'data');
});

afterEach(async () => {
  await running?.stop();
  running = undefined;
  rmSync(join(dataDirectory, '..'), { recursive: true, force: true });
});

describe('the embedded PostgreSQL', () => {
  it('is version 18, in UTF-8 whatever the environment says, and asks for its password', async () => {
    const { url } = await start();
    const [facts] = await query(
      url,
      (sql) => sql<
        { version: number; encoding: string; provider: string; locale: string; durable: string; sockets: string }[]
      >`
        select current_setting('server_version_num')::int / 10000 as version, pg_encoding_to_char(encoding) as encoding, datlocprovider as provider, datlocale as locale,
               current_setting('fsync') || current_setting('synchronous_commit') as durable, current_setting('unix_socket_directories') as sockets
        from pg_database where datname = current_database()`,
    );
    expect(facts).toEqual({
      version: 18,
      encoding: 'UTF8',
      provider: 'b',
      locale: 'C.UTF-8',
      durable: 'onon',
      sockets: '',
    });

    const stranger = new URL(url);
    expect(stranger.hostname).toBe('127.0.0.1');
    stranger.password = 'guessed';
    await expect(query(stranger.href, (sql) => sql`select 1`)).rejects.toMatchObject({ code: '28P01' });
  });

  it('keeps its password to its owner', async () => {
    const { url } = await start();
    const file = join(dataDirectory, 'postgres', 'password');
    expect(readFileSync(file, 'utf8')).toBe(new URL(url).password);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('keeps what was committed over a stop and a start', async () => {
    const first = await start();
    await query(first.url, (sql) => sql`create table kept as select 'żółw' as word`);
    await first.stop();
    await first.stop();
    expect(isAlive(first.pid)).toBe(false);

    const second = await start();
    expect(await query(second.url, (sql) => sql`select word from kept`)).toEqual([{ word: 'żółw' }]);
  });

  it('recovers from a server that was killed and left PostgreSQL running', async () => {
    copyMade();
    const orphan = await leaveOrphan();
    expect(await query(orphan.url, (sql) => sql`select 1 as one`)).toEqual([{ one: 1 }]);
    const { url } = await start();
    await expect(query(orphan.url, (sql) => sql`select 1 as one`)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    expect(await query(url, (sql) => sql`select 1 as one`)).toEqual([{ one: 1 }]);
  });

  it('recovers when PostgreSQL was killed, too', async () => {
    copyMade();
    const orphan = await leaveOrphan();
    process.kill(orphan.pid, 'SIGKILL');
    const { url } = await start();
    expect(await query(url, (sql) => sql`select 1 as one`)).toEqual([{ one: 1 }]);
  });

  it('starts although another process has the id of a PostgreSQL that was killed', async () => {
    copyMade();
    const file = join(dataDirectory, 'postgres', 'data', 'postmaster.pid');
    writeFileSync(file, `${process.pid}\n${join(dataDirectory, 'postgres', 'data')}\n1\n5432\n`);
    const { url } = await start();
    expect(await query(url, (sql) => sql`select 1 as one`)).toEqual([{ one: 1 }]);
  });

  it('begins again where a first start was killed half way', async () => {
    mkdirSync(join(dataDirectory, 'postgres.unfinished', 'data', 'base'), { recursive: true });
    writeFileSync(join(dataDirectory, 'postgres.unfinished', 'data', 'PG_VERSION'), '18\n');
    await start();
    expect(readdirSync(dataDirectory).toSorted()).toEqual(['postgres', 'postgres.log']);
  });

  it('begins again while the set-up of a start that was killed is still writing', async () => {
    const left = join(dataDirectory, 'postgres.unfinished');
    const program = `const { mkdirSync, writeFileSync } = require('node:fs');
      for (let n = 0; ; n += 1) {
        try {
          mkdirSync(process.argv[1] + '/data', { recursive: true });
          writeFileSync(process.argv[1] + '/data/' + (n % 1000), '');
        } catch {}
      }`;
    const writer = spawn(process.execPath, ['-e', program, left], { stdio: 'ignore' });
    try {
      await until(() => existsSync(join(left, 'data', '999')));
      const { url } = await start();
      expect(await query(url, (sql) => sql`select 1 as one`)).toEqual([{ one: 1 }]);
    } finally {
      const ended = once(writer, 'exit');
      writer.kill('SIGKILL');
      await ended;
    }
  });

  it('tells when it ends by itself', async () => {
    copyMade();
    const { ended, pid } = await start();
    process.kill(pid, 'SIGINT');
    await ended;
    expect(existsSync(join(dataDirectory, 'postgres', 'data', 'postmaster.pid'))).toBe(false);
  });

  it('refuses the data of another version, in a sentence that says what to do', async () => {
    copyMade();
    writeFileSync(join(dataDirectory, 'postgres', 'data', 'PG_VERSION'), '17\n');
    await expect(start()).rejects.toThrow(
      /was written by PostgreSQL 17 and this Goldset brings PostgreSQL 18: set GOLDSET_DATA_DIR to a new directory, or carry the data over/,
    );
  });

  it('repeats what PostgreSQL says when it cannot start', async () => {
    copyMade();
    await expect(startEmbeddedPostgres({ dataDirectory, settings: { shared_buffers: 'plenty' } })).rejects.toThrow(
      /did not start: .*shared_buffers/,
    );
  });
});
