/** The columns of a table of answers that are no controls. */
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

/** One of the columns of a table of answers that are no controls. */
export type AnswerColumn = (typeof ANSWER_COLUMNS)[number];

/** What stands before the name of a control in the heading of its column, where the name alone could mean something else. */
export const VALUE_PREFIX = 'value.';

/** Whether a heading is that of a column which is no control. */
export const isAnswerColumn = (heading: string): heading is AnswerColumn =>
  (ANSWER_COLUMNS as readonly string[]).includes(heading);

/** The headings of the columns of controls, by their names: the name, or `value.<name>` where it is taken. No two are the same. */
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
