import type { EndedAuthority } from '../access/index.ts';
import { annotationUiNotFound } from '../annotation-uis/index.ts';
import { needsTextLength, validateAnswer } from '../controls/index.ts';
import type { Control } from '../controls/index.ts';
import { itemNotFound } from '../items/index.ts';
import { err, ok } from '../kernel/index.ts';
import type { Fault, JsonObject, Result } from '../kernel/index.ts';
import type { PredictionsRepository } from './repository.ts';
import type { AnnotationUiReading, ReadControls } from './controls-reader.ts';
import type { ImportPrediction } from './transports.ts';

/** A line whose value is in canonical form. `sent` is the value that was sent, if it differs from that. */
export interface CheckedPrediction extends ImportPrediction {
  readonly sent?: JsonObject;
}

/** The repositories with which lines are checked. */
export interface PredictionChecking extends AnnotationUiReading {
  readonly predictions: PredictionsRepository;
}

type Checked = Result<CheckedPrediction, readonly Fault[]>;

/**
 * Checks lines against one annotation UI. The lengths of item texts are read in one call, and only for lines that need
 * them.
 */
const checkAgainst = async (
  { predictions }: Pick<PredictionChecking, 'predictions'>,
  controls: readonly Control[],
  lines: readonly ImportPrediction[],
): Promise<readonly Checked[] | EndedAuthority> => {
  const aboutText = controls.filter(needsTextLength);
  const needText = lines.filter(({ value }) => aboutText.some(({ name }) => Object.hasOwn(value, name)));
  const keys = [...new Set(aboutText.map(({ source }) => source))];
  const lengths = needText.length === 0 ? [] : await predictions.textLengths(needText, keys);
  if (typeof lengths === 'string') return lengths;
  const known = new Map(needText.map((line, place) => [line, lengths[place]]));
  return lines.map((line) => {
    if (known.has(line) && known.get(line) === undefined) return err([itemNotFound(line)]);
    // Only the length of a text matters, so a text of spaces with the same length replaces it.
    const data = Object.fromEntries(
      Object.entries(known.get(line) ?? {}).map(([key, length]) => [key, ' '.repeat(length)]),
    );
    const valid = validateAnswer(controls, line.value, data);
    return valid.ok ? ok(valid.value === line.value ? line : { ...line, value: valid.value, sent: line.value }) : valid;
  });
};

/**
 * Checks each line against the annotation UI that it names, or else the one in force. Returns the lines as they are to
 * be written, or their validation errors. Each annotation UI is read once.
 */
export const checkPredictions = async (
  repositories: PredictionChecking,
  controlsOf: ReadControls,
  inForce: number,
  lines: readonly ImportPrediction[],
): Promise<readonly Checked[] | EndedAuthority> => {
  const checked = new Map<ImportPrediction, Checked>();
  for (const version of new Set(lines.map(({ annotation_ui_version }) => annotation_ui_version ?? inForce))) {
    const ofVersion = lines.filter(({ annotation_ui_version }) => (annotation_ui_version ?? inForce) === version);
    const controls = await controlsOf(repositories, version);
    const results =
      controls === undefined
        ? ofVersion.map((): Checked => err([annotationUiNotFound(version)]))
        : await checkAgainst(repositories, controls, ofVersion);
    if (typeof results === 'string') return results;
    for (const [place, line] of ofVersion.entries()) checked.set(line, results[place] as Checked);
  }
  return lines.map((line) => checked.get(line) as Checked);
};
