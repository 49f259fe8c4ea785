import { annotationUiNotFound } from '../annotation-uis/index.ts';
import { validateAnswer } from '../controls/index.ts';
import { err, ok, under } from '../kernel/index.ts';
import type { Fault, JsonObject, Result } from '../kernel/index.ts';
import type { AnnotationUiReading, ReadControls } from '../predictions/index.ts';
import type { ImportedPrediction } from './transports.ts';

/** The greatest number of annotation UI versions that are tried for a prediction that names none. */
const MAX_TRIED = 20;

/** The value to store, and the version of the annotation UI against which it was checked. */
export interface JudgedPrediction {
  readonly value: JsonObject;
  readonly checked_against: number;
}

/**
 * Returns the value of a prediction to store, or its validation errors. A prediction is checked against the annotation
 * UI that it names. Exports of earlier releases do not name one; such a prediction is checked against the one in force
 * and then against those before it. The first one that it matches is stored. If it matches none, the errors are those
 * of the one in force.
 */
export const judgePrediction = async (
  repositories: AnnotationUiReading,
  controlsOf: ReadControls,
  inForce: number,
  { value, annotation_ui_version }: ImportedPrediction,
  data: JsonObject,
): Promise<Result<JudgedPrediction, readonly Fault[]>> => {
  const first = annotation_ui_version ?? inForce;
  const last = annotation_ui_version ?? Math.max(1, inForce - MAX_TRIED + 1);
  let faults: readonly Fault[] | undefined;
  for (let version = first; version >= last; version -= 1) {
    const controls = await controlsOf(repositories, version);
    const judged =
      controls === undefined ? err([annotationUiNotFound(version)]) : validateAnswer(controls, value, data);
    if (judged.ok) return ok({ value: judged.value, checked_against: version });
    faults ??= judged.error;
  }
  return err(faults ?? []);
};

/** The same validation errors, with pointers that begin with the path of a part of a line. */
export const faultsAt = (path: readonly PropertyKey[], faults: readonly Fault[]): readonly Fault[] =>
  faults.map((one) => under(path, one));
