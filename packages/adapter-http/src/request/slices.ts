import { setImmediate } from 'node:timers/promises';

/** For how long work may hold up everybody else at a stretch, in milliseconds. */
const SLICE_MILLISECONDS = 5;

/** Resolves when whoever else waits has had their turn. */
export const nextTurn = async (): Promise<void> => {
  await setImmediate();
};

/** Does work step by step, until a step says that it was the last one. Between the steps, whoever else waits has their turn in time. */
export const inSlices = async (step: () => boolean): Promise<void> => {
  let until = performance.now() + SLICE_MILLISECONDS;
  while (!step()) {
    if (performance.now() < until) continue;
    await nextTurn();
    until = performance.now() + SLICE_MILLISECONDS;
  }
};

/** Says when it is time to let others have their turn, and lets them. */
export interface Pace {
  readonly isDue: () => boolean;
  readonly turn: () => Promise<void>;
}

/** Begins to measure how long work goes on. */
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
