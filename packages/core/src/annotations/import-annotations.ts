import { defineOperation, scopeOf } from '../access/index.ts';
import type { AuthorityOf, Needs, UseCase } from '../access/index.ts';
import { allAnnotationUis } from '../annotation-uis/index.ts';
import type { AnnotationUI } from '../annotation-uis/index.ts';
import type { GuidelinesRepository } from '../guidelines/index.ts';
import { importLines, isTable, linesOfTable, noTableFaults } from '../imports/index.ts';
import type {
  ImportResult,
  ImportSource,
  InboxRepository,
  NamingImportOptions,
  StoppedImport,
  TableOptions,
  TableSource,
} from '../imports/index.ts';
import { err, MAX_VERSION, ok } from '../kernel/index.ts';
import type { Id, Invalid, NotReady, Result, TooLarge } from '../kernel/index.ts';
import { newAnnotationImporter } from './annotation-importer.ts';
import type { AnswerImporting } from './annotation-importer.ts';
import { annotationRows } from './annotation-table.ts';
import type { TableVersions } from './annotation-table.ts';

/** An import of annotations, of any length: lines, or a table whose rows are lines. */
export type ImportAnnotationsInput = NamingImportOptions &
  TableOptions &
  (ImportSource | TableSource) & { readonly project_id: Id };

/**
 * Imports answers that were given elsewhere, in constant memory. Each answer is checked against the annotation UI of
 * the annotation that it revises, or else the one that its line or the line’s guideline names, or else the one in
 * force. A rejected line does not stop the others, unless `on_error` is `abort`. Names belong to the `source` of their
 * line, or else to that of the import.
 */
export type ImportAnnotations = UseCase<
  ImportAnnotationsInput,
  ImportResult,
  StoppedImport | NotReady | Invalid | TooLarge
>;

const isVersion = (version: number): boolean => Number.isInteger(version) && version >= 1 && version <= MAX_VERSION;

/**
 * Creates the function that reads which annotation UI a guideline names. It caches the latest result, because rows with
 * the same guideline are mostly next to each other.
 */
const newGuidelineReader = ({
  guidelines,
}: {
  readonly guidelines: GuidelinesRepository;
}): TableVersions['uiOfGuideline'] => {
  let known: { readonly guideline: number; readonly ui: number | undefined } | undefined;
  return async (version) => {
    if (!isVersion(version)) return undefined;
    if (known?.guideline !== version)
      known = { guideline: version, ui: (await guidelines.find(version))?.annotation_ui_version };
    return known.ui;
  };
};

const sourceOf = async (
  repositories: AnswerImporting & { readonly guidelines: GuidelinesRepository },
  input: ImportAnnotationsInput,
  inForce: AnnotationUI,
): Promise<Result<ImportSource, Invalid>> => {
  const { delimiter, formulas } = input;
  if (!isTable(input)) {
    const faults = noTableFaults({ delimiter, formulas });
    return faults.length > 0 ? err({ code: 'invalid', errors: faults }) : ok(input);
  }
  const versions = {
    uis: await allAnnotationUis(repositories.annotationUis),
    inForce: inForce.version,
    uiOfGuideline: newGuidelineReader(repositories),
  };
  return linesOfTable(input, { delimiter, formulas }, annotationRows(versions));
};

/** Imports annotations. */
export const importAnnotations = defineOperation({
  name: 'importAnnotations',
  permission: 'annotation:import',
  effect: 'writes',
  onArchived: 'refuses',
  target: 'project',
  run:
    (
      deps: Needs<
        AnswerImporting & { guidelines: GuidelinesRepository; inbox: InboxRepository },
        'domains' | 'secrets'
      >,
      underOf: AuthorityOf,
    ): ImportAnnotations =>
    async (caller, input) => {
      const scope = { ...scopeOf(caller), under: underOf(caller) };
      const repositories = deps.store.within(scope);
      const { guidelines, annotationUis } = repositories;
      const guideline = await guidelines.find('latest');
      const inForce = guideline && (await annotationUis.find(guideline.annotation_ui_version));
      if (inForce === undefined)
        return err({
          code: 'not_ready',
          detail: 'This project has no guideline yet; publish one, then import annotations.',
        });
      const read = await sourceOf(repositories, input, inForce);
      if (!read.ok) return read;
      const importer = newAnnotationImporter(deps, caller, input, inForce);
      const { source } = input;
      return importLines(
        deps,
        scope,
        read.value,
        source === undefined
          ? importer
          : { ...importer, schema: importer.schema.transform((line) => ({ ...line, source: line.source ?? source })) },
      );
    },
});
