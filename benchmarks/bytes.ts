// Measures the size of the rows of each table on disk, including indexes: node benchmarks/bytes.ts. All data is written
// by operations of the application.
import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate, openPostgres } from '@goldset/adapter-postgres';
import { createApplication, INSTALLATION } from '@goldset/core';
import type { Application, Caller, Id, ImportLine, Result, Target } from '@goldset/core';
import { startEmbeddedPostgres } from '@goldset/server/embedded-postgres';
import postgres from 'postgres';
import { domains } from '../apps/server/src/domains.ts';

/** The average size of a row of a table, in bytes. */
export interface RowWeight {
  readonly table: string;
  readonly rows: number;
  readonly heap: number;
  readonly indexes: number;
}

const ITEMS = 20_000;
const OVERLAP = 3;
/** The length of the text of an item, in characters. */
const TEXT = 120;
const AT_ONCE = 100;

/** Returns the value of a result; throws if it is an error. */
const must = <T>(result: Result<T, unknown>): T => {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
};

// Ids ascend with time, as those of the server do.
const newId = (): Id => {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(Date.now(), 0, 6);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5') as Id;
};

const linesOf = async function* (values: Iterable<unknown>): AsyncGenerator<ImportLine> {
  let line = 0;
  for (const value of values)
    yield {
      line: (line += 1),
      bytes: 0,
      value,
      event: { id: `event-${line}-${randomBytes(4).toString('hex')}`, source: 'urn:bytes' },
    };
};

const fill = async (application: Application): Promise<void> => {
  const callerOn = async (userId: Id, target: Target): Promise<Caller> =>
    must(await application.callerFor(userId, target, 'bytes'));
  const founder = must(await application.createFirstUser({ email: 'bytes@example.org' }, () => undefined));
  if (founder === null) throw new Error('The database is not empty.');
  const { id: organization_id } = must(
    await application.createOrganization(await callerOn(founder.id, INSTALLATION), { name: 'Bytes' }),
  );
  const inOrganization = await callerOn(founder.id, { type: 'organization', id: organization_id });
  const { id: project_id } = must(
    await application.createProject(inOrganization, {
      organization_id,
      name: 'Bytes',
      description: '',
      overlap: OVERLAP,
      lease_seconds: 3_600,
      max_claimed: AT_ONCE,
      show_predictions: false,
    }),
  );
  const manager = await callerOn(founder.id, { type: 'project', id: project_id });
  const controls = [
    { name: 'sentiment', kind: 'choice', source: 'text', required: true, options: ['positive', 'negative'] },
  ] as const;
  must(await application.createAnnotationUI(manager, { project_id, name: 'Sentiment', controls: [...controls] }));
  must(await application.publishGuideline(manager, { project_id, text: 'Judge the sentence.' }));
  const sentences = function* (): Generator<unknown> {
    for (let n = 0; n < ITEMS; n += 1)
      yield {
        external_id: `sentence-${n}`,
        data: { text: randomBytes(TEXT / 2).toString('hex') },
        metadata: { gold: 'positive' },
      };
  };
  const predictions = function* (): Generator<unknown> {
    for (let n = 0; n < ITEMS; n += 1)
      yield {
        external_id: `sentence-${n}`,
        model: 'judge',
        model_version: '2026-01',
        score: 0.5,
        value: { sentiment: 'positive' },
      };
  };
  must(
    await application.importItems(manager, {
      project_id,
      lines: linesOf(sentences()),
      on_conflict: 'reject',
      on_error: 'continue',
    }),
  );
  must(
    await application.importPredictions(manager, {
      project_id,
      lines: linesOf(predictions()),
      on_conflict: 'reject',
      on_error: 'continue',
    }),
  );
  for (let turn = 0; turn < OVERLAP; turn += 1) {
    const account = must(
      await application.createServiceAccount(inOrganization, {
        organization_id,
        name: `annotator ${turn}`,
        roles: ['annotator'],
      }),
    );
    const annotator = await callerOn(account.id, { type: 'project', id: project_id });
    for (;;) {
      const { tasks } = must(await application.claimTasks(annotator, { project_id, count: AT_ONCE }));
      if (tasks.length === 0) break;
      await Promise.all(
        tasks.map(async ({ id }) =>
          must(await application.submitTask(annotator, { project_id, task_id: id, value: { sentiment: 'positive' } })),
        ),
      );
    }
  }
};

const weigh = async (url: string): Promise<readonly RowWeight[]> => {
  const sql = postgres(url, { max: 1, onnotice: () => undefined });
  try {
    const weights: RowWeight[] = [];
    for (const table of ['items', 'tasks', 'annotations', 'predictions', 'outbox', 'inbox']) {
      const [weight] = await sql<RowWeight[]>`
        select ${table} as table, (select count(*)::int from ${sql(table)}) as rows, pg_table_size(${table}::regclass)::float8 as heap, pg_indexes_size(${table}::regclass)::float8 as indexes`;
      if (weight !== undefined)
        weights.push({
          ...weight,
          heap: Math.round(weight.heap / weight.rows),
          indexes: Math.round(weight.indexes / weight.rows),
        });
    }
    return weights;
  } finally {
    await sql.end();
  }
};

/** Fills a new database and measures its size; the keys say whether as it is afterwards, or after `vacuum full`. */
export const measureBytes = async (): Promise<Readonly<Record<'as it is' | 'packed', readonly RowWeight[]>>> => {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'goldset-bytes-'));
  // Durability does not change the size, so these settings only save time.
  const server = await startEmbeddedPostgres({ dataDirectory, settings: { fsync: 'off', synchronous_commit: 'off' } });
  try {
    await migrate(server.url);
    const { store, close } = openPostgres(server.url);
    const secrets = {
      generate: () => randomBytes(32).toString('base64url'),
      hash: (secret: string) => createHash('sha256').update(secret).digest('hex'),
    };
    await fill(
      createApplication({
        store,
        now: () => new Date(),
        newId,
        secrets,
        domains,
        organizationCreation: 'everyone',
        operators: new Set(),
      }),
    );
    await close();
    const asItIs = await weigh(server.url);
    const sql = postgres(server.url, { max: 1, onnotice: () => undefined });
    await sql`vacuum full`;
    await sql.end();
    return { 'as it is': asItIs, packed: await weigh(server.url) };
  } finally {
    await server.stop();
    await rm(dataDirectory, { recursive: true, force: true });
  }
};

if (import.meta.main) {
  for (const [how, weights] of Object.entries(await measureBytes())) {
    console.log(`\n${how}\n\n| a row of | rows | table | indexes | bytes |\n|---|---|---|---|---|`);
    for (const { table, rows, heap, indexes } of weights)
      console.log(`| \`${table}\` | ${rows} | ${heap} | ${indexes} | ${heap + indexes} |`);
  }
}
