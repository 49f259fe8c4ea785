/** What waiting is done with; tests hand over their own. */
export interface Clock {
  /** The time in milliseconds since 1970. */
  readonly now: () => number;
  /** Resolves after so many milliseconds; rejects with the signal’s reason as soon as that one aborts. */
  readonly sleep: (milliseconds: number, signal: AbortSignal | undefined) => Promise<void>;
  /** A number from 0 up to 1, without 1. */
  readonly random: () => number;
}

/** The time of the machine. */
export const machineClock: Clock = {
  now: () => Date.now(),
  sleep: (milliseconds, signal) =>
    new Promise((resolve, reject) => {
      const abort = (): void => {
        clearTimeout(timer);
        reject(signal?.reason);
      };
      const timer = setTimeout(() => {
        signal?.removeEventListener('abort', abort);
        resolve();
      }, milliseconds);
      if (signal?.aborted === true) abort();
      else signal?.addEventListener('abort', abort, { once: true });
    }),
  random: () => Math.random(),
};

/** What doing a request twice can do. */
export interface Replay {
  /** Whether it may be sent again when it is not known if it took effect: the connection broke, or the database went away (503). */
  readonly afterDoubt: boolean;
  /** Whether it may be sent again when it is known that it took no effect (429, or a key in flight). */
  readonly afterRefusal: boolean;
}

const FIRST_WAIT = 250;
const LONGEST_BACKOFF = 8_000;
const LONGEST_WAIT = 60_000;

/** The milliseconds that `Retry-After` asks for, in seconds or as a date; undefined without. */
const askedFor = (headers: Headers, now: number): number | undefined => {
  const value = headers.get('retry-after');
  if (value === null) return undefined;
  const milliseconds = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - now;
  return Number.isNaN(milliseconds) ? undefined : Math.max(0, milliseconds);
};

/** Exponential, and all of it jitter, so that those who failed together do not come back together. */
const backoff = (attempt: number, random: number): number =>
  random * Math.min(LONGEST_BACKOFF, FIRST_WAIT * 2 ** attempt);

const isInFlight = async (response: Response): Promise<boolean> => {
  if (response.status !== 409) return false;
  const problem: unknown = await response
    .clone()
    .json()
    .catch(() => undefined);
  return (
    typeof problem === 'object' && problem !== null && 'code' in problem && problem.code === 'idempotency_in_flight'
  );
};

const mayComeBack = async (response: Response, { afterDoubt, afterRefusal }: Replay): Promise<boolean> => {
  if (response.status === 503) return afterDoubt;
  if (response.status === 429) return afterRefusal;
  return afterRefusal && (await isInFlight(response));
};

/**
 * Sends a request until it is answered for good, at most `retries` more times, and resolves to what `read` makes of that answer.
 * Waits as long as `Retry-After` says and a back-off more; an answer that asks for more than a minute is for good.
 * `attempt` begins one sending of the same request.
 */
export const retrying = async <T>(
  attempt: () => Promise<Response>,
  read: (response: Response) => Promise<T>,
  retries: number,
  replay: Replay,
  clock: Clock,
  signal: AbortSignal | undefined,
): Promise<T> => {
  for (let retry = 0; ; retry += 1) {
    let wait = backoff(retry, clock.random());
    try {
      const response = await attempt();
      const asked = askedFor(response.headers, clock.now()) ?? 0;
      if (retry >= retries || asked > LONGEST_WAIT || !(await mayComeBack(response, replay)))
        return await read(response);
      wait += asked;
      // Nobody reads it, so its connection is free for the next attempt.
      await response.body?.cancel();
    } catch (error) {
      if (signal?.aborted === true) throw signal.reason;
      if (retry >= retries || !replay.afterDoubt) throw error;
    }
    await clock.sleep(wait, signal);
  }
};
