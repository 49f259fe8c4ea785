import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { Readable, Writable } from 'node:stream';
import { exportedItem, PLANNING } from '@goldset/adapter-postgres';
import type { ImportResult } from '@goldset/core';
import postgres from 'postgres';
import type { Sql } from 'postgres';
import { v7 } from 'uuid';
import { figureOf, measureRound } from './beside.ts';
import type { Round } from './beside.ts';
import { forgetPeak, memoryRows, peakOf } from './memory.ts';
import type { Part } from './part.ts';
import { startDurablePostgres } from '../test/temporary-postgres.ts';
import { ADMIN_TOKEN, startGoldset } from './processes.ts';
import { dataOf, makeAnnotators, makeOrganization, makeProject, ndjsonOf } from './project.ts';
import { rowOf } from './row.ts';

const IMPORT_ROUNDS = 5;
const EXPORT_ROUNDS = 3;
const ANSWER_ROUNDS = 3;
const WARM_UP = 20_000;
const ANNOTATIONS = 3;
const PIECE = 64 * 1024;
const FIRST_BYTE_MILLISECONDS = 100;
const MEMORY_MEGABYTES = 250;

/** Returns a text of many lines as bytes; it is built piece by piece. */
const bytesOf = (count: number, textOf: (from: number, until: number) => string): Buffer => {
  const pieces: Buffer[] = [];
  for (let from = 0; from < count; from += 10_000)
    pieces.push(Buffer.from(textOf(from, Math.min(count, from + 10_000))));
  return Buffer.concat(pieces);
};

const writeAll = async (to: Writable, bytes: Buffer): Promise<void> => {
  for (let start = 0; start < bytes.length; start += PIECE)
    if (!to.write(bytes.subarray(start, start + PIECE))) await once(to, 'drain');
  to.end();
};

const answerTo = async (url: string, method: string, path: string, body?: Buffer): Promise<IncomingMessage> => {
  const headers = {
    Authorization: `Bearer ${ADMIN_TOKEN}`,
    ...(body === undefined ? {} : { 'Content-Type': 'application/x-ndjson' }),
  };
  const outgoing = request(`${url}/v1${path}`, { method, headers, agent: false });
  const answered = once(outgoing, 'response') as Promise<[IncomingMessage]>;
  if (body === undefined) outgoing.end();
  else await writeAll(outgoing, body);
  const [incoming] = await answered;
  if (incoming.statusCode !== 200) throw new Error(`${method} ${path} was answered ${String(incoming.statusCode)}.`);
  return incoming;
};

/** Imports a file, and resolves to the number of lines per second. */
const importFile = async (
  url: string,
  projectId: string,
  file: Buffer,
  expected: Partial<ImportResult>,
  to = 'items',
): Promise<number> => {
  const began = performance.now();
  const chunks: Buffer[] = [];
  for await (const chunk of await answerTo(url, 'POST', `/projects/${projectId}/${to}`, file))
    chunks.push(chunk as Buffer);
  const seconds = (performance.now() - began) / 1000;
  const result = JSON.parse(Buffer.concat(chunks).toString('utf8')) as ImportResult;
  for (const [name, count] of Object.entries(expected))
    if (result[name as keyof ImportResult] !== count)
      throw new Error(`The import did something else: ${JSON.stringify(result)}`);
  return (result.created + result.unchanged) / seconds;
};

/** Returns import lines with an answer to each item of `ndjsonOf`. */
const answersOf = (from: number, until: number): string => {
  let text = '';
  for (let n = from; n < until; n += 1)
    text += `${JSON.stringify({ external_id: `item-${n}`, annotator: `worker-${n % 20}`, value: { sentiment: 'positive' } })}\n`;
  return text;
};

const COPIED = 'project_id, id, external_id, data, metadata, priority, overlap, queue_position, created_at, updated_at';

/** Returns the same rows as `ndjsonOf`, in the format that `COPY` reads. */
const copyTextOf = (projectId: string, from: number, until: number): string => {
  const at = new Date().toISOString();
  let text = '';
  for (let n = from; n < until; n += 1)
    text += `${projectId}\t${v7()}\titem-${n}\t${JSON.stringify(dataOf(n))}\t{}\t0\t1\t${n + 1}\t${at}\t${at}\n`;
  return text;
};

