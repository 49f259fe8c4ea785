import type { AnnotationUI } from '../annotation-uis/index.ts';
import { moduleOf } from '../controls/index.ts';
import type { Control } from '../controls/index.ts';
import { headingFault } from '../imports/index.ts';
import type { ReadRow, Row } from '../imports/index.ts';
import { err, fault, ok, under } from '../kernel/index.ts';
import type { Fault, Result } from '../kernel/index.ts';
import { numberCells, readJsonCell } from '../tables/index.ts';
import type { ReadCell, ReadJsonCell } from '../tables/index.ts';
import { controlColumns, isAnswerColumn, VALUE_PREFIX } from './answer-columns.ts';
import type { AnswerColumn } from './answer-columns.ts';

/** The versions of a project whose answers are read from a table. */
export interface TableVersions {
  /** All annotation UIs, in the order of their versions. */
  readonly uis: readonly Pick<AnnotationUI, 'version' | 'controls'>[];
  /** The version of the one in force. */
  readonly inForce: number;
  /** Resolves to the version of the annotation UI that a guideline names; `undefined` if there is no such guideline. */
  readonly uiOfGuideline: (version: number) => Promise<number | undefined>;
}

interface ControlColumn {
  readonly place: number;
  readonly name: string;
}

interface Columns {
  readonly places: ReadonlyMap<AnswerColumn, number>;
  readonly controls: readonly ControlColumn[];
}

/**
 * Finds the columns in the headings. A column is one of `AnswerColumn`, or a control under its name or under
 * `value.<name>`.
 */
const columnsIn = (headings: readonly string[], names: ReadonlySet<string>): Result<Columns, readonly Fault[]> => {
  const nameAt = new Map([...controlColumns(names)].map(([name, heading]) => [heading, name]));
  const places = new Map<AnswerColumn, number>();
  const controls = new Map<string, ControlColumn>();
  const faults: Fault[] = [];
  for (const [place, heading] of headings.entries()) {
    if (isAnswerColumn(heading)) {
      places.set(heading, place);
      continue;
    }
    const bare = heading.startsWith(VALUE_PREFIX) ? heading.slice(VALUE_PREFIX.length) : undefined;
    const name = nameAt.get(heading) ?? (bare !== undefined && names.has(bare) ? bare : undefined);
    const same = name === undefined ? undefined : controls.get(name);
    if (name === undefined)
      faults.push(
        headingFault(
          heading,
          'unknown_field',
          'No annotation UI of the project has a control of this name: check its spelling, or take the column out.',
        ),
      );
    else if (same !== undefined)
      faults.push(
        headingFault(heading, 'duplicate', `Columns ${same.place + 1} and ${place + 1} are the same control.`),
      );
    else controls.set(name, { place, name });
  }
  if (!places.has('external_id') && !places.has('item_id'))
    faults.push(
      fault(['external_id'], 'required', 'A table of answers must name its items, in a column external_id or item_id.'),
    );
  if (!places.has('annotator'))
    faults.push(fault(['annotator'], 'required', 'A table of answers must have this column.'));
  return faults.length > 0 ? err(faults) : ok({ places, controls: [...controls.values()] });
};

/**
 * Finds the control of this name in a version. If the version does not have it, the result is the latest control of
 * this name, which is then not required.
 */
const controlsOf = (uis: TableVersions['uis']): ((version: number, name: string) => Control | undefined) => {
  const byVersion = new Map(
    uis.map(({ version, controls }) => [version, new Map(controls.map((control) => [control.name, control]))]),
  );
  const latest = new Map(
    uis.flatMap(({ controls }) => controls.map((control) => [control.name, { ...control, required: false }])),
  );
  return (version, name) => byVersion.get(version)?.get(name) ?? latest.get(name);
};

/**
 * Reads the heading of a table and returns the function that turns its rows into lines of an import of annotations. It
 * reads a table as an export writes it. The columns `data` and `annotator_id` are ignored, because other columns name
 * the item and the annotator. A cell is read by the kind of its control in the annotation UI that the row or its
 * guideline names, or else in the one in force. An empty cell is no answer. Only for a text control is it an empty
 * text, if the control is required or the cell is in quotes.
 */
export const annotationRows =
  ({ uis, inForce, uiOfGuideline }: TableVersions) =>
  (headings: readonly string[], readJson: ReadJsonCell = readJsonCell): Result<ReadRow, readonly Fault[]> => {
    const columns = columnsIn(headings, new Set(uis.flatMap(({ controls }) => controls.map(({ name }) => name))));
    if (!columns.ok) return columns;
    const { places, controls } = columns.value;
    const controlOf = controlsOf(uis);

    const textAt = (row: Row, column: AnswerColumn): string | undefined => {
      const place = places.get(column);
      const cell = place === undefined ? undefined : row.cells[place];
      return cell === '' ? undefined : cell;
    };

    const numberAt = (row: Row, column: AnswerColumn): Result<number | undefined, Fault> => {
      const text = textAt(row, column);
      const read = text === undefined ? ok(undefined) : (numberCells.read(text, readJson) as ReadCell);
      return read.ok ? ok(read.value as number | undefined) : err(under([column], read.error));
    };

    const valueIn = async (row: Row, version: number): Promise<ReadCell> => {
      const value: Record<string, unknown> = {};
      for (const { place, name } of controls) {
        const control = controlOf(version, name);
        const cell = row.cells[place] ?? '';
        if (control === undefined) continue;
        const { cells } = moduleOf(control);
        if (cell === '' && (!cells.canBeEmpty || (row.isAbsent(place) && !control.required))) continue;
        const reading = cells.read(cell, readJson);
        const read = reading instanceof Promise ? await reading : reading;
        if (!read.ok) return err(under(['value', name], read.error));
        value[name] = read.value;
      }
      return ok(value);
    };

    return ok(async (row) => {
      const [guideline, named] = [numberAt(row, 'guideline_version'), numberAt(row, 'annotation_ui_version')];
      if (!guideline.ok) return guideline;
      if (!named.ok) return named;
      const version =
        named.value ?? (guideline.value === undefined ? undefined : await uiOfGuideline(guideline.value)) ?? inForce;
      const value = await valueIn(row, version);
      if (!value.ok) return value;
      const [external_id, item_id] = [textAt(row, 'external_id'), textAt(row, 'item_id')];
      return ok({
        // An `external_id` names the item in every project, but an id only in its own.
        ...(external_id === undefined ? { item_id } : { external_id }),
        annotator: textAt(row, 'annotator') ?? '',
        source: textAt(row, 'source'),
        value: value.value,
        created_at: textAt(row, 'created_at'),
        guideline_version: guideline.value,
        annotation_ui_version: named.value,
      });
    });
  };
