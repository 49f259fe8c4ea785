import { changeBy, defineOperation, scopeOf } from '../access/index.ts';
import type { AuthorityOf, EndedAuthority, Needs, UseCase } from '../access/index.ts';
import type { AnnotationUisRepository } from '../annotation-uis/index.ts';
import { needsTextLength, validateAnswer } from '../controls/index.ts';
import type { Control } from '../controls/index.ts';
import { importLines } from '../imports/index.ts';
import type { Importer, ImportOptions, ImportResult, ImportSource, InboxRepository, StoppedImport } from '../imports/index.ts';
import { itemNotFound } from '../items/index.ts';
import { err, ok } from '../kernel/index.ts';
import type { Fault, Id, Invalid, JsonObject, NotReady, Result, TooLarge } from '../kernel/index.ts';
import type { PredictionsRepository } from './repository.ts';
import { ImportPrediction } from './transports.ts';

/** An import of predictions, of any length. */
export interface ImportPredictionsInput extends ImportOptions, ImportSource {
  readonly project_id: Id;
}

/**
 * Imports predictions in constant memory, in batches that are atomic each. Each is checked against the annotation UI that is in
 * force when the import begins; `required` is not asked of machines. A bad line stops no good one, unless `on_error` is
 * `abort`: then at most 10 MiB are taken, and all or nothing is written.
 */
export type ImportPredictions = UseCase<ImportPredictionsInput, ImportResult, StoppedImport | Invalid | TooLarge | NotReady>;

/** What is touched where predictions are imported. */
export interface PredictionImporting {
  readonly predictions: PredictionsRepository;
}

/** A line whose value is in canonical form, with the value that was sent where that is another one. */
interface Line extends ImportPrediction {
  readonly sent?: JsonObject;
}

/** Each line with the canonical form of its value, or the faults of it. What the item's data must be known for is read once, and only of lines that need it. */
const checkAgainst =
  (controls: readonly Control[]) =>
  async ({ predictions }: PredictionImporting, lines: readonly ImportPrediction[]): Promise<readonly Result<Line, readonly Fault[]>[] | EndedAuthority> => {
    const aboutText = controls.filter(needsTextLength);
    const needText = lines.filter(({ value }) => aboutText.some(({ name }) => Object.hasOwn(value, name)));
    const keys = [...new Set(aboutText.map(({ source }) => source))];
    const lengths = needText.length === 0 ? [] : await predictions.textLengths(needText, keys);
    if (typeof lengths === 'string') return lengths;
    const known = new Map(needText.map((line, place) => [line, lengths[place]]));
    return lines.map((line) => {
      if (known.has(line) && known.get(line) === undefined) return err([itemNotFound(line)]);
      // Only its length matters of a text, so another one as long stands in for it.
      const data = Object.fromEntries(Object.entries(known.get(line) ?? {}).map(([key, length]) => [key, ' '.repeat(length)]));
      const valid = validateAnswer(controls, line.value, data);
      return valid.ok ? ok(valid.value === line.value ? line : { ...line, value: valid.value, sent: line.value }) : valid;
    });
  };

/** Imports predictions. */
export const importPredictions = defineOperation({
  name: 'importPredictions',
  permission: 'prediction:import',
  effect: 'writes',
  onArchived: 'refuses',
  target: 'project',
  run:
    (deps: Needs<PredictionImporting & { annotationUis: AnnotationUisRepository; inbox: InboxRepository }, 'secrets'>, underOf: AuthorityOf): ImportPredictions =>
    async (caller, input) => {
      const { newId, store } = deps;
      const ui = await store.within(scopeOf(caller)).annotationUis.findInForce();
      if (ui === undefined) return err({ code: 'not_ready', detail: 'This project has no guideline yet; publish one, then import predictions.' });
      const batch = { on_conflict: input.on_conflict, change: changeBy(deps, caller), newEventId: newId };
      const importer: Importer<Line, PredictionImporting> = {
        schema: ImportPrediction,
        keyOf: ({ external_id, item_id, model, model_version }) => JSON.stringify([external_id, item_id, model, model_version]),
        check: checkAgainst(ui.controls.map((control) => ({ ...control, required: false }))),
        write: ({ predictions }, lines, events) =>
          predictions.importBatch({ ...batch, lines: lines.map(({ sent, ...prediction }, place) => ({ id: newId(), prediction, sent, event: events[place] ?? null })) }),
      };
      return importLines(deps, { ...scopeOf(caller), under: underOf(caller) }, input, importer);
    },
});
