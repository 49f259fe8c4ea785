import { gzipSync } from 'node:zlib';
import type { CsvRecord } from '@goldset/core/adapter';
import { describe, expect, test } from 'vitest';
import { MAX_LINE_BYTES } from '../src/request/ndjson.ts';
import { readRecords } from '../src/request/table.ts';
import { longestStretch } from './longest-stretch.ts';
import { newTestApp, problemIn } from './test-app.ts';
import type { Parts, TestApp } from './test-app.ts';

const CSV = { 'content-type': 'text/csv' };

const stream = async function* (chunks: Iterable<Buffer>): AsyncGenerator<Buffer> {
  yield* chunks;
};

const read = async (chunks: Iterable<Buffer>): Promise<readonly CsvRecord[]> => {
  const records: CsvRecord[] = [];
  for await (const some of readRecords(stream(chunks), ',')) records.push(...some);
  return records;
};

describe('the records of a body', () => {
  test('keep no more of an endless record than its limit', async () => {
    const chunk = Buffer.alloc(64 * 1024, 0x61);
    for (const [begin, end, lines] of [
      ['', '\nb\n', ['1 too_large', 'b']],
      ['"', '"\nb\n', ['1 too_large', 'b']],
      ['"', '', ['1 format']],
    ] as const) {
      const before = process.memoryUsage().arrayBuffers;
      let most = 0;
      const endless = function* (): Generator<Buffer> {
        yield Buffer.from(begin);
        for (let n = 0; n < 2048; n += 1) {
          if (n % 256 === 0) most = Math.max(most, process.memoryUsage().arrayBuffers - before);
          yield chunk;
        }
        yield Buffer.from(end);
      };
      const records = await read(endless());
      expect(
        records.map((record) => ('fault' in record ? `${record.line} ${record.fault.code}` : record.cells.join())),
      ).toEqual(lines);
      expect(most).toBeLessThan(8 * MAX_LINE_BYTES);
    }
  });

  test('are read no faster than they are taken', async () => {
    let taken = 0;
    const source = async function* (): AsyncGenerator<Buffer> {
      for (;;) {
        taken += 1;
        yield Buffer.from('a\nb\n');
      }
    };
    const records = readRecords(source(), ',');
    for (let n = 0; n < 2; n += 1) expect((await records.next()).value).toHaveLength(2);
    expect(taken).toBe(2);
    await records.return(undefined);
  });

  test('let others have their turn, whatever they are', async () => {
    for (const text of ['\n', 'a\n', 'a,b,c\n', '"a","b"\n', '"\n', ',\n', '"a"b\n']) {
      const chunk = Buffer.from(text.repeat(Math.floor((64 * 1024) / text.length)));
      const milliseconds = await longestStretch(async () => {
        for await (const records of readRecords(stream(Array.from({ length: 3 }, () => chunk)), ','))
          expect(records.length).toBeLessThanOrEqual(1_000);
      });
      expect([text, milliseconds < 50]).toEqual([text, true]);
    }
  });
});

interface Result {
  readonly created: number;
  readonly unchanged: number;
  readonly rejected: number;
  readonly errors: readonly { readonly line: number; readonly pointer: string; readonly code: string }[];
}

const importer = async (): Promise<
  TestApp & {
    readonly run: (parts: Parts, query?: string) => Promise<Response>;
    readonly items: () => Promise<readonly unknown[]>;
  }
> => {
  const app = await newTestApp();
  const path = `/v1/projects/${await app.project()}/items`;
  return {
    ...app,
    run: (parts, query = '') => app.send('POST', `${path}${query}`, parts),
    items: async () =>
      ((await (await app.send('GET', path)).json()) as { items: { external_id: string; data: unknown }[] }).items.map(
        ({ external_id, data }) => [external_id, data],
      ),
  };
};

const resultOf = async (response: Response): Promise<unknown> => {
  const { created, rejected, errors } = (await response.json()) as Result;
  return [response.status, created, rejected, errors.map(({ line, pointer, code }) => `${line} ${pointer} ${code}`)];
};

