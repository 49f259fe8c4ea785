import type { AnnotationUI, AnnotationUisRepository } from '../annotation-uis/index.ts';
import { validateAnswer } from '../controls/index.ts';
import { err, fault, ok, under } from '../kernel/index.ts';
import type { Fault, JsonObject, Result } from '../kernel/index.ts';
import type { ImportedPrediction } from './transports.ts';

/** How many versions of the annotation UI a prediction that names none is tried on at most. */
const MAX_TRIED = 20;

/** Reads versions of the annotation UI of one project; `undefined` for one that is not there. */
export type ReadAnnotationUI = (repositories: { readonly annotationUis: Pick<AnnotationUisRepository, 'find'> }, version: number) => Promise<AnnotationUI | undefined>;

/** How many versions are remembered. */
const MAX_KEPT = 20;

/** Makes what reads versions of the annotation UI, each once. */
export const newAnnotationUiReader = (): ReadAnnotationUI => {
  const kept = new Map<number, AnnotationUI>();
  return async ({ annotationUis }, version) => {
    const there = kept.get(version) ?? (await annotationUis.find(version));
    if (kept.size >= MAX_KEPT) kept.clear();
    if (there !== undefined) kept.set(version, there);
    return there;
  };
};

const noAnnotationUI = fault(['annotation_ui_version'], 'not_found', 'The project has no annotation UI of this version.');

const judge = ({ controls }: AnnotationUI, value: JsonObject, data: JsonObject): Result<JsonObject, readonly Fault[]> =>
  validateAnswer(controls.map((control) => ({ ...control, required: false })), value, data);

/**
 * What is kept of the value of a prediction, or its faults. It is checked against the annotation UI that it names; one that names none, as in exports from
 * before predictions kept it, against the one in force, and then those before it.
 */
export const judgePrediction = async (
  repositories: Parameters<ReadAnnotationUI>[0],
  uiOf: ReadAnnotationUI,
  inForce: AnnotationUI,
  { value, annotation_ui_version }: ImportedPrediction,
  data: JsonObject,
): Promise<Result<JsonObject, readonly Fault[]>> => {
  if (annotation_ui_version !== undefined) {
    const ui = await uiOf(repositories, annotation_ui_version);
    return ui === undefined ? err([noAnnotationUI]) : judge(ui, value, data);
  }
  const first = judge(inForce, value, data);
  if (first.ok) return first;
  for (let version = inForce.version - 1; version >= 1 && version > inForce.version - MAX_TRIED; version -= 1) {
    const ui = await uiOf(repositories, version);
    const other = ui && judge(ui, value, data);
    if (other?.ok === true) return ok(other.value);
  }
  return first;
};

/** The same faults, at the place of a part of a line. */
export const faultsAt = (path: readonly PropertyKey[], faults: readonly Fault[]): readonly Fault[] => faults.map((one) => under(path, one));
