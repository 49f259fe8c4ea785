import type { AnnotationUI, AnnotationUisRepository } from '../annotation-uis/index.ts';
import type { Control } from '../controls/index.ts';

/** The repository from which annotation UIs are read. */
export interface AnnotationUiReading {
  readonly annotationUis: Pick<AnnotationUisRepository, 'find'>;
}

/**
 * Reads the controls against which a prediction for a version of the annotation UI is checked; `undefined` if the
 * project has no such version.
 */
export type ReadControls = (
  repositories: AnnotationUiReading,
  version: number,
) => Promise<readonly Control[] | undefined>;

/**
 * The number of cached versions beside the one in force. Limits the memory, whatever number of versions the lines name.
 */
const MAX_KEPT = 20;

// A prediction may leave out required controls.
const forMachines = ({ controls }: AnnotationUI): readonly Control[] =>
  controls.map((control) => ({ ...control, required: false }));

/**
 * Creates the reader of the controls of one project's annotation UIs. It never reads the one in force again, and caches
 * others.
 */
export const newControlsReader = (inForce: AnnotationUI): ReadControls => {
  const ofInForce = forMachines(inForce);
  const kept = new Map<number, readonly Control[]>();
  return async ({ annotationUis }, version) => {
    const known = version === inForce.version ? ofInForce : kept.get(version);
    if (known !== undefined) return known;
    const found = await annotationUis.find(version);
    if (found === undefined) return undefined;
    if (kept.size === MAX_KEPT) kept.clear();
    const controls = forMachines(found);
    kept.set(version, controls);
    return controls;
  };
};