/** Copies rows into the table of items, and resolves to the number of rows per second. */
const copyIn = async (sql: Sql, bytes: Buffer, count: number): Promise<number> => {
  const began = performance.now();
  const to = (await sql.unsafe(`copy items (${COPIED}) from stdin`).writable()) as Writable;
  const finished = once(to, 'finish');
  await writeAll(to, bytes);
  await finished;
  return count / ((performance.now() - began) / 1000);
};

/** The measurements of a stream of lines. */
interface Read {
  readonly perSecond: number;
  readonly firstByteMilliseconds: number;
  readonly bytes: number;
  readonly hash: string;
}

const readLines = async (began: number, stream: Readable, isHashed: boolean): Promise<Read> => {
  const hash = createHash('sha256');
  let firstByteMilliseconds = 0;
  let bytes = 0;
  let lines = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    if (bytes === 0) firstByteMilliseconds = performance.now() - began;
    bytes += chunk.length;
    for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, at + 1)) lines += 1;
    if (isHashed) hash.update(chunk);
  }
  return {
    perSecond: lines / ((performance.now() - began) / 1000),
    firstByteMilliseconds,
    bytes,
    hash: hash.digest('hex'),
  };
};

const exportAll = async (url: string, projectId: string, isHashed = false): Promise<Read> => {
  const began = performance.now();
  return readLines(began, await answerTo(url, 'GET', `/projects/${projectId}/export`), isHashed);
};

// No JSON contains these bytes for the delimiter and the quote, so each line is output unchanged.
const copyOut = async (sql: Sql, projectId: string, isHashed = false): Promise<Read> => {
  const line = exportedItem
    .replaceAll(':project_id', `'${projectId}'`)
    .replaceAll(':organization_id', 'null')
    .replaceAll(':with_addresses', 'false')
    .replaceAll(':at::', `'${new Date().toISOString()}'::`);
  const began = performance.now();
  const select = `select ${line}::text from items i where i.project_id = '${projectId}' and i.deleted_at is null order by i.id`;
  return readLines(
    began,
    (await sql
      .unsafe(`copy (${select}) to stdout with (format csv, delimiter e'\\x01', quote e'\\x02')`)
      .readable()) as Readable,
    isHashed,
  );
};

/** Adds answers of three annotators to each item of a project. */
const annotate = async (sql: Sql, projectId: string, annotators: readonly string[]): Promise<void> => {
  await sql.unsafe(
    `update items set submitted_count = ${ANNOTATIONS}, annotation_count = ${ANNOTATIONS} where project_id = '${projectId}'`,
  );
  for (const annotator of annotators) {
    await sql.unsafe(`
      insert into annotations (project_id, id, item_id, task_id, annotator_id, value, guideline_version, annotation_ui_version, source, revision, created_at, updated_at)
      select i.project_id, uuidv7(), i.id, uuidv7(), '${annotator}', '{"sentiment": "positive"}', 1, 1, 'task', 1, now(), now() from items i where i.project_id = '${projectId}' order by i.id`);
  }
};

