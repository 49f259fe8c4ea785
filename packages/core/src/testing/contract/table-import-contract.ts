import assert from 'node:assert/strict';
import type {
  Control,
  ExportOptions,
  Invalid,
  ImportOptions,
  ImportResult,
  ItemTableOptions,
  TableOptions,
} from '../../index.ts';
import { checked } from './checked.ts';
import { only, valueOf } from './expect.ts';
import { EVERY_KIND, linesOf, linesOfExport, newEmptyProject, newProject, recordsOf } from './world.ts';
import type { ProjectWorld } from './world.ts';

type Told = readonly string[];

const toldOf = (errors: Invalid['errors']): Told =>
  errors.map(({ line, pointer, code }) => `${line ?? '-'} ${pointer} ${code}`);

type Outcome = readonly [created: number, updated: number, unchanged: number, rejected: number, errors: Told];

const outcomeOf = ({ created, updated, unchanged, rejected, errors }: ImportResult): Outcome => [
  created,
  updated,
  unchanged,
  rejected,
  toldOf(errors),
];

/** Imports a table of items: what became of its rows, or what the table was refused for. */
const importTable = async (
  project: ProjectWorld,
  text: string,
  options: ItemTableOptions & Partial<ImportOptions> = {},
): Promise<Outcome | Told> => {
  const records = recordsOf(text, options.delimiter);
  const imported = await project.application.importItems(project.admin, {
    project_id: project.project.id,
    records,
    on_conflict: 'reject',
    on_error: 'continue',
    ...options,
  });
  if (imported.ok) return outcomeOf(imported.value);
  assert.equal(imported.error.code, 'invalid');
  return toldOf((imported.error as Invalid).errors);
};

/** Imports a table of answers. */
const importAnswerTable = async (
  project: ProjectWorld,
  text: string,
  options: TableOptions & Partial<ImportOptions> = {},
): Promise<Outcome | Told> => {
  const records = recordsOf(text, options.delimiter);
  const imported = await project.application.importAnnotations(project.admin, {
    project_id: project.project.id,
    records,
    on_conflict: 'reject',
    on_error: 'continue',
    ...options,
  });
  if (imported.ok) return outcomeOf(imported.value);
  assert.equal(imported.error.code, 'invalid');
  return toldOf((imported.error as Invalid).errors);
};

const addUi = async (
  { application, admin, project, publish }: ProjectWorld,
  controls: readonly Control[],
): Promise<void> => {
  valueOf(await application.createAnnotationUI(admin, { project_id: project.id, name: 'Questions', controls }));
  await publish();
};

const answersOf = async (project: ProjectWorld) =>
  (await project.exported()).flatMap(({ external_id, annotations }) =>
    annotations.map(({ annotator, value, guideline_version, annotation_ui_version, created_at }) => ({
      external_id,
      annotator: annotator.name,
      value,
      guideline_version,
      annotation_ui_version,
      created_at,
    })),
  );

const tableOf = async (project: ProjectWorld, options: Partial<ExportOptions> = {}): Promise<string> =>
  (await linesOfExport(await project.beginExport({ format: 'csv', ...options }))).map((line) => `${line}\r\n`).join('');

const note = (name: string, required = false): Control => ({
  name,
  kind: 'text',
  source: 'text',
  required,
  max_length: 50,
});

const dataOf = async (project: ProjectWorld) =>
  (await project.items()).map(({ external_id, data, metadata }) => [external_id, data, metadata]);

