import type { ImportResult } from '@goldset/client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newProject } from './fixture.ts';
import { bodyAt } from './client.ts';
import { startListening } from './listening.ts';
import type { ListeningApp } from './listening.ts';

const CSV = 'text/csv';

let server: ListeningApp;
let organization_id: string;

beforeAll(async () => {
  server = await startListening();
  organization_id = (await bodyAt(201, server.api.typed.post('/organizations', { body: { name: 'Acme' } }))).id;
});

afterAll(() => server.close());

const send = async (
  method: string,
  path: string,
  body?: string | Uint8Array<ArrayBuffer>,
  type = CSV,
): Promise<Response> =>
  fetch(`${server.origin}/v1${path}`, {
    method,
    headers: { Authorization: `Bearer ${server.token}`, ...(body === undefined ? {} : { 'Content-Type': type }) },
    ...(body === undefined ? {} : { body }),
  });

const importTable = async (path: string, body: string): Promise<ImportResult> => {
  const answer = await send('POST', path, body);
  if (answer.status !== 200) throw new Error(`${answer.status} ${await answer.text()}`);
  return (await answer.json()) as ImportResult;
};

const bytesOf = async (path: string): Promise<Buffer> => Buffer.from(await (await send('GET', path)).arrayBuffer());

/** What Excel saves as “CSV UTF-8” where the comma stands before decimals, of what it opened: without the quotes that are not needed, with those that are. */
const savedByExcel = (rows: readonly (readonly string[])[]): string =>
  `\ufeff${rows.map((row) => row.map((cell) => (/[;"\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(';')).join('\r\n')}\r\n`;

/** The cells that a spreadsheet shows of a table with semicolons. */
const openedByExcel = (text: string): readonly (readonly string[])[] => {
  const rows: string[][] = [[]];
  for (const [, quoted, plain = '', end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^;"\r\n]*))(;|\r\n)/g)) {
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain);
    if (end !== ';') rows.push([]);
  }
  return rows.slice(0, -1);
};

