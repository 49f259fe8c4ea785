import type { AnnotationUI } from '../annotation-uis/index.ts';
import { controlColumns } from '../annotations/index.ts';
import type { AnswerColumn } from '../annotations/index.ts';
import { moduleOf } from '../controls/index.ts';
import type { Control } from '../controls/index.ts';
import { csvRowWriter } from '../tables/index.ts';
import type { CsvForm, WrittenCell } from '../tables/index.ts';
import type { NamedBy } from './repository.ts';
import type { ExportedAnnotation, ExportedItem } from './transports.ts';

/** Writes items as rows. */
export interface CsvWriter {
  /** The first row: the names of the columns. */
  readonly header: string;
  /** One row per annotation. Annotations under an annotation UI that is newer than the writer are left out. */
  rows(item: ExportedItem): readonly string[];
}

type Cell = (item: ExportedItem, annotation: ExportedAnnotation) => WrittenCell;

const before = {
  item_id: ({ id }) => id,
  external_id: ({ external_id }) => external_id,
  data: ({ data }) => JSON.stringify(data),
  annotator_id: (_, { annotator }) => annotator.id,
  annotator: (_, { annotator }) => annotator.email ?? annotator.name,
} as const satisfies Readonly<Partial<Record<AnswerColumn, Cell>>>;

const named = { source: (_, { annotator }) => annotator.source ?? null } as const satisfies Readonly<
  Partial<Record<AnswerColumn, Cell>>
>;

const after = {
  guideline_version: (_, { guideline_version }) => guideline_version,
  annotation_ui_version: (_, { annotation_ui_version }) => annotation_ui_version,
  created_at: (_, { created_at }) => created_at,
} as const satisfies Readonly<Partial<Record<AnswerColumn, Cell>>>;

/**
 * Writes rows as RFC 4180 defines them, without their line ends. Every control of one of the annotation UIs is a
 * column, in the order in which the controls first appeared; a control with the name of another column is called
 * `value.<name>`. If `people` is `email`, rows also have the address of a person or the source of a name.
 */
export const csvWriter = (
  uis: readonly Pick<AnnotationUI, 'version' | 'controls'>[],
  form: CsvForm,
  people: NamedBy = 'name',
): CsvWriter => {
  const first = people === 'email' ? { ...before, ...named } : before;
  const controls = new Map(
    uis.map(({ version, controls: list }) => [version, new Map(list.map((control) => [control.name, control]))]),
  );
  const columns = controlColumns(uis.flatMap(({ controls: list }) => list.map(({ name }) => name)));
  const rowOf = csvRowWriter(form);
  const answerTo = (control: Control | undefined, annotation: ExportedAnnotation): WrittenCell => {
    const value = control && Object.hasOwn(annotation.value, control.name) ? annotation.value[control.name] : undefined;
    if (control === undefined || value === undefined) return null;
    const { cells } = moduleOf(control);
    return cells.areNumbers && typeof value === 'number' ? value : cells.write(value);
  };
  return {
    header: rowOf([...Object.keys(first), ...columns.values(), ...Object.keys(after)]),
    rows: (item) =>
      item.annotations.flatMap((annotation) => {
        const asked = controls.get(annotation.annotation_ui_version);
        if (asked === undefined) return [];
        const cells = (of: Readonly<Record<string, Cell>>): readonly WrittenCell[] =>
          Object.values(of).map((cell) => cell(item, annotation));
        return [
          rowOf([
            ...cells(first),
            ...Array.from(columns.keys(), (name) => answerTo(asked.get(name), annotation)),
            ...cells(after),
          ]),
        ];
      }),
  };
};
