/** The clock and the randomness that retries use; tests pass their own. */
export interface Clock {
  /** Returns the time in milliseconds since 1970. */
  readonly now: () => number;
  /** Resolves after the given milliseconds; rejects with the signal’s reason as soon as the signal aborts. */
  readonly sleep: (milliseconds: number, signal: AbortSignal | undefined) => Promise<void>;
  /** Returns a random number from 0 (inclusive) to 1 (exclusive). */
  readonly random: () => number;
}

/** The clock of the machine. */
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

/** When a request may be sent again. */
export interface Replay {
  /**
   * Whether the request may be sent again if it is unknown whether it took effect: the connection broke, or the
   * database was unavailable (503).
   */
  readonly afterDoubt: boolean;
  /**
   * Whether the request may be sent again if it certainly took no effect (429, or a request with the same idempotency
   * key in flight).
   */
  readonly afterRefusal: boolean;
}

const FIRST_WAIT = 250;
const LONGEST_BACKOFF = 8_000;
const LONGEST_WAIT = 60_000;

/**
 * Returns the milliseconds that `Retry-After` asks for, which the header gives in seconds or as a date; `undefined`
 * without a valid header.
 */
const askedFor = (headers: Headers, now: number): number | undefined => {
  const value = headers.get('retry-after');
  if (value === null) return undefined;
  const milliseconds = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - now;
  return Number.isNaN(milliseconds) ? undefined : Math.max(0, milliseconds);
};

/** Exponential backoff with full jitter, so that clients that failed together do not retry together. */
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
 * Sends a request until there is a final response, at most `retries` more times, and resolves to the result of `read`
 * for that response. Before each retry it waits for the time in `Retry-After` plus an exponential backoff; a response
 * that asks for more than a minute is final. Each call of `attempt` sends the same request once.
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
      // Nobody reads this body; cancelling it frees the connection for the next attempt.
      await response.body?.cancel();
    } catch (error) {
      if (signal?.aborted === true) throw signal.reason;
      if (retry >= retries || !replay.afterDoubt) throw error;
    }
    await clock.sleep(wait, signal);
  }
};
