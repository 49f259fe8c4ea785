import { annotate } from './annotator.ts';
import { newCrew } from './crew.ts';
import type { Crew, CrewOptions } from './crew.ts';
import { checkInvariants } from './invariants.ts';
import type { Compared } from './invariants.ts';
import { manage } from './manager.ts';
import { newRandom } from '../../test/random.ts';
import { newRecorder } from './recorder.ts';
import type { Recorder } from './recorder.ts';
import type { Stack } from './stack.ts';

/** The options of a load. */
export interface LoadOptions extends CrewOptions {
  /** The seed of all random decisions. */
  readonly seed: number;
  /** The mean time that annotators think about a task, in milliseconds. */
  readonly think: number;
  /** The mean time between two rounds of a manager, in milliseconds; without it, there is no manager. */
  readonly manageEvery?: number;
}

/** The result of a load. */
export interface Outcome extends Compared {
  readonly recorder: Recorder;
}

/**
 * Lets a crew work while `during` runs, waits until all have finished what they have begun, and compares what they know
 * with what is stored. A client that fails, or a violated invariant, is recorded as a fault.
 */
export const underLoad = async (
  stack: Stack,
  { seed, think, manageEvery, ...options }: LoadOptions,
  during: (crew: Crew, recorder: Recorder) => Promise<void>,
): Promise<Outcome> => {
  const random = newRandom(seed);
  const recorder = newRecorder();
  const crew = await newCrew(stack, recorder, random, options);
  const day = new AbortController();
  const { signal } = day;
  const common = { crew, recorder, signal };
  const { items, ballast } = options;
  const working = [
    ...crew.annotators.map((client) => annotate({ ...common, client, random: random.fork(), think })),
    ...(manageEvery === undefined
      ? []
      : [
          manage({
            ...common,
            random: random.fork(),
            every: manageEvery,
            items: Math.ceil(items / 2),
            ...(ballast === undefined ? {} : { ballast }),
          }),
        ]),
  ].map((work) =>
    work.catch((error: unknown) =>
      recorder.fault(
        `A client came to no good end: ${error instanceof Error ? `${error.message} ${String(error.cause ?? '')}` : String(error)}`,
      ),
    ),
  );
  try {
    await during(crew, recorder);
  } finally {
    day.abort();
    await Promise.all(working);
  }
  const compared = await checkInvariants(stack.databaseUrl, crew);
  return { ...compared, recorder, faults: [...recorder.faults, ...compared.faults] };
};
