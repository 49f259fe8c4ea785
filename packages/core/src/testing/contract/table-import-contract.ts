import assert from 'node:assert/strict';
import type { Invalid, ImportOptions, ImportResult, ItemTableOptions } from '../../index.ts';
import { checked } from './checked.ts';
import { only } from './expect.ts';
import { linesOf, newEmptyProject, recordsOf } from './world.ts';
import type { ProjectWorld } from './world.ts';

type Told = readonly string[];

const toldOf = (errors: Invalid['errors']): Told => errors.map(({ line, pointer, code }) => `${line ?? '-'} ${pointer} ${code}`);

type Outcome = readonly [created: number, updated: number, unchanged: number, rejected: number, errors: Told];

const outcomeOf = ({ created, updated, unchanged, rejected, errors }: ImportResult): Outcome => [created, updated, unchanged, rejected, toldOf(errors)];

/** Imports a table of items: what became of its rows, or what the table was refused for. */
const importTable = async (project: ProjectWorld, text: string, options: ItemTableOptions & Partial<ImportOptions> = {}): Promise<Outcome | Told> => {
  const records = recordsOf(text, options.delimiter);
  const imported = await project.application.importItems(project.admin, { project_id: project.project.id, records, on_conflict: 'reject', on_error: 'continue', ...options });
  if (imported.ok) return outcomeOf(imported.value);
  assert.equal(imported.error.code, 'invalid');
  return toldOf((imported.error as Invalid).errors);
};

const dataOf = async (project: ProjectWorld) => (await project.items()).map(({ external_id, data, metadata }) => [external_id, data, metadata]);

