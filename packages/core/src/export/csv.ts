import type { AnnotationUI } from '../annotation-uis/index.ts';
import type { Annotation } from '../annotations/index.ts';
import { moduleOf } from '../controls/index.ts';
import type { Control } from '../controls/index.ts';
import type { ExportedItem } from './transports.ts';

/** How items are written as rows. */
export interface CsvWriter {
  /** The first row: the names of the columns. */
  readonly header: string;
  /** One row per annotation. Those under an annotation UI that the writer does not know, because it is newer, are left out. */
  rows(item: ExportedItem): readonly string[];
}

type Cell = (item: ExportedItem, annotation: Annotation) => string | number | null;

const before = {
  item_id: ({ id }) => id,
  external_id: ({ external_id }) => external_id,
  data: ({ data }) => JSON.stringify(data),
  annotator_id: (_, { annotator }) => annotator.id,
  annotator: (_, { annotator }) => annotator.name,
} as const satisfies Readonly<Record<string, Cell>>;

const after = {
  guideline_version: (_, { guideline_version }) => guideline_version,
  annotation_ui_version: (_, { annotation_ui_version }) => annotation_ui_version,
  created_at: (_, { created_at }) => created_at,
} as const satisfies Readonly<Record<string, Cell>>;

const isTaken = (name: string): boolean => Object.hasOwn(before, name) || Object.hasOwn(after, name);

const FORMULA = /^[=+\-@\t\r]/;

const escaped = (text: string): string => (FORMULA.test(text) ? `'${text}` : text);

const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/**
 * Writes rows as RFC 4180 has them, without their line ends. Every control that one of the annotation UIs has is a column,
 * in the order in which they came up; one that is named like a column that is always there is called `value.<name>`.
 * With `escapeFormulas` a cell that a spreadsheet could take for a formula gets a leading `'`.
 */
export const csvWriter = (uis: readonly Pick<AnnotationUI, 'version' | 'controls'>[], escapeFormulas: boolean): CsvWriter => {
  const controls = new Map(uis.map(({ version, controls: list }) => [version, new Map(list.map((control) => [control.name, control]))]));
  const names = [...new Set(uis.flatMap(({ controls: list }) => list.map(({ name }) => name)))];
  const columnOf = (name: string): string => {
    let column = name;
    while (isTaken(column) || (column !== name && names.includes(column))) column = `value.${column}`;
    return column;
  };
  const rowOf = (cells: readonly (string | number | null)[]): string =>
    cells.map((cell) => quoted(escapeFormulas ? escaped(String(cell ?? '')) : String(cell ?? ''))).join(',');
  const answerTo = (control: Control | undefined, annotation: Annotation): string => {
    const value = control && Object.hasOwn(annotation.value, control.name) ? annotation.value[control.name] : undefined;
    return control === undefined || value === undefined ? '' : moduleOf(control).cell(value);
  };
  return {
    header: rowOf([...Object.keys(before), ...names.map(columnOf), ...Object.keys(after)]),
    rows: (item) =>
      item.annotations.flatMap((annotation) => {
        const asked = controls.get(annotation.annotation_ui_version);
        if (asked === undefined) return [];
        const cells = (columns: Readonly<Record<string, Cell>>): readonly (string | number | null)[] => Object.values(columns).map((cell) => cell(item, annotation));
        return [rowOf([...cells(before), ...names.map((name) => answerTo(asked.get(name), annotation)), ...cells(after)])];
      }),
  };
};