/** What every store promises of tables that are imported. */
export const tableImportContract = checked({
  'a row makes an item: a column names it, some are its metadata, and the rest is data, as strings': async (
    harness,
  ) => {
    const project = await newEmptyProject(harness);
    const text = 'id,text,price,lang\r\nn1,"a, ""b""\r\nc",1.50,de\r\nn2,,007,\r\n';
    assert.deepEqual(await importTable(project, text, { external_id: 'id', metadata: 'lang' }), [2, 0, 0, 0, []]);
    assert.deepEqual(await dataOf(project), [
      ['n1', { text: 'a, "b"\r\nc', price: '1.50' }, { lang: 'de' }],
      ['n2', { text: '', price: '007' }, { lang: '' }],
    ]);
    assert.deepEqual(await importTable(project, text, { external_id: 'id', metadata: 'lang' }), [0, 0, 2, 0, []]);
    const other = text.replace('007', '008');
    assert.deepEqual(await importTable(project, other, { external_id: 'id', metadata: 'lang' }), [
      0,
      0,
      1,
      1,
      ['4 /external_id already_exists'],
    ]);
    assert.deepEqual(
      await importTable(project, other, { external_id: 'id', metadata: 'lang', on_conflict: 'update' }),
      [0, 1, 1, 0, []],
    );
  },

  'a column external_id names the items where nothing else is said, and is data where another one does': async (
    harness,
  ) => {
    const project = await newEmptyProject(harness);
    assert.deepEqual(await importTable(project, 'external_id,text\na,x\n'), [1, 0, 0, 0, []]);
    assert.deepEqual(await importTable(project, 'external_id,id\nb,c\n', { external_id: 'id' }), [1, 0, 0, 0, []]);
    assert.deepEqual(await importTable(project, 'text\ny\n'), [1, 0, 0, 0, []]);
    assert.deepEqual(await dataOf(project), [
      ['a', { text: 'x' }, {}],
      ['c', { external_id: 'b' }, {}],
      [null, { text: 'y' }, {}],
    ]);
    assert.deepEqual(await importTable(project, 'external_id,text\n,x\nd,y\n'), [
      1,
      0,
      0,
      1,
      ['2 /external_id length'],
    ]);
  },

  'columns have the types that are named, and a cell that has not rejects its row': async (harness) => {
    const project = await newEmptyProject(harness);
    const types = 'n:number,b:boolean,j:json,s:string,o:number?,m:json?';
    const text =
      'external_id,n,b,j,s,o,m\na,-1.5,TRUE,"{""x"":[null]}",1,2,true\nb,0,false,"""q""",,,\nc,"1,5",true,1,,,\nd,1,ja,1,,,\ne,1,true,{,,,\nf,,true,1,,,\ng,1,true,"{""x"":1,""x"":2}",,,\nh,12345678901234567890,true,1,,,\ni,1,true,1,,x,';
    assert.deepEqual(await importTable(project, text, { types, metadata: 'm,o' }), [
      ...[2, 0, 0, 7],
      [
        '4 /data/n type',
        '5 /data/b type',
        '6 /data/j malformed_json',
        '7 /data/n type',
        '8 /data/j/x duplicate',
        '9 /data/n number',
        '10 /metadata/o type',
      ],
    ]);
    assert.deepEqual(await dataOf(project), [
      ['a', { n: -1.5, b: true, j: { x: [null] }, s: '1' }, { o: 2, m: true }],
      ['b', { n: 0, b: false, j: 'q', s: '' }, {}],
    ]);
  },

  'names of columns that hold commas stand in quotes, as in a row': async (harness) => {
    const project = await newEmptyProject(harness);
    assert.deepEqual(
      await importTable(project, '"a,b","c""d",e:f\n1,2,3\n', {
        metadata: '"a,b","c""d"',
        types: '"a,b:number",e:f:json',
      }),
      [1, 0, 0, 0, []],
    );
    assert.deepEqual(only(await dataOf(project)), [null, { 'e:f': 3 }, { 'a,b': 1, 'c"d': '2' }]);
  },

  'a heading that has faults refuses the table': async (harness) => {
    const project = await newEmptyProject(harness);
    assert.deepEqual(await importTable(project, ''), ['1  required']);
    assert.deepEqual(await importTable(project, '\n\n'), ['1  required']);
    assert.deepEqual(await importTable(project, '\na,a,,a\n1,2,3,4\n'), [
      '2 /a duplicate',
      '2  required',
      '2 /a duplicate',
    ]);
    assert.deepEqual(await importTable(project, 'a,"b\n1,2'), ['1  format']);
    assert.deepEqual(await importTable(project, 'a,__proto__\n1,2\n'), ['1 /__proto__ option']);
    assert.deepEqual(
      await importTable(project, 'a,b\n1,2\n', {
        external_id: 'id',
        metadata: 'c,a',
        types: 'd:number,b:int,b:json,b:json,x',
      }),
      [
        ...[
          '1 /types format',
          '1 /types duplicate',
          '1 /types format',
          '1 /external_id not_found',
          '1 /metadata not_found',
          '1 /types not_found',
        ],
      ],
    );
    assert.deepEqual(await importTable(project, 'a,b\n1,2\n', { external_id: 'a', metadata: 'a', types: 'a:number' }), [
      '1 /metadata duplicate',
      '1 /types option',
    ]);
    assert.deepEqual(await importTable(project, 'a,b\n1,2\n', { metadata: 'a\nb' }), ['1 /metadata format']);
    assert.deepEqual(await importTable(project, `${'x,'.repeat(20_000)}y\n`), ['1  too_large']);
    assert.deepEqual(await project.items(), []);
  },

  'a table that seems to have another delimiter is refused until one is named': async (harness) => {
    const project = await newEmptyProject(harness);
    assert.deepEqual(await importTable(project, 'id;text\nn1;x\n'), ['1  format']);
    assert.deepEqual(await importTable(project, 'id;text\nn1;x\n', { delimiter: ';' }), [1, 0, 0, 0, []]);
    assert.deepEqual(await importTable(project, 'Name; first\nx\n', { delimiter: ',' }), [1, 0, 0, 0, []]);
    assert.deepEqual(await dataOf(project), [
      [null, { id: 'n1', text: 'x' }, {}],
      [null, { 'Name; first': 'x' }, {}],
    ]);
  },

  'a row with other cells than the heading is rejected alone, by the line at which it begins': async (harness) => {
    const project = await newEmptyProject(harness);
    const text = 'external_id,text\na,x\nb\n\nc,"y\nz",\nd,"y\nz"\n,\n"e"f,x\n,"x\ng,x';
    assert.deepEqual(await importTable(project, text), [
      2,
      0,
      0,
      4,
      ['3  length', '5  length', '10  format', '11  format'],
    ]);
    assert.deepEqual(
      (await project.items()).map(({ external_id }) => external_id),
      ['a', 'd'],
    );
    const before = (await project.items()).length;
    assert.deepEqual(await importTable(project, 'text\nx\n"y"z\n', { on_error: 'abort' }), ['3  format']);
    assert.equal((await project.items()).length, before);
  },

  'cells are taken as they are, unless one leading escape is to be taken from each': async (harness) => {
    const project = await newEmptyProject(harness);
    const text = "external_id,'=x,y\n'a,'=1,''b\n";
    assert.deepEqual(await importTable(project, text), [1, 0, 0, 0, []]);
    assert.deepEqual(await importTable(project, text, { formulas: 'escape' }), [1, 0, 0, 0, []]);
    assert.deepEqual(await dataOf(project), [
      ["'a", { "'=x": "'=1", y: "''b" }, {}],
      ['a', { '=x': '=1', y: "'b" }, {}],
    ]);
  },

  'what is said of columns is refused where lines are imported': async (harness) => {
    const project = await newEmptyProject(harness);
    const lines = linesOf([{ data: {} }]);
    const refused = await project.application.importItems(project.admin, {
      project_id: project.project.id,
      lines,
      on_conflict: 'reject',
      on_error: 'continue',
      external_id: 'id',
      delimiter: ';',
    });
    assert.ok(!refused.ok && refused.error.code === 'invalid');
    assert.deepEqual(toldOf(refused.error.errors), ['- /delimiter unknown_field', '- /external_id unknown_field']);
    assert.deepEqual(await project.items(), []);
  },

  'what an export writes, an import of annotations reads: answers of every kind, under each annotation UI': async (
    harness,
  ) => {
    const [from, to] = [await newEmptyProject(harness), await newEmptyProject(harness)];
    const items = [
      { external_id: '=x', data: { text: 'Max & "Moritz",\nét al.', image: 'x.png' } },
      { external_id: "'b", data: { text: 'b', image: 'y.png' } },
    ];
    const later: readonly Control[] = [
      { name: 'text', kind: 'number', source: 'text', required: true },
      note('data'),
      note('source', true),
      note('value.x'),
      note("'="),
    ];
    for (const project of [from, to]) {
      await addUi(project, EVERY_KIND);
      await addUi(project, later);
      await project.importItems(items);
    }
    const answers = [
      {
        ...{
          external_id: '=x',
          annotator: '@ann',
          guideline_version: 1,
          annotation_ui_version: 1,
          created_at: '2025-01-02T03:04:05.678Z',
        },
        value: {
          ...{
            choice: 'a',
            choices: ['a', 'c'],
            rating: 0.3,
            number: -1.5,
            text: '-1\r\n"',
            ranking: ['c', 'a', 'b'],
            spans: [{ start: 0, end: 3, label: 'A' }],
          },
          boxes: [{ x: 0.1, y: 0.2, width: 0.3, height: 0.4, label: 'B' }],
          polygons: [
            {
              label: 'A',
              points: [
                [0, 0],
                [1, 0],
                [0, 1e-7],
              ],
            },
          ],
        },
      },
      {
        external_id: '=x',
        annotator: 'bob',
        annotation_ui_version: 2,
        value: { text: -7, data: '', source: '', 'value.x': '\tx', "'=": "'=1+1" },
      },
      { external_id: "'b", annotator: '@ann', annotation_ui_version: 2, value: { text: 1e21 / 1e6, source: 'a;b' } },
      {
        external_id: "'b",
        annotator: 'bob',
        annotation_ui_version: 1,
        value: {
          choice: 'b',
          choices: ['b'],
          rating: 0,
          number: 0,
          ranking: ['a', 'b', 'c'],
          spans: [],
          boxes: [],
          polygons: [],
        },
      },
    ];
    assert.deepEqual((await from.importAnswers(answers)).errors, []);
    const expected = await answersOf(from);
    assert.deepEqual(await importAnswerTable(to, await tableOf(from), { formulas: 'escape' }), [4, 0, 0, 0, []]);
    assert.deepEqual(await answersOf(to), expected);
    for (const options of [{ format: 'tsv' }, { delimiter: ';' }, { delimiter: '|', formulas: 'keep' }] as const) {
      const delimiter = 'delimiter' in options ? options.delimiter : '\t';
      const formulas = 'formulas' in options ? undefined : 'escape';
      assert.deepEqual(
        await importAnswerTable(to, await tableOf(from, options), { delimiter, ...(formulas && { formulas }) }),
        [0, 0, 4, 0, []],
      );
    }
  },

  'a table of answers names controls, also as value.<name>, and leaves out what it does not know': async (harness) => {
    const project = await newEmptyProject(harness);
    await addUi(project, [...EVERY_KIND.filter(({ kind }) => kind === 'choice' || kind === 'text'), note('data')]);
    await project.importItems([{ external_id: 'a', data: { text: 'x' } }, { data: { text: 'y' } }]);
    const [, second] = await project.items();
    const text = `external_id,item_id,annotator,data,value.choice,value.data,text\na,ignored,w1,{},a,,\n,${second?.id ?? ''},w1,{},b,"x, y",""\n`;
    assert.deepEqual(await importAnswerTable(project, text), [2, 0, 0, 0, []]);
    assert.deepEqual(
      (await answersOf(project)).map(({ value }) => value),
      [{ choice: 'a' }, { choice: 'b', data: 'x, y', text: '' }],
    );
    assert.deepEqual(await importAnswerTable(project, text), [0, 0, 2, 0, []]);
    assert.deepEqual(await importAnswerTable(project, text.replace(',a,,', ',b,,')), [
      0,
      0,
      1,
      1,
      ['2 /annotator already_exists'],
    ]);
    assert.deepEqual(await importAnswerTable(project, text.replace(',a,,', ',b,,'), { on_conflict: 'update' }), [
      0,
      1,
      1,
      0,
      [],
    ]);
  },

  'the heading of a table of answers that names no control, or one twice, refuses the table': async (harness) => {
    const project = await newProject(harness, 1);
    assert.deepEqual(
      await importAnswerTable(project, 'external_id,annotator,judgment,value.x,value.judgement\nitem-1,w,x,x,x\n'),
      ['1 /judgment unknown_field', '1 /value.x unknown_field'],
    );
    assert.deepEqual(
      await importAnswerTable(project, 'external_id,annotator,judgement,value.judgement\nitem-1,w,x,x\n'),
      ['1 /value.judgement duplicate'],
    );
    assert.deepEqual(await importAnswerTable(project, 'judgement,data\nx,y\n'), [
      '1 /external_id required',
      '1 /annotator required',
    ]);
    assert.deepEqual(await importAnswerTable(project, 'item_id,annotator,judgement,\nx,y,z,\n'), ['1  required']);
    assert.deepEqual(await project.annotations(), []);
  },

  'a cell that is no answer of its control rejects its row': async (harness) => {
    const project = await newEmptyProject(harness);
    await addUi(
      project,
      EVERY_KIND.filter(({ kind }) => kind === 'number' || kind === 'choices'),
    );
    await project.importItems([{ external_id: 'a', data: { text: 'x' } }]);
    const text =
      'external_id,annotator,number,choices,guideline_version,created_at\na,w1,"1,5","[""a""]",,\na,w2,1,a;b,,\na,w3,1,"[""d""]",,\na,w4,,"[""a""]",,\na,,1,"[""a""]",,\na,w5,1,"[""a""]",x,\na,w6,1,"[""a""]",7,\na,w7,1,"[""a""]",1.5,\na,w8,1,"[""a""]",,yesterday\nb,w9,1,"[""a""]",,\na,w,2,"[""a"",""b""]",1,2025-01-02T03:04:05Z\n';
    assert.deepEqual(await importAnswerTable(project, text), [
      ...[1, 0, 0, 10],
      [
        ...[
          '2 /value/number type',
          '3 /value/choices malformed_json',
          '4 /value/choices/0 option',
          '5 /value/number required',
          '6 /annotator length',
          '7 /guideline_version type',
          '8 /guideline_version not_found',
        ],
        ...['9 /guideline_version type', '10 /created_at format', '11 /external_id not_found'],
      ],
    ]);
    assert.deepEqual(await answersOf(project), [
      {
        external_id: 'a',
        annotator: 'w',
        value: { number: 2, choices: ['a', 'b'] },
        guideline_version: 1,
        annotation_ui_version: 1,
        created_at: '2025-01-02T03:04:05.000Z',
      },
    ]);
  },

  'a cell is read as its control is under the version that its row names, or its guideline, or the one in force':
    async (harness) => {
      const project = await newEmptyProject(harness);
      await addUi(project, [note('age', true)]);
      await addUi(project, [{ name: 'age', kind: 'number', source: 'text', required: true }]);
      await project.importItems([{ external_id: 'a', data: { text: 'x' } }]);
      const text =
        'external_id,annotator,age,annotation_ui_version,guideline_version\na,w1,7,1,\na,w2,7,,1\na,w3,7,,\na,w4,7,2,2\na,w5,7,9,\n';
      assert.deepEqual(await importAnswerTable(project, text), [4, 0, 0, 1, ['6 /annotation_ui_version not_found']]);
      assert.deepEqual(
        (await answersOf(project)).map(({ value, annotation_ui_version }) => [value['age'], annotation_ui_version]),
        [
          ['7', 1],
          ['7', 1],
          [7, 2],
          [7, 2],
        ],
      );
    },
});
