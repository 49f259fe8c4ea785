import { describe, expect, it } from 'vitest';
import type { Control } from '../controls/index.ts';
import type { CsvForm } from '../tables/index.ts';
import { csvWriter } from './csv.ts';
import type { ExportedAnnotation, ExportedItem } from './transports.ts';

const CSV: CsvForm = { delimiter: ',', escapeFormulas: true };

const text = (name: string): Control => ({ name, kind: 'text', source: 'text', required: false, max_length: 100 });

const item: Omit<ExportedItem, 'annotations'> = {
  id: 'item',
  external_id: null,
  data: {},
  metadata: {},
  priority: 0,
  overlap: 1,
  state: 'complete',
  annotation_count: 1,
  skips: [],
  requeued: null,
  revision: 1,
  created_at: '2026-01-01T00:00:00.000Z',
  updated_at: '2026-01-01T00:00:00.000Z',
  predictions: [],
};

const annotation = (value: ExportedAnnotation['value'], version = 1): ExportedAnnotation => ({
  id: 'annotation',
  item_id: 'item',
  task_id: null,
  annotator: { id: 'user', name: 'Ann', kind: 'person' },
  value,
  guideline_version: null,
  annotation_ui_version: version,
  source: 'import',
  origin: null,
  revision: 1,
  revisions: [],
  created_at: '2026-01-02T00:00:00.000Z',
  updated_at: '2026-01-02T00:00:00.000Z',
});

const rowOf = (
  controls: readonly Control[],
  value: ExportedAnnotation['value'],
  form: Partial<CsvForm> = {},
): string | undefined =>
  csvWriter([{ version: 1, controls }], { ...CSV, ...form }).rows({ ...item, annotations: [annotation(value)] })[0];

const around = (cell: string): string => `item,,{},user,Ann,${cell},,1,2026-01-02T00:00:00.000Z`;

describe('csvWriter', () => {
  it.each([
    ['plain', 'plain'],
    ['a,b', '"a,b"'],
    ['say "hi"', '"say ""hi"""'],
    ['two\nlines', '"two\nlines"'],
    ['cr\rhere', '"cr\rhere"'],
    ['=1+1', "'=1+1"],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@x', "'@x"],
    ['\tx', "'\tx"],
    ['\rx', '"\'\rx"'],
    ['=a,"b"', '"\'=a,""b"""'],
    ["'x", "''x"],
    ["''=x", "'''=x"],
    ['a=b', 'a=b'],
    ["a'b", "a'b"],
    ['a;b|c\td', 'a;b|c\td'],
    ['', '""'],
  ])('writes %j as %s', (value, cell) => {
    expect(rowOf([text('note')], { note: value })).toBe(around(cell));
  });

  it('keeps what looks like a formula when told to', () => {
    expect(rowOf([text('note')], { note: '=1+1' }, { escapeFormulas: false })).toBe(around('=1+1'));
  });

  it('escapes texts, and never numbers', () => {
    const number: Control = { name: 'n', kind: 'number', source: 'text', required: true };
    const rating: Control = { name: 'r', kind: 'rating', source: 'text', required: true, min: -5, max: 5, step: 1 };
    expect(rowOf([number, rating, text('note')], { n: -1.5, r: -2, note: '-1.5' })).toBe(around("-1.5,-2,'-1.5"));
    expect(rowOf([number], { n: 1e21 })).toBe(around('1e+21'));
  });

  it.each([
    [';', 'a;b', '"a;b"'],
    [';', 'a,b', 'a,b'],
    ['\t', 'a\tb', '"a\tb"'],
    ['|', 'a|b', '"a|b"'],
  ] as const)('writes %j between cells, and %j as %s', (delimiter, value, cell) => {
    expect(rowOf([text('note')], { note: value }, { delimiter })).toBe(
      ['item', '', '{}', 'user', 'Ann', cell, '', '1', '2026-01-02T00:00:00.000Z'].join(delimiter),
    );
  });

  it('leaves the cell of a control that was not answered empty, also one named like what every object has', () => {
    expect(rowOf([text('note')], {})).toBe(around(''));
    expect(rowOf([text('constructor')], {})).toBe(around(''));
  });

  it('names every column differently', () => {
    const { header } = csvWriter(
      [
        { version: 1, controls: ['data', 'value.data', 'note'].map(text) },
        { version: 2, controls: ['note', 'later', 'source'].map(text) },
      ],
      CSV,
    );
    const columns = header.split(',');
    expect(columns).toEqual([
      ...[
        'item_id',
        'external_id',
        'data',
        'annotator_id',
        'annotator',
        'value.value.data',
        'value.data',
        'note',
        'later',
        'value.source',
      ],
      ...['guideline_version', 'annotation_ui_version', 'created_at'],
    ]);
    expect(new Set(columns).size).toBe(columns.length);
  });

  it('has no row for an item without annotations, nor for an answer under an annotation UI that came later', () => {
    const { rows } = csvWriter([{ version: 1, controls: [text('note')] }], CSV);
    expect(rows({ ...item, annotations: [] })).toEqual([]);
    expect(rows({ ...item, annotations: [annotation({ note: 'x' }, 2)] })).toEqual([]);
  });
});
