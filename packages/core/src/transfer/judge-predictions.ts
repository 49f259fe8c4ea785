import { annotationUiNotFound } from '../annotation-uis/index.ts';
import { validateAnswer } from '../controls/index.ts';
import { err, ok, under } from '../kernel/index.ts';
import type { Fault, JsonObject, Result } from '../kernel/index.ts';
import type { AnnotationUiReading, ReadControls } from '../predictions/index.ts';
import type { ImportedPrediction } from './transports.ts';

/** How many versions of the annotation UI a prediction that names none is tried on at most. */
const MAX_TRIED = 20;

/** What is kept of the value of a prediction, and the version of the annotation UI that it was checked against. */
export interface JudgedPrediction {
  readonly value: JsonObject;
  readonly checked_against: number;
}

/**
 * What is kept of a prediction, or its faults. It is checked against the annotation UI that it names; one that names none, as in exports from
 * before predictions kept it, against the one in force, and then those before it. The first that it fits is kept; what fits none has the faults of the one in force.
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

/** The same faults, at the place of a part of a line. */
export const faultsAt = (path: readonly PropertyKey[], faults: readonly Fault[]): readonly Fault[] =>
  faults.map((one) => under(path, one));
