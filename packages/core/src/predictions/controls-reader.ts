import type { AnnotationUI, AnnotationUisRepository } from '../annotation-uis/index.ts';
import type { Control } from '../controls/index.ts';

/** Where annotation UIs are read. */
export interface AnnotationUiReading {
  readonly annotationUis: Pick<AnnotationUisRepository, 'find'>;
}

/** Reads the controls that a prediction for a version of the annotation UI is checked against; `undefined` where the project has no such version. */
export type ReadControls = (
  repositories: AnnotationUiReading,
  version: number,
) => Promise<readonly Control[] | undefined>;

/** How many versions are remembered beside the one in force, so that memory does not depend on how many lines name. */
const MAX_KEPT = 20;

// `required` is not asked of machines.
const forMachines = ({ controls }: AnnotationUI): readonly Control[] =>
  controls.map((control) => ({ ...control, required: false }));

/** Makes what reads the controls of the annotation UIs of one project. The one in force is not read again, and others seldom. */
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
