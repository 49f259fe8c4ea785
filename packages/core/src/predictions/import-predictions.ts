import { changeBy, defineOperation, scopeOf } from '../access/index.ts';
import type { AuthorityOf, Needs, UseCase } from '../access/index.ts';
import type { AnnotationUisRepository } from '../annotation-uis/index.ts';
import { importLines } from '../imports/index.ts';
import type {
  Importer,
  ImportOptions,
  ImportResult,
  ImportSource,
  InboxRepository,
  StoppedImport,
} from '../imports/index.ts';
import { err } from '../kernel/index.ts';
import type { Id, Invalid, NotReady, TooLarge } from '../kernel/index.ts';
import { checkPredictions } from './check-predictions.ts';
import type { CheckedPrediction, PredictionChecking } from './check-predictions.ts';
import { newControlsReader } from './controls-reader.ts';
import { ImportPrediction } from './transports.ts';

/** An import of predictions, of any length. */
export interface ImportPredictionsInput extends ImportOptions, ImportSource {
  readonly project_id: Id;
}

/**
 * Imports predictions in constant memory, in batches that are each atomic. Each line is checked against the annotation
 * UI that it names, or else the one in force when the import begins; it may leave out required controls. A rejected
 * line does not stop the others, unless `on_error` is `abort`: then at most 10 MiB are accepted, and either all lines
 * are written or none.
 */
export type ImportPredictions = UseCase<
  ImportPredictionsInput,
  ImportResult,
  StoppedImport | Invalid | TooLarge | NotReady
>;

/** Imports predictions. */
export const importPredictions = defineOperation({
  name: 'importPredictions',
  permission: 'prediction:import',
  effect: 'writes',
  onArchived: 'refuses',
  target: 'project',
  run:
    (
      deps: Needs<PredictionChecking & { annotationUis: AnnotationUisRepository; inbox: InboxRepository }, 'secrets'>,
      underOf: AuthorityOf,
    ): ImportPredictions =>
    async (caller, input) => {
      const { newId, store } = deps;
      const ui = await store.within(scopeOf(caller)).annotationUis.findInForce();
      if (ui === undefined)
        return err({
          code: 'not_ready',
          detail: 'This project has no guideline yet; publish one, then import predictions.',
        });
      const batch = { on_conflict: input.on_conflict, change: changeBy(deps, caller), newEventId: newId };
      const controlsOf = newControlsReader(ui);
      const importer: Importer<CheckedPrediction, PredictionChecking> = {
        schema: ImportPrediction,
        keyOf: ({ external_id, item_id, model, model_version }) =>
          JSON.stringify([external_id, item_id, model, model_version]),
        check: (repositories, lines) => checkPredictions(repositories, controlsOf, ui.version, lines),
        write: ({ predictions }, lines, events) =>
          predictions.importBatch({
            ...batch,
            lines: lines.map(({ sent, ...prediction }, place) => ({
              id: newId(),
              prediction,
              checked_against: prediction.annotation_ui_version ?? ui.version,
              sent,
              event: events[place] ?? null,
            })),
          }),
      };
      return importLines(deps, { ...scopeOf(caller), under: underOf(caller) }, input, importer);
    },
});
