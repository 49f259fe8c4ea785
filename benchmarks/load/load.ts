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

/** How people work. */
export interface LoadOptions extends CrewOptions {
  /** What everything that happens by chance is decided by. */
  readonly seed: number;
  /** The mean of the milliseconds that annotators think about a task. */
  readonly think: number;
  /** The mean of the milliseconds between two looks of a manager; without one, nobody manages. */
  readonly manageEvery?: number;
}

/** What came of it. */
export interface Outcome extends Compared {
  readonly recorder: Recorder;
}

/**
 * Lets a crew work while `during` runs, lets all of them end what they have begun, and compares what they know with what is
 * there. Whoever has not come to a good end is a fault, as is everything that must not be.
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
