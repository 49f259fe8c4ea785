import { fault } from '../kernel/index.ts';
import type { Fault } from '../kernel/index.ts';

/** The validation error of a request or a line that names an annotation UI which the project does not have. */
export const annotationUiNotFound = (version: number): Fault =>
  fault(
    ['annotation_ui_version'],
    'not_found',
    `The project has no annotation UI of version ${version}; name one that it has, or create it first.`,
  );