/** What every store promises of tables that are imported. */
export const tableImportContract = checked({
  'a row makes an item: a column names it, some are its metadata, and the rest is data, as strings': async (harness) => {
    const project = await newEmptyProject(harness);
    const text = 'id,text,price,lang\r\nn1,"a, ""b""\r\nc",1.50,de\r\nn2,,007,\r\n';
    assert.deepEqual(await importTable(project, text, { external_id: 'id', metadata: 'lang' }), [2, 0, 0, 0, []]);
    assert.deepEqual(await dataOf(project), [
      ['n1', { text: 'a, "b"\r\nc', price: '1.50' }, { lang: 'de' }],
      ['n2', { text: '', price: '007' }, { lang: '' }],
    ]);
    assert.deepEqual(await importTable(project, text, { external_id: 'id', metadata: 'lang' }), [0, 0, 2, 0, []]);
    const other = text.replace('007', '008');
    assert.deepEqual(await importTable(project, other, { external_id: 'id', metadata: 'lang' }), [0, 0, 1, 1, ['4 /external_id already_exists']]);
    assert.deepEqual(await importTable(project, other, { external_id: 'id', metadata: 'lang', on_conflict: 'update' }), [0, 1, 1, 0, []]);
  },

  'a column external_id names the items where nothing else is said, and is data where another one does': async (harness) => {
    const project = await newEmptyProject(harness);
    assert.deepEqual(await importTable(project, 'external_id,text\na,x\n'), [1, 0, 0, 0, []]);
    assert.deepEqual(await importTable(project, 'external_id,id\nb,c\n', { external_id: 'id' }), [1, 0, 0, 0, []]);
    assert.deepEqual(await importTable(project, 'text\ny\n'), [1, 0, 0, 0, []]);
    assert.deepEqual(await dataOf(project), [['a', { text: 'x' }, {}], ['c', { external_id: 'b' }, {}], [null, { text: 'y' }, {}]]);
    assert.deepEqual(await importTable(project, 'external_id,text\n,x\nd,y\n'), [1, 0, 0, 1, ['2 /external_id length']]);
  },

  'columns have the types that are named, and a cell that has not rejects its row': async (harness) => {
    const project = await newEmptyProject(harness);
    const types = 'n:number,b:boolean,j:json,s:string,o:number?,m:json?';
    const text = 'external_id,n,b,j,s,o,m\na,-1.5,TRUE,"{""x"":[null]}",1,2,true\nb,0,false,"""q""",,,\nc,"1,5",true,1,,,\nd,1,ja,1,,,\ne,1,true,{,,,\nf,,true,1,,,\ng,1,true,"{""x"":1,""x"":2}",,,\nh,12345678901234567890,true,1,,,\ni,1,true,1,,x,';
    assert.deepEqual(await importTable(project, text, { types, metadata: 'm,o' }), [
      ...[2, 0, 0, 7],
      ['4 /data/n type', '5 /data/b type', '6 /data/j malformed_json', '7 /data/n type', '8 /data/j/x duplicate', '9 /data/n number', '10 /metadata/o type'],
    ]);
    assert.deepEqual(await dataOf(project), [
      ['a', { n: -1.5, b: true, j: { x: [null] }, s: '1' }, { o: 2, m: true }],
      ['b', { n: 0, b: false, j: 'q', s: '' }, {}],
    ]);
  },

  'names of columns that hold commas stand in quotes, as in a row': async (harness) => {
    const project = await newEmptyProject(harness);
    assert.deepEqual(await importTable(project, '"a,b","c""d",e:f\n1,2,3\n', { metadata: '"a,b","c""d"', types: '"a,b:number",e:f:json' }), [1, 0, 0, 0, []]);
    assert.deepEqual(only(await dataOf(project)), [null, { 'e:f': 3 }, { 'a,b': 1, 'c"d': '2' }]);
  },

  'a heading that has faults refuses the table': async (harness) => {
    const project = await newEmptyProject(harness);
    assert.deepEqual(await importTable(project, ''), ['1  required']);
    assert.deepEqual(await importTable(project, '\n\n'), ['1  required']);
    assert.deepEqual(await importTable(project, '\na,a,,a\n1,2,3,4\n'), ['2 /a duplicate', '2  required', '2 /a duplicate']);
    assert.deepEqual(await importTable(project, 'a,"b\n1,2'), ['1  format']);
    assert.deepEqual(await importTable(project, 'a,__proto__\n1,2\n'), ['1 /__proto__ option']);
    assert.deepEqual(await importTable(project, 'a,b\n1,2\n', { external_id: 'id', metadata: 'c,a', types: 'd:number,b:int,b:json,b:json,x' }), [
      ...['1 /types format', '1 /types duplicate', '1 /types format', '1 /external_id not_found', '1 /metadata not_found', '1 /types not_found'],
    ]);
    assert.deepEqual(await importTable(project, 'a,b\n1,2\n', { external_id: 'a', metadata: 'a', types: 'a:number' }), ['1 /metadata duplicate', '1 /types option']);
    assert.deepEqual(await importTable(project, 'a,b\n1,2\n', { metadata: 'a\nb' }), ['1 /metadata format']);
    assert.deepEqual(await importTable(project, `${'x,'.repeat(20_000)}y\n`), ['1  too_large']);
    assert.deepEqual(await project.items(), []);
  },

  'a table that seems to have another delimiter is refused until one is named': async (harness) => {
    const project = await newEmptyProject(harness);
    assert.deepEqual(await importTable(project, 'id;text\nn1;x\n'), ['1  format']);
    assert.deepEqual(await importTable(project, 'id;text\nn1;x\n', { delimiter: ';' }), [1, 0, 0, 0, []]);
    assert.deepEqual(await importTable(project, 'Name; first\nx\n', { delimiter: ',' }), [1, 0, 0, 0, []]);
    assert.deepEqual(await dataOf(project), [[null, { id: 'n1', text: 'x' }, {}], [null, { 'Name; first': 'x' }, {}]]);
  },

  'a row with other cells than the heading is rejected alone, by the line at which it begins': async (harness) => {
    const project = await newEmptyProject(harness);
    const text = 'external_id,text\na,x\nb\n\nc,"y\nz",\nd,"y\nz"\n,\n"e"f,x\n,"x\ng,x';
    assert.deepEqual(await importTable(project, text), [2, 0, 0, 4, ['3  length', '5  length', '10  format', '11  format']]);
    assert.deepEqual((await project.items()).map(({ external_id }) => external_id), ['a', 'd']);
    const before = (await project.items()).length;
    assert.deepEqual(await importTable(project, 'text\nx\n"y"z\n', { on_error: 'abort' }), ['3  format']);
    assert.equal((await project.items()).length, before);
  },

  'cells are taken as they are, unless one leading escape is to be taken from each': async (harness) => {
    const project = await newEmptyProject(harness);
    const text = "external_id,'=x,y\n'a,'=1,''b\n";
    assert.deepEqual(await importTable(project, text), [1, 0, 0, 0, []]);
    assert.deepEqual(await importTable(project, text, { formulas: 'escape' }), [1, 0, 0, 0, []]);
    assert.deepEqual(await dataOf(project), [["'a", { "'=x": "'=1", y: "''b" }, {}], ['a', { '=x': '=1', y: "'b" }, {}]]);
  },

  'what is said of columns is refused where lines are imported': async (harness) => {
    const project = await newEmptyProject(harness);
    const lines = linesOf([{ data: {} }]);
    const refused = await project.application.importItems(project.admin, { project_id: project.project.id, lines, on_conflict: 'reject', on_error: 'continue', external_id: 'id', delimiter: ';' });
    assert.ok(!refused.ok && refused.error.code === 'invalid');
    assert.deepEqual(toldOf(refused.error.errors), ['- /delimiter unknown_field', '- /external_id unknown_field']);
    assert.deepEqual(await project.items(), []);
  },
});
