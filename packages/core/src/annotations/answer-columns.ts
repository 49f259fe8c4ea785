/** The columns of a table of answers that are not controls. */
export const ANSWER_COLUMNS = [
  'item_id',
  'external_id',
  'data',
  'annotator_id',
  'annotator',
  'source',
  'guideline_version',
  'annotation_ui_version',
  'created_at',
] as const;

/** One of the columns of a table of answers that are not controls. */
export type AnswerColumn = (typeof ANSWER_COLUMNS)[number];

/** The prefix of a control's name in the heading of its column, if the name alone could mean another column. */
export const VALUE_PREFIX = 'value.';

/** Whether a heading belongs to a column that is not a control. */
export const isAnswerColumn = (heading: string): heading is AnswerColumn =>
  (ANSWER_COLUMNS as readonly string[]).includes(heading);

/**
 * The headings of the columns of controls, by the names of the controls. A heading is the name, or `value.<name>` if
 * the name is taken. All headings differ.
 */
export const controlColumns = (names: Iterable<string>): ReadonlyMap<string, string> => {
  const all = new Set(names);
  return new Map(
    Array.from(all, (name): [string, string] => {
      let heading = name;
      while (isAnswerColumn(heading) || (heading !== name && all.has(heading))) heading = VALUE_PREFIX + heading;
      return [name, heading];
    }),
  );
};