describe('a spreadsheet', () => {
  test('goes in as items, out of Excel as it is, and its answers go out and back', async () => {
    const project = await newProject(server.api, organization_id, 0, { name: 'Größe / "Filme"' });
    const path = `/projects/${project.id}`;
    const sheet = savedByExcel([
      ['Nr', 'text', 'Preis', 'Notiz'],
      ['1', 'Superb; all of it', '1,50', '=1+1'],
      ['2', 'two\r\nlines, "quoted"', '-7', ''],
      ['', '', '', ''],
    ]);
    const query = '?external_id=Nr&delimiter=%3B&metadata=Notiz';
    expect(await importTable(`${path}/items${query}`, sheet)).toEqual({
      created: 2,
      updated: 0,
      unchanged: 0,
      rejected: 0,
      errors: [],
    });
    expect(await importTable(`${path}/items${query}`, sheet)).toMatchObject({ unchanged: 2 });
    const { items } = (await (await send('GET', `${path}/items`)).json()) as {
      items: { external_id: string; data: object; metadata: object }[];
    };
    expect(items.map(({ external_id, data, metadata }) => ({ external_id, data, metadata }))).toEqual([
      { external_id: '1', data: { text: 'Superb; all of it', Preis: '1,50' }, metadata: { Notiz: '=1+1' } },
      { external_id: '2', data: { text: 'two\r\nlines, "quoted"', Preis: '-7' }, metadata: { Notiz: '' } },
    ]);

    const answers = savedByExcel([
      ['external_id', 'annotator', 'sentiment'],
      ['1', '=w17', 'positive'],
      ['2', "'w18", 'negative'],
      ['2', 'w19', 'neutral'],
    ]);
    expect(await importTable(`${path}/annotations/import?delimiter=%3B`, answers)).toMatchObject({
      created: 2,
      rejected: 1,
      errors: [{ line: 4, pointer: '/value/sentiment', code: 'option' }],
    });

    const exported = await send('GET', `${path}/export?format=csv&delimiter=%3B&bom=true&people=email`);
    expect(exported.headers.get('content-disposition')).toBe(
      `attachment; filename="Gr__e - -Filme-.csv"; filename*=UTF-8''Gr%C3%B6%C3%9Fe%20-%20-Filme-.csv`,
    );
    const bytes = Buffer.from(await exported.arrayBuffer());
    expect(bytes.subarray(0, 3).toString('hex')).toBe('efbbbf');
    const rows = openedByExcel(bytes.subarray(3).toString('utf8'));
    expect(rows[0]).toEqual([
      'item_id',
      'external_id',
      'data',
      'annotator_id',
      'annotator',
      'source',
      'sentiment',
      'guideline_version',
      'annotation_ui_version',
      'created_at',
    ]);
    expect(rows.slice(1).map((row) => [row[1], row[4], row[6]])).toEqual([
      ['1', "'=w17", 'positive'],
      ['2', "''w18", 'negative'],
    ]);

    const back = `${path}/annotations/import?delimiter=%3B&formulas=escape`;
    expect(await importTable(back, savedByExcel(rows))).toMatchObject({ unchanged: 2, rejected: 0 });
    // What was corrected there becomes a revision of now, once the dates are taken out.
    const corrected = rows.map((row, n) =>
      row.slice(0, -1).map((cell, column) => (n === 1 && column === 6 ? 'negative' : cell)),
    );
    expect(await importTable(`${back}&on_conflict=update`, savedByExcel(corrected))).toMatchObject({
      updated: 1,
      unchanged: 1,
      rejected: 0,
    });

    const other = await newProject(server.api, organization_id, 0);
    await importTable(`/projects/${other.id}/items${query}`, sheet);
    expect(
      await importTable(`/projects/${other.id}/annotations/import?delimiter=%3B&formulas=escape`, savedByExcel(rows)),
    ).toMatchObject({ created: 2, rejected: 0 });
    const names = async (id: string): Promise<readonly string[]> =>
      openedByExcel(
        (await bytesOf(`/projects/${id}/export?format=csv&delimiter=%3B&formulas=keep`)).toString('utf8'),
      ).map((row) => row[4] ?? '');
    expect(await names(other.id)).toEqual(['annotator', '=w17', "'w18"]);
  });

  test('with tabs goes in and out as well', async () => {
    const project = await newProject(server.api, organization_id, 0);
    const answer = await send(
      'POST',
      `/projects/${project.id}/items`,
      'external_id\ttext\r\na\t"x\ty"\r\n',
      'text/tab-separated-values',
    );
    expect([answer.status, await answer.json()]).toEqual([
      200,
      { created: 1, updated: 0, unchanged: 0, rejected: 0, errors: [] },
    ]);
    const answers = await send(
      'POST',
      `/projects/${project.id}/annotations/import`,
      'external_id\tannotator\tvalue.sentiment\r\na\tw\tpositive\r\n',
      'text/tab-separated-values',
    );
    expect(await answers.json()).toMatchObject({ created: 1 });
    const tsv = await bytesOf(`/projects/${project.id}/export?format=tsv`);
    expect(tsv.toString('utf8')).toMatch(/^item_id\texternal_id\t.*\r\n[\w-]+\ta\t"\{""text"":""x\\ty""\}"\t/);
    const again = await send(
      'POST',
      `/projects/${project.id}/annotations/import?formulas=escape`,
      tsv.toString('utf8'),
      'text/tab-separated-values',
    );
    expect(await again.json()).toMatchObject({ unchanged: 1, rejected: 0 });
  });

  test('a table is sent by the client, too', async () => {
    const project = await newProject(server.api, organization_id, 0);
    const path = { project_id: project.id };
    const { client } = server.api;
    expect(
      await client.importCsv('/projects/{project_id}/items', () => 'id,text,n\n1,x,7\n', {
        path,
        query: { external_id: 'id', types: 'n:number' },
        gzip: true,
      }),
    ).toMatchObject({ created: 1 });
    const answers = new Blob(['external_id\tannotator\tsentiment\n1\tw\tpositive\n']).stream();
    expect(
      await client.importCsv('/projects/{project_id}/annotations/import', answers, { path, tsv: true }),
    ).toMatchObject({ created: 1 });
    const table = await new Response(
      await client.exportCsv(project.id, { query: { delimiter: ';', bom: true } }),
    ).arrayBuffer();
    expect(Buffer.from(table).subarray(0, 11).toString('utf8')).toBe('\ufeffitem_id;');
    await expect(client.importCsv('/projects/{project_id}/items', 'a,a\n1,2\n', { path })).rejects.toMatchObject({
      status: 422,
      code: 'invalid',
      errors: [{ line: 1, pointer: '/a', code: 'duplicate' }],
    });
  });
});