describe('an import of a table', () => {
  test('takes what spreadsheets save', async () => {
    const { run, items } = await importer();
    expect(
      await resultOf(
        await run(
          { headers: CSV, body: '\ufeffid;Größe;Preis\r\nn1;"a;""b""\r\nc";1,50\r\nn2;x;\r\n;;\r\n' },
          '?external_id=id&delimiter=%3B',
        ),
      ),
    ).toEqual([200, 2, 0, []]);
    expect(
      await resultOf(
        await run(
          { headers: { 'content-type': 'text/tab-separated-values; charset=utf-8' }, body: 'id\ttext\rn3\tx\r' },
          '?external_id=id',
        ),
      ),
    ).toEqual([200, 1, 0, []]);
    expect(
      await resultOf(
        await run(
          { headers: { 'content-type': 'text/csv; charset=utf-8; header=present' }, body: 'external_id,n\nn4,7' },
          '?types=n:number',
        ),
      ),
    ).toEqual([200, 1, 0, []]);
    expect(await items()).toEqual([
      ['n1', { Größe: 'a;"b"\r\nc', Preis: '1,50' }],
      ['n2', { Größe: 'x', Preis: '' }],
      ['n3', { text: 'x' }],
      ['n4', { n: 7 }],
    ]);
  });

  test('is inflated as a stream, and the same table again is unchanged', async () => {
    const { run } = await importer();
    const table = `external_id,text\r\n${Array.from({ length: 4500 }, (_, n) => `n${n},"text ${n}"\r\n`).join('')}`;
    const body = new Uint8Array(gzipSync(table));
    expect(await resultOf(await run({ headers: { ...CSV, 'content-encoding': 'gzip' }, body }))).toEqual([
      200,
      4500,
      0,
      [],
    ]);
    expect(((await (await run({ headers: CSV, body: table })).json()) as Result).unchanged).toBe(4500);
  });

  test('rejects a row alone, and names the line of the file', async () => {
    const { run } = await importer();
    const long = `"${'x'.repeat(1024 * 1024)}"`;
    const answer = await run({
      headers: CSV,
      body: `external_id,text\r\na,"x\r\ny"\r\nb\r\nc,${long}\r\nd,"y"z\r\ne,z\r\nf,"never`,
    });
    expect(await resultOf(answer)).toEqual([200, 2, 4, ['4  length', '5  too_large', '6  format', '8  format']]);
  });

  test('takes no UTF-16, and says of another encoding what to save instead', async () => {
    const { run, items } = await importer();
    const wide = Buffer.from('\ufeffid\ttext\r\n1\tx\r\n', 'utf16le');
    const problem = await problemIn(await run({ headers: CSV, body: new Uint8Array(wide) }));
    expect([problem.status, problem.code]).toEqual([415, 'unsupported_media_type']);
    expect(problem.detail).toMatch(/UTF-16 .*CSV UTF-8/);
    expect(
      await resultOf(
        await run({ headers: CSV, body: new Uint8Array(Buffer.from('external_id,text\na,\xe9\nb,x\n', 'latin1')) }),
      ),
    ).toEqual([200, 1, 1, ['2  encoding']]);
    expect(await items()).toEqual([['b', { text: 'x' }]]);
  });

  test('is refused as a whole for its heading, and for parameters that are none', async () => {
    const { run, items } = await importer();
    for (const [body, query, errors] of [
      ['', '', ['1  required']],
      ['a,,a\n1,2,3\n', '', ['1  required', '1 /a duplicate']],
      ['a,b\n1,2\n', '?external_id=id', ['1 /external_id not_found']],
      ['a;b\n1;2\n', '', ['1  format']],
      ['a,b\n1,2\n', '?delimiter=.', ['undefined /delimiter option']],
      ['a,b\n1,2\n', '?types=', ['undefined /types length']],
    ] as const) {
      const problem = await problemIn(await run({ headers: CSV, body }, query));
      expect([
        problem.status,
        problem.code,
        problem.errors?.map(({ line, pointer, code }) => `${line} ${pointer} ${code}`),
      ]).toEqual([422, 'invalid', errors]);
    }
    const lines = await problemIn(
      await run({ headers: { 'content-type': 'application/x-ndjson' }, body: '{"data":{}}' }, '?external_id=id'),
    );
    expect([lines.status, lines.code]).toEqual([422, 'unknown_field']);
    expect(await items()).toEqual([]);
  });

  test('that is to be aborted writes nothing, and takes at most 10 MiB', async () => {
    const { run, items } = await importer();
    expect((await problemIn(await run({ headers: CSV, body: 'text\na\nb,c\n' }, '?on_error=abort'))).errors).toEqual([
      expect.objectContaining({ line: 3, code: 'length' }),
    ]);
    let taken = 0;
    const body = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        taken += 1;
        controller.enqueue(Buffer.from(`text\n"${'x'.repeat(500_000)}"\n`));
      },
    });
    expect((await problemIn(await run({ headers: CSV, body }, '?on_error=abort'))).code).toBe('too_large');
    expect(taken).toBeLessThan(30);
    expect(await items()).toEqual([]);
  });
});
