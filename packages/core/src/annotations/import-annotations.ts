import type { AuthorityOf } from '../access/index.ts';
import type { Dependencies, UseCase } from '../dependencies.ts';
import type { Invalid, NotReady, TooLarge } from '../errors.ts';
import { importLines } from '../imports/index.ts';
import type { ImportOptions, ImportResult, ImportSource, StoppedImport } from '../imports/index.ts';
import { err } from '../kernel/index.ts';
import type { Id } from '../kernel/index.ts';
import { scopeOf } from '../store.ts';
import { newAnnotationImporter } from './annotation-importer.ts';

/** An import of annotations, of any length. */
export interface ImportAnnotationsInput extends ImportOptions, ImportSource {
  readonly project_id: Id;
}

/**
 * Imports answers that were given elsewhere, in constant memory. Each is checked against the annotation UI that it stands under: that of
 * the annotation it revises, else the one that its line or the line’s guideline names, else the one in force. A bad line stops no good one,
 * unless `on_error` is `abort`.
 */
export type ImportAnnotations = UseCase<ImportAnnotationsInput, ImportResult, StoppedImport | NotReady | Invalid | TooLarge>;

/** Imports annotations. */
export const importAnnotations =
  (deps: Dependencies, underOf: AuthorityOf): ImportAnnotations =>
  async (caller, input) => {
    const scope = { ...scopeOf(caller), under: underOf(caller) };
    const { guidelines, annotationUis } = deps.store.within(scope);
    const guideline = await guidelines.find('latest');
    const inForce = guideline && (await annotationUis.find(guideline.annotation_ui_version));
    if (inForce === undefined) return err({ code: 'not_ready', detail: 'This project has no guideline yet; publish one, then import annotations.' });
    return importLines(deps, scope, input, newAnnotationImporter(deps, caller, input, inForce));
  };
