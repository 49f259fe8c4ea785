import { setImmediate } from 'node:timers/promises';

/** The longest time that work may block other requests without a pause, in milliseconds. */
const SLICE_MILLISECONDS = 5;

/** Resolves after other pending work has run. */
export const nextTurn = async (): Promise<void> => {
  await setImmediate();
};

/** Runs `step` until it returns `true`. In between, other pending work runs regularly. */
export const inSlices = async (step: () => boolean): Promise<void> => {
  let until = performance.now() + SLICE_MILLISECONDS;
  while (!step()) {
    if (performance.now() < until) continue;
    await nextTurn();
    until = performance.now() + SLICE_MILLISECONDS;
  }
};

/** Tells when long work must let other pending work run, and lets it run. */
export interface Pace {
  readonly isDue: () => boolean;
  readonly turn: () => Promise<void>;
}

/** Starts the measurement of how long work has run without a pause. */
export const newPace = (): Pace => {
  let until = performance.now() + SLICE_MILLISECONDS;
  return {
    isDue: () => performance.now() >= until,
    turn: async () => {
      await nextTurn();
      until = performance.now() + SLICE_MILLISECONDS;
    },
  };
};