/** Compares imports and exports with reading and writing by PostgreSQL itself. */
export const measureStreams: Part = async ({ quick, say }) => {
  const count = quick ? 50_000 : 500_000;
  const stops: (() => Promise<void>)[] = [];
  try {
    const database = await startDurablePostgres();
    stops.push(database.stop);
    const goldset = await startGoldset(database.url);
    stops.push(goldset.stop);
    const { url, pid } = goldset;
    const connection = { application_name: 'copy', ...PLANNING };
    const sql = postgres(database.url, { max: 1, fetch_types: false, onnotice: () => undefined, connection });
    stops.push(() => sql.end());
    const organizationId = await makeOrganization(url);
    const annotators = await makeAnnotators(url, organizationId, ANNOTATIONS);
    const file = bytesOf(count, ndjsonOf);

    // The first import is slower, because code is compiled then.
    await importFile(url, await makeProject(url, organizationId), bytesOf(WARM_UP, ndjsonOf), { created: WARM_UP });

    const imports: Round[] = [];
    const again: Round[] = [];
    let exportedProject = '';
    await forgetPeak(pid);
    for (let round = 0; round < IMPORT_ROUNDS; round += 1) {
      const [projectId, beside] = [
        await makeProject(url, organizationId, { overlap: ANNOTATIONS }),
        await makeProject(url, organizationId),
      ];
      exportedProject = projectId;
      const rows = bytesOf(count, (from, until) => copyTextOf(beside, from, until));
      const first = await measureRound(
        round,
        () => importFile(url, projectId, file, { created: count }),
        () => copyIn(sql, rows, count),
      );
      imports.push(first);
      again.push({ ours: await importFile(url, projectId, file, { unchanged: count }), limit: first.ours });
      say(
        `import: ${(first.ours / first.limit).toFixed(2)}, again: ${((again.at(-1)?.ours ?? 0) / first.ours).toFixed(2)}`,
      );
    }
    const importPeak = await peakOf(pid);

    const answerCount = count / 10;
    const [someItems, answers] = [bytesOf(answerCount, ndjsonOf), bytesOf(answerCount, answersOf)];
    const answered: Round[] = [];
    for (let round = 0; round < ANSWER_ROUNDS; round += 1) {
      const projectId = await makeProject(url, organizationId);
      const limit = await importFile(url, projectId, someItems, { created: answerCount });
      answered.push({
        ours: await importFile(url, projectId, answers, { created: answerCount }, 'annotations/import'),
        limit,
      });
      say(`import of annotations: ${((answered.at(-1)?.ours ?? 0) / limit).toFixed(2)}`);
    }

    const owner = postgres(database.url, {
      max: 1,
      onnotice: () => undefined,
      connection: { session_replication_role: 'replica' },
    });
    await annotate(
      owner,
      exportedProject,
      annotators.map(({ user_id }) => user_id),
    ).finally(() => owner.end());
    const [ours, limit] = [await exportAll(url, exportedProject, true), await copyOut(sql, exportedProject, true)];
    if (ours.hash !== limit.hash)
      throw new Error(`What is exported is not what is copied: ${ours.bytes} and ${limit.bytes} bytes.`);
    const exports: Round[] = [];
    const firstBytes: Round[] = [];
    await forgetPeak(pid);
    for (let round = 0; round < EXPORT_ROUNDS; round += 1) {
      const measured = async (): Promise<number> => {
        const { perSecond, firstByteMilliseconds } = await exportAll(url, exportedProject);
        firstBytes.push({ ours: firstByteMilliseconds, limit: FIRST_BYTE_MILLISECONDS });
        return perSecond;
      };
      const one = await measureRound(round, measured, async () => (await copyOut(sql, exportedProject)).perSecond);
      exports.push(one);
      say(`export: ${(one.ours / one.limit).toFixed(2)}`);
    }
    const exportPeak = await peakOf(pid);

    const many = `${count.toLocaleString('en-GB')} items`;
    return [
      rowOf(`NDJSON import, ${many} with external_id`, 'items/s', '≥ 0.7', figureOf(imports)),
      rowOf('import of the same file again', 'items/s', '≥ 1', figureOf(again)),
      rowOf(
        `import of ${answerCount.toLocaleString('en-GB')} annotations, beside that of as many items`,
        'lines/s',
        '≥ 0.25',
        figureOf(answered),
      ),
      rowOf(`NDJSON export, ${many} with ${ANNOTATIONS} annotations each`, 'items/s', '≥ 0.6', figureOf(exports)),
      rowOf('export, first byte', 'ms', '≤ 1', figureOf(firstBytes)),
      ...memoryRows('server memory during the imports', importPeak, MEMORY_MEGABYTES),
      ...memoryRows('server memory during the exports', exportPeak, MEMORY_MEGABYTES),
    ];
  } finally {
    for (const stop of stops.reverse()) await stop();
  }
};
